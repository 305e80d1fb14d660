"""The little of an update that matters, read by hand: for one that the library cannot read.

Telegram adds fields and kinds all the time, and one that the library stumbles over stands beside words of a person.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.elements import GROUP, Edited, Element, File, GroupCalled, GroupLeft, Noted, Reached, Said, Sender
from bot.channels.reading import edit_order, mapping, mappings, moment, said_order, text_of, whole_number
from bot.channels.telegram.commands import FILES, LONGEST, OTHERS, SUBTYPES, asks_nothing, left_alone, words
from bot.conversation.models import Kind
from bot.conversation.rules import cleaned

GROUPS = ("group", "supergroup", "channel")
GONE = ("kicked", "left")
BLOCKED = "de huurder heeft ons op Telegram geblokkeerd"


def plainly(raw: Mapping[str, Any], key: str, bot_id: str, now: datetime) -> Element | None:
    """None where there is nobody to answer in it."""
    query = mapping(raw.get("callback_query"))
    if query:
        return _pressed(query, key, raw, bot_id, now)
    if "my_chat_member" in raw:
        return membership(mapping(raw.get("my_chat_member")), key, raw)
    edited = "edited_message" in raw
    told = mapping(raw.get("edited_message" if edited else "message"))
    chat, message_id = mapping(told.get("chat")), whole_number(told.get("message_id"))
    chat_id, kind = whole_number(chat.get("id")), text_of(chat.get("type"))
    if chat_id is None or message_id is None:
        return None
    if kind in GROUPS:
        if edited or asks_nothing(told):
            return Noted(key, None, "group", "")
        return GroupCalled(f"{GROUP}{chat_id}", None, str(chat_id))
    if kind != "private" or chat_id <= 0:
        return None
    if (why := left_alone(told)) is not None:
        return Noted(key, raw, why, "")
    said = Said(
        key,
        raw,
        message_id=f"{bot_id}:{chat_id}:{message_id}",
        sender=Sender(user_id=str(chat_id)),
        at=moment(told.get("date"), now),
        order=said_order(told.get("date"), message_id),
        **_content(told),
    )
    if not edited:
        return said
    order = edit_order(told.get("edit_date"), now, whole_number(raw.get("update_id")) or 0)
    return Edited(key, raw, said.sender, said.message_id, said.text, moment(told.get("edit_date"), now), order, said)


def membership(change: Mapping[str, Any], key: str, raw: Mapping[str, Any]) -> Element | None:
    """We were blocked or let in again, or brought into a group or put out of it."""
    chat, status = mapping(change.get("chat")), text_of(mapping(change.get("new_chat_member")).get("status"))
    chat_id, kind = whole_number(chat.get("id")), text_of(chat.get("type"))
    if chat_id is None or not status:
        return None
    gone = status in GONE
    if kind == "private" and chat_id > 0:
        order = said_order(change.get("date"), whole_number(raw.get("update_id")) or 0)
        return Reached(key, raw, Sender(user_id=str(chat_id)), not gone, BLOCKED if gone else "", order)
    if kind == "channel":
        # In a channel nobody asks us anything, and a word of ours would go to all who follow it.
        return Noted(key, None, "channel", "")
    if kind not in GROUPS:
        return None
    if gone:
        return GroupLeft(key, None, str(chat_id))
    return GroupCalled(f"{GROUP}{chat_id}", None, str(chat_id))


def _content(told: Mapping[str, Any]) -> dict[str, Any]:
    if text := cleaned(text_of(told.get("text")))[:LONGEST]:
        return words(text)
    caption = cleaned(text_of(told.get("caption")))[:LONGEST]
    sizes = [("image", size) for size in mappings(told.get("photo"))[-1:]]
    found = [*sizes, *((SUBTYPES.get(name, name), mapping(told.get(name))) for name in FILES)]
    for subtype, file in found:
        if remote := text_of(file.get("file_id")):
            kept = File(remote, text_of(file.get("mime_type")), "", cleaned(text_of(file.get("file_name"))))
            kind = Kind.TEXT if caption else Kind.MEDIA
            return {"kind": kind, "subtype": subtype, "text": caption, "files": (kept,)}
    if caption:
        return {"kind": Kind.TEXT, "text": caption}
    return {"kind": Kind.UNKNOWN, "subtype": next((name for name in OTHERS if told.get(name)), "unknown"), "text": ""}


def _pressed(query: Mapping[str, Any], key: str, raw: Any, bot_id: str, now: datetime) -> Element | None:
    query_id, sender = text_of(query.get("id")), whole_number(mapping(query.get("from")).get("id"))
    chat = mapping(mapping(query.get("message")).get("chat"))
    if not query_id or sender is None or sender <= 0 or text_of(chat.get("type")) not in ("", "private"):
        return None
    return Said(
        key,
        raw,
        message_id=f"{bot_id}:pressed:{query_id}"[:400],
        sender=Sender(user_id=str(sender)),
        kind=Kind.BUTTON,
        pressed=cleaned(text_of(query.get("data")))[:64],
        at=now,
    )
