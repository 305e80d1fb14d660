"""What an admin must know of a channel: raised once, told again without a second alarm, and gone when seen or over."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import ChannelHalt, ChannelNotice, MonthlyCount
from bot.channels.notice_kinds import NoticeKind
from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId

log = logging.getLogger(__name__)

LONGEST_SUBJECT, LONGEST_FACT = 200, 300
#: Where sending stops, the halt itself stands in the log.
_LOGGED = frozenset({NoticeKind.HALTED, NoticeKind.TEMPLATE_STOPPED, NoticeKind.BEGINNING_STOPPED})
#: So many of what was seen or passed stay on the page.
EARLIER = 20


@dataclass(frozen=True)
class Raised:
    """Something to tell an admin, or the end of it."""

    channel: str
    kind: NoticeKind
    subject: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    over: bool = False
    #: When the provider said it, where it did.
    at: datetime | None = None


class Notices:
    """Raising: inside the transaction that learned of it."""

    def __init__(self, clock: Clock, new_id: NewId) -> None:
        self._clock = clock
        self._new_id = new_id

    async def tell(self, session: AsyncSession, told: Raised) -> bool:
        """Note it. False where the provider has said something newer about the same since: then nothing changes."""
        now = self._clock()
        at, subject = min(told.at or now, now), told.subject[:LONGEST_SUBJECT]
        mine = (
            ChannelNotice.channel == told.channel,
            ChannelNotice.kind == told.kind,
            ChannelNotice.subject == subject,
        )
        latest = await session.scalar(select(func.max(ChannelNotice.told_at)).where(*mine))
        if latest is not None and latest > at:
            return False
        if told.over:
            await self._pass(session, told, subject, at)
            return True
        values = {
            "facts": {key: value[:LONGEST_FACT] for key, value in told.facts.items() if value},
            "told_at": at,
            "over_at": None,
        }
        statement = insert(ChannelNotice).values(
            id=self._new_id(), channel=told.channel, kind=told.kind, subject=subject, since=now, times=1, **values
        )
        times = await session.scalar(
            statement.on_conflict_do_update(
                index_elements=["channel", "kind", "subject"],
                index_where=ChannelNotice.seen_at.is_(None),
                set_={**values, "times": ChannelNotice.times + 1},
            ).returning(ChannelNotice.times)
        )
        if times == 1 and told.kind not in _LOGGED:
            log.critical("%s: an admin must look: %s %s", told.channel, told.kind, subject)
        return True

    async def _pass(self, session: AsyncSession, told: Raised, subject: str, at: datetime) -> None:
        """It is over. Where we never heard of it, that is kept too: what comes late must not raise it any more."""
        now = self._clock()
        ended = await session.execute(
            update(ChannelNotice)
            .where(
                ChannelNotice.channel == told.channel,
                ChannelNotice.kind == told.kind,
                ChannelNotice.subject == subject,
                ChannelNotice.over_at.is_(None),
            )
            .values(over_at=now, told_at=at)
            .returning(ChannelNotice.id)
        )
        if ended.first() is None and told.at is not None:
            session.add(
                ChannelNotice(
                    id=self._new_id(),
                    channel=told.channel,
                    kind=told.kind,
                    subject=subject,
                    facts={},
                    since=now,
                    told_at=at,
                    times=0,
                    over_at=now,
                    seen_at=now,
                )
            )


@dataclass(frozen=True)
class Month:
    """How many messages of this month were delivered on a number."""

    channel: str
    number: str
    delivered: int


@dataclass(frozen=True)
class Board:
    """Everything that the page of an admin shows."""

    open: Sequence[ChannelNotice]
    earlier: Sequence[ChannelNotice]
    halts: Sequence[ChannelHalt]
    months: Sequence[Month]


#: What asks for attention: not seen yet, and not over.
_WAITING = (ChannelNotice.seen_at.is_(None), ChannelNotice.over_at.is_(None))


class NoticeBoard:
    """Looking, for the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def waiting(self) -> int:
        async with self._database.reading() as session:
            return await session.scalar(select(func.count()).select_from(ChannelNotice).where(*_WAITING)) or 0

    async def board(self) -> Board:
        month = in_amsterdam(self._clock()).date().replace(day=1)
        newest = select(ChannelNotice).order_by(ChannelNotice.since.desc(), ChannelNotice.id)
        async with self._database.transaction() as session:
            waiting = (await session.scalars(newest.where(*_WAITING))).all()
            past = ChannelNotice.seen_at.is_not(None) | ChannelNotice.over_at.is_not(None)
            earlier = (await session.scalars(newest.where(past, ChannelNotice.times > 0).limit(EARLIER))).all()
            halts = (await session.scalars(select(ChannelHalt).order_by(ChannelHalt.channel))).all()
            counts = select(MonthlyCount).where(MonthlyCount.month == month).order_by(MonthlyCount.channel)
            months = [Month(c.channel, c.number, c.delivered) for c in await session.scalars(counts)]
        return Board(waiting, earlier, halts, months)

    async def try_now(self, channel: str) -> bool:
        """Somebody mended it: the next message is tried at once. False where nothing stands still there any more."""
        async with self._database.transaction() as session:
            found = await session.scalar(
                update(ChannelHalt)
                .where(ChannelHalt.channel == channel)
                .values(until=self._clock(), tries=0)
                .returning(ChannelHalt.channel)
            )
            return found is not None

    async def saw(self, notice_id: UUID, staff_id: UUID) -> bool:
        """Somebody looked. False where there is no such notice any more; twice is once."""
        async with self._database.transaction() as session:
            found = await session.scalar(
                update(ChannelNotice)
                .where(ChannelNotice.id == notice_id)
                .values(
                    seen_at=func.coalesce(ChannelNotice.seen_at, self._clock()),
                    seen_by=func.coalesce(ChannelNotice.seen_by, staff_id),
                )
                .returning(ChannelNotice.id)
            )
            return found is not None
