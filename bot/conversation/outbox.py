"""Everything that goes out passes here: composed in one transaction, sent in another that re-reads the owner."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

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

log = logging.getLogger(__name__)

#: After this long in SENDING the process that sent it must have died: nobody knows whether it arrived.
SENDING_IS_LOST_AFTER = timedelta(minutes=2)


class Outbox:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, channels: Channels) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._channels = channels

    def compose(
        self,
        session: AsyncSession,
        conversation: Conversation,
        author: Author,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        facts: Sequence[str] = (),
        staff_id: UUID | None = None,
        owner_version: int | None = None,
        turn_id: UUID | None = None,
    ) -> Message:
        """Put a turn in the outbox, in the caller's transaction. `owner_version` dates the assistant's drafts.

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
                at=now + timedelta(microseconds=place),
                state=State.PENDING,
                owner_version=owner_version,
                next_attempt_at=now,
                turn_id=turn_id,
            )
            for place, part in enumerate(parts)
        ]
        session.add_all(messages)
        return messages[-1]

    async def dispatch(self, conversation_id: UUID) -> None:
        """Send what waits for this conversation, oldest first; stops where one must be tried later."""
        while True:
            claimed = await self._claim(conversation_id)
            if claimed is None:
                return
            message, outgoing, channel_name = claimed
            try:
                result = await self._channels[channel_name].send(outgoing)
            except Exception:
                log.exception("sending on %s failed in an unforeseen way", channel_name)
                result = Unsure("onverwachte fout bij het versturen")
            if not await self._record(message, conversation_id, result):
                return

    async def _claim(self, conversation_id: UUID) -> tuple[UUID, OutboundMessage, str] | None:
        """Take the next message to send. Local ones are sent right here; stale drafts are dropped here."""
        async with self._database.transaction() as session:
            conversation = await session.scalar(
                select(Conversation).where(Conversation.id == conversation_id).with_for_update()
            )
            if conversation is None:
                return None
            channel = self._channels[conversation.channel]
            ownership = Ownership(conversation.owner, conversation.owner_version, conversation.taken_version)
            for message in await self._pending(session, conversation_id):
                if not may_speak(message.author, message.owner_version, ownership):
                    message.state = State.DROPPED
                    continue
                if message.next_attempt_at is not None and message.next_attempt_at > self._clock():
                    return None
                if message.seq is None:
                    message.seq = await session.scalar(message_seq.next_value().select())
                message.attempts += 1
                if channel.capabilities.local:
                    message.state, message.at = State.SENT, self._clock()
                    await announce(session, "message", conversation_id, author=message.author)
                    continue
                message.state, message.next_attempt_at = State.SENDING, self._clock()
                buttons = tuple(Button(b["title"], b["payload"]) for b in message.buttons)
                return (
                    message.id,
                    OutboundMessage(message.id, conversation.address, message.text, buttons),
                    channel.name,
                )
            return None

    @staticmethod
    async def _pending(session: AsyncSession, conversation_id: UUID) -> Sequence[Message]:
        statement = (
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.state == State.PENDING)
            .order_by(Message.at, Message.id)
        )
        return (await session.scalars(statement)).all()

    async def _record(self, message_id: UUID, conversation_id: UUID, result: SendResult) -> bool:
        """Write down what the provider said. False when the rest has to wait."""
        async with self._database.transaction() as session:
            message = await session.get_one(Message, message_id, with_for_update=True)
            if message.state is not State.SENDING:
                # The provider's own report of this message overtook the answer to our call; the report knows better.
                if isinstance(result, Sent) and message.state is not State.PENDING:
                    message.sent_id = message.sent_id or result.sent_id
                return True
            go_on = True
            match result:
                case Sent(sent_id):
                    message.state, message.sent_id, message.at = State.SENT, sent_id, self._clock()
                case Refused(error):
                    message.state, message.error = State.FAILED, error
                case Unsure(error):
                    message.state, message.error = State.UNKNOWN, error
                case Parked(error):
                    message.state, message.error = State.PARKED, error
                case TryLater(error, after):
                    message.error = error
                    delay = after or retry_delay(message.attempts)
                    if delay is None:
                        message.state = State.FAILED
                    else:
                        message.state, message.next_attempt_at = State.PENDING, self._clock() + delay
                        go_on = False
            await announce(session, "message", conversation_id, author=message.author)
            return go_on

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
