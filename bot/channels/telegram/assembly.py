"""Telegram put together: sending, the webhook or the poller, and the small courtesies."""

import asyncio
import hmac
import logging
from typing import Any

from aiohttp import web
from telegram import TelegramObject
from telegram.error import TelegramError

from bot.channels.contract import OutboundMessage
from bot.channels.courtesy import Courtesy
from bot.channels.elements import Element, Noted
from bot.channels.ground import Ground
from bot.channels.halts import Halts, fingerprint_of
from bot.channels.media import Fetch
from bot.channels.module import Inside, Kind
from bot.channels.reading import digest_of
from bot.channels.reception import Reception
from bot.channels.saying import Line
from bot.channels.settings import plain
from bot.channels.telegram.channel import TelegramChannel, certainly_unsent
from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.listening import Listening
from bot.channels.telegram.parsing import callback_of, elements
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.rendering import CAPABILITIES, NAME, call_of
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.throughput import Pace
from bot.channels.webhook import parsed, read_raw, text_digest
from bot.channels.whatsapp.approved import Approved
from bot.ending import end
from bot.web.errors import Refusal

log = logging.getLogger(__name__)

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret
LARGEST = 4 * 1024 * 1024
REGISTER_AGAIN_SECONDS = 10.0
#: Of the 30 a second that all chats together are given; two at once and then evenly: never more within any one second.
PER_SECOND, AT_ONCE = 28, 2


class Telegram:
    def __init__(self, ground: Ground, settings: TelegramSettings) -> None:
        self._ground = ground
        self._settings = settings
        token = plain(settings.token)
        self.client = TelegramClient(token, settings.api_base)
        self._pace = Pace(ground.database, f"{NAME}:{settings.bot_id}", PER_SECOND, AT_ONCE)
        halts = Halts(NAME, fingerprint_of(token), ground.metrics, notices=ground.notices)
        self.channel = TelegramChannel(
            ground.database, ground.clock, self.client, self._pace, ground.contacts, halts, ground.notices
        )
        self.courtesy = Courtesy(self._show_typing, self._tell_group)
        self.listening = Listening(ground.database, ground.clock, ground.notices)
        self.poller = Poller(
            self.client, ground.database.libpq_url, settings.bot_id, self.take, self.set_aside, self.listening
        )
        self._reception: Reception | None = None
        self._line: Line | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def receive(self, inside: Inside) -> Reception:
        self._line = inside.line
        self._reception = Reception(NAME, self._ground, inside.saying, inside.minds)
        return self._reception

    def routes(self) -> list[web.RouteDef]:
        # Without a secret anybody could pass for Telegram.
        return [web.post(PATH, self.webhook)] if self._settings.is_called else []

    @property
    def fetch(self) -> Fetch:
        return self.client.fetch

    async def webhook(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, plain(self._settings.webhook_secret).encode()):
            raise Refusal(401, "bad_secret", "Het geheim klopt niet.")
        raw = await read_raw(request, LARGEST)
        body = parsed(raw)
        if body is None:
            note = Noted(
                f"quarantine:{text_digest(raw)}", raw.decode("utf-8", "replace")[:10_000], "quarantine", "geen JSON"
            )
            await self._take_in([note])
        else:
            await self.take(body)
        return web.Response(text="OK")

    async def take(self, body: Any) -> None:
        """One update, from the webhook or the poller. Raises only when nothing can be stored."""
        callback = callback_of(body)
        if callback is not None:
            self.courtesy.begin(self.client.acknowledge(callback))
        await self._take_in(elements(body, self._settings.bot_id, self._ground.clock()))

    async def set_aside(self, body: Any, error: Exception) -> None:
        """Keep an update that could not be taken in, and tell an admin. Raises when not even that can be stored."""
        assert self._reception is not None
        await self._reception.take_in([Noted(f"set_aside:{digest_of(body)}", body, "quarantine", type(error).__name__)])
        await self.listening.set_aside(error)

    async def _take_in(self, found: list[Element]) -> None:
        assert self._reception is not None
        self.courtesy.after(await self._reception.take_in(found))

    def start(self, public_url: str | None) -> None:
        if self._settings.mode == "polling":
            self._tasks.append(asyncio.create_task(self.poller.run(), name="telegram-poller"))
        elif self._settings.register_webhook and public_url:
            self._tasks.append(asyncio.create_task(self._register(public_url), name="telegram-register"))
        elif self._settings.register_webhook:
            log.warning(
                "Telegram weet niet waar het ons vindt: zet HUURKOMPAS_PUBLIC_URL, of HUURKOMPAS_TELEGRAM__MODE=polling"
            )

    async def stop(self) -> None:
        await end(self._tasks)
        await self.courtesy.stop()
        await self.client.close()

    async def _register(self, public_url: str) -> None:
        """Tell Telegram where to call; it may be away while we start."""
        while True:
            try:
                await self.client.use_webhook(f"{public_url.rstrip('/')}{PATH}", plain(self._settings.webhook_secret))
            except Exception as error:
                pause = await self.listening.troubled(error)
                await asyncio.sleep(max(pause.total_seconds(), REGISTER_AGAIN_SECONDS))
            else:
                await self.listening.well()
                return

    async def _show_typing(self, address: str, message_id: str) -> None:
        await self.channel.show_typing(address)

    async def _tell_group(self, chat: str) -> None:
        """Once a group: this is no place for what we talk about. What did not get out is said another time."""
        assert self._line is not None
        assert self._reception is not None
        try:
            if await self._pace.room() is None:
                await self.client.send({"chat_id": int(chat), "text": self._line("group_line")})
                return
        except TelegramError as error:
            if not certainly_unsent(error):
                raise
        await self._reception.untold(chat)


def _connect(ground: Ground, section: TelegramSettings, approved: Approved) -> Telegram:
    return Telegram(ground, section)


def _rendered(message: OutboundMessage) -> Any:
    call = call_of(message)
    return {name: value.to_dict() if isinstance(value, TelegramObject) else value for name, value in call.items()}


KIND = Kind(NAME, CAPABILITIES, _rendered, TelegramSettings, _connect)
