"""All conversations, for who reviews: filtered, searched, a page at a time, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import AMSTERDAM
from bot.conversation.models import Author, Conversation, Message, Owner, Turn
from bot.database.engine import Database
from bot.handoff.models import Handoff, Reason
from bot.staff.heard import words_of_a_tenant
from bot.staff.models import Staff

PAGE = 50
SEARCH = "dutch"
NO_OUTCOME = "none"
#: Steps from one intent to the next along the index, where DISTINCT would read every turn there is.
INTENTS_THAT_OCCUR = """
WITH RECURSIVE found(intent) AS (
    (SELECT intent FROM turns WHERE intent IS NOT NULL ORDER BY intent LIMIT 1)
    UNION ALL
    SELECT (SELECT turns.intent FROM turns WHERE turns.intent > found.intent ORDER BY turns.intent LIMIT 1)
    FROM found WHERE found.intent IS NOT NULL
)
SELECT intent FROM found WHERE intent IS NOT NULL
"""
CHANNELS_THAT_OCCUR = """
WITH RECURSIVE found(channel) AS (
    (SELECT channel FROM conversations ORDER BY channel LIMIT 1)
    UNION ALL
    SELECT (SELECT c.channel FROM conversations c WHERE c.channel > found.channel ORDER BY c.channel LIMIT 1)
    FROM found WHERE found.channel IS NOT NULL
)
SELECT channel FROM found WHERE channel IS NOT NULL
"""


@dataclass(frozen=True)
class Cursor:
    """Where the next page begins: after this conversation."""

    at: datetime
    id: UUID

    def encode(self) -> str:
        return f"{int(self.at.timestamp() * 1_000_000)}.{self.id}"

    @classmethod
    def decode(cls, encoded: str, zero: datetime) -> "Cursor | None":
        """None when it is no cursor of ours. `zero` is the start of the count, 1970 in UTC."""
        moment, _, id_text = encoded.partition(".")
        try:
            return cls(zero + timedelta(microseconds=int(moment)), UUID(id_text))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Filters:
    first_day: date | None = None
    last_day: date | None = None
    channel: str | None = None
    intent: str | None = None
    confidence_below: float | None = None
    outcome: str | None = None
    owner: Owner | None = None
    owner_staff_id: UUID | None = None
    danger: bool = False
    search: str = ""


@dataclass(frozen=True)
class OverviewRow:
    id: UUID
    channel: str
    started: datetime
    last_activity: datetime
    owner: Owner
    owner_name: str | None
    outcome: str | None
    danger: str | None
    #: Danger in an earlier handoff, dealt with by now.
    danger_before: bool
    messages: int
    main_intent: str | None
    lowest_confidence: float | None
    #: The line that the search found, unmasked: mask it before it is shown,
    found: str | None
    #: with the names in all that was said.
    said: Sequence[str] = ()


@dataclass(frozen=True)
class OverviewPage:
    rows: Sequence[OverviewRow]
    next: Cursor | None


@dataclass(frozen=True)
class Choices:
    """What can be chosen in the filters, as far as it occurs."""

    channels: Sequence[str]
    intents: Sequence[str]
    staff: Sequence[tuple[UUID, str]] = field(default=())


class Overview:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, filters: Filters, after: Cursor | None = None) -> OverviewPage:
        """The conversations that fit, last active first."""
        async with self._database.transaction() as session:
            statement = _conversations(filters, after).limit(PAGE + 1)
            found = (await session.execute(statement)).all()
            shown = found[:PAGE]
            details = await _details(session, [c.id for c, _ in shown], filters.search)
        rows = [_row(conversation, name, details) for conversation, name in shown]
        last = shown[-1][0] if len(found) > PAGE else None
        return OverviewPage(rows, Cursor(last.last_activity_at, last.id) if last else None)

    async def choices(self, registered: Sequence[str]) -> Choices:
        """The colleagues, and the intents that ever occurred; the registered channels, and others of old talks."""
        async with self._database.transaction() as session:
            occurred = (await session.scalars(text(CHANNELS_THAT_OCCUR))).all()
            intents = (await session.scalars(text(INTENTS_THAT_OCCUR))).all()
            staff = (await session.execute(select(Staff.id, Staff.name).order_by(Staff.name))).all()
        channels = tuple(dict.fromkeys((*registered, *occurred)))
        return Choices(channels, intents, [(row.id, row.name) for row in staff])


def _conversations(filters: Filters, after: Cursor | None) -> Select[Conversation, str]:
    statement = select(Conversation, Staff.name).outerjoin(Staff, Staff.id == Conversation.owner_staff_id)
    statement = statement.where(*_conditions(filters))
    if after is not None:
        # Spelled out, so that the index on (last_activity_at DESC, id) is walked from the right place.
        statement = statement.where(
            Conversation.last_activity_at <= after.at,
            or_(Conversation.last_activity_at < after.at, Conversation.id > after.id),
        )
    return statement.order_by(Conversation.last_activity_at.desc(), Conversation.id)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.first_day:
        where.append(Conversation.last_activity_at >= _midnight(filters.first_day))
    if filters.last_day:
        where.append(Conversation.created_at < _midnight(filters.last_day + timedelta(days=1)))
    if filters.channel:
        where.append(Conversation.channel == filters.channel)
    if filters.outcome:
        chosen = None if filters.outcome == NO_OUTCOME else filters.outcome
        where.append(Conversation.outcome.is_not_distinct_from(chosen))
    if filters.owner:
        where.append(Conversation.owner == filters.owner)
    if filters.owner_staff_id:
        where.append(Conversation.owner_staff_id == filters.owner_staff_id)
    if filters.danger:
        in_handoff = select(Handoff.conversation_id).where(Handoff.reason == Reason.DANGER)
        where.append(or_(Conversation.danger.is_not(None), Conversation.id.in_(in_handoff)))
    return [*where, *_turn_conditions(filters), *_search_conditions(filters)]


def _turn_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """One turn must fit both the intent and the confidence."""
    of_turn: list[ColumnElement[bool]] = []
    if filters.intent:
        of_turn.append(Turn.intent == filters.intent)
    if filters.confidence_below is not None:
        of_turn.append(Turn.confidence < filters.confidence_below)
    if not of_turn:
        return []
    turns = select(Turn.id).where(Turn.conversation_id == Conversation.id, *of_turn, words_of_a_tenant())
    return [turns.exists()]


def _search_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    if not filters.search:
        return []
    return [Conversation.id.in_(select(Message.conversation_id).where(_matches(filters.search)))]


def _matches(search: str) -> ColumnElement[bool]:
    matched: ColumnElement[bool] = Message.search.op("@@")(func.websearch_to_tsquery(SEARCH, search))
    return and_(matched, Message.seq.is_not(None))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


@dataclass(frozen=True)
class _Details:
    messages: dict[UUID, int]
    lowest: dict[UUID, float]
    main: dict[UUID, str]
    danger: set[UUID]
    found: dict[UUID, str]
    said: dict[UUID, list[str]]


async def _details(session: AsyncSession, ids: list[UUID], search: str) -> _Details:
    """What the rows show besides the conversations themselves: a query each, for the whole page at once."""
    counted = (
        select(Message.conversation_id, func.count())
        .where(Message.conversation_id.in_(ids), Message.author.in_((Author.TENANT, Author.ASSISTANT, Author.STAFF)))
        .where(Message.seq.is_not(None))
        .group_by(Message.conversation_id)
    )
    understood = (
        select(
            Turn.conversation_id,
            func.min(Turn.confidence),
            func.mode().within_group(Turn.intent).filter(Turn.intent.is_not(None)),
        )
        .where(Turn.conversation_id.in_(ids), words_of_a_tenant())
        .group_by(Turn.conversation_id)
    )
    dangers = select(Handoff.conversation_id).where(Handoff.conversation_id.in_(ids), Handoff.reason == Reason.DANGER)
    turns = (await session.execute(understood)).all()
    return _Details(
        messages={row[0]: row[1] for row in (await session.execute(counted)).all()},
        lowest={row[0]: row[1] for row in turns if row[1] is not None},
        main={row[0]: row[2] for row in turns if row[2] is not None},
        danger=set((await session.scalars(dangers)).all()),
        found=await _found(session, ids, search) if search and ids else {},
        said=await _said(session, ids) if search and ids else {},
    )


async def _found(session: AsyncSession, ids: list[UUID], search: str) -> dict[UUID, str]:
    """The newest line of each conversation that the search hits."""
    newest = (
        select(Message.conversation_id, func.max(Message.seq))
        .where(Message.conversation_id.in_(ids), _matches(search))
        .group_by(Message.conversation_id)
    )
    statement = select(Message.conversation_id, Message.text).where(
        tuple_(Message.conversation_id, Message.seq).in_(newest)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def _said(session: AsyncSession, ids: list[UUID]) -> dict[UUID, list[str]]:
    """What tenants and colleagues wrote: where the names stand that must be hidden."""
    statement = select(Message.conversation_id, Message.text).where(
        Message.conversation_id.in_(ids), Message.author != Author.ASSISTANT
    )
    said: dict[UUID, list[str]] = {}
    for conversation_id, words in (await session.execute(statement)).all():
        said.setdefault(conversation_id, []).append(words)
    return said


def _row(conversation: Conversation, owner_name: str | None, details: _Details) -> OverviewRow:
    return OverviewRow(
        id=conversation.id,
        channel=conversation.channel,
        started=conversation.created_at,
        last_activity=conversation.last_activity_at,
        owner=conversation.owner,
        owner_name=owner_name,
        outcome=conversation.outcome,
        danger=conversation.danger,
        danger_before=conversation.id in details.danger,
        messages=details.messages.get(conversation.id, 0),
        main_intent=details.main.get(conversation.id),
        lowest_confidence=details.lowest.get(conversation.id),
        found=details.found.get(conversation.id),
        said=details.said.get(conversation.id, ()),
    )
