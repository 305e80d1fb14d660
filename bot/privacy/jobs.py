"""Clearing, every night."""

import logging

from bot.clock import Clock
from bot.privacy.clearing import ClearingService
from bot.privacy.rules import is_time

log = logging.getLogger(__name__)


class NightlyClearing:
    called = "clearing old conversations"
    every_seconds = 1800.0

    def __init__(self, clearing: ClearingService, clock: Clock) -> None:
        self._clearing = clearing
        self._clock = clock

    async def once(self) -> bool:
        """Whether it was the time, and so was done."""
        if not is_time(self._clock(), await self._clearing.last()):
            return False
        cleared = await self._clearing.once()
        if cleared.conversations:
            log.info("cleared %s old conversations", cleared.conversations)
        return True
