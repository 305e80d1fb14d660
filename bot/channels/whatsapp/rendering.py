"""One message as the body of a call to WhatsApp's Cloud API."""

from typing import Any

from bot.channels.button_keys import button_key
from bot.channels.contract import Capabilities, OutboundMessage
from bot.channels.rules import Shape, numbered, row, shape_of

NAME = "whatsapp"
CAPABILITIES = Capabilities(
    buttons=3,
    button_title=20,
    list_rows=10,
    row_title=24,
    row_description=72,
    text_length=4096,
    choice_text_length=1024,
    utf16=True,
    typing=True,
    media=True,
    read_state=True,
    edits=False,
    templates=True,
    window_hours=24,
    begins=True,
    personal=True,
)
#: What opens the list on the phone.
LIST_BUTTON = "Kies"


def body_of(
    message: OutboundMessage, *, phone: str | None, user_id: str | None, content: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Addressed to the phone number, or to the provider's own id where there is none. `content`: of a template."""
    to = {"to": phone} if phone else {"recipient": user_id}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **to,
        **(content or content_of(message)),
        # Comes back in every status: the one way to match after an answer that was lost.
        "biz_opaque_callback_data": str(message.id),
    }


def content_of(message: OutboundMessage) -> dict[str, Any]:
    match shape_of(message.buttons, CAPABILITIES):
        case Shape.BUTTONS:
            return _interactive(message, "button", {"buttons": _replies(message)})
        case Shape.LIST:
            return _interactive(message, "list", {"button": LIST_BUTTON, "sections": [{"rows": _rows(message)}]})
        case Shape.NUMBERED:
            return _text(f"{message.text}\n\n{numbered(message.buttons)}")
    return _text(message.text)


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _interactive(message: OutboundMessage, kind: str, action: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "interactive",
        "interactive": {"type": kind, "body": {"text": message.text}, "action": action},
    }


def _replies(message: OutboundMessage) -> list[dict[str, Any]]:
    return [
        {"type": "reply", "reply": {"id": button_key(message.id, place), "title": button.title}}
        for place, button in enumerate(message.buttons)
    ]


def _rows(message: OutboundMessage) -> list[dict[str, Any]]:
    rows = []
    for place, button in enumerate(message.buttons):
        shown = row(button.title, CAPABILITIES)
        described = {"description": shown.description} if shown.description else {}
        rows.append({"id": button_key(message.id, place), "title": shown.title, **described})
    return rows
