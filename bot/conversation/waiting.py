"""What waits in a conversation for an answer, read in one question."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from bot.conversation import rules
from bot.conversation.models import Author, Conversation, Message, Owner, Turn
from bot.database.engine import Database

#: Each waiting message beside its conversation and the moment of the last turn. Built once: building a statement takes
#: longer than asking the database.
_WAITING = (
    select(
        Message,
        Conversation,
        select(func.max(Turn.at)).where(Turn.conversation_id == bindparam("conversation")).scalar_subquery(),
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(
        Message.conversation_id == bindparam("conversation"),
        Message.author == Author.TENANT,
        Message.handled_at.is_(None),
    )
    .order_by(Message.seq)
)


@dataclass(frozen=True)
class Waiting:
    """What a turn works on, as read when it began."""

    conversation_id: UUID
    channel: str
    owner: Owner
    owner_version: int
    engine_session: str
    engine_turns: int
    danger: str | None
    last_turn_at: datetime | None
    messages: tuple[Message, ...]


async def read_waiting(database: Database, conversation_id: UUID) -> Waiting | None:
    """The first burst that nobody has answered yet, or None."""
    async with database.reading() as session:
        rows = (await session.execute(_WAITING, {"conversation": conversation_id})).all()
    if not rows:
        return None
    _, conversation, last_turn_at = rows[0]
    messages = [row[0] for row in rows]
    return Waiting(
        conversation_id=conversation_id,
        channel=conversation.channel,
        owner=conversation.owner,
        owner_version=conversation.owner_version,
        engine_session=conversation.engine_session,
        engine_turns=conversation.engine_turns,
        danger=conversation.danger,
        last_turn_at=last_turn_at,
        messages=tuple(messages[: rules.burst([m.kind for m in messages])]),
    )
