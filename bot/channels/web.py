"""The web chat as a channel: a message is delivered by being in the transcript that the browser reads."""

from typing import Any

from bot.channels.contract import Capabilities, OutboundMessage, SendResult, Sent

NAME = "web"


class WebChannel:
    name = NAME
    capabilities = Capabilities(
        buttons=10,
        button_title=40,
        list_rows=0,
        text_length=8000,
        typing=True,
        media=False,
        read_state=False,
        edits=False,
        templates=False,
        local=True,
    )

    async def send(self, message: OutboundMessage) -> SendResult:
        return Sent()

    async def show_typing(self, address: str) -> None:
        """The browser learns of it through the announced change; nothing to send."""


def rendered(message: OutboundMessage) -> Any:
    """As the browser reads it."""
    return {"text": message.text, "buttons": [{"title": b.title, "payload": b.payload} for b in message.buttons]}
