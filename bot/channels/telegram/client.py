"""Telegram's Bot API through python-telegram-bot's Bot, without its start-up calls: we start without the network."""

import asyncio
import logging
import os
import ssl
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.error import BadRequest, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.media_rules import FileGone, FileTooLarge

# The library's present way to give times; its older one warns at each use.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# Its HTTP library writes every address in the log, and the address holds the token.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

log = logging.getLogger(__name__)

UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
COMMANDS = (
    ("start", "Begin een gesprek"),
    ("help", "Wat kan ik vragen?"),
    ("medewerker", "Een mens spreken"),
    ("stop", "Geen berichten uit onszelf meer"),
)
POLL_SECONDS = 25
SEND_SECONDS = 15


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust, read once: each of the library's clients would read the whole list of authorities again."""
    return httpx.create_ssl_context()


class Unreadable(TelegramError):
    """Telegram took the call, and what it answered cannot be read: nobody knows what came of it."""


class FileNotNow(TelegramError):
    """The host of the files would not give this one just now."""


def _refused(error: BadRequest) -> Exception:
    """What asking for a file was refused for: some of it passes, by Telegram's own words."""
    said = str(error).lower()
    if "too big" in said:
        return FileTooLarge()
    return FileNotNow(said[:80]) if "temporarily" in said else FileGone()


class RawBot(Bot):
    """The library's Bot, and a way to get an answer as it came."""

    async def raw(self, method: str, arguments: dict[str, Any], read_timeout: float) -> Any:
        """Raises telegram's errors, as the named methods do, and Unreadable."""
        try:
            return await self._post(method, arguments, read_timeout=read_timeout)
        except (KeyError, TypeError, AttributeError) as error:
            raise Unreadable(type(error).__name__) from error
        except TelegramError as error:
            # The library's bare error: what came with a success is no JSON.
            if type(error) is TelegramError:
                raise Unreadable(error.message) from error
            raise


class TelegramClient:
    def __init__(self, token: str, api_base: str) -> None:
        base = api_base.rstrip("/")
        self._file_base = f"{base}/file/bot{token}"
        trust = {"verify": _trusted()}
        self._request = HTTPXRequest(
            connection_pool_size=64, read_timeout=SEND_SECONDS, pool_timeout=10, httpx_kwargs=trust
        )
        self._polling = HTTPXRequest(connection_pool_size=2, read_timeout=POLL_SECONDS + 10, httpx_kwargs=trust)
        self.bot = RawBot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._polling,
        )
        self._files = httpx.AsyncClient(timeout=60, follow_redirects=False, verify=_trusted())

    async def close(self) -> None:
        await asyncio.gather(self._request.shutdown(), self._polling.shutdown(), self._files.aclose())

    async def send(self, arguments: dict[str, Any]) -> int:
        """Returns the id of the sent message. Raises telegram's errors."""
        sent = await self.bot.raw("sendMessage", arguments, SEND_SECONDS)
        # Only the id: a message that was taken must not count as lost because the rest of the answer reads oddly.
        try:
            return int(sent["message_id"])
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(type(error).__name__) from error

    async def show_typing(self, address: str) -> None:
        await self.bot.send_chat_action(int(address), "typing")

    async def acknowledge(self, callback_id: str) -> None:
        """Stops the button from spinning. Too late is no matter."""
        try:
            await self.bot.answer_callback_query(callback_id)
        except TelegramError as error:
            log.info("a pressed button was not acknowledged: %s", type(error).__name__)

    async def updates(self, offset: int | None) -> list[Any]:
        """What waits, raw: one that cannot be read must not take the others along. Confirms all before `offset`."""
        asked: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES}
        if offset is not None:
            asked["offset"] = offset
        found = await self.bot.raw("getUpdates", asked, POLL_SECONDS + 10)
        if not isinstance(found, list):
            raise Unreadable("no list")
        return found

    async def use_webhook(self, url: str, secret: str) -> None:
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)
        await self.bot.set_my_commands(COMMANDS)

    async def use_polling(self) -> None:
        await self.bot.delete_webhook(drop_pending_updates=False)
        await self.bot.set_my_commands(COMMANDS)

    async def fetch(self, remote_id: str, most: int) -> bytes:
        """A file by its id. Raises FileGone, FileTooLarge, or errors that are worth another try.

        The path is asked for each time: it works for an hour, and the host that has the files can be away on its own.
        """
        try:
            told = await self.bot.raw("getFile", {"file_id": remote_id}, 15)
        except BadRequest as error:
            raise _refused(error) from error
        path = str(told.get("file_path") or "") if isinstance(told, dict) else ""
        if ".." in path or "://" in path:
            raise FileGone
        if not path:
            raise FileNotNow("no path")
        content = bytearray()
        async with self._files.stream("GET", f"{self._file_base}/{path.lstrip('/')}") as response:
            if response.status_code != httpx.codes.OK:
                raise FileNotNow(str(response.status_code))
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > most:
                    raise FileTooLarge
        return bytes(content)
