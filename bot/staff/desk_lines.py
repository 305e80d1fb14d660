"""Lines of a conversation as the desk sees them: with their files, their earlier wording and what was made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.media_rules import Showing, showing
from bot.channels.models import Media, MediaState
from bot.conversation.models import EDIT_MARK, EDITED, SHOWN_AT, Author, Kind, Message, State, Turn
from bot.database.engine import Database
from bot.staff.models import Staff


@dataclass(frozen=True)
class Understanding:
    """What the assistant made of the burst that a message was part of."""

    intent: str | None
    confidence: float | None
    ranking: Sequence[dict[str, Any]]
    signals: Sequence[dict[str, Any]]
    topics: Sequence[str]
    outcome: str


@dataclass(frozen=True)
class DeskFile:
    """A file with a message: how the desk offers it, or why it is not here."""

    id: UUID
    stored: bool
    waiting: bool
    showing: Showing
    name: str
    error: str
    #: The tenant will be asked to send it again, once the message has had its own answer.
    asking: bool
    asked_again_at: datetime | None
    transcript: str


@dataclass(frozen=True)
class Earlier:
    """What a message said before it was changed."""

    text: str
    at: datetime


@dataclass(frozen=True)
class DeskLine:
    id: UUID
    #: Place in the transcript; 0 while it is still on its way.
    seq: int
    author: Author
    name: str | None
    kind: Kind
    text: str
    buttons: Sequence[dict[str, str]]
    facts: Sequence[str]
    at: datetime
    state: State | None
    error: str | None
    understanding: Understanding | None
    files: Sequence[DeskFile] = ()
    #: This line is a new wording; what was answered is the earlier one.
    earlier: Earlier | None = None


async def read(database: Database, statement: Select[Message, str, Turn]) -> list[DeskLine]:
    """The lines that a question about `of_conversation` finds, in its order."""
    async with database.transaction() as session:
        rows = (await session.execute(statement)).all()
        files = await _files(session, [message.id for message, _, _ in rows])
        earlier = await _earlier(session, [message for message, _, _ in rows])
    return [
        _line(message, name, turn, files.get(message.id, ()), earlier.get(message.id)) for message, name, turn in rows
    ]


def of_conversation(conversation_id: UUID) -> Select[Message, str, Turn]:
    """The question for lines of a conversation, to be narrowed and ordered."""
    return (
        select(Message, Staff.name, Turn)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .outerjoin(Turn, Turn.id == Message.turn_id)
        .where(Message.conversation_id == conversation_id)
    )


def _line(
    message: Message, name: str | None, turn: Turn | None, files: Sequence[DeskFile], earlier: Earlier | None
) -> DeskLine:
    understood = turn if message.author is Author.TENANT else None
    return DeskLine(
        id=message.id,
        seq=message.seq or 0,
        author=message.author,
        name=name,
        kind=message.kind,
        text=message.text,
        buttons=message.buttons,
        facts=message.facts,
        at=message.said_at or message.at,
        state=message.state,
        error=message.error,
        understanding=_understanding(understood) if understood else None,
        files=files,
        earlier=earlier,
    )


async def _earlier(session: AsyncSession, messages: Sequence[Message]) -> dict[UUID, Earlier]:
    """The first wording of every line that is a new one."""
    first = {m.id: str(m.provider_id).split(EDIT_MARK)[0] for m in messages if m.subtype == EDITED}
    if not first:
        return {}
    statement = select(Message.provider_id, Message.text, SHOWN_AT.label("shown_at")).where(
        Message.provider_id.in_(first.values())
    )
    found = {row.provider_id: Earlier(row.text, row.shown_at) for row in (await session.execute(statement)).all()}
    return {message_id: found[told] for message_id, told in first.items() if told in found}


async def _files(session: AsyncSession, message_ids: Sequence[UUID]) -> dict[UUID, list[DeskFile]]:
    statement = select(Media).where(Media.message_id.in_(message_ids)).order_by(Media.at, Media.id)
    found: dict[UUID, list[DeskFile]] = {}
    for media in (await session.scalars(statement)).all():
        file = DeskFile(
            id=media.id,
            stored=media.state is MediaState.STORED,
            waiting=media.state is MediaState.WAITING,
            showing=showing(media.type),
            name=media.filename,
            error=media.error,
            asking=media.ask_due,
            asked_again_at=media.asked_again_at,
            transcript=media.transcript,
        )
        found.setdefault(media.message_id, []).append(file)
    return found


def _understanding(turn: Turn) -> Understanding:
    return Understanding(turn.intent, turn.confidence, turn.ranking, turn.signals, turn.topics, turn.outcome)
