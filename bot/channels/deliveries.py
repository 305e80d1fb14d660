"""What became of what we sent: statuses by rank, not by arrival; failures with their reaction; the month's count."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.announcing import announce_parked, not_announced
from bot.channels.contract import OutboundMessage, Parked, SendResult, TryLater
from bot.channels.elements import Reported
from bot.channels.models import ChannelEvent, MonthlyCount
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.channels.pacing import allowance_alarm
from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Author, Conversation, Message, State
from bot.conversation.outbox import Wake, again_after
from bot.database.session import NewId, announce
from bot.metrics import Metrics

log = logging.getLogger(__name__)

#: A status may overtake the answer to the call that it is about; after this long nobody will claim it any more.
CLAIMED_WITHIN = timedelta(minutes=30)

#: What a failure asks, done inside the given transaction: the message as it went out, and the code. Says what becomes
#: of it.
OnFailure = Callable[[AsyncSession, OutboundMessage, int | None], Awaitable[SendResult]]

_RANK = {State.PENDING: 0, State.SENDING: 0, State.UNKNOWN: 0, State.SENT: 1, State.DELIVERED: 2, State.READ: 3}


def next_state(known: State | None, told: State) -> State | None:
    """The state after a status, or None when it tells nothing new. Failure counts unless it demonstrably arrived."""
    if known not in _RANK:
        return None
    if told is State.FAILED:
        return State.FAILED if _RANK[known] < _RANK[State.DELIVERED] else None
    return told if _RANK.get(told, 0) > _RANK[known] else None


class Deliveries:
    def __init__(
        self,
        clock: Clock,
        new_id: NewId,
        metrics: Metrics,
        channel: str,
        number: str,
        allowance: int,
        wake: Wake,
        notices: Notices,
    ) -> None:
        self._clock = clock
        self._new_id = new_id
        self._metrics = metrics
        self._channel = channel
        self._number = number
        self._allowance = allowance
        self._wake = wake
        self._notices = notices

    async def apply(self, session: AsyncSession, report: Reported, on_failure: OnFailure) -> UUID | None:
        """Note what a status tells. Returns the conversation, or None when no message of ours is known by it (yet)."""
        message = await self._message(session, report)
        if message is None:
            return None
        if await self._of_a_failed_attempt(session, message, report):
            return message.conversation_id
        if message.sent_id is None and report.sent_id:
            message.sent_id = report.sent_id
        known, told = message.state, report.state
        state = next_state(known, told) if told else None
        if state is None:
            return message.conversation_id
        if state is State.FAILED:
            await self._failed(session, message, report, on_failure)
        else:
            message.state, message.error = state, None
            if (
                state in (State.DELIVERED, State.READ)
                and known not in (State.DELIVERED, State.READ)
                and report.billable
            ):
                await self._count(session, report.at or self._clock())
        await announce(session, "message", message.conversation_id, author=message.author)
        return message.conversation_id

    async def _message(self, session: AsyncSession, report: Reported) -> Message | None:
        """The message meant, if it went out by this channel: another provider's ids may look the same."""
        mine = (
            select(Message)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Conversation.channel == self._channel, Message.author != Author.TENANT)
            .with_for_update(of=Message)
        )
        reference = _uuid(report.reference)
        if reference is not None:
            found = await session.scalar(mine.where(Message.id == reference))
            if found is not None:
                return found
        if not report.sent_id:
            return None
        return await session.scalar(mine.where(Message.sent_id == report.sent_id))

    async def _of_a_failed_attempt(self, session: AsyncSession, message: Message, report: Reported) -> bool:
        """Whether it tells of an attempt that failed before: late, it must not pass for the fate of the present one.

        Statuses come in any order, so our own reference alone does not tell which attempt is meant. Which ones failed
        is known from what the provider told; the message itself lets go of their ids.
        """
        if report.state is State.FAILED or not report.failure_key or report.sent_id == message.sent_id:
            return False
        failed = (ChannelEvent.channel == self._channel, ChannelEvent.key == report.failure_key)
        return await session.scalar(select(ChannelEvent.id).where(*failed)) is not None

    async def _failed(self, session: AsyncSession, message: Message, report: Reported, on_failure: OnFailure) -> None:
        address = await session.scalar(select(Conversation.address).where(Conversation.id == message.conversation_id))
        sent = OutboundMessage(message.id, address or "", message.text, template=message.template, begun=message.begun)
        result = await on_failure(session, sent, report.code)
        message.error = getattr(result, "error", None)
        match result:
            case Parked():
                message.state, message.seq, message.sent_id = State.PARKED, None, None
                await announce_parked(session, message, result, self._new_id(), self._clock())
            case TryLater():
                # It certainly did not arrive, so sending again cannot double.
                message.sent_id = None
                again = again_after(message, result, self._clock())
                if again is not None:
                    self._wake(message.conversation_id, again)
            case _:
                message.state = State.FAILED
                await not_announced(session, message)

    async def _count(self, session: AsyncSession, at: datetime) -> None:
        month = in_amsterdam(at).date().replace(day=1)
        where = (
            MonthlyCount.channel == self._channel,
            MonthlyCount.number == self._number,
            MonthlyCount.month == month,
        )
        counted = await session.scalar(
            insert(MonthlyCount)
            .values(channel=self._channel, number=self._number, month=month, delivered=1)
            .on_conflict_do_update(
                index_elements=["channel", "number", "month"], set_={"delivered": MonthlyCount.delivered + 1}
            )
            .returning(MonthlyCount.delivered)
        )
        self._metrics.delivered(self._channel, counted or 0)
        if allowance_alarm(counted or 0, self._allowance):
            first = await session.scalar(
                update(MonthlyCount)
                .where(*where, MonthlyCount.alarmed_at.is_(None))
                .values(alarmed_at=self._clock())
                .returning(MonthlyCount.delivered)
            )
            if first is not None:
                facts = {"delivered": str(counted), "allowance": str(self._allowance)}
                subject = f"{self._number}:{month:%Y-%m}"
                await self._notices.tell(session, Raised(self._channel, NoticeKind.ALLOWANCE, subject, facts))

    async def waiting(self, session: AsyncSession, limit: int = 200) -> Sequence[ChannelEvent]:
        """Statuses that came before we knew their message; those that nobody claimed in time are let go."""
        now = self._clock()
        mine = (ChannelEvent.channel == self._channel, ChannelEvent.waiting)
        await session.execute(
            update(ChannelEvent)
            .where(*mine, ChannelEvent.received_at < now - CLAIMED_WITHIN)
            .values(waiting=False, note="geen bericht van ons bij gevonden")
        )
        statement = select(ChannelEvent).where(*mine).order_by(ChannelEvent.received_at).limit(limit)
        return (await session.scalars(statement.with_for_update(skip_locked=True))).all()


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
