"""Everything that goes out passes here: composed in one transaction, sent in another that re-reads the owner."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.announcing import announce_parked, not_announced
from bot.channels.contract import (
    Button,
    Channels,
    OutboundMessage,
    Parked,
    Refused,
    SendResult,
    Sent,
    TryLater,
    Unsure,
)
from bot.channels.rules import bubbles
from bot.clock import Clock
from bot.conversation.models import Author, Conversation, Message, State, message_seq
from bot.conversation.rules import Ownership, may_speak, retry_delay
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.database.trouble import passes

log = logging.getLogger(__name__)

#: After this long in SENDING the process that sent it must have died: nobody knows whether it arrived.
SENDING_IS_LOST_AFTER = timedelta(minutes=2)

RECORD_ATTEMPTS = 4
RECORD_AGAIN_SECONDS = 0.25

# Statements of a turn are built once: building one takes longer than asking the database.
#: The conversation, with its row locked until the transaction ends. Not its key: whoever only refers to the
#: conversation (a message's report, a file) need not wait for it, and cannot stand in its way.
LOCK = select(Conversation).where(Conversation.id == bindparam("conversation")).with_for_update(key_share=True)
_PENDING = (
    select(Message)
    .where(Message.conversation_id == bindparam("conversation"), Message.state == State.PENDING)
    .order_by(Message.at, Message.id)
)
_IN_FLIGHT = (
    select(Message.id)
    .where(Message.conversation_id == bindparam("conversation"), Message.state == State.SENDING)
    .limit(1)
)


#: Sends what waits in a conversation after so long.
Wake = Callable[[UUID, timedelta], None]


def _no_clock(conversation_id: UUID, delay: timedelta) -> None:
    """The sweep alone finds what waits."""


def again_after(message: Message, refusal: TryLater, now: datetime) -> timedelta | None:
    """Put a message that did not go back in the outbox. Returns how long it waits; None: it is given up."""
    message.error = refusal.error
    delay = refusal.after or retry_delay(message.attempts)
    if not refusal.counts:
        message.attempts -= 1
    if delay is None:
        message.state = State.FAILED
        return None
    message.state, message.next_attempt_at, message.seq = State.PENDING, now + delay, None
    return delay


@dataclass(frozen=True)
class Claimed:
    """A message that is ours to send: no other worker will."""

    channel: str
    message: OutboundMessage


class Outbox:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, channels: Channels) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._channels = channels
        self._wake: Wake = _no_clock

    def wake_by(self, wake: Wake) -> None:
        """What must be tried again is sent at its moment from now on, and not only when the sweep comes by."""
        self._wake = wake

    def wake(self, conversation_id: UUID, delay: timedelta) -> None:
        """Send what waits in this conversation after so long."""
        self._wake(conversation_id, delay)

    def compose(
        self,
        session: AsyncSession,
        conversation: Conversation,
        author: Author,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        facts: Sequence[str] = (),
        figure: Mapping[str, Any] | None = None,
        staff_id: UUID | None = None,
        owner_version: int | None = None,
        turn_id: UUID | None = None,
        begun: bool = False,
    ) -> Message:
        """Put a turn in the outbox, in the caller's transaction. `owner_version` dates the assistant's drafts.
        `begun`: nobody asked for it.

        What is longer than the channel takes becomes several messages, in order; the last one is returned.
        """
        now = self._clock()
        parts = bubbles(text, buttons, self._channels[conversation.channel].capabilities)
        messages = [
            Message(
                id=self._new_id(),
                conversation_id=conversation.id,
                author=author,
                staff_id=staff_id,
                text=part.text,
                buttons=[{"title": b.title, "payload": b.payload} for b in part.buttons],
                facts=list(facts) if part is parts[-1] else [],
                figure=dict(figure) if figure is not None and str(figure.get("text")) in part.text else None,
                at=now + timedelta(microseconds=place),
                state=State.PENDING,
                owner_version=owner_version,
                next_attempt_at=now,
                turn_id=turn_id,
                begun=begun,
            )
            for place, part in enumerate(parts)
        ]
        session.add_all(messages)
        return messages[-1]

    async def dispatch(self, conversation_id: UUID, claimed: Claimed | None = None) -> None:
        """Send what waits for this conversation, oldest first; stops where one must be tried later.

        `claimed` was taken already, in the transaction that composed it.
        """
        claimed = claimed or await self._claim(conversation_id)
        while claimed is not None:
            try:
                result = await self._channels[claimed.channel].send(claimed.message)
            except Exception:
                log.exception("sending on %s failed in an unforeseen way", claimed.channel)
                result = Unsure("onverwachte fout bij het versturen")
            claimed = await self._recorded(claimed.message.id, conversation_id, result)

    async def _claim(self, conversation_id: UUID) -> Claimed | None:
        async with self._database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": conversation_id})
            return await self.claim_within(session, conversation) if conversation is not None else None

    async def claim_within(
        self, session: AsyncSession, conversation: Conversation, *, just_composed: bool = False
    ) -> Claimed | None:
        """Take the next message to send; local ones are sent right here, stale drafts are dropped here.

        The caller's transaction holds the lock on the conversation's row, so the owner is that of this moment. What is
        returned must be handed to `dispatch` once the transaction has been committed. `just_composed`: on a local
        channel only what this transaction composed is looked at; what a crash left behind is the sweep's.
        """
        channel = self._channels[conversation.channel]
        if not channel.capabilities.local and await session.scalar(_IN_FLIGHT, {"conversation": conversation.id}):
            # Somebody is sending here at this moment, and goes on with what waits: two at once could overtake.
            return None
        ownership = Ownership(conversation.owner, conversation.owner_version, conversation.taken_version)
        if just_composed and channel.capabilities.local:
            pending = [found for found in session.new if isinstance(found, Message)]
        else:
            pending = list((await session.scalars(_PENDING, {"conversation": conversation.id})).all())
        for message in pending:
            if not may_speak(message.author, message.owner_version, ownership):
                message.state = State.DROPPED
                continue
            if message.next_attempt_at is not None and message.next_attempt_at > self._clock():
                return None
            if message.seq is None:
                message.seq = message_seq.next_value()
            message.attempts = (message.attempts or 0) + 1
            if channel.capabilities.local:
                message.state, message.at = State.SENT, self._clock()
                await announce(session, "message", conversation.id, author=message.author)
                continue
            message.state, message.next_attempt_at = State.SENDING, self._clock()
            buttons = tuple(Button(b["title"], b["payload"]) for b in message.buttons)
            told = (message.id, conversation.address, message.text, buttons, message.template, message.begun)
            return Claimed(channel.name, OutboundMessage(*told))
        return None

    async def _recorded(self, message_id: UUID, conversation_id: UUID, result: SendResult) -> Claimed | None:
        """Once more where the database could not just now: what became of a message must not be forgotten."""
        for attempt in range(1, RECORD_ATTEMPTS + 1):
            try:
                return await self._record(message_id, conversation_id, result)
            except Exception as error:
                if attempt == RECORD_ATTEMPTS or not passes(error):
                    raise
                log.warning("the fate of a message is written down again: %s", type(error).__name__)
                await asyncio.sleep(RECORD_AGAIN_SECONDS * attempt)
        return None

    async def _record(self, message_id: UUID, conversation_id: UUID, result: SendResult) -> Claimed | None:
        """Write down what the provider said, and take the next; None when there is none, or it has to wait."""
        again: timedelta | None = None
        async with self._database.transaction() as session:
            conversation = (await session.scalars(LOCK, {"conversation": conversation_id})).one()
            message = await session.get_one(Message, message_id, with_for_update=True)
            if message.state is not State.SENDING:
                # The provider's own report of this message overtook the answer to our call; the report knows better.
                # What it put back, to go out again or to wait for a word, has no id until then.
                if isinstance(result, Sent) and message.state not in (State.PENDING, State.PARKED):
                    message.sent_id = message.sent_id or result.sent_id
                return await self.claim_within(session, conversation)
            match result:
                case Sent(sent_id):
                    message.state, message.sent_id, message.at = State.SENT, sent_id, self._clock()
                case Refused(error):
                    message.state, message.error = State.FAILED, error
                    await not_announced(session, message)
                case Unsure(error):
                    message.state, message.error = State.UNKNOWN, error
                case Parked(error):
                    # Its place in the transcript is where it goes out at last.
                    message.state, message.error, message.seq = State.PARKED, error, None
                    await announce_parked(session, message, result, self._new_id(), self._clock())
                case TryLater():
                    again = again_after(message, result, self._clock())
            await announce(session, "message", conversation_id, author=message.author)
            if again is None:
                return await self.claim_within(session, conversation)
        self.wake(conversation_id, again)
        return None

    async def due(self, limit: int = 500) -> Sequence[UUID]:
        """Conversations with something to send now; for the sweep. Marks what a dead process left behind."""
        async with self._database.transaction() as session:
            now = self._clock()
            await session.execute(
                update(Message)
                .where(Message.state == State.SENDING, Message.next_attempt_at < now - SENDING_IS_LOST_AFTER)
                .values(state=State.UNKNOWN, error="het programma stopte tijdens het versturen")
            )
            statement = (
                select(Message.conversation_id)
                .where(Message.state == State.PENDING, Message.next_attempt_at <= now)
                .distinct()
                .limit(limit)
            )
            return (await session.scalars(statement)).all()
