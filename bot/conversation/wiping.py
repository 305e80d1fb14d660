"""Taking amounts out of everything that holds a tenant's words, once they did what they were asked for.

In the transaction of the answer that they led to: nobody reads them in a transcript, a search, a handoff, a raw webhook
or the engine's memory after that. The engine's own copy is dropped with it: see `_LET_GO`.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import ChannelEvent, Media
from bot.conversation.models import Conversation, Kind, Message, Turn
from bot.handoff.models import Handoff

Wipe = Callable[[str], str]

#: What was heard of danger stays, the words it was heard in go.
_NAMES_ONLY = text(
    "(SELECT coalesce(jsonb_agg(heard - 'text' - 'value'), '[]') FROM jsonb_array_elements(turns.signals) heard)"
)
_ENGINE_HAS_MEMORY = text("SELECT to_regclass('engine.events') IS NOT NULL")
#: The events of this turn: from the tenant's last words on.
_OF_TURN = text("""
    SELECT id, data FROM engine.events WHERE sender_id = :sender AND id >= (
        SELECT max(id) FROM engine.events WHERE sender_id = :sender AND type_name = 'user') ORDER BY id
""")
_REWRITE = text("UPDATE engine.events SET data = :data WHERE id = :id")
#: An engine hands out what it kept in memory as long as the last event is the one that it knows; a new number for that
#: event makes it read anew.
_LET_GO = text("""
    UPDATE engine.events SET id = DEFAULT
    WHERE id = (SELECT max(id) FROM engine.events WHERE sender_id = :sender)
""")


async def wipe_turn(
    session: AsyncSession, conversation: Conversation, message_ids: Sequence[UUID], turn_id: UUID, wiped: Wipe
) -> None:
    """The caller holds the conversation's row, and has written the turn down."""
    # A button's words are ours.
    typed = select(Message).where(Message.id.in_(message_ids), Message.kind != Kind.BUTTON)
    messages = (await session.scalars(typed)).all()
    prefix = f"{conversation.channel}:"
    keys = [f"message:{(one.provider_id or '').removeprefix(prefix)}" for one in messages]
    said = [message.text for message in messages if message.text]
    for message in messages:
        message.text, message.raw = wiped(message.text), None
    for media in await session.scalars(select(Media).where(Media.message_id.in_(message_ids))):
        media.transcript = wiped(media.transcript)
    await session.execute(update(Turn).where(Turn.id == turn_id).values(entities=[], signals=_NAMES_ONLY))
    for handoff in await session.scalars(select(Handoff).where(Handoff.conversation_id == conversation.id)):
        for words in said:
            handoff.summary = handoff.summary.replace(words, wiped(words))
    raw = (ChannelEvent.channel == conversation.channel, ChannelEvent.key.in_(keys))
    await session.execute(update(ChannelEvent).where(*raw).values(raw=None))
    await _wipe_engine(session, conversation.engine_session, wiped)


async def _wipe_engine(session: AsyncSession, sender: str, wiped: Wipe) -> None:
    if not await session.scalar(_ENGINE_HAS_MEMORY):
        return
    for event_id, data in (await session.execute(_OF_TURN, {"sender": sender})).all():
        without = json.dumps(scrubbed(json.loads(data), wiped))
        await session.execute(_REWRITE, {"id": event_id, "data": without})
    await session.execute(_LET_GO, {"sender": sender})


def scrubbed(found: Any, wiped: Wipe) -> Any:
    """One event of the engine without what was understood of amounts: texts wiped, entities and tokens gone."""
    if isinstance(found, list):
        return [scrubbed(one, wiped) for one in found]
    if not isinstance(found, dict):
        return found
    kept: dict[str, Any] = {}
    for name, value in found.items():
        if name in ("entities", "text_tokens"):
            kept[name] = []
        elif isinstance(value, str) and "text" in name:
            kept[name] = wiped(value)
        else:
            kept[name] = scrubbed(value, wiped)
    return kept
