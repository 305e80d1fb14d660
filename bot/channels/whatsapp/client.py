"""The calls to WhatsApp's Cloud API that we need, and no more. Knows nothing of conversations."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.media_rules import FileGone, FileTooLarge
from bot.channels.reading import mapping, mappings, text_of, whole_number

log = logging.getLogger(__name__)

SEND_TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
COURTESY_TIMEOUT = aiohttp.ClientTimeout(total=5, sock_connect=3)
FILE_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=5)
#: The code of a paused template, which WhatsApp also tells in an answer that looks like a yes.
TEMPLATE_PAUSED = 132015
#: Hosts that files are fetched from with our token, besides the API's own.
FILE_HOSTS = ("lookaside.fbsbx.com", "graph.facebook.com")


@dataclass(frozen=True)
class Accepted:
    """The provider took it; the real fate comes later, in a status."""

    message_id: str | None
    wa_id: str | None = None
    user_id: str | None = None


@dataclass(frozen=True)
class Denied:
    """The provider said no, and certainly did not take it."""

    status: int
    code: int | None
    detail: str
    transient: bool = False
    trace: str = ""


@dataclass(frozen=True)
class NotSent:
    """The call never left."""

    reason: str


@dataclass(frozen=True)
class NoAnswer:
    """The call left and no answer came: taken or not, nobody knows."""

    reason: str


Answer = Accepted | Denied | NotSent | NoAnswer


class _AddressExpired(Exception):
    """The address that we were given for a file works no longer."""


class WhatsAppClient:
    def __init__(self, http: aiohttp.ClientSession, api_base: str, number: str, token: str) -> None:
        self._http = http
        self._base = api_base.rstrip("/")
        self._number = number
        self._headers = {"Authorization": f"Bearer {token}"}

    async def send(self, body: Mapping[str, Any]) -> Answer:
        try:
            async with self._http.post(
                self._messages, json=body, headers=self._headers, timeout=SEND_TIMEOUT
            ) as response:
                return read_answer(response.status, await _json(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return NotSent(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
            return NoAnswer(type(error).__name__)

    async def show_typing(self, message_id: str) -> None:
        """Blue ticks and "typing…". Failing is no matter."""
        body = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": message_id,
            "typing_indicator": {"type": "text"},
        }
        try:
            async with self._http.post(self._messages, json=body, headers=self._headers, timeout=COURTESY_TIMEOUT) as r:
                if r.status != 200:
                    log.info("typing was not shown: %s", r.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("typing was not shown: %s", type(error).__name__)

    async def fetch(self, remote_id: str, most: int) -> bytes:
        """A file by the provider's id. Raises FileGone, FileTooLarge, or aiohttp's errors (worth another try)."""
        try:
            return await self._download(await self._address_of(remote_id, most), most)
        except _AddressExpired:
            # Addresses live for five minutes; a new one is asked for once.
            try:
                return await self._download(await self._address_of(remote_id, most), most)
            except _AddressExpired as error:
                raise FileGone from error

    async def _address_of(self, remote_id: str, most: int) -> str:
        async with self._http.get(f"{self._base}/{remote_id}", headers=self._headers, timeout=FILE_TIMEOUT) as response:
            if response.status in (400, 404):
                raise FileGone
            response.raise_for_status()
            told = mapping(await _json(response))
        if (whole_number(told.get("file_size")) or 0) > most:
            raise FileTooLarge
        return text_of(told.get("url"))

    async def _download(self, url: str, most: int) -> bytes:
        parts = urlsplit(url)
        ours = urlsplit(self._base)
        if not (parts.netloc == ours.netloc or (parts.scheme == "https" and parts.hostname in FILE_HOSTS)):
            raise FileGone
        async with self._http.get(url, headers=self._headers, timeout=FILE_TIMEOUT, allow_redirects=False) as response:
            if response.status == 404:
                raise _AddressExpired
            if response.status == 302:
                raise FileGone
            response.raise_for_status()
            return await read_at_most(response, most)

    @property
    def _messages(self) -> str:
        return f"{self._base}/{self._number}/messages"


async def read_at_most(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Raises FileTooLarge as soon as it is clear."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > most:
            raise FileTooLarge
    return bytes(content)


async def _json(response: aiohttp.ClientResponse) -> Any:
    try:
        return await response.json(content_type=None)
    except ValueError:
        return None


def read_answer(status: int, body: Any) -> Answer:
    """Decides on the code, never on words that may change."""
    told = mapping(body)
    if status < 300:
        sent = next(iter(mappings(told.get("messages"))), {})
        contact = next(iter(mappings(told.get("contacts"))), {})
        message_id = text_of(sent.get("id"))
        if not message_id:
            return NoAnswer("answer without a message id")
        if text_of(sent.get("message_status")) == "paused":
            return Denied(status, TEMPLATE_PAUSED, "the template is paused")
        return Accepted(message_id, text_of(contact.get("wa_id")) or None, text_of(contact.get("user_id")) or None)
    error = mapping(told.get("error"))
    return Denied(
        status=status,
        code=whole_number(error.get("code")),
        detail=text_of(mapping(error.get("error_data")).get("details")) or text_of(error.get("message")),
        transient=error.get("is_transient") is True,
        trace=text_of(error.get("fbtrace_id")),
    )
