"""Small courtesies after a webhook has been answered: blue ticks, "typing…", one line to a group. Never in its way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.channels.reception import TakenIn
from bot.ending import end

log = logging.getLogger(__name__)

#: More than so many at once are not worth their calls.
MOST = 50

Show = Callable[[str, str], Awaitable[None]]
Tell = Callable[[str], Awaitable[None]]


class Courtesy:
    def __init__(self, show_typing: Show, tell_group: Tell | None = None) -> None:
        self._show_typing = show_typing
        self._tell_group = tell_group
        self._tasks: set[asyncio.Task[None]] = set()

    def after(self, taken: TakenIn) -> None:
        """Begin, and do not wait for it. One sign a conversation, on its last message."""
        last = {heard.conversation_id: heard for heard in taken.heard if heard.assistant_answers}
        for heard in list(last.values())[:MOST]:
            self.begin(self._show_typing(heard.address, heard.message_id))
        if self._tell_group is not None:
            for chat in taken.groups[:MOST]:
                self.begin(self._tell_group(chat))

    def begin(self, doing: Awaitable[None]) -> None:
        if len(self._tasks) > 4 * MOST:
            asyncio.ensure_future(doing).cancel()
            return
        task = asyncio.ensure_future(_quietly(doing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Until all that was begun has ended."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        await end(self._tasks)


async def _quietly(doing: Awaitable[None]) -> None:
    try:
        await doing
    except Exception as error:  # a courtesy that fails is no matter
        log.info("a courtesy failed: %s", type(error).__name__)
