"""Every part of a webhook as it was told, once: what it was, and which conversation it is of."""

from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, bindparam, delete, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.elements import GROUP, Approval, Element, Noted, Reported, Trouble, Warned
from bot.channels.ground import Ground
from bot.channels.models import ChannelEvent
from bot.channels.reading import id_of, storable

# Statements of every element are built once: building one takes longer than asking the database.
_NOTE = (
    text("""
    INSERT INTO channel_events (id, channel, key, kind, raw, note, received_at, waiting)
    VALUES (:id, :channel, :key, :kind, :raw, :note, :received_at, false)
    ON CONFLICT DO NOTHING RETURNING id
""")
    .bindparams(
        bindparam("id", type_=Uuid),
        *(bindparam(name, type_=Text) for name in ("channel", "key", "kind", "note")),
        bindparam("raw", type_=JSONB(none_as_null=True)),
        bindparam("received_at", type_=DateTime(timezone=True)),
    )
    .columns(id=Uuid)
)
_OF_CONVERSATION = text("UPDATE channel_events SET conversation_id = :conversation WHERE id = :event").bindparams(
    bindparam("event", type_=Uuid), bindparam("conversation", type_=Uuid)
)
_WAITS = text("UPDATE channel_events SET waiting = true WHERE id = :event").bindparams(bindparam("event", type_=Uuid))


class EventLog:
    """One a channel."""

    def __init__(self, channel: str, ground: Ground) -> None:
        self._channel = channel
        self._clock = ground.clock
        self._new_id = ground.new_id

    async def note(self, session: AsyncSession, element: Element, kind: str, note: str) -> UUID | None:
        """The event's id, or None when the same was told before."""
        values = {
            "id": self._new_id(),
            "channel": self._channel,
            "key": id_of(element.key),
            "kind": kind[:60],
            "raw": storable(element.raw),
            "note": note[:200],
            "received_at": self._clock(),
        }
        event_id: UUID | None = await session.scalar(_NOTE, values)
        return event_id

    async def belongs(self, session: AsyncSession, event_id: UUID, conversation_id: UUID) -> None:
        await session.execute(_OF_CONVERSATION, {"event": event_id, "conversation": conversation_id})

    async def wait(self, session: AsyncSession, event_id: UUID) -> None:
        """What it is about is not known yet."""
        await session.execute(_WAITS, {"event": event_id})

    async def forget_group(self, session: AsyncSession, chat: str) -> None:
        here = (ChannelEvent.channel == self._channel, ChannelEvent.key == f"{GROUP}{chat}")
        await session.execute(delete(ChannelEvent).where(*here))


def kind_of(element: Element) -> str:
    if isinstance(element, Noted):
        return element.kind
    # What a provider reports is known by the name under which it reports it.
    return element.key.partition(":")[0] if isinstance(element, Warned) else type(element).__name__.lower()


def note_of(element: Element) -> str:
    match element:
        case Noted():
            return element.note
        case Trouble():
            return f"{element.code}: {element.detail}"
        case Approval():
            return f"{element.name}: {element.reason}"
        case Warned():
            return f"{element.warning}{' over' if element.over else ''}: {element.subject}"
        case Reported(state=state, code=code):
            return f"{state}{f' ({code})' if code else ''}"
    return ""
