"""A channel on which nothing can be sent now: set once with one alarm, tried ever less often, lifted by what works.

One message is tried after each pause, whatever waits and however many processes there are. Other keys lift it at once,
and an admin who has mended what was wrong need not wait: see `try_now`.
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import ChannelHalt
from bot.channels.notice_kinds import EVERYTHING_BEGUN, NoticeKind
from bot.channels.notices import Notices, Raised
from bot.channels.pacing import pause_before
from bot.database.engine import Database
from bot.metrics import Metrics

log = logging.getLogger(__name__)

#: After this long one message is tried again: the trouble may have been mended where we cannot see it. Then after
#: twice as long, and so on.
TRY_AGAIN_AFTER = timedelta(minutes=10)
LOOK_AGAIN_AFTER = timedelta(minutes=1)
#: Whoever tries has so long to find out; after that another may.
TRIAL = timedelta(minutes=1)


def fingerprint_of(*keys: str) -> str:
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


class Halts:
    def __init__(
        self,
        channel: str,
        fingerprint: str,
        metrics: Metrics,
        again_after: timedelta = TRY_AGAIN_AFTER,
        *,
        notices: Notices | None = None,
    ) -> None:
        self._channel = channel
        self._fingerprint = fingerprint
        self._metrics = metrics
        self._again_after = again_after
        self._notices = notices
        #: A halt whose time is over was seen; whether the trouble is over as well, the next call tells.
        self._on_trial = False

    async def stands(self, session: AsyncSession, now: datetime) -> ChannelHalt | None:
        """The halt, or None where this message may go: there is none, its keys are gone, or it is the one to try."""
        halt = await session.scalar(select(ChannelHalt).where(ChannelHalt.channel == self._channel))
        # Another process may have set or lifted it; each tells its own monitoring.
        self._metrics.halted(self._channel, halt is not None)
        if halt is None:
            return None
        if halt.fingerprint == self._fingerprint and not (halt.until <= now and await self._tries(session, now)):
            return halt
        self._on_trial = True
        return None

    async def _tries(self, session: AsyncSession, now: datetime) -> bool:
        """Take the one try that is due; False where somebody was before us."""
        taken = await session.scalar(
            update(ChannelHalt)
            .where(ChannelHalt.channel == self._channel, ChannelHalt.until <= now)
            .values(until=now + TRIAL)
            .returning(ChannelHalt.channel)
            .execution_options(synchronize_session=False)
        )
        return taken is not None

    async def set(self, session: AsyncSession, code: str, reason: str, now: datetime) -> None:
        values = {"code": code, "reason": reason, "fingerprint": self._fingerprint}
        fresh = await session.scalar(
            insert(ChannelHalt)
            .values(channel=self._channel, since=now, until=now + self._again_after, tries=0, **values)
            .on_conflict_do_nothing()
            .returning(ChannelHalt.channel)
        )
        alarm = fresh is not None
        if fresh is None:
            found = select(ChannelHalt).where(ChannelHalt.channel == self._channel).with_for_update()
            halt = (await session.scalars(found.execution_options(populate_existing=True))).one()
            other_keys = halt.fingerprint != self._fingerprint
            alarm = other_keys or halt.code != code
            if other_keys or halt.until <= now + TRIAL:
                # Tried in vain; what was still on its way when the halt was set is no try.
                halt.tries = 0 if other_keys else halt.tries + 1
                halt.until = now + pause_before(halt.tries, self._again_after)
            halt.code, halt.reason, halt.fingerprint = code, reason, self._fingerprint
        self._on_trial = False
        if alarm:
            log.critical("sending on %s is halted: %s (%s)", self._channel, reason, code)
            await self._tell(session, {"code": code, "reason": reason}, over=False)
        self._metrics.halted(self._channel, True)

    async def worked(self, database: Database) -> None:
        """A message was taken: a halt whose time was over is lifted, so that the next trouble raises its own alarm."""
        if self._on_trial:
            async with database.transaction() as session:
                await self.lift(session)
            self._on_trial = False

    async def lift(self, session: AsyncSession) -> None:
        lifted = await session.scalar(
            delete(ChannelHalt).where(ChannelHalt.channel == self._channel).returning(ChannelHalt.channel)
        )
        if lifted is not None:
            log.warning("sending on %s works again", self._channel)
            await self._tell(session, {}, over=True)
        self._metrics.halted(self._channel, False)

    async def _tell(self, session: AsyncSession, facts: Mapping[str, str], *, over: bool) -> None:
        """An admin sees it in the console; a template is known there by its name."""
        if self._notices is None:
            return
        channel, _, part = self._channel.partition(":")
        told = Raised(channel, NoticeKind.HALTED, "", facts, over)
        if part == EVERYTHING_BEGUN:
            told = Raised(channel, NoticeKind.BEGINNING_STOPPED, "", facts, over)
        elif part:
            told = Raised(channel, NoticeKind.TEMPLATE_STOPPED, part, {**facts, "template": part}, over)
        await self._notices.tell(session, told)
