"""Asking Telegram for updates where it cannot call us. One process at a time: a lock in the database decides which."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from telegram.error import TelegramError

from bot.channels.reading import mapping, whole_number
from bot.channels.telegram.client import TelegramClient
from bot.ending import end

log = logging.getLogger(__name__)

#: With the bot's id, so that two bots on one database do not wait for each other.
LOCK_SPACE = 741_210
NEXT_TRY_SECONDS = 1.0
AFTER_TROUBLE_SECONDS = 3.0

Take = Callable[[Any], Awaitable[None]]


class Poller:
    """`run` until cancelled. An update is confirmed only after it has been stored."""

    def __init__(self, client: TelegramClient, libpq_url: str, bot_id: str, take: Take) -> None:
        self._client = client
        self._url = libpq_url
        self._lock = int(bot_id) % 2_000_000_000
        self._take = take
        self.polling = False

    async def run(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await self._compete(connection)
            except (psycopg.Error, OSError) as error:
                log.warning("the poller lost its lock: %s", type(error).__name__)
            self.polling = False
            await asyncio.sleep(AFTER_TROUBLE_SECONDS)

    async def _compete(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        while True:
            found = await connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (LOCK_SPACE, self._lock))
            row = await found.fetchone()
            if row is not None and row[0]:
                break
            await asyncio.sleep(NEXT_TRY_SECONDS)
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
                log.warning("Telegram gave no updates: %s", type(error).__name__)
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)
                continue
            for update in updates:
                await self._take(update)
                number = whole_number(mapping(update).get("update_id"))
                if number is not None:
                    offset = max(offset or 0, number + 1)
