"""A fifth channel, whole: a display with a keypad in a hall. No buttons, no list, 240 characters, no files."""

from typing import Any

from aiohttp import web

from bot.channels.contract import Capabilities, OutboundMessage, Refused, SendResult, Sent
from bot.channels.elements import Element, Noted, Said, Sender
from bot.channels.ground import Ground
from bot.channels.media import Fetch
from bot.channels.module import Inside, Kind
from bot.channels.reading import mapping, text_of
from bot.channels.reception import Reception
from bot.channels.webhook import parsed, read_raw
from bot.conversation.models import Kind as MessageKind

NAME, PATH = "hall", "/webhooks/hall"
CAPABILITIES = Capabilities(
    buttons=0, button_title=0, list_rows=0, text_length=240, typing=False, media=False, read_state=False, edits=False,
    templates=False,
)  # fmt: skip


class HallChannel:
    name = NAME
    capabilities = CAPABILITIES

    def __init__(self) -> None:
        self.shown: list[str] = []

    async def send(self, message: OutboundMessage) -> SendResult:
        if len(message.text) > CAPABILITIES.text_length:
            return Refused("past niet op het scherm")
        self.shown.append(rendered(message)["text"])
        return Sent(f"shown-{len(self.shown)}")

    async def show_typing(self, address: str) -> None:
        """It cannot."""


class Hall:
    def __init__(self, ground: Ground) -> None:
        self.ground, self.channel = ground, HallChannel()
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


KIND = Kind(NAME, CAPABILITIES, rendered, lambda ground, settings, approved: Hall(ground))
