"""Changing a running agreement: every change is a new text on the table, numbered, and needs its own yes.

"Lukt deze maand niet" is `report_trouble`, then `move_instalment` or `respread`; a newly missed month comes in with
`merge_months`. What runs keeps running until the yes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor, EventKind, Subject
from bot.arrangements.proposing import ABOVE_ROOM, Answer, ProposalService
from bot.arrangements.reading import Picture, ledger, rent_days
from bot.arrangements.rules import changes
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Failed, Kind, Outcome, Verdict, judge_changes
from bot.arrangements.rules.facts import Facts, facts_of
from bot.arrangements.rules.life import LIVE, Event, Held, NotNow
from bot.arrangements.rules.matching import Match
from bot.arrangements.rules.policy import ArrangementRules
from bot.arrangements.rules.schedule import Impossible, Plan, Wish


@dataclass(frozen=True)
class Payoff:
    """What would settle an agreement today (cents), and how to pay it."""

    cents: int
    account: str
    number: str
    reference: str


@dataclass(frozen=True)
class _Running:
    """A live agreement as the ledger has it now."""

    kept: Kept
    picture: Picture
    match: Match
    rules: ArrangementRules

    @property
    def terms(self) -> tuple[Held, ...]:
        return self.match.terms


@dataclass(frozen=True)
class _Changed:
    plan: Plan
    covers: tuple[str, ...]


class ChangeService:
    """What a tenant (or a collector with them) can change while an agreement runs."""

    def __init__(self, ground: Ground, proposals: ProposalService) -> None:
        self._ground = ground
        self._proposals = proposals

    async def report_trouble(self, agreement_id: UUID, number: int, asker: Asker) -> AgreementView:
        """This instalment will not work. Raises UnknownAgreement, NotNow, LookupError (no such open instalment)."""
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            kept.put(kept.life.report_trouble(number), ground.clock())
            await ground.book.note(
                session, kept, EventKind.TROUBLE, ground.clock(), asker.actor, asker.staff_id, instalment=number
            )
            return kept.view()

    async def move_instalment(self, agreement_id: UUID, number: int, to: date, asker: Asker) -> Answer:
        """One instalment on a later day. Raises UnknownAgreement, NotNow."""

        def made(now: _Running) -> _Changed:
            plan = changes.move(now.rules, now.terms, number, to, self._ground.today)
            return _Changed(plan, tuple(now.kept.row.covers))

        return await self._change(agreement_id, asker, made)

    async def respread(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left, spread anew. Raises UnknownAgreement, NotNow."""
        return await self._change(agreement_id, asker, lambda now: self._spread(now, wish, told, ()))

    async def merge_months(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left and what was newly missed since, in one plan. Raises UnknownAgreement, NotNow."""

        def made(now: _Running) -> _Changed:
            today = self._ground.today
            new = tuple(charge.key for charge in now.match.running if charge.missed(today, 0))
            if not new:
                raise Impossible(changes.NOTHING_NEW)
            return self._spread(now, wish, told, new)

        return await self._change(agreement_id, asker, made)

    async def payoff(self, agreement_id: UUID) -> Payoff:
        """What is left, for who wants to be done with it at once. Raises UnknownAgreement, NotNow.

        Nothing has to be agreed for it: a payment of this amount completes the agreement when it is seen.
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._running(session, agreement_id)
        left = sum(term.open_cents for term in now.terms)
        return Payoff(left, ground.values["account"], now.picture.overview.number, now.kept.row.reference)

    def _spread(self, now: _Running, wish: Wish, told: Told, new: tuple[str, ...]) -> _Changed:
        cents = sum(charge.open_cents for charge in now.match.running if charge.key in new)
        plan = changes.respread(now.rules, now.terms, wish, self._ground.today, told.income_day, cents)
        if told.room_cents is not None and plan.terms[0].amount_cents > told.room_cents:
            raise Impossible(ABOVE_ROOM)
        return _Changed(plan, (*now.kept.row.covers, *new))

    async def _running(self, session: AsyncSession, agreement_id: UUID) -> _Running:
        ground = self._ground
        kept = await ground.book.held(session, agreement_id)
        rules = ground.policy.arrangement
        if kept.life.state not in LIVE or kept.row.subject is not Subject.DEBT or rules is None:
            raise NotNow(kept.life.state, Event.AGREE)
        picture = await ground.picture(session, kept.row.contract_id)
        booked = await ledger(session, kept.row.contract_id, ground.today)
        known = await rent_days(session, [kept.row.contract_id])
        return _Running(kept, picture, kept.matched(booked, known[kept.row.contract_id]), rules)

    async def _change(self, agreement_id: UUID, asker: Asker, made: Callable[[_Running], _Changed]) -> Answer:
        """Lay the changed plan on the table, or say why not; the running agreement is not touched."""
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._running(session, agreement_id)
            facts = facts_of(now.picture.case)
            verdict = judge_changes(ground.policy, now.picture.overview.stage, facts)
            if verdict.refused:
                return self._refused(session, now, facts, verdict.refused[0])
            try:
                changed = made(now)
            except Impossible as stopped:
                why = Failed(stopped.bound, self._proposals.tell(stopped.bound), (NextStep.COLLECTOR,))
                return self._refused(session, now, facts, why)
            return await self._lay_down(session, now, facts | changed.plan.facts(ground.today), changed, verdict, asker)

    async def _lay_down(
        self,
        session: AsyncSession,
        now: _Running,
        facts: Facts,
        changed: _Changed,
        verdict: Verdict,
        asker: Asker,
    ) -> Answer:
        ground = self._ground
        where = asker if asker.conversation_id else replace(asker, conversation_id=now.kept.row.conversation_id)
        kept = await ground.lay_down(
            session, now.picture, changed.plan, verdict, where, replaces=now.kept, covers=changed.covers
        )
        outcome = Outcome.ALONE if asker.actor is Actor.STAFF else verdict.outcome
        ground.remember(session, now.picture, facts, Kind.ARRANGEMENT, outcome, verdict.collector, kept.row.id)
        return Answer(outcome, kept.view())

    def _refused(self, session: AsyncSession, now: _Running, facts: Facts, why: Failed) -> Answer:
        self._ground.remember(session, now.picture, facts, Kind.ARRANGEMENT, Outcome.REFUSED, (why.id,))
        return Answer(Outcome.REFUSED, now.kept.view(), why)
