"""Clearing, every night; and what is needed for a shorter time than that."""

import logging

from sqlalchemy import text

from bot.clock import Clock
from bot.database.engine import Database
from bot.dialogue import means
from bot.dialogue.flows.rules import FLOW_LASTS
from bot.privacy.clearing import ClearingService
from bot.privacy.rules import is_time

log = logging.getLogger(__name__)

_LET_GO = text("""
    UPDATE dialogue_states SET known = known - CAST(:keys AS text[])
    WHERE touched_at < :before AND known ?| CAST(:keys AS text[])
""")
#: What was told for the length of a talk that is over.
_LET_NOTES_GO = text("UPDATE dialogue_states SET notes = '{}' WHERE touched_at < :before AND notes <> '{}'")


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


class UnjudgedMeans:
    """Who went away leaves answers about money that nobody will judge any more, and sums that no talk needs."""

    called = "letting go of answers about money"
    every_seconds = 1800.0

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def once(self) -> None:
        async with self._database.transaction() as session:
            before = self._clock() - FLOW_LASTS
            await session.execute(_LET_GO, {"keys": list(means.KEYS), "before": before})
            await session.execute(_LET_NOTES_GO, {"before": before})
