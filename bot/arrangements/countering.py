"""A collector's other plan: what waits is declined with a reason, and another is laid on the table, in one step.

Either both happen or neither; the policy has its say on the other plan as on any.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bot.arrangements.desk import ReasonNeeded
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor, EventKind, Subject
from bot.arrangements.proposing import Answer, ProposalService
from bot.arrangements.rules.eligibility import Outcome
from bot.arrangements.rules.life import Event, NotNow
from bot.arrangements.rules.schedule import Wish


@dataclass(frozen=True)
class OtherPlan:
    """In terms (`wish`), or everything on one later day (`until`)."""

    wish: Wish = Wish()
    until: date | None = None
    income_day: int | None = None


class _Refused(Exception):
    """Undoes the decline."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class CounterService:
    def __init__(self, ground: Ground, proposals: ProposalService) -> None:
        self._ground = ground
        self._proposals = proposals

    async def counter(self, agreement_id: UUID, staff_id: UUID, reason: str, plan: OtherPlan) -> Answer:
        """Put another plan in the place of a proposal that waits; the tenant reads `reason` and says yes or no.

        A refusal by the policy changes nothing: the proposal still waits. Raises UnknownAgreement, ReasonNeeded, and
        NotNow when it waits no more, or is no new agreement about a debt (a change of a running one is made anew).
        """
        ground = self._ground
        if not reason.strip():
            raise ReasonNeeded("zeg in een paar woorden waarom")
        try:
            async with ground.database.transaction() as session:
                kept = await ground.book.held(session, agreement_id)
                life = kept.life.step(Event.DECLINE)
                if kept.row.subject is not Subject.DEBT or kept.row.replaces_id is not None:
                    raise NotNow(kept.row.state, Event.OFFER)
                row = kept.row
                kept.put(life, ground.clock())
                row.staff_id, row.decided_at, row.decision_reason = staff_id, ground.clock(), reason.strip()
                await session.flush()
                await ground.book.note(
                    session, kept, EventKind.DECLINED, ground.clock(), Actor.STAFF, staff_id, reason=reason.strip()
                )
                asker = Asker(Actor.STAFF, row.conversation_id, staff_id, reason.strip())
                told = Told(income_day=plan.income_day)
                if plan.until is not None:
                    answer = await self._proposals.deferral_within(session, row.contract_id, plan.until, told, asker)
                else:
                    answer = await self._proposals.arrangement_within(session, row.contract_id, plan.wish, told, asker)
                if answer.outcome is Outcome.REFUSED:
                    raise _Refused(answer)
                return answer
        except _Refused as refused:
            return refused.answer
