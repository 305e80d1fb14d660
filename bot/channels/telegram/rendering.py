"""One message as a call to Telegram's Bot API. Always plain text: what people typed can hold any sign."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, LinkPreviewOptions, ReplyKeyboardMarkup

from bot.channels.button_keys import button_key
from bot.channels.contract import SHARE_PHONE, Button, Capabilities, OutboundMessage
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
    shares_phone=True,
    begins=True,
    personal=True,
)
#: Phones cut longer titles when two stand side by side.
SIDE_BY_SIDE = 16


def call_of(message: OutboundMessage) -> dict[str, Any]:
    """The arguments of sendMessage."""
    arguments: dict[str, Any] = {"chat_id": int(message.address), "text": message.text}
    if "://" in message.text:
        # For a preview Telegram opens the address itself: a letter of somebody's, or a page with an amount in it.
        arguments["link_preview_options"] = LinkPreviewOptions(is_disabled=True)
    if any(button.payload == SHARE_PHONE for button in message.buttons):
        arguments["reply_markup"] = _keyboard(message)
    elif message.buttons:
        arguments["reply_markup"] = InlineKeyboardMarkup(_rows(message))
    return arguments


def _keyboard(message: OutboundMessage) -> ReplyKeyboardMarkup:
    """Sharing one's number is only possible with a key under the text box; the other choices stand there as words."""
    keys = [
        [KeyboardButton(button.title, request_contact=True if button.payload == SHARE_PHONE else None)]
        for button in message.buttons
    ]
    return ReplyKeyboardMarkup(keys, one_time_keyboard=True, resize_keyboard=True)


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
