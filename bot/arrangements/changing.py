"""Changing a running agreement: every change is a new text on the table, numbered, and needs its own yes.

"Lukt deze maand niet" is `report_trouble`, then `move_instalment` or `respread`; a newly missed month comes in with
`merge_months`. What runs keeps running until the yes. A change obeys what a new plan obeys: see judge_changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import AgreementView
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor, EventKind, Subject
from bot.arrangements.possible import NOTHING_TOLD
from bot.arrangements.proposing import BEYOND_ROOM, Answer, ProposalService
from bot.arrangements.rules import changes, wanted
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import NOT_OFFERED, Failed, Kind, Outcome, why_looked_at
from bot.arrangements.rules.facts import facts_of
from bot.arrangements.rules.life import LIVE, Event, NotNow
from bot.arrangements.rules.schedule import ABOVE_ROOM, Wish
from bot.arrangements.rules.wanted import Change, Move, Spread, Weighed
from bot.arrangements.running import Now, as_it_runs
from bot.guidance.words import day_in_words


@dataclass(frozen=True)
class Payoff:
    """What would settle an agreement today (cents), and how to pay it."""

    cents: int
    account: str
    number: str
    reference: str


@dataclass(frozen=True)
class _Wanted:
    """What is asked, and the ledger's charges that come into it with that."""

    wanted: Move | Spread
    new: tuple[str, ...] = ()


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
        # No amount changes, so there is nothing to miss more of.
        return await self._change(agreement_id, asker, NOTHING_TOLD, lambda _: _Wanted(Move(number, to)))

    async def respread(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left, spread anew. Raises UnknownAgreement, NotNow."""
        return await self._change(agreement_id, asker, told, lambda _: _Wanted(Spread(wish, told.income_day)))

    async def merge_months(self, agreement_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """What is left and what was newly missed since, in one plan. Raises UnknownAgreement, NotNow."""

        def asked(now: Now) -> _Wanted:
            new = [charge for charge in now.match.running if charge.missed(self._ground.today, 0)]
            cents = sum(charge.open_cents for charge in new)
            return _Wanted(Spread(wish, told.income_day, cents), tuple(charge.key for charge in new))

        return await self._change(agreement_id, asker, told, asked)

    async def payoff(self, agreement_id: UUID) -> Payoff:
        """What is left, for who wants to be done with it at once. Raises UnknownAgreement, NotNow.

        Nothing has to be agreed for it: a payment of this amount completes the agreement when it is seen.
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._now(session, agreement_id)
        left = sum(term.open_cents for term in now.match.terms)
        return Payoff(left, ground.values["account"], now.picture.overview.number, now.kept.row.reference)

    async def _now(self, session: AsyncSession, agreement_id: UUID) -> Now:
        ground = self._ground
        kept = await ground.book.held(session, agreement_id)
        row = kept.row
        if kept.life.state not in LIVE or row.subject is not Subject.DEBT or ground.policy.arrangement is None:
            raise NotNow(kept.life.state, Event.AGREE)
        return await as_it_runs(session, ground, kept)

    async def _change(self, agreement_id: UUID, asker: Asker, told: Told, asked: Callable[[Now], _Wanted]) -> Answer:
        """Lay the changed plan on the table, or say why not; the running agreement is not touched. See `weigh`."""
        ground = self._ground
        async with ground.database.transaction() as session:
            now = await self._now(session, agreement_id)
            what = asked(now)
            change = Change(now.running, what.wanted, ground.today)
            case = facts_of(now.picture.case, told.facts)
            found = wanted.weigh(ground.policy, now.picture.overview.stage, case, change, told.room_cents)
            if found.outcome is Outcome.REFUSED or found.plan is None:
                return self._refused(session, now, change, found)
            by_tenant = asker.actor is not Actor.STAFF
            if by_tenant and not told.room_asked and changes.asks_means(now.running, found.plan):
                return Answer(Outcome.ASK, now.kept.view(), means=True)
            return await self._lay_down(session, now, what, change, found, asker)

    async def _lay_down(
        self, session: AsyncSession, now: Now, what: _Wanted, change: Change, found: Weighed, asker: Asker
    ) -> Answer:
        ground = self._ground
        assert found.plan is not None
        verdict = found.verdict
        where = asker if asker.conversation_id else replace(asker, conversation_id=now.kept.row.conversation_id)
        covers = (*now.kept.row.covers, *what.new)
        kept = await ground.lay_down(session, now.picture, found.plan, verdict, where, replaces=now.kept, covers=covers)
        self._remember(session, now, change, found, kept.row.id)
        if asker.actor is Actor.STAFF:
            return Answer(Outcome.ALONE, kept.view())
        return Answer(found.outcome, kept.view(), self._waits_for(change.kind, found))

    def _waits_for(self, kind: Kind, found: Weighed) -> Failed | None:
        """Why a collector has to look, and what would need nobody's look; None where no words are known for it."""
        looks = found.verdict.collector
        past = next((look for look in looks if look in changes.PAST_LIMITS), None)
        if past is None:
            return why_looked_at(self._ground.policy, kind, found.facts, looks)
        steps = (NextStep.COLLECTOR,) if found.until is None else (NextStep.COLLECTOR, NextStep.OTHER_PLAN)
        return Failed(past, self._said(past, found), steps)

    def _said(self, bound: str, found: Weighed) -> str:
        """A bound in the tenant's words, with the last day that it leaves where there is one."""
        says = self._proposals.tell(bound)
        if found.until is None:
            return says
        return f"{says} {self._ground.texts.refusal('until', day=day_in_words(found.until, self._ground.today))}"

    def _refused(self, session: AsyncSession, now: Now, change: Change, found: Weighed) -> Answer:
        """The condition of the policy, or a bound; another wish may keep to that, unless only a person can help."""
        self._remember(session, now, change, found)
        why, bound = found.verdict.why_not, found.bound
        if why is None:
            another = () if bound in changes.FOR_A_PERSON else (NextStep.OTHER_PLAN,)
            steps = BEYOND_ROOM if bound == ABOVE_ROOM else (*another, NextStep.COLLECTOR)
            why = Failed(bound, self._said(bound, found), steps)
        elif why.id == NOT_OFFERED:
            why = replace(why, says=self._proposals.tell(NOT_OFFERED))
        return Answer(Outcome.REFUSED, now.kept.view(), why)

    def _remember(
        self, session: AsyncSession, now: Now, change: Change, found: Weighed, agreement_id: UUID | None = None
    ) -> None:
        self._ground.remember(
            session, now.picture, found.facts, change.kind, found.outcome, found.reasons, agreement_id,
            wanted.to_json(change),
        )  # fmt: skip
