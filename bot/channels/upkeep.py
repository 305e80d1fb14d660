"""What the channels do beside answering: fetch files, ask for lost ones, match early statuses, let old events go."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete

from bot.channels.asking_again import AskingAgain
from bot.channels.elements import GROUP
from bot.channels.media import Fetch, MediaService
from bot.channels.models import ChannelEvent
from bot.channels.reception import Reception
from bot.channels.transcribing import Transcribe
from bot.clock import Clock
from bot.database.engine import Database
from bot.ending import end

log = logging.getLogger(__name__)

ROUND_SECONDS = 1.0
#: Providers repeat a webhook for up to seven days; longer than that nobody needs the raw form.
EVENTS_LIVE = timedelta(days=14)
TIDY_EVERY_ROUNDS = 3600


class Upkeep:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        receptions: Sequence[Reception],
        fetchers: Mapping[str, Fetch],
        asking: AskingAgain,
        transcribe: Transcribe | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._receptions = receptions
        self.media = MediaService(database, clock, fetchers, transcribe)
        self._asking = asking
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._receptions:
            self._task = asyncio.create_task(self._run(), name="channel-upkeep")

    async def stop(self) -> None:
        if self._task is not None:
            await end([self._task])
        await self.media.stop()

    async def _run(self) -> None:
        rounds = 0
        while True:
            try:
                await self.round()
                if rounds % TIDY_EVERY_ROUNDS == 0:
                    await self.tidy()
            except Exception as error:  # upkeep must outlive any fault; the next round tries again
                log.warning("a round of upkeep failed: %s", type(error).__name__)
            rounds += 1
            await asyncio.sleep(ROUND_SECONDS)

    async def round(self) -> None:
        await self.media.fetch_due()
        await self._asking.ask_due()
        for reception in self._receptions:
            await reception.match_waiting()

    async def tidy(self) -> None:
        async with self._database.transaction() as session:
            old = ChannelEvent.received_at < self._clock() - EVENTS_LIVE
            # A group gets its line once, and not every two weeks: what tells so holds the group's id and nothing else.
            await session.execute(delete(ChannelEvent).where(old, ~ChannelEvent.key.startswith(GROUP)))
