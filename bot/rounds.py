"""Work that is done again and again for as long as the program runs."""

import asyncio
import logging
from typing import NoReturn, Protocol

log = logging.getLogger(__name__)


class Round(Protocol):
    """One kind of such work: what it is called in the log, and how long it rests between two rounds."""

    called: str
    every_seconds: float

    async def once(self) -> object:
        """One round."""


async def keep_on(work: Round) -> NoReturn:
    """Until cancelled. A round that fails ends nothing: the next one tries again.

    Only the kind of error is logged: its words may hold what somebody wrote.
    """
    while True:
        try:
            await work.once()
        except Exception as error:
            log.warning("%s failed: %s", work.called, type(error).__name__)
        await asyncio.sleep(work.every_seconds)
