"""A fifth channel, whole: a display with a keypad in a hall. No buttons, no list, 240 characters, no files.

Nothing in the house knows of it: this one module holds its settings, what it can do, its sender and its receiver, and
is named in HUURKOMPAS_MORE_CHANNELS. Its display stands in for a provider: it can be out of reach, too busy, or no
longer know our key.
"""

import hmac
from datetime import timedelta
from typing import Any, ClassVar

from aiohttp import web
from pydantic import SecretStr, model_validator

from bot.channels.contract import Capabilities, OutboundMessage, Refused, SendResult, Sent, TryLater, Unsure
from bot.channels.elements import Element, Noted, Said, Sender
from bot.channels.ground import Ground
from bot.channels.halts import LOOK_AGAIN_AFTER, Halts, fingerprint_of
from bot.channels.media import Fetch
from bot.channels.module import Inside, Kind
from bot.channels.reading import mapping, text_of
from bot.channels.reception import Reception
from bot.channels.remote import halted, take_room
from bot.channels.settings import SHORTEST, ChannelSection, plain
from bot.channels.webhook import parsed, read_raw
from bot.channels.whatsapp.approved import Approved
from bot.conversation.models import Kind as MessageKind
from bot.simulators.faults import Fault, Faults

EACH, BURST = timedelta(seconds=1), 10
NAME, PATH = "hall", "/webhooks/hall"
MODULE = "tests.support.fifth_channel"
KEY_HEADER = "X-Hall-Key"
CAPABILITIES = Capabilities(
    buttons=0, button_title=0, list_rows=0, text_length=240, typing=False, media=False, read_state=False, edits=False,
    templates=False,
)  # fmt: skip


class HallSettings(ChannelSection):
    written: ClassVar[str] = "Hall"

    key: SecretStr | None = None
    display: str = "http://127.0.0.1:9"

    @model_validator(mode="after")
    def _complete(self) -> "HallSettings":
        self._check({"key": self.key}, {"key": (self.key, SHORTEST)})
        return self

    @property
    def provider(self) -> str:
        return self.display


class HallChannel:
    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, ground: Ground, key: str) -> None:
        self.shown: list[str] = []
        self.faults = Faults()
        self._ground = ground
        self._halts = Halts(NAME, fingerprint_of(key), ground.metrics, notices=ground.notices)

    async def send(self, message: OutboundMessage) -> SendResult:
        if len(message.text) > CAPABILITIES.text_length:
            return Refused("past niet op het scherm")
        async with self._ground.database.transaction() as session:
            contact = await self._ground.contacts.at(session, NAME, message.address)
            if contact is None:
                return Refused("dit scherm kennen we niet")
            now = self._ground.clock()
            obstacle = await halted(session, self._halts, now) or take_room(contact, now, EACH, BURST, "te snel")
        return obstacle or await self._display(message)

    async def _display(self, message: OutboundMessage) -> SendResult:
        if self.faults.happens(Fault.BAD_TOKEN):
            async with self._ground.database.transaction() as session:
                await self._halts.set(session, "key", "het scherm kent onze sleutel niet", self._ground.clock())
            return TryLater("het scherm kent onze sleutel niet", LOOK_AGAIN_AFTER, counts=False)
        if self.faults.happens(Fault.TOO_FAST) or self.faults.happens(Fault.SERVER_ERROR):
            return TryLater("het scherm is bezig")
        self.shown.append(rendered(message)["text"])
        if self.faults.happens(Fault.HANG_UP_AFTER):
            return Unsure("het scherm viel weg")
        return Sent(f"shown-{len(self.shown)}")

    async def show_typing(self, address: str) -> None:
        """It cannot."""


class Hall:
    def __init__(self, ground: Ground, settings: HallSettings, approved: Approved) -> None:
        self._key = plain(settings.key)
        self.ground, self.channel = ground, HallChannel(ground, self._key)
        self._reception: Reception | None = None

    def receive(self, inside: Inside) -> Reception:
        self._reception = Reception(NAME, self.ground, inside.saying, inside.minds)
        return self._reception

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._webhook)]

    @property
    def fetch(self) -> Fetch | None:
        return None

    def start(self, public_url: str | None) -> None:
        """Nothing runs beside the webhook."""

    async def stop(self) -> None:
        """Nothing does."""

    async def _webhook(self, request: web.Request) -> web.Response:
        assert self._reception is not None
        if not hmac.compare_digest(request.headers.get(KEY_HEADER, "").encode(), self._key.encode()):
            raise web.HTTPUnauthorized
        await self._reception.take_in([element(parsed(await read_raw(request, 10_000)))])
        return web.Response(text="OK")


def element(body: Any) -> Element:
    told = mapping(body)
    message_id, display = text_of(told.get("id")), text_of(told.get("display"))
    if not (message_id and display):
        return Noted(f"odd:{body!r:.80}", body, "quarantine", "zonder id")
    sender = Sender(user_id=display)
    keys = text_of(told.get("keys"))
    return Said(message_id, body, message_id=message_id, sender=sender, kind=MessageKind.TEXT, text=keys)


def rendered(message: OutboundMessage) -> dict[str, str]:
    choices = "".join(f"\n{place}. {button.title}" for place, button in enumerate(message.buttons, 1))
    return {"text": message.text + choices}


def hall_settings() -> dict[str, Any]:
    """How a test switches it on."""
    return {"more_channels": MODULE, NAME: {"key": "Hal-sleutel-voor-proef-9"}}


KIND = Kind(NAME, CAPABILITIES, rendered, HallSettings, Hall)
