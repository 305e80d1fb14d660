"""Ending tasks that were begun."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

log = logging.getLogger(__name__)

#: How long a task may take to end before it is told again, in seconds.
PATIENCE = 3.0


async def end(tasks: Iterable["asyncio.Future[Any]"], patience: float = PATIENCE) -> None:
    """Cancel these tasks, and wait until they have ended.

    What goes on is told again: up to Python 3.11 `asyncio.wait_for`, with which libraries wait, loses a cancellation
    that comes together with what it waits for.
    """
    given = list(tasks)
    going = {task for task in given if not task.done()}
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=patience)
    for task in given:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("a task ended with an error: %s", type(error).__name__)
