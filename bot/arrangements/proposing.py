"""Putting a proposal on the table: what is possible, what it would look like, and why not. One transaction each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.ground import Asker, PayDay, Told
from bot.arrangements.models import Actor, Subject
from bot.arrangements.possible import Possibilities
from bot.arrangements.reading import Picture, lock_contract
from bot.arrangements.rules import days, options, schedule
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import (
    Failed,
    Kind,
    Outcome,
    Verdict,
    judge,
    next_best,
    why_looked_at,
)
from bot.arrangements.rules.facts import Fact, Facts, facts_of
from bot.arrangements.rules.options import Option, Setting
from bot.arrangements.rules.policy import PROOF
from bot.arrangements.rules.schedule import ABOVE_ROOM, DEFERRAL_TOO_LONG, PAY_DAY_NOT_OFFERED, Impossible, Wish

LIVE_ALREADY = "live-agreement"

#: Where to go when a bound of the plan stands in the way; what the policy would refuse is left out.
BEYOND_A_BOUND = (NextStep.OTHER_PLAN, NextStep.DEFERRAL, NextStep.COLLECTOR)
BEYOND_ROOM = (NextStep.OTHER_PLAN, NextStep.BUDGET_COACH, NextStep.DEBT_HELP, NextStep.COLLECTOR)


@dataclass(frozen=True)
class Answer:
    """What came of a proposal.

    ALONE: `agreement` is offered; show `agreement.message` and ask for an explicit yes. COLLECTOR: it waits for one;
    `why`, where there is one, says what for. ASK: ask the tenant `ask`, or with `means` what they can miss, and propose
    again. REFUSED: tell `why.says`, then the first of `why.next`; `nearest` is a plan like it that can be had.
    `agreement` of a refusal, and of a question about means, is the one that already lives.
    """

    outcome: Outcome
    agreement: AgreementView | None = None
    why: Failed | None = None
    nearest: Option | None = None
    ask: tuple[Fact, ...] = ()
    #: Asked before an instalment becomes higher than what was agreed.
    means: bool = False
    #: Of a refusal: how many terms the wish would have taken; 0 where it named none.
    asked_terms: int = 0
    #: Of a deferral that is too long: the last day that can be.
    last_day: date | None = None


class ProposalService(Possibilities):
    """From "what would work for you?" to a text on the table. Every caller is sure first who is asking."""

    async def looked(self, contract_id: UUID, wish: Wish, told: Told) -> Answer | None:
        """Why this wish cannot be, before anything else is asked for it; None where it may. Nothing is laid down."""
        ground = self._ground
        async with ground.database.transaction() as session:
            picture = await ground.picture(session, contract_id)
            setting, facts = self._setting(picture, told), facts_of(picture.case, told.facts)
            if judge(ground.policy, Kind.ARRANGEMENT, setting.stage, facts, setting.asked).refused:
                return None
            try:
                option = options.offer(setting, wish)
            except Impossible as stopped:
                return self._beyond(session, picture, Kind.ARRANGEMENT, facts, stopped.bound, setting, wish)
            if not option.verdict.refused:
                return None
            facts |= option.plan.facts(ground.today)
            why, near = option.verdict.why_not, options.nearest(setting, wish)
            refused = self._refused(session, picture, Kind.ARRANGEMENT, facts, why, nearest=near)
            return replace(refused, asked_terms=len(option.plan.terms))

    async def propose_arrangement(self, contract_id: UUID, wish: Wish, told: Told, asker: Asker) -> Answer:
        """Pay in terms. See Answer for what comes of it. Raises UnknownContract."""
        async with self._ground.database.transaction() as session:
            return await self.arrangement_within(session, contract_id, wish, told, asker)

    async def arrangement_within(
        self, session: AsyncSession, contract_id: UUID, wish: Wish, told: Told, asker: Asker
    ) -> Answer:
        """The same, in the caller's transaction."""

        def made(setting: Setting) -> Option:
            option = options.offer(setting, wish)
            if told.room_cents is not None and schedule.is_above(option.plan, told.room_cents):
                raise Impossible(ABOVE_ROOM)
            return option

        return await self._propose(session, contract_id, Kind.ARRANGEMENT, wish, told, asker, made)

    async def propose_deferral(self, contract_id: UUID, until: date, told: Told, asker: Asker) -> Answer:
        """Everything on one later day."""
        async with self._ground.database.transaction() as session:
            return await self.deferral_within(session, contract_id, until, told, asker)

    async def deferral_within(
        self, session: AsyncSession, contract_id: UUID, until: date, told: Told, asker: Asker
    ) -> Answer:
        """The same, in the caller's transaction."""

        def made(setting: Setting) -> Option:
            plan = schedule.defer(setting.policy, until, setting.total_cents, setting.today)
            return options.judged(setting, plan)

        return await self._propose(session, contract_id, Kind.DEFERRAL, Wish(), told, asker, made)

    async def propose_pay_date(self, contract_id: UUID, day: int, told: Told, asker: Asker) -> Answer:
        """Another day of the month for the rent, from next month on. A day that asks for proof waits for a person."""
        ground = self._ground
        async with ground.database.transaction() as session:
            await lock_contract(session, contract_id)
            picture = await ground.picture(session, contract_id)
            facts = facts_of(picture.case, told.facts)
            asked = told.unknown if asker.actor is not Actor.STAFF else tuple(Fact)
            verdict = self._told(judge(ground.policy, Kind.PAY_DATE, picture.overview.stage, facts, asked))
            rules, wanted = ground.policy.pay_date, {"pay_day": day}
            if verdict.why_not or rules is None:
                return self._refused(session, picture, Kind.PAY_DATE, facts, verdict.why_not, wanted=wanted)
            if day not in rules.days:
                why = Failed(PAY_DAY_NOT_OFFERED, self.tell(PAY_DAY_NOT_OFFERED), (NextStep.PAY_DATE,))
                return self._refused(session, picture, Kind.PAY_DATE, facts, why, wanted=wanted)
            if verdict.ask:
                return Answer(Outcome.ASK, ask=verdict.ask)
            proof = rules.proof.get(day, "")
            if proof:
                verdict = replace(verdict, collector=(*verdict.collector, PROOF))
            live = await ground.book.live(session, contract_id, Subject.PAY_DAY)
            matter = PayDay(day, days.next_month(ground.today), proof)
            kept = await ground.lay_down(session, picture, matter, verdict, asker, replaces=live, covers=(), counted=())
            return self._laid(session, picture, facts, verdict, kept, asker, wanted)

    async def _propose(
        self,
        session: AsyncSession,
        contract_id: UUID,
        kind: Kind,
        wish: Wish,
        told: Told,
        asker: Asker,
        made: Callable[[Setting], Option],
    ) -> Answer:
        ground = self._ground
        await lock_contract(session, contract_id)
        picture = await ground.picture(session, contract_id)
        facts = facts_of(picture.case, told.facts)
        setting = self._setting(picture, told, asker)
        live = await ground.book.live(session, contract_id, Subject.DEBT)
        early = self._told(judge(ground.policy, kind, setting.stage, facts, setting.asked))
        if early.refused or live:
            return self._refused(session, picture, kind, facts, early.why_not, live=live)
        try:
            option = made(setting)
        except Impossible as stopped:
            return self._beyond(session, picture, kind, facts, stopped.bound, setting, wish)
        facts |= option.plan.facts(ground.today)
        verdict = self._told(option.verdict)
        if verdict.refused:
            nearest = options.nearest(setting, wish) if kind is Kind.ARRANGEMENT else None
            refused = self._refused(session, picture, kind, facts, verdict.why_not, nearest=nearest)
            return replace(refused, asked_terms=len(option.plan.terms))
        if verdict.ask:
            return Answer(Outcome.ASK, ask=verdict.ask)
        kept = await ground.lay_down(session, picture, option.plan, verdict, asker)
        return self._laid(session, picture, facts, verdict, kept, asker)

    def _laid(
        self,
        session: AsyncSession,
        picture: Picture,
        facts: Facts,
        verdict: Verdict,
        kept: Kept,
        asker: Asker,
        wanted: Mapping[str, Any] | None = None,
    ) -> Answer:
        kind, outcome = kept.row.kind, verdict.outcome
        self._ground.remember(session, picture, facts, kind, outcome, verdict.collector, kept.row.id, wanted)
        # What a collector proposes has been looked at.
        if asker.actor is Actor.STAFF:
            return Answer(Outcome.ALONE, kept.view())
        return Answer(outcome, kept.view(), why_looked_at(self._ground.policy, kind, facts, verdict.collector))

    def _beyond(
        self,
        session: AsyncSession,
        picture: Picture,
        kind: Kind,
        facts: Facts,
        bound: str,
        setting: Setting,
        wish: Wish,
    ) -> Answer:
        nearest = options.nearest(setting, wish) if kind is Kind.ARRANGEMENT else None
        paths: tuple[NextStep, ...] = BEYOND_ROOM if bound == ABOVE_ROOM else BEYOND_A_BOUND
        if nearest is None and kind is Kind.ARRANGEMENT:
            paths = tuple(path for path in paths if path is not NextStep.OTHER_PLAN)
        paths = next_best(setting.policy, kind, setting.stage, facts, paths)
        why = Failed(bound, self.tell(bound), paths)
        refused = self._refused(session, picture, kind, facts, why, nearest=nearest)
        last = self._last_deferral(setting) if bound == DEFERRAL_TOO_LONG else None
        return replace(refused, asked_terms=wish.wanted_terms(setting.total_cents), last_day=last)

    @staticmethod
    def _last_deferral(setting: Setting) -> date | None:
        rules, today = setting.policy.deferral, setting.today
        last = days.previous_working_day(today + timedelta(days=rules.maximum_days)) if rules else today
        return last if last > today else None

    def _refused(
        self,
        session: AsyncSession,
        picture: Picture,
        kind: Kind,
        facts: Facts,
        why: Failed | None,
        *,
        nearest: Option | None = None,
        live: Kept | None = None,
        wanted: Mapping[str, Any] | None = None,
    ) -> Answer:
        if live is not None:
            # Seen by everybody: which one it is, whatever else would have been in the way.
            why = Failed(LIVE_ALREADY, self.tell(LIVE_ALREADY), (NextStep.COLLECTOR,))
        reasons = (why.id,) if why else ()
        self._ground.remember(session, picture, facts, kind, Outcome.REFUSED, reasons, wanted=wanted)
        return Answer(Outcome.REFUSED, live.view() if live else None, why, nearest)
