"""What is known of a contract for the policy to judge, read once inside a transaction that holds its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.models import Agreement, Subject
from bot.arrangements.rules.days import next_month
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.facts import Case
from bot.arrangements.rules.guarding import Hindrance
from bot.arrangements.rules.life import LIVE, EndReason, State
from bot.arrangements.rules.matching import LATE_BOOKINGS, RentDay, on_time_in_a_row
from bot.clock import in_amsterdam
from bot.tenancy import rules as tenancy
from bot.tenancy.models import Contract, EntryKind, LedgerEntry, MarkerKind
from bot.tenancy.services import Overview, overview_within


class UnknownContract(Exception):
    """There is no contract with this id."""


@dataclass(frozen=True)
class Booked:
    """A ledger's entry, and the words that came with it."""

    entry: tenancy.Entry
    description: str


@dataclass(frozen=True)
class Picture:
    """One contract on one day: the overview, the ledger, what an agreement would be about, and the policy's case."""

    overview: Overview
    booked: tuple[Booked, ...]
    covers: tuple[str, ...]
    #: Cents open on what is covered, after what was paid ahead.
    total_cents: int
    hindrances: frozenset[Hindrance]
    case: Case

    @property
    def entries(self) -> list[tenancy.Entry]:
        return [one.entry for one in self.booked]

    def counted(self, today: date) -> tuple[str, ...]:
        """Keys of the credits that the total already takes into account and that could be taken for new ones."""
        since = today - LATE_BOOKINGS - timedelta(days=1)
        return tuple(e.key for e in self.entries if e.amount_cents < 0 and e.due_on >= since)


async def lock_contract(session: AsyncSession, contract_id: UUID) -> None:
    """Hold the contract's row until the transaction ends; bookings may still come in. Raises UnknownContract."""
    row = select(Contract.id).where(Contract.id == contract_id).with_for_update(key_share=True)
    if await session.scalar(row) is None:
        raise UnknownContract(str(contract_id))


async def read_picture(
    session: AsyncSession,
    contract_id: UUID,
    today: date,
    hindrances: frozenset[Hindrance],
    *,
    covers_costs: bool,
    apart: str = "",
) -> Picture:
    """`apart`: reference of an agreement that the case leaves out, as it is to be changed. Raises UnknownContract."""
    overview = await overview_within(session, contract_id, today)
    if overview is None:
        raise UnknownContract(str(contract_id))
    booked = await ledger(session, contract_id, today)
    settled = tenancy.settle(one.entry for one in booked)
    covered = [c for c in settled.charges if c.open_cents and (covers_costs or c.kind is not EntryKind.COST)]
    total = max(0, sum(charge.open_cents for charge in covered) - settled.credit_cents)
    case = await _case(session, overview, [one.entry for one in booked], total, today, hindrances, apart)
    return Picture(overview, booked, tuple(charge.key for charge in covered), total, hindrances, case)


async def ledgers(session: AsyncSession, contract_ids: Sequence[UUID], today: date) -> dict[UUID, tuple[Booked, ...]]:
    """The same for many contracts in one question."""
    statement = select(
        LedgerEntry.contract_id,
        LedgerEntry.external_key,
        LedgerEntry.kind,
        LedgerEntry.amount_cents,
        LedgerEntry.due_on,
        LedgerEntry.description,
    ).where(LedgerEntry.contract_id.in_(contract_ids), LedgerEntry.due_on <= today)
    found: dict[UUID, list[Booked]] = {one: [] for one in contract_ids}
    for contract_id, key, kind, cents, due, words in await session.execute(statement):
        found[contract_id].append(Booked(tenancy.Entry(key, kind, cents, due), words))
    return {contract_id: tuple(booked) for contract_id, booked in found.items()}


async def ledger(session: AsyncSession, contract_id: UUID, today: date) -> tuple[Booked, ...]:
    """All bookings up to and with today."""
    statement = select(
        LedgerEntry.external_key,
        LedgerEntry.kind,
        LedgerEntry.amount_cents,
        LedgerEntry.due_on,
        LedgerEntry.description,
    ).where(LedgerEntry.contract_id == contract_id, LedgerEntry.due_on <= today)
    rows = await session.execute(statement)
    return tuple(Booked(tenancy.Entry(key, kind, cents, due), words) for key, kind, cents, due, words in rows)


async def rent_days(session: AsyncSession, contract_ids: Sequence[UUID]) -> dict[UUID, tuple[RentDay, ...]]:
    """Pay days that were agreed, also one that a newer took the place of: each from the month that its text names."""
    made = func.coalesce(Agreement.decided_at, Agreement.proposed_at)
    statement = select(Agreement.contract_id, Agreement.pay_day, made).where(
        Agreement.contract_id.in_(contract_ids),
        Agreement.subject == Subject.PAY_DAY,
        Agreement.pay_day.is_not(None),
        Agreement.state.in_(list(LIVE)) | (Agreement.end_reason == EndReason.RENEGOTIATED),
    )
    found: dict[UUID, list[RentDay]] = {one: [] for one in contract_ids}
    for contract_id, day, moment in await session.execute(statement.order_by(made)):
        assert day is not None
        found[contract_id].append(RentDay(day, next_month(in_amsterdam(moment).date())))
    return {contract_id: tuple(known) for contract_id, known in found.items()}


async def _case(
    session: AsyncSession,
    overview: Overview,
    entries: Sequence[tenancy.Entry],
    total_cents: int,
    today: date,
    hindrances: frozenset[Hindrance],
    apart: str,
) -> Case:
    past = await _past(session, overview.contract_id, apart)
    return Case(
        today=today,
        started_on=overview.started_on,
        ended_on=overview.ended_on,
        rent_cents=overview.rent_cents,
        open_rent_cents=overview.open_rent_cents,
        total_cents=total_cents,
        months_on_time=on_time_in_a_row(entries, overview.oldest_open_month or today),
        last_arrangement_ended_on=past.arrangement_ended,
        last_broken_on=past.broken,
        last_deferral_on=past.deferral,
        live=past.live,
        changes=past.changes,
        bailiff=overview.is_marked(MarkerKind.BAILIFF_FILE),
        wsnp=overview.is_marked(MarkerKind.WSNP),
        amicable_scheme=overview.is_marked(MarkerKind.AMICABLE_SCHEME),
        administrator=Hindrance.ADMINISTRATOR in hindrances,
        dispute=Hindrance.DISPUTE in hindrances,
    )


@dataclass(frozen=True)
class _Past:
    arrangement_ended: date | None
    broken: date | None
    deferral: date | None
    live: bool
    changes: int


async def _past(session: AsyncSession, contract_id: UUID, apart: str) -> _Past:
    """What was agreed about this debt before, in one question. A change of an agreement is no second agreement.

    How often it was changed is told of what runs, also where that is the one left out.
    """
    other = Agreement.reference != apart
    own = Agreement.end_reason.is_distinct_from(EndReason.RENEGOTIATED)
    over = Agreement.state.in_([State.COMPLETED, State.BROKEN, State.ENDED])
    live = Agreement.state.in_(list(LIVE))
    statement = select(
        func.max(Agreement.ended_at).filter(Agreement.kind == Kind.ARRANGEMENT, over, own, other),
        func.max(Agreement.ended_at).filter(Agreement.state == State.BROKEN, other),
        func.max(Agreement.consented_at).filter(Agreement.kind == Kind.DEFERRAL, other),
        func.count().filter(live, other),
        func.coalesce(func.max(Agreement.change).filter(live), 0),
    ).where(Agreement.contract_id == contract_id, Agreement.subject == Subject.DEBT)
    ended, broken, deferral, living, changes = (await session.execute(statement)).one()
    return _Past(_day(ended), _day(broken), _day(deferral), bool(living), changes)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else in_amsterdam(moment).date()
