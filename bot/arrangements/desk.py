"""The collector's side: look, approve, change, decline, propose, end. Every decision has a name and a reason.

A collector decides within the corporation's policy too; what it refuses, no button grants.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.approving import write_anew
from bot.arrangements.book import AgreementView, Kept
from bot.arrangements.ground import Asker, Ground
from bot.arrangements.models import Actor, Agreement, EventKind, Instalment
from bot.arrangements.news import News
from bot.arrangements.rules.life import BY_HAND, LIVE, EndReason, Event, NotNow, State
from bot.tenancy.models import Contract

#: Ends that the tenant is told of by us; the others come from the tenant's side, or there is nobody to tell.
TOLD_TO_TENANT = frozenset({EndReason.AGREED_OTHERWISE, EndReason.MOVED})


class ReasonNeeded(Exception):
    """Whoever declines, ends or breaks off says why."""


@dataclass(frozen=True)
class Line:
    """An agreement in a collector's list. `next_due` is its first open instalment's day; cents."""

    id: UUID
    contract_id: UUID
    contract_number: str
    reference: str
    change: int
    state: State
    total_cents: int
    open_cents: int
    next_due: date | None


class CollectorService:
    """Decisions of people. `staff_id` is who is signed in; the views check that they may."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def approve(self, agreement_id: UUID, staff_id: UUID, reason: str = "") -> AgreementView:
        """Offer what waits, as it stands; the tenant still has to say yes.

        The text now says that a person looked and until when it stands, so it is made anew, under the policy of today.
        A second approval of two collectors at once finds it offered already and raises NotNow. Raises
        UnknownAgreement, NotNow, NoLongerAllowed.
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            life = kept.life.step(Event.APPROVE)
            await write_anew(session, ground, kept)
            kept.put(life, ground.clock())
            self._decided(kept, staff_id, reason)
            await session.flush()
            await ground.book.note(
                session, kept, EventKind.APPROVED, ground.clock(), Actor.STAFF, staff_id, reason=reason
            )
            ground.leave_news(session, kept, News.APPROVED, reason)
            return kept.view()

    async def decline(self, agreement_id: UUID, staff_id: UUID, reason: str) -> AgreementView:
        """Say no, with the reason that the tenant will read. Raises UnknownAgreement, NotNow, ReasonNeeded."""
        ground = self._ground
        _needs(reason)
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            kept.put(kept.life.step(Event.DECLINE), ground.clock())
            self._decided(kept, staff_id, reason)
            await ground.book.note(
                session, kept, EventKind.DECLINED, ground.clock(), Actor.STAFF, staff_id, reason=reason
            )
            ground.leave_news(session, kept, News.DECLINED, reason)
            return kept.view()

    async def end(self, agreement_id: UUID, staff_id: UUID, reason: EndReason, note: str = "") -> AgreementView:
        """End what runs: a move, a death, an administrator, a debt scheme, or otherwise agreed (then with a note).

        Raises UnknownAgreement, NotNow, ReasonNeeded; ValueError for a reason that no person can give.
        """
        ground = self._ground
        if reason not in BY_HAND:
            raise ValueError(f"'{reason}' volgt vanzelf en is niet te kiezen")
        if reason is EndReason.AGREED_OTHERWISE:
            _needs(note)
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            kept.put(kept.life.end(reason), ground.clock())
            kept.row.end_note = note.strip()
            await self._take_changes_off(session, kept, staff_id)
            await ground.book.note(
                session, kept, EventKind.ENDED, ground.clock(), Actor.STAFF, staff_id, reason=reason.value
            )
            if reason in TOLD_TO_TENANT:
                ground.leave_news(session, kept, News.ENDED)
            return kept.view()

    async def break_off(self, agreement_id: UUID, staff_id: UUID, note: str) -> AgreementView:
        """Stop an agreement that is not kept. Only where so much was missed that the policy lets it end.

        Raises UnknownAgreement, ReasonNeeded and NotNow, also while too little was missed.
        """
        ground = self._ground
        _needs(note)
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            breach = ground.breach(kept.row.kind)
            if not kept.life.breaks(breach, ground.today, await ground.rent_missed(session, kept)):
                raise NotNow(kept.life.state, Event.BREAK)
            kept.put(kept.life.break_off(), ground.clock())
            kept.row.end_note = note.strip()
            await self._take_changes_off(session, kept, staff_id)
            await ground.book.note(
                session, kept, EventKind.BROKEN, ground.clock(), Actor.STAFF, staff_id, note=note.strip()
            )
            ground.leave_news(session, kept, News.BROKEN)
            return kept.view()

    async def done(self, agreement_id: UUID, staff_id: UUID) -> None:
        """What there was to do about it has been done; twice is once. Raises UnknownAgreement."""
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            if kept.row.task_since is None:
                return
            kept.row.task, kept.row.task_since = "", None
            await self._note(session, kept, EventKind.TASK_DONE, staff_id)

    async def waiting(self) -> Sequence[Line]:
        """Proposals that wait for a collector, oldest first."""
        return await self._lines(Agreement.state == State.AWAITING_APPROVAL)

    async def at_risk(self) -> Sequence[Line]:
        return await self._lines(Agreement.state == State.AT_RISK)

    async def broken(self, since: date) -> Sequence[Line]:
        return await self._lines(Agreement.state == State.BROKEN, func.date(Agreement.ended_at) >= since)

    async def due(self, days_ahead: int = 7) -> Sequence[Line]:
        """Running agreements with an open instalment due up to so many days from now."""
        until = self._ground.today + timedelta(days=days_ahead)
        open_by_then = select(Instalment.agreement_id).where(
            Instalment.due_on <= until, Instalment.paid_cents < Instalment.amount_cents
        )
        return await self._lines(Agreement.state.in_(list(LIVE)), Agreement.id.in_(open_by_then))

    async def _lines(self, *where: ColumnElement[bool]) -> Sequence[Line]:
        left = Instalment.amount_cents - Instalment.paid_cents
        statement = (
            select(
                *(Agreement.id, Agreement.contract_id, Contract.number, Agreement.reference, Agreement.change),
                *(Agreement.state, Agreement.total_cents, func.coalesce(func.sum(left), 0)),
                func.min(Instalment.due_on).filter(left > 0),
            )
            .join(Contract, Contract.id == Agreement.contract_id)
            .outerjoin(Instalment, Instalment.agreement_id == Agreement.id)
            .where(*where)
            .group_by(Agreement.id, Contract.number)
            .order_by(func.min(Instalment.due_on).filter(left > 0), Agreement.proposed_at)
        )
        async with self._ground.database.transaction() as session:
            rows = (await session.execute(statement)).all()
        return [Line(*row[:7], open_cents=int(row[7]), next_due=row[8]) for row in rows]

    def _decided(self, kept: Kept, staff_id: UUID, reason: str) -> None:
        kept.row.staff_id, kept.row.decided_at, kept.row.decision_reason = (
            staff_id,
            self._ground.clock(),
            reason.strip(),
        )

    async def _note(self, session: AsyncSession, kept: Kept, kind: EventKind, staff_id: UUID, **detail: str) -> None:
        await self._ground.book.note(session, kept, kind, self._ground.clock(), Actor.STAFF, staff_id, **detail)

    async def _take_changes_off(self, session: AsyncSession, kept: Kept, staff_id: UUID) -> None:
        """A change of something that is over has nothing to change any more."""
        asker = Asker(Actor.STAFF, kept.row.conversation_id, staff_id)
        await self._ground.clear_table(session, kept.row.contract_id, kept.row.subject, asker)


def _needs(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded("zeg in een paar woorden waarom")
