"""Changing a running agreement: every change is a new text on the table, numbered, and needs its own yes.

"Lukt deze maand niet" is `report_trouble`, then `move_instalment` or `respread`; a newly missed month comes in with
`merge_months`. What runs keeps running until the yes. A change obeys what a new plan obeys: see judge_changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor, EventKind, Subject
from bot.arrangements.proposing import ABOVE_ROOM, BEYOND_ROOM, NOTHING_TOLD, Answer, ProposalService
from bot.arrangements.reading import Picture, ledger, rent_days
from bot.arrangements.rules import changes
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import NOT_OFFERED, Failed, Kind, Outcome, Verdict, judge_changes
from bot.arrangements.rules.facts import Facts, facts_of
from bot.arrangements.rules.life import LIVE, Event, Held, NotNow
from bot.arrangements.rules.matching import Match
from bot.arrangements.rules.schedule import Impossible, Plan, Wish


@dataclass(frozen=True)
class Payoff:
    """What would settle an agreement today (cents), and how to pay it."""

    cents: int
    account: str
    number: str
    reference: str


@dataclass(frozen=True)
class _Now:
    """A live agreement as the ledger has it now, and where it comes from."""

    kept: Kept
    picture: Picture
    match: Match
    running: Running

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

        def made(now: _Now) -> _Changed:
            plan = changes.move(self._ground.policy, now.running, number, to, self._ground.today)
            return _Changed(plan, tuple(now.kept.row.covers))

        # No amount changes, so there is nothing to miss more of; and no kind: a deferral stays one.
        return await self._change(agreement_id, asker, NOTHING_TOLD, made, stays=True)

    async def respread(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left, spread anew. Raises UnknownAgreement, NotNow."""
        return await self._change(agreement_id, asker, told, lambda now: self._spread(now, wish, told, ()))

    async def merge_months(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left and what was newly missed since, in one plan. Raises UnknownAgreement, NotNow."""

        def made(now: _Now) -> _Changed:
            today = self._ground.today
            new = tuple(charge.key for charge in now.match.running if charge.missed(today, 0))
            if not new:
                raise Impossible(changes.NOTHING_NEW)
            return self._spread(now, wish, told, new)

        return await self._change(agreement_id, asker, told, made)

    async def payoff(self, agreement_id: UUID) -> Payoff:
        """What is left, for who wants to be done with it at once. Raises UnknownAgreement, NotNow.

        Nothing has to be agreed for it: a payment of this amount completes the agreement when it is seen.
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._now(session, agreement_id)
        left = sum(term.open_cents for term in now.terms)
        return Payoff(left, ground.values["account"], now.picture.overview.number, now.kept.row.reference)

    def _spread(self, now: _Now, wish: Wish, told: Told, new: tuple[str, ...]) -> _Changed:
        cents = sum(charge.open_cents for charge in now.match.running if charge.key in new)
        plan = changes.respread(self._ground.policy, now.running, wish, self._ground.today, told.income_day, cents)
        if told.room_cents is not None and plan.terms[0].amount_cents > told.room_cents:
            raise Impossible(ABOVE_ROOM)
        return _Changed(plan, (*now.kept.row.covers, *new))

    async def _now(self, session: AsyncSession, agreement_id: UUID) -> _Now:
        ground = self._ground
        kept = await ground.book.held(session, agreement_id)
        row = kept.row
        if kept.life.state not in LIVE or row.subject is not Subject.DEBT or ground.policy.arrangement is None:
            raise NotNow(kept.life.state, Event.AGREE)
        picture = await ground.picture(session, row.contract_id, apart=row.reference)
        booked = await ledger(session, row.contract_id, ground.today)
        known = await rent_days(session, [row.contract_id])
        match = kept.matched(booked, known[row.contract_id])
        before = await ground.book.lived_before(session, kept)
        began = next(day for one in (*before, kept) if (day := one.agreed_on) is not None)
        plans = (*(one.terms for one in before), match.terms)
        return _Now(kept, picture, match, Running(row.kind, began, plans))

    async def _change(
        self, agreement_id: UUID, asker: Asker, told: Told, made: Callable[[_Now], _Changed], *, stays: bool = False
    ) -> Answer:
        """Lay the changed plan on the table, or say why not; the running agreement is not touched.

        Judged as the new plan that it is, and by what the policy says of changes: before there is a plan, so that
        nobody makes one in vain, and with it. `stays`: it remains of the kind it is, else it becomes an arrangement.
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._now(session, agreement_id)
            kind = now.running.kind if stays else Kind.ARRANGEMENT
            facts, stage = facts_of(now.picture.case, told.facts), now.picture.overview.stage
            early = judge_changes(ground.policy, kind, stage, facts)
            if early.refused:
                return self._refused(session, now, kind, facts, early.refused[0])
            try:
                changed = made(now)
            except Impossible as stopped:
                return self._refused(session, now, kind, facts, self._bound(stopped.bound))
            plan = changed.plan
            facts |= changes.facts(now.running, plan, ground.today)
            verdict = judge_changes(ground.policy, kind, stage, facts)
            if verdict.refused:
                return self._refused(session, now, kind, facts, verdict.refused[0])
            by_tenant = asker.actor is not Actor.STAFF
            if by_tenant and not told.room_asked and changes.is_dearer(now.running, plan):
                return Answer(Outcome.ASK, now.kept.view(), means=True)
            looks = changes.looks(ground.policy, now.running, plan, ground.today)
            verdict = replace(verdict, collector=(*verdict.collector, *looks))
            return await self._lay_down(session, now, facts, changed, verdict, asker)

    async def _lay_down(
        self, session: AsyncSession, now: _Now, facts: Facts, changed: _Changed, verdict: Verdict, asker: Asker
    ) -> Answer:
        ground = self._ground
        where = asker if asker.conversation_id else replace(asker, conversation_id=now.kept.row.conversation_id)
        kept = await ground.lay_down(
            session, now.picture, changed.plan, verdict, where, replaces=now.kept, covers=changed.covers
        )
        outcome = Outcome.ALONE if asker.actor is Actor.STAFF else verdict.outcome
        ground.remember(session, now.picture, facts, changed.plan.kind, outcome, verdict.collector, kept.row.id)
        return Answer(outcome, kept.view())

    def _bound(self, bound: str) -> Failed:
        """A bound in the tenant's words; another wish may keep to it, unless only a person can help."""
        another = () if bound in changes.FOR_A_PERSON else (NextStep.OTHER_PLAN,)
        steps = BEYOND_ROOM if bound == ABOVE_ROOM else (*another, NextStep.COLLECTOR)
        return Failed(bound, self._proposals.tell(bound), steps)

    def _refused(self, session: AsyncSession, now: _Now, kind: Kind, facts: Facts, why: Failed) -> Answer:
        if why.id == NOT_OFFERED:
            why = replace(why, says=self._proposals.tell(NOT_OFFERED))
        self._ground.remember(session, now.picture, facts, kind, Outcome.REFUSED, (why.id,))
        return Answer(Outcome.REFUSED, now.kept.view(), why)
