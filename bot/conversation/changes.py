"""One LISTEN connection a process; everybody who watches a conversation is woken by what it hears."""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from bot.database.session import CHANGES
from bot.ending import end

log = logging.getLogger(__name__)

QUEUE_SIZE = 100
RECONNECT_SECONDS = 1.0


@dataclass(frozen=True)
class Change:
    kind: str
    conversation_id: UUID
    detail: dict[str, Any]


class Changes:
    """Hands each announced change to its watchers. A watcher re-reads the database: a change is only a nudge."""

    def __init__(self, libpq_url: str) -> None:
        self._url = libpq_url
        self._watchers: dict[UUID | None, set[asyncio.Queue[Change]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="changes")
        await self._connected.wait()

    async def stop(self) -> None:
        if self._task is not None:
            await end([self._task])

    @property
    def connected(self) -> bool:
        return self._connected.is_set()

    @contextlib.contextmanager
    def watch(self, conversation_id: UUID | None) -> Iterator[asyncio.Queue[Change]]:
        """A queue of changes of one conversation, or of all (None). When full, the oldest nudge is lost, never data."""
        queue: asyncio.Queue[Change] = asyncio.Queue(QUEUE_SIZE)
        self._watchers[conversation_id].add(queue)
        try:
            yield queue
        finally:
            self._watchers[conversation_id].discard(queue)
            if not self._watchers[conversation_id]:
                del self._watchers[conversation_id]

    async def _listen(self) -> None:
        while True:
            try:
                async for change in self._heard():
                    self._spread(change)
            except (psycopg.Error, OSError) as error:
                log.warning("lost the connection that listens for changes: %s", error)
            self._connected.clear()
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _heard(self) -> AsyncIterator[Change]:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANGES}")
            self._connected.set()
            # Whatever was announced while we were away: everybody looks once.
            for watched, queues in list(self._watchers.items()):
                self._nudge(queues, Change("message", watched or UUID(int=0), {}))
            async for notification in connection.notifies():
                told = json.loads(notification.payload)
                yield Change(told.pop("kind"), UUID(told.pop("conversation")), told)

    def _spread(self, change: Change) -> None:
        for key in (change.conversation_id, None):
            self._nudge(self._watchers.get(key, set()), change)

    @staticmethod
    def _nudge(queues: "set[asyncio.Queue[Change]]", change: Change) -> None:
        for queue in queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(change)
