"""One incoming WhatsApp message to an element, by its type. A type we do not know is kept and answered kindly."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.channels.elements import Edited, Element, File, NewHolder, Noted, Renamed, Said, Sender, Withdrawn
from bot.channels.link_codes import HIDDEN, code_in
from bot.channels.reading import LONGEST_ID, edit_order, id_of, mapping, mappings, moment, said_order, text_of
from bot.conversation.models import Kind
from bot.conversation.rules import cleaned

Raw = Mapping[str, Any]
#: The provider's limit; longer cannot come, and would not be read.
LONGEST = 4096
#: The kind of a file that did not come along.
NOT_ARRIVED = "not_arrived"
#: Stands in the transcript where somebody opened the chat without a word.
OPENED = "(opent het gesprek)"
_AROUND_DIGITS = re.compile(r"[\s+().-]")
#: Where a card of a person comes from that answers our question for their own number.
ASKED_FOR = "contact_request"
FILES = ("image", "video", "document", "audio", "sticker")


def message(raw: Raw, contacts: list[Raw], number: str, now: datetime) -> Element:
    kind, message_id = text_of(raw.get("type")), id_of(raw.get("id"))
    if not message_id:
        return Noted(f"message::{number}:{hash_of(raw)}", raw, "quarantine", "bericht zonder id")
    key = f"message:{number}:{message_id}"
    if kind == "system":
        return _system(key, raw, now)
    sender = sender_of(raw, contacts)
    if not sender.aliases:
        return Noted(key, raw, "quarantine", "zonder afzender")
    if raw.get("group_id"):
        return Noted(key, raw, "group", "")
    special = SPECIAL.get(kind)
    if special is not None:
        return special(key, raw, sender, now)
    return _said(raw, key, raw, sender, f"{number}:{message_id}", now)


def _said(content: Raw, key: str, raw: Raw, sender: Sender, message_id: str, now: datetime) -> Said:
    kind = text_of(content.get("type"))
    if kind not in SPOKEN and text_of(mapping(content.get("text")).get("body")):
        # Words are words, whatever they are called.
        kind = "text"
    return Said(
        key,
        raw,
        message_id=message_id,
        sender=sender,
        at=moment(raw.get("timestamp"), now),
        order=said_order(raw.get("timestamp")),
        **SPOKEN.get(kind, _unknown)(content, kind),
    )


def sender_of(raw: Raw, contacts: list[Raw]) -> Sender:
    """From the message itself first, then from the contact that belongs to it: with the same id, or the only one.

    A contact of somebody else is never taken, also where it is the only one: it would make two people one.
    """
    phone, user_id = _ids(raw.get("from"), raw.get("from_user_id"))
    known = [_ids(contact.get("wa_id"), contact.get("user_id")) for contact in contacts]
    mine = next((ids for ids in known if (phone and ids[0] == phone) or (user_id and ids[1] == user_id)), None)
    if mine is None and len(known) == 1:
        differs = (phone and known[0][0]) or (user_id and known[0][1])
        mine = None if differs else known[0]
    if mine is not None:
        phone, user_id = phone or mine[0], user_id or mine[1]
    return Sender(phone=phone or None, user_id=user_id or None)


def _ids(phone: Any, user_id: Any) -> tuple[str, str]:
    """Number as digits, and the business-scoped id, which also occurs in the place of the number."""
    told, scoped = text_of(phone), text_of(user_id)
    digits = _AROUND_DIGITS.sub("", told)
    if told and not (digits.isascii() and digits.isdigit()):
        digits, scoped = "", scoped or told
    return digits[:LONGEST_ID], scoped if len(scoped) <= LONGEST_ID else ""


def hash_of(raw: Raw) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()[:40]


# ── what people say ───────────────────────────────────────────────────────────────────────────────


def _text(raw: Raw, kind: str) -> dict[str, Any]:
    body = cleaned(text_of(mapping(raw.get("text")).get("body")))[:LONGEST]
    if (code := code_in(body)) is not None:
        return {"kind": Kind.TEXT, "subtype": "link", "text": HIDDEN, "link_code": code}
    return {"kind": Kind.TEXT if body else Kind.UNKNOWN, "subtype": "" if body else "empty", "text": body}


def _interactive(raw: Raw, kind: str) -> dict[str, Any]:
    inner = mapping(raw.get("interactive"))
    for name in ("button_reply", "list_reply"):
        reply = mapping(inner.get(name))
        title, pressed = cleaned(text_of(reply.get("title"))), text_of(reply.get("id"))
        if title or pressed:
            return {"kind": Kind.BUTTON, "text": title, "pressed": pressed}
    form = mapping(inner.get("nfm_reply"))
    if form:
        return {"kind": Kind.UNKNOWN, "subtype": "form", "text": cleaned(text_of(form.get("body")))}
    return {"kind": Kind.UNKNOWN, "subtype": text_of(inner.get("type"))[:40] or "interactive", "text": ""}


def _button(raw: Raw, kind: str) -> dict[str, Any]:
    button = mapping(raw.get("button"))
    text, pressed = cleaned(text_of(button.get("text"))), text_of(button.get("payload"))
    if not (text or pressed):
        return {"kind": Kind.UNKNOWN, "subtype": "button", "text": ""}
    return {"kind": Kind.BUTTON, "text": text, "pressed": pressed}


def _file(raw: Raw, kind: str) -> dict[str, Any]:
    return _attached(mapping(raw.get(kind)), kind)


def _attached(inner: Raw, kind: str) -> dict[str, Any]:
    caption = cleaned(text_of(inner.get("caption")))[:LONGEST]
    remote = text_of(inner.get("id"))
    file = File(
        remote, text_of(inner.get("mime_type")), text_of(inner.get("sha256")), cleaned(text_of(inner.get("filename")))
    )
    subtype = "voice" if kind == "audio" and inner.get("voice") is True else kind
    if not remote and kind != "sticker":
        # WhatsApp could not take it over: there is nothing that anybody could look at.
        subtype = NOT_ARRIVED
    return {
        "kind": Kind.TEXT if caption else Kind.MEDIA,
        "subtype": subtype,
        "text": caption,
        # A sticker says something of a mood and nothing of a case: not worth keeping.
        "files": (file,) if remote and kind != "sticker" else (),
    }


def _location(raw: Raw, kind: str) -> dict[str, Any]:
    place = mapping(raw.get("location"))
    parts = [cleaned(text_of(place.get(part))) for part in ("name", "address")]
    spoken = ", ".join(part for part in parts if part)
    coordinates = [_degrees(place.get(part)) for part in ("latitude", "longitude")]
    if not spoken and None not in coordinates:
        spoken = ", ".join(f"{number:.5f}" for number in coordinates)
    return {"kind": Kind.MEDIA, "subtype": "location", "text": spoken}


def _degrees(value: Any) -> float | None:
    """Also where it is written as text; what lies outside the globe is no place."""
    told = value if isinstance(value, int | float) and not isinstance(value, bool) else text_of(value)
    try:
        number = float(told)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) <= 180 else None


def _contacts(raw: Raw, kind: str) -> dict[str, Any]:
    cards = mappings(raw.get("contacts"))
    phones = [
        text_of(phone.get("phone") or phone.get("wa_id")) for card in cards for phone in mappings(card.get("phones"))
    ]
    asked = any(text_of(holder.get("origin")).lower() == ASKED_FOR for holder in (raw, *cards))
    own = phones[0] if asked and len(phones) == 1 else None
    return {"kind": Kind.MEDIA, "subtype": "contact", "text": "", "own_phone": own}


def _order(raw: Raw, kind: str) -> dict[str, Any]:
    """We sell nothing; but somebody may have written a word with it."""
    said = cleaned(text_of(mapping(raw.get("order")).get("text")))[:LONGEST]
    return {"kind": Kind.TEXT if said else Kind.UNKNOWN, "subtype": "order", "text": said}


def _welcome(raw: Raw, kind: str) -> dict[str, Any]:
    """They opened the chat for the first time and said nothing yet."""
    return {"kind": Kind.BUTTON, "subtype": "welcome", "text": OPENED, "intent": "greet"}


def _unknown(raw: Raw, kind: str) -> dict[str, Any]:
    """Also a file is a file, whatever it is called."""
    inner = mapping(raw.get(kind))
    if inner.get("id") and (told := text_of(inner.get("mime_type")).lower()):
        return _attached(inner, next((name for name in FILES if told.startswith(f"{name}/")), "document"))
    return {"kind": Kind.UNKNOWN, "subtype": (kind or "unknown")[:40], "text": ""}


SPOKEN: Mapping[str, Callable[[Raw, str], dict[str, Any]]] = {
    "text": _text,
    "interactive": _interactive,
    "button": _button,
    "location": _location,
    "contacts": _contacts,
    "order": _order,
    "request_welcome": _welcome,
    **dict.fromkeys(FILES, _file),
}


# ── what is about something said before ───────────────────────────────────────────────────────────


def _reaction(key: str, raw: Raw, sender: Sender, now: datetime) -> Element:
    return Noted(key, raw, "reaction", "")


def _edit(key: str, raw: Raw, sender: Sender, now: datetime) -> Element:
    inner = mapping(raw.get("edit"))
    new = mapping(inner.get("message"))
    text = text_of(mapping(new.get("text")).get("body")) or text_of(
        mapping(new.get(text_of(new.get("type")))).get("caption")
    )
    number, original = key.split(":")[1], id_of(inner.get("original_message_id"))
    message_id = f"{number}:{original}"
    whole = _said(new, key, raw, sender, message_id, now) if original and new else None
    at, order = moment(raw.get("timestamp"), now), edit_order(raw.get("timestamp"), now)
    return Edited(key, raw, sender, message_id, cleaned(text)[:LONGEST], at, order, whole)


def _revoke(key: str, raw: Raw, sender: Sender, now: datetime) -> Element:
    original = id_of(mapping(raw.get("revoke")).get("original_message_id"))
    return Withdrawn(key, raw, sender, f"{key.split(':')[1]}:{original}")


SPECIAL: Mapping[str, Callable[[str, Raw, Sender, datetime], Element]] = {
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
}


def _system(key: str, raw: Raw, now: datetime) -> Element:
    """A number or id changed hands or name. Never words of a person."""
    inner = mapping(raw.get("system"))
    kind = text_of(inner.get("type"))
    old_phone, from_user = _ids(text_of(raw.get("from")) or inner.get("customer"), raw.get("from_user_id"))
    old_user = text_of(inner.get("previous_user_id"))[:LONGEST_ID] or from_user
    previous = tuple(alias for alias in (old_phone, old_user) if alias)
    new_phone, new_user = _ids(text_of(inner.get("wa_id")) or inner.get("new_wa_id"), inner.get("user_id"))
    if "changed_number" in kind or "changed_user_id" in kind:
        fresh = Sender(new_phone or None, new_user or None, previous)
        if not ((new_phone or new_user) and previous):
            return Noted(key, raw, "system", kind)
        return Renamed(key, raw, fresh, moment(raw.get("timestamp"), now))
    if "identity" in kind:
        sender = Sender(old_phone or new_phone or None, old_user or new_user or None)
        return NewHolder(key, raw, sender) if sender.aliases else Noted(key, raw, "system", kind)
    return Noted(key, raw, "system", kind)
