"""What time and the ledger do to agreements. Called by periodic jobs.

`bring_up_to_date` may run as often as one likes: it lays all payments anew and changes only what changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements import circumstances
from bot.arrangements.asked import asked
from bot.arrangements.book import Kept
from bot.arrangements.following import follow
from bot.arrangements.ground import Ground
from bot.arrangements.models import (
    Actor,
    Agreement,
    AgreementLook,
    EventKind,
    Subject,
)
from bot.arrangements.reading import Booked, ledger, ledgers, rent_days
from bot.arrangements.rules.guarding import NOBODY_COLLECTS
from bot.arrangements.rules.life import LIVE, Life, State
from bot.arrangements.rules.matching import RentDay
from bot.tenancy.models import LedgerEntry

#: Agreements that are read together. More would keep the rest of the program waiting while they are reckoned with.
AT_ONCE = 100
Item = TypeVar("Item")


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


def batched(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[at : at + size] for at in range(0, len(items), size))
