"""Agreements as the desk lists them: what waits, what is with the tenant, due, at risk, broken; counted and paged."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from bot.arrangements.models import Actor, Agreement, AgreementEvent, Instalment
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.life import LIVE, State
from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.staff.models import Staff
from bot.tenancy.models import Contract, Stage
from bot.tenancy.rules import number_spellings

PAGE = 25
DUE_WITHIN = timedelta(days=7)
BROKEN_SINCE = timedelta(days=90)


class Show(enum.StrEnum):
    """The lists, by their name in the address."""

    WAITING = "wacht"
    OFFERED = "huurder"
    DUE = "binnenkort"
    AT_RISK = "risico"
    BROKEN = "verbroken"
    #: There is something for a person to do.
    TASKS = "taken"


@dataclass(frozen=True)
class Filters:
    kind: Kind | None = None
    stage: Stage | None = None
    #: Tenant number or reference.
    search: str = ""


@dataclass(frozen=True)
class Row:
    """Amounts in cents. `next_due`: its first open instalment's day."""

    id: UUID
    contract_id: UUID
    number: str
    stage: Stage
    reference: str
    change: int
    kind: Kind
    state: State
    total_cents: int
    open_cents: int
    pay_day: int | None
    next_due: date | None
    proposed_at: datetime
    valid_until: date
    ended_at: datetime | None
    trouble: int | None
    task: str
    task_since: datetime | None


@dataclass(frozen=True)
class Listed:
    show: Show
    rows: Sequence[Row]
    counts: Mapping[Show, int]
    page: int
    today: date

    @property
    def pages(self) -> int:
        return max(1, -(-self.counts[self.show] // PAGE))


@dataclass(frozen=True)
class Act:
    """Something that happened to an agreement, and who did it, if a colleague."""

    kind: str
    at: datetime
    actor: Actor
    staff_id: UUID | None
    staff_name: str | None
    detail: Mapping[str, object]


class AgreementLists:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def listed(self, show: Show, filters: Filters, page: int = 1) -> Listed:
        now = self._clock()
        today = in_amsterdam(now).date()
        conditions = _conditions(now, today)
        where = _filtered(filters)
        counted = (
            select(*(func.count().filter(conditions[one]) for one in Show))
            .select_from(Agreement)
            .join(Contract, Contract.id == Agreement.contract_id)
            .where(*where)
        )
        async with self._database.reading() as session:
            counts = dict(zip(Show, (await session.execute(counted)).one(), strict=True))
            page = max(1, min(page, -(-counts[show] // PAGE)))
            statement = _rows(show).where(conditions[show], *where).limit(PAGE).offset((page - 1) * PAGE)
            rows = [_row(*found) for found in (await session.execute(statement)).all()]
        return Listed(show, rows, counts, page, today)

    async def acts(self, agreement_id: UUID) -> Sequence[Act]:
        """The history of an agreement, oldest first."""
        statement = (
            select(AgreementEvent, Staff.name)
            .outerjoin(Staff, Staff.id == AgreementEvent.staff_id)
            .where(AgreementEvent.agreement_id == agreement_id)
            .order_by(AgreementEvent.number)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return [Act(e.kind, e.at, e.actor, e.staff_id, name, e.detail) for e, name in rows]

    async def asked_in(self, agreement_id: UUID) -> UUID | None:
        """The conversation in which a tenant proposed it; None for a colleague's own."""
        of_tenant = (Agreement.id == agreement_id, Agreement.proposed_by == Actor.TENANT)
        async with self._database.reading() as session:
            return await session.scalar(select(Agreement.conversation_id).where(*of_tenant))

    async def end_note(self, agreement_id: UUID) -> str:
        async with self._database.reading() as session:
            return await session.scalar(select(Agreement.end_note).where(Agreement.id == agreement_id)) or ""


def _conditions(now: datetime, today: date) -> dict[Show, ColumnElement[bool]]:
    due = select(Instalment.agreement_id).where(
        Instalment.due_on <= today + DUE_WITHIN, Instalment.paid_cents < Instalment.amount_cents
    )
    return {
        Show.WAITING: Agreement.state == State.AWAITING_APPROVAL,
        Show.OFFERED: Agreement.state == State.OFFERED,
        Show.DUE: and_(Agreement.state.in_(list(LIVE)), Agreement.id.in_(due)),
        Show.AT_RISK: Agreement.state == State.AT_RISK,
        Show.BROKEN: and_(Agreement.state == State.BROKEN, Agreement.ended_at >= now - BROKEN_SINCE),
        Show.TASKS: Agreement.task_since.is_not(None),
    }


def _filtered(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.kind:
        where.append(Agreement.kind == filters.kind)
    if filters.stage:
        where.append(Contract.stage == filters.stage)
    if filters.search:
        spellings = number_spellings(filters.search)
        where.append(or_(Contract.number.in_(spellings), Agreement.reference == filters.search.strip().upper()))
    return where


def _rows(show: Show) -> Select[Agreement, Contract, int, date]:
    left = Instalment.amount_cents - Instalment.paid_cents
    open_cents = (
        select(func.coalesce(func.sum(left), 0)).where(Instalment.agreement_id == Agreement.id).scalar_subquery()
    )
    next_due = (
        select(func.min(Instalment.due_on)).where(Instalment.agreement_id == Agreement.id, left > 0).scalar_subquery()
    )
    statement = select(Agreement, Contract, open_cents, next_due).join(Contract, Contract.id == Agreement.contract_id)
    if show in (Show.DUE, Show.AT_RISK):
        return statement.order_by(next_due, Agreement.id)
    if show is Show.BROKEN:
        return statement.order_by(Agreement.ended_at.desc(), Agreement.id)
    if show is Show.TASKS:
        return statement.order_by(Agreement.task_since, Agreement.id)
    return statement.order_by(Agreement.proposed_at, Agreement.id)


def _row(agreement: Agreement, contract: Contract, open_cents: int, next_due: date | None) -> Row:
    return Row(
        id=agreement.id,
        contract_id=contract.id,
        number=contract.number,
        stage=contract.stage,
        reference=agreement.reference,
        change=agreement.change,
        kind=agreement.kind,
        state=agreement.state,
        total_cents=agreement.total_cents,
        open_cents=int(open_cents),
        pay_day=agreement.pay_day,
        next_due=next_due,
        proposed_at=agreement.proposed_at,
        valid_until=agreement.valid_until,
        ended_at=agreement.ended_at,
        trouble=agreement.trouble,
        task=agreement.task,
        task_since=agreement.task_since,
    )
