"""Sending at the very moment at which something may be tried again; the sweep finds what no alarm was set for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from bot.ending import end

log = logging.getLogger(__name__)

#: What waits longer than this is the sweep's: a few seconds more or less are no matter then.
LONGEST = timedelta(minutes=2)
#: So many are sent at once; a whole channel that comes back must not take every connection to the database.
AT_ONCE = 8
#: Clocks of this process and of the database's rows are read a moment apart.
MARGIN_SECONDS = 0.005

Dispatch = Callable[[UUID], Awaitable[None]]


class Alarms:
    """One alarm a conversation, the earliest. When this process dies, the sweep of another finds what waited."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._timers: dict[UUID, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def set(self, conversation_id: UUID, delay: timedelta) -> None:
        if delay > LONGEST:
            return
        loop = asyncio.get_running_loop()
        due = loop.time() + delay.total_seconds() + MARGIN_SECONDS
        standing = self._timers.get(conversation_id)
        if standing is not None:
            if standing.when() <= due:
                return
            standing.cancel()
        self._timers[conversation_id] = loop.call_at(due, self._ring, conversation_id)

    async def stop(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        await end(self._tasks)

    def _ring(self, conversation_id: UUID) -> None:
        self._timers.pop(conversation_id, None)
        task = asyncio.create_task(self._send(conversation_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, conversation_id: UUID) -> None:
        async with self._room:
            try:
                await self._dispatch(conversation_id)
            except Exception as error:  # the sweep comes by, and tries again
                log.warning("an alarm could not send: %s", type(error).__name__)
