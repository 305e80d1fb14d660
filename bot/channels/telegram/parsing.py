"""A Telegram update to elements, read by python-telegram-bot. What it cannot read is kept and set aside."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.channels.elements import GROUP, Edited, Element, File, GroupCalled, Noted, Said, Sender
from bot.channels.reading import digest_of, edit_order, mapping, whole_number
from bot.channels.telegram.commands import FILES, LONGEST, OTHERS, SUBTYPES, asks_nothing, left_alone, words
from bot.channels.telegram.plainly import membership, plainly
from bot.conversation.lateness import order_of
from bot.conversation.models import Kind
from bot.conversation.rules import cleaned

log = logging.getLogger(__name__)

#: The kinds of update that we do something with; we ask for no others, and they may come all the same.
HEARD = ("message", "edited_message", "callback_query", "my_chat_member")


def elements(body: Any, bot_id: str, now: datetime) -> list[Element]:
    """One update. Never raises on a shape."""
    raw = body if isinstance(body, Mapping) else {}
    update_id = whole_number(raw.get("update_id"))
    if update_id is None:
        return [Noted(f"quarantine:{digest_of(body)}", body, "quarantine", "zonder update_id")]
    key = f"update:{bot_id}:{update_id}"
    if not any(name in raw for name in HEARD):
        # Also where the library would stumble over it: nothing in it is for us.
        return [Noted(key, raw, next((str(name) for name in raw if name != "update_id"), "empty"), "")]
    try:
        update = Update.de_json(dict(raw), None)
        return [_element(update, key, raw, bot_id, now)]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, TelegramError) as error:
        # A field of a newer kind than the library knows must not cost the words beside it.
        return [_by_hand(raw, key, bot_id, now, error)]
    except Exception as error:
        log.error("an update of Telegram's is read by hand: %s", type(error).__name__)
        return [_by_hand(raw, key, bot_id, now, error)]


def _by_hand(raw: Mapping[str, Any], key: str, bot_id: str, now: datetime, error: Exception) -> Element:
    """What our own reading makes of it, and else the update as it came: refused, it would come again without end."""
    try:
        return plainly(raw, key, bot_id, now) or Noted(key, raw, "quarantine", type(error).__name__)
    except Exception as ours:
        log.error("an update of Telegram's was set aside: %s", type(ours).__name__)
        return Noted(key, raw, "quarantine", f"zelf gelezen: {type(ours).__name__}")


def callback_of(body: Any) -> str | None:
    """The id of a pressed button, which wants an answer at once."""
    query = body.get("callback_query") if isinstance(body, Mapping) else None
    told = query.get("id") if isinstance(query, Mapping) else None
    return told if isinstance(told, str) and 0 < len(told) < 100 else None


def _element(update: Update, key: str, raw: Any, bot_id: str, now: datetime) -> Element:
    if update.message is not None:
        return _message(update.message, key, raw, bot_id, now)
    if update.edited_message is not None:
        return _edited(update.edited_message, key, raw, bot_id, now)
    if update.callback_query is not None:
        return _pressed(update.callback_query, key, raw, bot_id, now)
    if update.my_chat_member is not None:
        told = membership(mapping(raw.get("my_chat_member")), key, raw)
        return told or Noted(key, raw, "quarantine", "my_chat_member")
    kind = next((str(name) for name in raw if name != "update_id"), "empty")
    return Noted(key, raw, kind, "")


def _message(message: Message, key: str, raw: Any, bot_id: str, now: datetime) -> Element:
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        # The same group under another number, told of in both: it has had its line.
        return Noted(f"{GROUP}{message.migrate_to_chat_id or message.chat.id}", None, "group", "")
    if message.chat.type != ChatType.PRIVATE:
        if asks_nothing(mapping(raw.get("message"))):
            return Noted(key, None, "group", "")
        return GroupCalled(f"{GROUP}{message.chat.id}", None, str(message.chat.id))
    if (why := left_alone(mapping(raw.get("message")))) is not None:
        return Noted(key, raw, why, "")
    return _said(message, key, raw, bot_id, now)


def _said(message: Message, key: str, raw: Any, bot_id: str, now: datetime) -> Said:
    return Said(
        key,
        raw,
        message_id=f"{bot_id}:{message.chat.id}:{message.message_id}",
        sender=Sender(user_id=str(message.chat.id)),
        at=min(message.date, now),
        order=order_of(int(message.date.timestamp()), message.message_id),
        **_content(message),
    )


def _content(message: Message) -> dict[str, Any]:
    text = cleaned(message.text or "")[:LONGEST]
    if text:
        return words(text)
    caption = cleaned(message.caption or "")[:LONGEST]
    kind = Kind.TEXT if caption else Kind.MEDIA
    if message.photo:
        photo = message.photo[-1]
        return {"kind": kind, "subtype": "image", "text": caption, "files": (File(photo.file_id, "image/jpeg"),)}
    for name in FILES:
        attached = getattr(message, name)
        if attached is not None:
            declared = getattr(attached, "mime_type", None) or ""
            file = File(attached.file_id, declared, "", cleaned(getattr(attached, "file_name", None) or ""))
            return {"kind": kind, "subtype": SUBTYPES.get(name, name), "text": caption, "files": (file,)}
    if caption:
        # Words are words, whatever they stand under.
        return {"kind": Kind.TEXT, "text": caption}
    return _without_file(message)


def _without_file(message: Message) -> dict[str, Any]:
    if message.sticker is not None:
        return {"kind": Kind.MEDIA, "subtype": "sticker"}
    if message.venue is not None:
        spoken = ", ".join(cleaned(part) for part in (message.venue.title, message.venue.address) if part)
        return {"kind": Kind.MEDIA, "subtype": "location", "text": spoken}
    if message.location is not None:
        spoken = f"{message.location.latitude:.5f}, {message.location.longitude:.5f}"
        return {"kind": Kind.MEDIA, "subtype": "location", "text": spoken}
    if message.contact is not None:
        contact, sender = message.contact, message.from_user
        # Only the account's own card proves anything; anybody's card can be sent along.
        # A card that was passed on holds the number under which somebody else keeps them.
        passed_on = message.forward_origin is not None
        own = sender is not None and not passed_on and contact.user_id is not None and contact.user_id == sender.id
        return {"kind": Kind.MEDIA, "subtype": "contact", "own_phone": contact.phone_number if own else None}
    other = next((name for name in OTHERS if getattr(message, name, None)), "")
    return {"kind": Kind.UNKNOWN, "subtype": other or "unknown"}


def _edited(message: Message, key: str, raw: Any, bot_id: str, now: datetime) -> Element:
    if message.chat.type != ChatType.PRIVATE:
        return Noted(key, None, "group", "")
    if (why := left_alone(mapping(raw.get("edited_message")))) is not None:
        return Noted(key, raw, why, "")
    text = cleaned(message.text or message.caption or "")[:LONGEST]
    whole = _said(message, key, raw, bot_id, now)
    edited = mapping(raw.get("edited_message")).get("edit_date")
    order = edit_order(edited, now, whole_number(raw.get("update_id")) or 0)
    return Edited(key, raw, whole.sender, whole.message_id, text, message.edit_date, order, whole)


def _pressed(query: CallbackQuery, key: str, raw: Any, bot_id: str, now: datetime) -> Element:
    """In a private chat the chat is the person, also when the message with the button is too old to come along."""
    chat = query.message.chat if query.message is not None else None
    if chat is not None and chat.type not in (ChatType.PRIVATE, None):
        return GroupCalled(f"{GROUP}{chat.id}", None, str(chat.id))
    return Said(
        key,
        raw,
        message_id=f"{bot_id}:pressed:{query.id}",
        sender=Sender(user_id=str(query.from_user.id)),
        kind=Kind.BUTTON,
        pressed=cleaned(query.data or "")[:64],
        at=now,
    )
