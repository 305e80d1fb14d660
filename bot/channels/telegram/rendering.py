"""One message as a call to Telegram's Bot API. Always plain text: what people typed can hold any sign."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.button_keys import button_key
from bot.channels.contract import Button, Capabilities, OutboundMessage
from bot.channels.rules import utf16_units

NAME = "telegram"
CAPABILITIES = Capabilities(
    buttons=30,
    button_title=64,
    list_rows=0,
    text_length=4096,
    utf16=True,
    typing=True,
    media=True,
    read_state=False,
    edits=True,
    templates=False,
)
#: Phones cut longer titles when two stand side by side.
SIDE_BY_SIDE = 16


def call_of(message: OutboundMessage) -> dict[str, Any]:
    """The arguments of sendMessage."""
    arguments: dict[str, Any] = {"chat_id": int(message.address), "text": message.text}
    if message.buttons:
        arguments["reply_markup"] = InlineKeyboardMarkup(_rows(message))
    return arguments


def _rows(message: OutboundMessage) -> list[list[InlineKeyboardButton]]:
    """Two short ones beside each other, a long one alone; in the order they were given."""
    rows: list[list[InlineKeyboardButton]] = []
    room = False
    for place, button in enumerate(message.buttons):
        key = InlineKeyboardButton(button.title, callback_data=button_key(message.id, place))
        short = _is_short(button)
        if room and short:
            rows[-1].append(key)
            room = False
        else:
            rows.append([key])
            room = short
    return rows


def _is_short(button: Button) -> bool:
    return utf16_units(button.title) <= SIDE_BY_SIDE
