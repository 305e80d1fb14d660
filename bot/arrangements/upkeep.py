"""What time and the ledger do to agreements, and what is to be said about them. Called by periodic jobs.

`bring_up_to_date` may run as often as one likes: it lays all payments anew and changes only what changed.
`nudges` says what is due now; whoever sends one claims it first with `claim`, so that it is said once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements import circumstances
from bot.arrangements.asked import asked
from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.following import follow
from bot.arrangements.ground import Ground
from bot.arrangements.models import (
    OF_NUDGE,
    Actor,
    Agreement,
    AgreementLook,
    AgreementNudge,
    EventKind,
    Instalment,
    Subject,
)
from bot.arrangements.nudging import words
from bot.arrangements.reading import Booked, ledger, ledgers, rent_days
from bot.arrangements.rules import guarding
from bot.arrangements.rules.guarding import NOBODY_COLLECTS, Due, Hindrance, Nudge, Said
from bot.arrangements.rules.life import LIVE, Life, State
from bot.arrangements.rules.matching import RentDay
from bot.clock import in_amsterdam
from bot.tenancy.models import LedgerEntry

#: Agreements that are read together. More would keep the rest of the program waiting while they are reckoned with.
AT_ONCE = 100
Item = TypeVar("Item")


@dataclass(frozen=True)
class Message:
    """A nudge that is due, with its words. PERSON has none: it asks for a handoff instead."""

    agreement: AgreementView
    due: Due
    text: str
    #: Asked for by somebody, whether its time has come or not.
    at_any_time: bool = False


@dataclass(frozen=True)
class Beside:
    """Beside the ledger: since when a miss was asked about, and agreed days for the rent."""

    asked: Mapping[int, date]
    rent_days: tuple[RentDay, ...]


class UpkeepService:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def bring_up_to_date(self) -> int:
        """Payments, misses, lapsed offers and completions of every agreement; returns how many changed.

        One question tells which agreements there is anything to look at for: each once a day, and whenever its ledger
        changed. They are read by the hundred; only what would change is held and changed, each in a short transaction
        of its own, so that nobody waits for the whole and thousands that stand as they stood cost almost nothing.
        """
        changed = await circumstances.take_up(self._ground)
        for part in batched(await self._to_look_at(), AT_ONCE):
            for agreement_id in await self._would_change([one for one, _, _ in part]):
                changed += await self.look_at(agreement_id)
            await self._looked(part)
        return changed

    async def _would_change(self, agreement_ids: Sequence[UUID]) -> list[UUID]:
        """Whether nothing halts them is asked when one is held: a halt can only make less of a change."""
        ground = self._ground
        async with ground.database.reading() as session:
            many = await ground.book.many(session, agreement_ids)
            booked = await ledgers(session, list({kept.row.contract_id for kept in many}), ground.today)
            beside = await self.beside(session, many)
        return [
            k.row.id
            for k in many
            if self.as_of_today(k, booked[k.row.contract_id], beside[k.row.id], halted=False) != k.life
        ]

    async def beside(self, session: AsyncSession, many: Sequence[Kept]) -> dict[UUID, "Beside"]:
        agreed = await rent_days(session, list({kept.row.contract_id for kept in many}))
        known = await asked(session, [kept.row.id for kept in many])
        return {kept.row.id: Beside(known[kept.row.id], agreed[kept.row.contract_id]) for kept in many}

    def as_of_today(self, kept: Kept, booked: tuple[Booked, ...], beside: "Beside", *, halted: bool) -> Life:
        """With what came in, and what the turn of the day does."""
        today, breach, before = self._ground.today, self._ground.breach(kept.row.kind), kept.life
        life, rent_missed = before, False
        if before.state in LIVE and kept.row.subject is Subject.DEBT:
            found = kept.matched(booked, beside.rent_days)
            life = before.paid(found.terms, today)
            rent_missed = any(charge.missed(today, breach.grace_days) for charge in found.running)
        if before.state is State.OFFERED or kept.row.subject is Subject.DEBT:
            life = life.day(today, breach, rent_missed=rent_missed, halted=halted, asked=beside.asked)
        return life

    async def _to_look_at(self) -> list[tuple[UUID, int, int]]:
        """Agreements with how their ledger is now: number and sum of the bookings."""
        today = self._ground.today
        concerned = (
            select(Agreement.id, Agreement.contract_id)
            .where(Agreement.state.in_([*LIVE, State.OFFERED]))
            .cte("concerned")
        )
        booked = (
            select(
                LedgerEntry.contract_id,
                func.count().label("entries"),
                func.sum(LedgerEntry.amount_cents).label("cents"),
            )
            .where(LedgerEntry.contract_id.in_(select(concerned.c.contract_id)), LedgerEntry.due_on <= today)
            .group_by(LedgerEntry.contract_id)
            .cte("booked")
        )
        entries, cents = func.coalesce(booked.c.entries, 0), func.coalesce(booked.c.cents, 0)
        look = AgreementLook
        statement = (
            select(concerned.c.id, entries, cents)
            .select_from(concerned)
            .outerjoin(booked, booked.c.contract_id == concerned.c.contract_id)
            .outerjoin(look, look.agreement_id == concerned.c.id)
            .where(
                look.looked_on.is_(None) | (look.looked_on != today) | (look.entries != entries) | (look.cents != cents)
            )
            .order_by(concerned.c.id)
        )
        async with self._ground.database.transaction() as session:
            rows = (await session.execute(statement)).all()
        return [(row[0], int(row[1]), int(row[2])) for row in rows]

    async def _looked(self, part: Sequence[tuple[UUID, int, int]]) -> None:
        """What was seen before looking: a booking that came in meanwhile makes it be looked at again."""
        today = self._ground.today
        statement = insert(AgreementLook).values(
            [
                {"agreement_id": one, "looked_on": today, "entries": entries, "cents": cents}
                for one, entries, cents in part
            ]
        )
        seen = {name: statement.excluded[name] for name in ("looked_on", "entries", "cents")}
        async with self._ground.database.transaction() as session:
            await session.execute(statement.on_conflict_do_update(index_elements=["agreement_id"], set_=seen))

    async def look_at(self, agreement_id: UUID) -> bool:
        """One agreement, for instance right after a payment came in; whether anything changed."""
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            before = kept.life
            booked = await ledger(session, kept.row.contract_id, ground.today)
            hindrances = await ground.hindrances.of(session, kept.row.contract_id)
            halted = bool(hindrances & NOBODY_COLLECTS) or await circumstances.waits(session, agreement_id)
            beside = await self.beside(session, [kept])
            life = self.as_of_today(kept, booked, beside[agreement_id], halted=halted)
            if life == before:
                return False
            kept.put(life, ground.clock())
            await session.flush()
            await self._note(session, kept, before, life)
            return True

    async def nudges(self) -> Sequence[Message]:
        """What is to be said now, about every agreement; empty at night, on Sundays and holidays."""
        ground = self._ground
        if not guarding.may_write(ground.policy.guarding, ground.clock()):
            return ()
        found: list[Message] = []
        for part in batched(await self._with_something_to_say(), AT_ONCE):
            for agreement_id in await self._due_in(part):
                async with ground.database.transaction() as session:
                    found += await self._nudges_of(session, await ground.book.kept(session, agreement_id))
        return found

    async def _due_in(self, agreement_ids: Sequence[UUID]) -> list[UUID]:
        """Of these, where something is due, as long as nothing asks us to keep still; most urgent first."""
        ground = self._ground
        said: dict[UUID, list[Said]] = {}
        statement = select(AgreementNudge).where(AgreementNudge.agreement_id.in_(agreement_ids))
        async with ground.database.reading() as session:
            many = {kept.row.id: kept for kept in await ground.book.many(session, agreement_ids)}
            for row in await session.scalars(statement):
                said.setdefault(row.agreement_id, []).append(_said(row))
        return [one for one in agreement_ids if one in many and self._due(many[one], said.get(one, []))]

    def _due(
        self, kept: Kept, said: Sequence[Said], hindrances: Iterable[Hindrance] = (), life: Life | None = None
    ) -> tuple[Due, ...]:
        rules, now = self._ground.policy.guarding, self._ground.clock()
        return guarding.due_nudges(rules, life or kept.life, now, said, hindrances, agreed_on=kept.agreed_on)

    async def _with_something_to_say(self) -> Sequence[UUID]:
        """Agreements with an instalment that is due about now, or was paid lately, and was not told to the end."""
        ground = self._ground
        since = ground.clock() - guarding.THANKS_WITHIN
        soon = ground.today + timedelta(days=ground.policy.guarding.remind_days_before) + guarding.QUIET_AT_MOST
        said = select(AgreementNudge.number).where(
            AgreementNudge.agreement_id == Instalment.agreement_id, AgreementNudge.number == Instalment.number
        )

        def unsaid(nudge: Nudge) -> ColumnElement[bool]:
            return ~said.where(AgreementNudge.nudge == nudge).exists()

        is_open, today = Instalment.paid_cents < Instalment.amount_cents, ground.today
        of_terms = select(Instalment.agreement_id, Instalment.due_on)
        # Each part by an index of its own.
        parts = union_all(
            of_terms.where(is_open, Instalment.due_on.between(today, soon), unsaid(Nudge.REMINDER)),
            of_terms.where(is_open, Instalment.due_on < today, unsaid(Nudge.PERSON)),
            of_terms.where(~is_open, Instalment.paid_on >= today - guarding.THANKS_WITHIN, unsaid(Nudge.THANKS)),
        ).subquery()
        statement = (
            select(Agreement.id)
            .join(parts, parts.c.agreement_id == Agreement.id)
            .where(
                Agreement.subject == Subject.DEBT,
                Agreement.state.in_([*LIVE, State.COMPLETED]),
                Agreement.ended_at.is_(None) | (Agreement.ended_at >= since),
            )
            .group_by(Agreement.id)
            .order_by(func.min(parts.c.due_on), Agreement.id)
        )
        async with ground.database.transaction() as session:
            return (await session.scalars(statement)).all()

    async def claim(self, agreement_id: UUID, number: int, nudge: Nudge) -> bool:
        """Whether the caller is the one who says this; False when it was said, or somebody else is saying it."""
        async with self._ground.database.transaction() as session:
            return await self.claim_within(session, agreement_id, number, nudge)

    async def claim_within(
        self, session: AsyncSession, agreement_id: UUID, number: int, nudge: Nudge, *, by: str = ""
    ) -> bool:
        """The same in the caller's transaction: claimed and said, or neither. `by`: which way, for the history."""
        statement = (
            insert(AgreementNudge)
            .values(agreement_id=agreement_id, number=number, nudge=nudge, at=self._ground.clock())
            .on_conflict_do_nothing()
            .returning(AgreementNudge.number)
        )
        if await session.scalar(statement) is None:
            return False
        kept = await self._ground.book.held(session, agreement_id)
        await self._ground.book.note(
            session, kept, OF_NUDGE[nudge], self._ground.clock(), Actor.ASSISTANT, instalment=number, by=by
        )
        return True

    async def due_now(
        self, session: AsyncSession, kept: Kept, life: Life, hindrances: Iterable[Hindrance]
    ) -> tuple[Due, ...]:
        """What is to be said, by what stands at this moment; nothing while a person has yet to look at it."""
        if await circumstances.waits(session, kept.row.id):
            return ()
        rows = await session.scalars(select(AgreementNudge).where(AgreementNudge.agreement_id == kept.row.id))
        return self._due(kept, [_said(row) for row in rows], hindrances, life)

    async def reminder_of(self, agreement_id: UUID) -> Message | None:
        """The reminder of its next instalment, whether its time has come or not; None where none is to come."""
        async with self._ground.database.reading() as session:
            kept = await self._ground.book.kept(session, agreement_id)
            term = next((term for term in kept.terms if term.open_cents), None)
            if kept.life.state not in LIVE or term is None:
                return None
            due = Due(Nudge.REMINDER, term)
            number = await self._ground.contract_number(session, kept.row.contract_id)
        return Message(kept.view(), due, words(self._ground, kept, due, number), at_any_time=True)

    async def _nudges_of(self, session: AsyncSession, kept: Kept) -> list[Message]:
        ground = self._ground
        hindrances = await ground.hindrances.of(session, kept.row.contract_id)
        due = await self.due_now(session, kept, kept.life, hindrances)
        number = await ground.contract_number(session, kept.row.contract_id) if due else ""
        return [Message(kept.view(), one, words(ground, kept, one, number)) for one in due]

    async def _note(self, session: AsyncSession, kept: Kept, before: Life, life: Life) -> None:
        """Each thing that happened, as a line of its own."""
        ground, now = self._ground, self._ground.clock()
        for old, new in zip(before.terms, life.terms, strict=True):
            if new.paid_cents != old.paid_cents:
                kind = EventKind.PAID if new.paid_cents > old.paid_cents else EventKind.PAYMENT_REVERSED
                cents = new.paid_cents - old.paid_cents
                await ground.book.note(session, kept, kind, now, Actor.SYSTEM, instalment=new.number, cents=cents)
        if life.state is not before.state:
            await ground.book.note(
                session, kept, EventKind(life.state.value), now, Actor.SYSTEM, was=before.state.value
            )
            await follow(session, ground, kept, before, life)


def _said(row: AgreementNudge) -> Said:
    return Said(row.nudge, row.number, in_amsterdam(row.at).date())


def batched(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[at : at + size] for at in range(0, len(items), size))
