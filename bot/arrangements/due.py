"""What is to be said about agreements now. Whoever says something claims it first, so that it is said once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements import circumstances
from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.ground import Ground
from bot.arrangements.models import (
    OF_NUDGE,
    Actor,
    Agreement,
    AgreementNudge,
    Instalment,
    Subject,
)
from bot.arrangements.nudging import words
from bot.arrangements.rules import guarding
from bot.arrangements.rules.guarding import Due, Hindrance, Nudge, Said
from bot.arrangements.rules.life import LIVE, Life, State
from bot.arrangements.upkeep import AT_ONCE, batched
from bot.clock import in_amsterdam


@dataclass(frozen=True)
class Message:
    """A nudge that is due, with its words. PERSON has none: it asks for a handoff instead."""

    agreement: AgreementView
    due: Due
    text: str
    #: Asked for by somebody, whether its time has come or not.
    at_any_time: bool = False


class DueNudges:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

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


def _said(row: AgreementNudge) -> Said:
    return Said(row.nudge, row.number, in_amsterdam(row.at).date())
