"""Asking Telegram for updates where it cannot call us. One process at a time: a lock in the database decides which."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import psycopg
from telegram.error import Conflict, TelegramError

from bot.channels.reading import digest_of, mapping, whole_number
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.listening import Listening
from bot.database.trouble import passes
from bot.ending import end

log = logging.getLogger(__name__)

#: With the bot's id, so that two bots on one database do not wait for each other.
LOCK_SPACE = 741_210
NEXT_TRY_SECONDS = 1.0
AFTER_TROUBLE_SECONDS = 3.0
#: After so many tries an update that cannot be taken in is set aside, and the ones behind it get their turn.
TRIES = 3
#: No number of an update is near this; what is greater must not confirm all that is still to come.
GREATEST_NUMBER = 2**52

Take = Callable[[Any], Awaitable[None]]
SetAside = Callable[[Any, Exception], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Poller:
    """`run` until cancelled. An update is confirmed only after it has been stored."""

    def __init__(
        self,
        client: TelegramClient,
        libpq_url: str,
        bot_id: str,
        take: Take,
        set_aside: SetAside,
        listening: Listening,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._client = client
        self._url = libpq_url
        self._lock = int(bot_id) % 2_000_000_000
        self._take = take
        self._set_aside = set_aside
        self._listening = listening
        self._sleep = sleep
        #: How often an update was tried in vain, by its digest; also across the poller's own beginnings.
        self._tries: dict[str, int] = {}
        self.polling = False

    async def run(self) -> None:
        """Whatever happens, it goes on: nobody would notice that we no longer hear anything."""
        while True:
            pause = AFTER_TROUBLE_SECONDS
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await self._compete(connection)
            except psycopg.Error as error:
                log.warning("the poller lost its lock: %s", type(error).__name__)
            except Exception as error:
                pause = (await self._listening.troubled(error)).total_seconds()
            self.polling = False
            await self._sleep(pause)

    async def _compete(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        while True:
            found = await connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (LOCK_SPACE, self._lock))
            row = await found.fetchone()
            if row is not None and row[0]:
                break
            await self._sleep(NEXT_TRY_SECONDS)
        log.info("this process asks Telegram for updates")
        await self._poll_while_locked(connection)

    async def _poll_while_locked(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        """The lock lives with the connection: when that goes, somebody else may begin, so we stop at once."""
        polling = asyncio.create_task(self._poll())
        self.polling = True
        try:
            while not polling.done():
                await asyncio.wait({polling}, timeout=NEXT_TRY_SECONDS)
                await connection.execute("SELECT 1")
            polling.result()
        finally:
            self.polling = False
            await end([polling])

    async def _poll(self) -> None:
        offset: int | None = None
        ready = False
        while True:
            try:
                if not ready:
                    await self._client.use_polling()
                    ready = True
                updates = await self._client.updates(offset)
            except TelegramError as error:
                # Somebody may have set a webhook since: it is taken away again.
                ready = ready and not isinstance(error, Conflict)
                await self._sleep((await self._listening.troubled(error)).total_seconds())
                continue
            await self._listening.well()
            confirmed = await self._taken(updates, offset)
            if updates and confirmed == offset:
                # The same would come again at once.
                await self._sleep(AFTER_TROUBLE_SECONDS)
            offset = confirmed

    async def _taken(self, updates: Sequence[Any], offset: int | None) -> int | None:
        """Take them in, in their order, up to one that has to be tried again. Returns what is confirmed by it."""
        for update in updates:
            if not await self._one(update):
                break
            number = whole_number(mapping(update).get("update_id"))
            if number is not None and 0 <= number < GREATEST_NUMBER:
                offset = max(offset or 0, number + 1)
        return offset

    async def _one(self, update: Any) -> bool:
        """False where it has to be tried again. Raises where the database is away: that is not the update's fault."""
        key = digest_of(update)
        try:
            await self._take(update)
        except Exception as error:
            if passes(error):
                raise
            self._tries[key] = self._tries.get(key, 0) + 1
            log.error("an update could not be taken in (%s): %s", self._tries[key], type(error).__name__)
            if self._tries[key] < TRIES:
                return False
            await self._set_aside(update, error)
        self._tries.pop(key, None)
        return True
