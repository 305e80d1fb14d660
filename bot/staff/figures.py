"""How it goes, in figures: conversations, promises to call in a person, what was understood, and whether plans hold.

Counted over conversations and agreements, never over colleagues: this is no measure of who works how hard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.models import Agreement
from bot.arrangements.rules.life import CONSENTED, LIVE, State
from bot.clock import Clock
from bot.conversation.models import Author, Conversation, Message, Turn
from bot.database.engine import Database
from bot.handoff.models import Handoff, Reason
from bot.staff.heard import words_of_a_tenant

#: Below this the assistant was more unsure than sure.
UNSURE = 0.5
NOT_UNDERSTOOD = "nlu_fallback"
#: The periods to choose from, in days.
PERIODS = (7, 30, 90)


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """None where there is nothing to be a share of."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True)
class Talks:
    """Conversations in which a tenant wrote something in the period."""

    total: int
    #: Where no person was asked for or needed in the period.
    alone: Part
    in_danger: int
    by_channel: Mapping[str, int]
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Promises:
    """Handoffs that were asked for in the period."""

    total: int
    by_reason: Sequence[tuple[Reason, int]]
    #: Of those that were taken, or whose moment has passed.
    kept: Part
    #: From asking until a person took it, in clock time: half were faster than this.
    median: timedelta | None
    late_now: int


@dataclass(frozen=True)
class Heard:
    """What the assistant made of what tenants wrote in the period."""

    turns: int
    not_understood: Part
    unsure: Part


@dataclass(frozen=True)
class Plans:
    """Agreements. `kept`: of those that ended in the period, paid off or broken."""

    agreed: int
    live: int
    at_risk: int
    kept: Part


@dataclass(frozen=True)
class Figures:
    since: datetime
    days: int
    talks: Talks
    promises: Promises
    heard: Heard
    plans: Plans


class FigureService:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of_the_last(self, days: int) -> Figures:
        """The last so many times 24 hours."""
        now = self._clock()
        since = now - timedelta(days=days)
        async with self._database.transaction() as session:
            return Figures(
                since=since,
                days=days,
                talks=await _talks(session, since),
                promises=await _promises(session, since, now),
                heard=await _heard(session, since),
                plans=await _plans(session, since),
            )


async def _talks(session: AsyncSession, since: datetime) -> Talks:
    wrote = (
        select(Message.conversation_id)
        .where(Message.author == Author.TENANT, Message.at >= since)
        .where(Message.conversation_id == Conversation.id)
        .exists()
    )
    asked = select(Handoff.id).where(Handoff.conversation_id == Conversation.id, Handoff.requested_at >= since)
    danger = asked.where(Handoff.reason == Reason.DANGER).exists()
    # Whoever was active since then wrote, or was written to: the index on activity finds them.
    active = (Conversation.last_activity_at >= since, wrote)
    counted = select(
        func.count(), func.count().filter(~asked.exists()), func.count().filter(or_(danger, Conversation.danger != ""))
    ).where(*active)
    total, alone, in_danger = (await session.execute(counted)).one()
    channels = select(Conversation.channel, func.count()).where(*active).group_by(Conversation.channel)
    outcomes = (
        select(Conversation.outcome, func.count())
        .where(*active, Conversation.outcome.is_not(None))
        .group_by(Conversation.outcome)
    )
    return Talks(
        total=total,
        alone=Part(alone, total),
        in_danger=in_danger,
        by_channel={row[0]: row[1] for row in (await session.execute(channels)).all()},
        outcomes={str(outcome): count for outcome, count in (await session.execute(outcomes)).all()},
    )


async def _promises(session: AsyncSession, since: datetime, now: datetime) -> Promises:
    asked = Handoff.requested_at >= since
    # Handed back without being taken is nobody's promise kept; what was over before that moment was not due.
    in_time = or_(Handoff.closed_at.is_(None), Handoff.closed_at >= Handoff.promised_at)
    due = and_(asked, or_(Handoff.taken_at.is_not(None), and_(Handoff.promised_at <= now, in_time)))
    waited = extract("epoch", Handoff.taken_at - Handoff.requested_at)
    counted = select(
        func.count().filter(due),
        func.count().filter(asked, Handoff.taken_at <= Handoff.promised_at),
        func.percentile_cont(0.5).within_group(waited).filter(asked, Handoff.taken_at.is_not(None)),
    )
    of, kept, median = (await session.execute(counted.where(asked))).one()
    late = select(func.count()).where(
        Handoff.taken_at.is_(None), Handoff.closed_at.is_(None), Handoff.promised_at <= now
    )
    by_reason = select(Handoff.reason, func.count()).where(asked).group_by(Handoff.reason)
    reasons = {row[0]: row[1] for row in (await session.execute(by_reason)).all()}
    return Promises(
        total=sum(reasons.values()),
        by_reason=[(reason, reasons[reason]) for reason in Reason if reason in reasons],
        kept=Part(kept, of),
        median=timedelta(seconds=float(median)) if median is not None else None,
        late_now=await session.scalar(late) or 0,
    )


async def _heard(session: AsyncSession, since: datetime) -> Heard:
    read = Turn.intent.is_not(None)
    counted = select(
        func.count(),
        func.count().filter(Turn.intent == NOT_UNDERSTOOD),
        func.count().filter(Turn.intent != NOT_UNDERSTOOD, Turn.confidence < UNSURE),
    ).where(read, Turn.at >= since, words_of_a_tenant())
    turns, missed, unsure = (await session.execute(counted)).one()
    return Heard(turns, Part(missed, turns), Part(unsure, turns))


async def _plans(session: AsyncSession, since: datetime) -> Plans:
    ended = Agreement.ended_at >= since
    counted = select(
        func.count().filter(Agreement.state.in_(CONSENTED), Agreement.consented_at >= since),
        func.count().filter(Agreement.state.in_(LIVE)),
        func.count().filter(Agreement.state == State.AT_RISK),
        func.count().filter(ended, Agreement.state == State.COMPLETED),
        func.count().filter(ended, Agreement.state == State.BROKEN),
    )
    agreed, live, at_risk, completed, broken = (await session.execute(counted)).one()
    return Plans(agreed, live, at_risk, Part(completed, completed + broken))
