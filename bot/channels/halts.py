"""A channel on which nothing can be sent now: set once with one alarm, lifted by time or by other keys."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import ChannelHalt
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.database.engine import Database
from bot.metrics import Metrics

log = logging.getLogger(__name__)

#: After this long one message is tried again: the trouble may have been mended where we cannot see it.
TRY_AGAIN_AFTER = timedelta(minutes=10)
LOOK_AGAIN_AFTER = timedelta(minutes=1)


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
        halt = await session.scalar(select(ChannelHalt).where(ChannelHalt.channel == self._channel))
        lasts = halt is not None and halt.until > now and halt.fingerprint == self._fingerprint
        self._on_trial = halt is not None and not lasts
        # Another process may have set or lifted it; each tells its own monitoring.
        self._metrics.halted(self._channel, halt is not None)
        return halt if lasts else None

    async def set(self, session: AsyncSession, code: str, reason: str, now: datetime) -> None:
        until = now + self._again_after
        values = {"code": code, "reason": reason, "until": until, "fingerprint": self._fingerprint}
        fresh = await session.scalar(
            insert(ChannelHalt)
            .values(channel=self._channel, since=now, **values)
            .on_conflict_do_nothing()
            .returning(ChannelHalt.channel)
        )
        if fresh is None:
            halt = await session.get_one(ChannelHalt, self._channel, with_for_update=True)
            alarm = halt.fingerprint != self._fingerprint or halt.code != code
            halt.code, halt.reason, halt.until, halt.fingerprint = code, reason, until, self._fingerprint
        else:
            alarm = True
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
        channel, _, template = self._channel.partition(":")
        kind = NoticeKind.TEMPLATE_STOPPED if template else NoticeKind.HALTED
        told = dict(facts) | ({"template": template} if template else {})
        await self._notices.tell(session, Raised(channel, kind, template, told, over))
