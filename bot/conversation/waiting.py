"""What waits in a conversation for an answer, read in one question."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from bot.conversation import lateness, rules
from bot.conversation.models import EDITED, Author, Conversation, Kind, Message, Owner, Turn
from bot.database.engine import Database

#: Each waiting message beside its conversation and the moment of the last turn. Built once: building a statement takes
#: longer than asking the database.
_WAITING = (
    select(
        Message.id,
        Message.kind,
        Message.subtype,
        Message.text,
        Message.payload,
        Message.at,
        Message.said_order,
        Conversation.channel,
        Conversation.owner,
        Conversation.owner_version,
        Conversation.engine_session,
        Conversation.engine_turns,
        Conversation.danger,
        Conversation.danger_denied_at,
        select(func.max(Turn.at))
        .where(Turn.conversation_id == bindparam("conversation"))
        .scalar_subquery()
        .label("last_turn_at"),
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
class Inbound:
    """One message that waits."""

    id: UUID
    kind: Kind
    subtype: str
    text: str
    payload: str | None
    #: When we got it.
    at: datetime
    said_order: int | None

    @property
    def said_at(self) -> datetime:
        """When it was said, as far as anybody knows."""
        return self.at if self.said_order is None else min(self.at, lateness.moment_of(self.said_order))


@dataclass(frozen=True)
class Waiting:
    """What a turn works on, as read when it began."""

    conversation_id: UUID
    channel: str
    owner: Owner
    owner_version: int
    engine_session: str
    engine_turns: int
    #: That stands, and that the tenant did not deny.
    danger: str | None
    last_turn_at: datetime | None
    messages: tuple[Inbound, ...]

    @property
    def is_edit(self) -> bool:
        """Whether this is a new wording of what was answered already."""
        return self.messages[0].subtype == EDITED


async def read_waiting(database: Database, conversation_id: UUID) -> Waiting | None:
    """The first burst that nobody has answered yet, or None. What waits together is taken in the order it was said."""
    async with database.at_once() as connection:
        rows = (await connection.execute(_WAITING, {"conversation": conversation_id})).all()
    if not rows:
        return None
    rows = lateness.in_said_order(rows)
    # A new wording of something answered is looked at by itself.
    kinds = [Kind.UNKNOWN if row.subtype == EDITED else row.kind for row in rows]
    taken = rows[: rules.burst(kinds)]
    first = rows[0]
    return Waiting(
        conversation_id=conversation_id,
        channel=first.channel,
        owner=first.owner,
        owner_version=first.owner_version,
        engine_session=first.engine_session,
        engine_turns=first.engine_turns,
        danger=first.danger if first.danger_denied_at is None else None,
        last_turn_at=first.last_turn_at,
        messages=tuple(Inbound(m.id, m.kind, m.subtype, m.text, m.payload, m.at, m.said_order) for m in taken),
    )
