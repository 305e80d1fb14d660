"""Reading a conversation: for the tenant's chat, for the desk, and for the assistant's own memory."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Author, Message, State
from bot.database.engine import Database
from bot.staff.models import Staff

PAGE = 200

# Statements of a turn are built once: building one takes longer than asking the database.
_VISIBLE = (
    select(Message, Staff.name)
    .outerjoin(Staff, Staff.id == Message.staff_id)
    .where(Message.conversation_id == bindparam("conversation"), Message.seq > bindparam("after"))
    .limit(bindparam("limit"))
)
_FOLLOWING = _VISIBLE.order_by(Message.seq)
_NEWEST = _VISIBLE.order_by(Message.seq.desc())


@dataclass(frozen=True)
class Line:
    """One visible line of a transcript."""

    id: UUID
    seq: int
    author: Author
    name: str | None
    text: str
    buttons: tuple[dict[str, str], ...]
    facts: tuple[str, ...]
    at: datetime
    turn_id: UUID | None
    state: State | None


class Transcript:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def position_of(self, conversation_id: UUID, message_id: UUID) -> int | None:
        """Where a message stands in this conversation's transcript, or None when it is not in it."""
        async with self._database.reading() as session:
            return await session.scalar(
                select(Message.seq).where(Message.id == message_id, Message.conversation_id == conversation_id)
            )

    async def lines(self, conversation_id: UUID, after: int = 0, limit: int = PAGE) -> list[Line]:
        """Visible lines after a position, in order, at most `limit`."""
        async with self._database.reading() as session:
            return await lines_within(session, conversation_id, after, limit)

    async def last_lines(self, conversation_id: UUID, limit: int = PAGE) -> list[Line]:
        """The newest visible lines, in order."""
        async with self._database.reading() as session:
            return await lines_within(session, conversation_id, 0, limit, newest=True)


async def lines_within(
    session: AsyncSession, conversation_id: UUID, after: int, limit: int, *, newest: bool = False
) -> list[Line]:
    where = {"conversation": conversation_id, "after": after, "limit": limit}
    rows = (await session.execute(_NEWEST if newest else _FOLLOWING, where)).all()
    return [_line(message, name) for message, name in (reversed(rows) if newest else rows)]


def _line(message: Message, name: str | None) -> Line:
    assert message.seq is not None
    return Line(
        id=message.id,
        seq=message.seq,
        author=message.author,
        name=name,
        text=message.text,
        buttons=tuple(message.buttons),
        facts=tuple(message.facts),
        at=message.at,
        turn_id=message.turn_id,
        state=message.state,
    )


async def offered(session: AsyncSession, conversation_id: UUID, payload: str) -> bool:
    """Whether this conversation was ever offered a button with this payload."""
    statement = select(Message.id).where(
        Message.conversation_id == conversation_id, Message.buttons.contains([{"payload": payload}])
    )
    return await session.scalar(statement.limit(1)) is not None
