"""Reading one conversation for the desk: its lines with what was made of them, and the dossier beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Author, Conversation, Message, State
from bot.database.engine import Database
from bot.database.session import NewId
from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.models import Handoff
from bot.handoff.on_call import alarms_of
from bot.staff.desk_lines import DeskLine, of_conversation, read
from bot.staff.models import ReadLogEntry, Staff
from bot.staff.who import Who, who_within

#: Lines shown at once; older ones are a link away.
PAGE = 200
#: Known lines whose state or understanding may still change while somebody looks.
STILL_CHANGING = 20
ON_ITS_WAY = (State.PENDING, State.SENDING, State.PARKED)
RECENT_READERS = 3


@dataclass(frozen=True)
class Dossier:
    conversation: Conversation
    owner_name: str | None
    #: The handoff that is open, if any, and the closed ones, newest first.
    handoff: Handoff | None
    earlier: Sequence[tuple[Handoff, str | None]]
    #: Who opened it last, other than the one who looks now; and whether they once took it from a colleague.
    readers: Sequence[tuple[str, datetime, bool]]
    #: Whether the one who looks has answered here or had it before.
    involved: bool
    #: The tenant, as far as proven.
    who: Who
    #: What was done about danger while the desk was closed, newest first.
    alarms: Sequence[DangerAlarm] = ()


class UnknownDossier(Exception):
    """There is no such conversation."""


class DeskReader:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def dossier(self, conversation_id: UUID, staff_id: UUID) -> Dossier:
        """Raises UnknownDossier."""
        async with self._database.transaction() as session:
            found = (
                await session.execute(
                    select(Conversation, Staff.name)
                    .outerjoin(Staff, Staff.id == Conversation.owner_staff_id)
                    .where(Conversation.id == conversation_id)
                )
            ).one_or_none()
            if found is None:
                raise UnknownDossier
            conversation, owner_name = found
            handoffs = await _handoffs(session, conversation_id)
            still_open = next((h for h, _ in handoffs if h.closed_at is None), None)
            had_it = staff_id == conversation.owner_staff_id or any(h.staff_id == staff_id for h, _ in handoffs)
            involved = had_it or await _answered(session, conversation_id, staff_id)
            return Dossier(
                conversation=conversation,
                owner_name=owner_name,
                handoff=still_open,
                earlier=[(h, name) for h, name in handoffs if h.closed_at is not None],
                readers=await _readers(session, conversation_id, staff_id),
                involved=involved,
                who=await who_within(session, conversation, self._clock()),
                alarms=await alarms_of(session, conversation_id),
            )

    async def note_reading(self, conversation_id: UUID, staff_id: UUID, purpose: str) -> None:
        """Write down who looked, when, and for what."""
        async with self._database.transaction() as session:
            session.add(
                ReadLogEntry(
                    id=self._new_id(),
                    staff_id=staff_id,
                    conversation_id=conversation_id,
                    at=self._clock(),
                    purpose=purpose,
                )
            )

    async def last_lines(self, conversation_id: UUID, before: int | None = None) -> list[DeskLine]:
        """The newest page of lines, or the page before a position; old to new."""
        where: list[ColumnElement[bool]] = [Message.seq.is_not(None)]
        if before is not None:
            where.append(Message.seq < before)
        statement = of_conversation(conversation_id).where(*where).order_by(Message.seq.desc()).limit(PAGE)
        return list(reversed(await read(self._database, statement)))

    async def lines_after(self, conversation_id: UUID, after: int) -> list[DeskLine]:
        """What came after a position, old to new."""
        statement = of_conversation(conversation_id).where(Message.seq > after).order_by(Message.seq).limit(PAGE)
        return await read(self._database, statement)

    async def changing_lines(self, conversation_id: UUID, upto: int) -> list[DeskLine]:
        """The last known lines: their delivery and what was made of them may have changed."""
        statement = of_conversation(conversation_id).where(Message.seq <= upto)
        return await read(self._database, statement.order_by(Message.seq.desc()).limit(STILL_CHANGING))

    async def all_texts(self, conversation_id: UUID) -> Sequence[str]:
        """Everything that was said, for finding the names in it."""
        statement = select(Message.text).where(Message.conversation_id == conversation_id)
        async with self._database.transaction() as session:
            return (await session.scalars(statement)).all()

    async def on_their_way(self, conversation_id: UUID) -> list[DeskLine]:
        """What people wrote that has no place in the transcript yet, oldest first."""
        statement = of_conversation(conversation_id).where(
            Message.seq.is_(None), Message.state.in_(ON_ITS_WAY), Message.author != Author.TENANT
        )
        return await read(self._database, statement.order_by(Message.at, Message.id))


async def _handoffs(session: AsyncSession, conversation_id: UUID) -> list[tuple[Handoff, str | None]]:
    statement = (
        select(Handoff, Staff.name)
        .outerjoin(Staff, Staff.id == Handoff.staff_id)
        .where(Handoff.conversation_id == conversation_id)
        .order_by(Handoff.requested_at.desc())
        .limit(20)
    )
    return [(handoff, name) for handoff, name in (await session.execute(statement)).all()]


async def _answered(session: AsyncSession, conversation_id: UUID, staff_id: UUID) -> bool:
    statement = exists().where(Message.conversation_id == conversation_id, Message.staff_id == staff_id)
    return bool(await session.scalar(select(statement)))


async def _readers(session: AsyncSession, conversation_id: UUID, staff_id: UUID) -> list[tuple[str, datetime, bool]]:
    latest = func.max(ReadLogEntry.at)
    statement = (
        select(Staff.name, latest, func.bool_or(ReadLogEntry.purpose == "takeover"))
        .join(Staff, Staff.id == ReadLogEntry.staff_id)
        .where(ReadLogEntry.conversation_id == conversation_id, ReadLogEntry.staff_id != staff_id)
        .group_by(Staff.id)
        .order_by(latest.desc())
        .limit(RECENT_READERS)
    )
    return [(name, at, took_over) for name, at, took_over in (await session.execute(statement)).all()]
