"""Reading a conversation: for the tenant's chat, for the desk, and for the assistant's own memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.conversation.models import Author, Message, State
from bot.database.engine import Database
from bot.staff.models import Staff

PAGE = 200

# Statements of a turn are built once: building one takes longer than asking the database.
_VISIBLE = (
    select(
        Message.id,
        Message.seq,
        Message.author,
        Staff.name,
        Message.text,
        Message.buttons,
        Message.facts,
        Message.figure,
        Message.at,
        Message.turn_id,
        Message.state,
    )
    .outerjoin(Staff, Staff.id == Message.staff_id)
    .where(Message.conversation_id == bindparam("conversation"), Message.seq > bindparam("after"))
    .limit(bindparam("limit"))
)
# Both ways along the index `messages_transcript`: a page costs the same wherever in the conversation it stands.
_FOLLOWING = _VISIBLE.order_by(Message.seq)
_NEWEST = _VISIBLE.order_by(Message.seq.desc())
_BEFORE = _NEWEST.where(Message.seq < bindparam("before"))


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
    figure: dict[str, Any] | None
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
        async with self._database.at_once() as connection:
            return await lines_within(connection, conversation_id, after, limit)

    async def last_lines(self, conversation_id: UUID, limit: int = PAGE) -> list[Line]:
        """The newest visible lines, in order."""
        async with self._database.at_once() as connection:
            return await lines_within(connection, conversation_id, 0, limit, newest=True)

    async def lines_before(self, conversation_id: UUID, before: int, limit: int = PAGE) -> list[Line]:
        """The visible lines that come before a position, in order; the nearest to it, at most `limit`."""
        where = {"conversation": conversation_id, "after": 0, "before": before, "limit": limit}
        async with self._database.at_once() as connection:
            return [_line(row) for row in reversed((await connection.execute(_BEFORE, where)).all())]


async def lines_within(
    connection: AsyncConnection | AsyncSession,
    conversation_id: UUID,
    after: int,
    limit: int,
    *,
    newest: bool = False,
) -> list[Line]:
    where = {"conversation": conversation_id, "after": after, "limit": limit}
    rows = (await connection.execute(_NEWEST if newest else _FOLLOWING, where)).all()
    return [_line(row) for row in (reversed(rows) if newest else rows)]


def _line(row: Any) -> Line:
    return Line(
        id=row.id,
        seq=row.seq,
        author=row.author,
        name=row.name,
        text=row.text,
        buttons=tuple(row.buttons),
        facts=tuple(row.facts),
        figure=row.figure,
        at=row.at,
        turn_id=row.turn_id,
        state=row.state,
    )


async def offered(session: AsyncSession, conversation_id: UUID, payload: str) -> bool:
    """Whether this conversation was ever offered a button with this payload."""
    statement = select(Message.id).where(
        Message.conversation_id == conversation_id, Message.buttons.contains([{"payload": payload}])
    )
    return await session.scalar(statement.limit(1)) is not None
