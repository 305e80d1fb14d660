"""Clearing, every night."""

import asyncio
import logging

from bot.clock import Clock
from bot.privacy.clearing import ClearingService
from bot.privacy.rules import is_time

log = logging.getLogger(__name__)

EVERY_SECONDS = 1800.0


class NightlyClearing:
    def __init__(self, clearing: ClearingService, clock: Clock) -> None:
        self._clearing = clearing
        self._clock = clock

    async def keep_on(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.round()
            except Exception as error:  # the next round tries again
                log.warning("old conversations could not be cleared: %s", type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    async def round(self) -> bool:
        """Whether it was the time, and so was done."""
        if not is_time(self._clock(), await self._clearing.last()):
            return False
        cleared = await self._clearing.once()
        if cleared.conversations:
            log.info("cleared %s old conversations", cleared.conversations)
        return True
