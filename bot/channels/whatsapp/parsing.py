"""A WhatsApp webhook to elements. Reads what is there, keeps what it does not know, and never fails on a shape."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.channels.elements import Element, Noted, Sender, Trouble, Wished
from bot.channels.reading import digest_of, mapping, mappings, moment, said_order, text_of, whole_number
from bot.channels.whatsapp.messages import message
from bot.channels.whatsapp.statuses import status
from bot.channels.whatsapp.warnings import READERS, warnings

log = logging.getLogger(__name__)

#: Fields of the webhook that are messages; everything else is noted.
MESSAGES = "messages"
#: What people set in WhatsApp itself about messages that we begin.
PREFERENCES = "user_preferences"


def elements(body: Any, own_number: str, now: datetime) -> list[Element]:
    """Everything in one POST, in its order. `own_number` is our phone number id; what is for another is only noted."""
    if not isinstance(body, Mapping):
        return [noted("quarantine", body, "geen object")]
    entries = mappings(body.get("entry"))
    if not entries:
        return [noted("quarantine", body, "zonder entry")]
    found: list[Element] = []
    for entry in entries:
        changes = mappings(entry.get("changes"))
        if not changes:
            found.append(noted("quarantine", entry, "zonder changes"))
        for change in changes:
            read = partial(_change, change, own_number, now, text_of(entry.get("id"))[:60], entry.get("time"))
            found += _each(change, read)
    return found


def _each(raw: Any, read: Callable[[], Iterable[Element]]) -> Iterator[Element]:
    """What can be read of it. What nobody foresaw sets this one aside, and never costs the batch that it came in:
    refused, all of it would come again for days.
    """
    try:
        yield from read()
    except Exception as error:
        log.error("a part of a WhatsApp webhook was set aside: %s", type(error).__name__)
        yield noted("quarantine", raw, type(error).__name__)


def _change(change: Mapping[str, Any], own_number: str, now: datetime, account: str, told_at: Any) -> Iterator[Element]:
    field, value = text_of(change.get("field")), change.get("value")
    if not isinstance(value, Mapping):
        yield noted("quarantine", change, "zonder value")
        return
    if field == PREFERENCES:
        yield from _preferences(value, own_number, now)
        return
    if field in READERS:
        yield from warnings(field, value, account, told_at, now)
        return
    if field != MESSAGES and not (field == "" and ("messages" in value or "statuses" in value)):
        yield noted(field or "unknown", change, "")
        return
    number = text_of(mapping(value.get("metadata")).get("phone_number_id"))
    if number != own_number:
        yield noted("not_ours" if number else "quarantine", change, f"voor nummer {number or 'onbekend'}")
        return
    yield from _value(value, number, now)


def _value(value: Mapping[str, Any], number: str, now: datetime) -> Iterator[Element]:
    known = {"messaging_product", "metadata", "contacts", "messages", "statuses", "errors"}
    contacts = mappings(value.get("contacts"))
    items = _items(value.get("messages"))
    if len({text_of(raw.get("from")) for raw in items if isinstance(raw, Mapping)}) > 1:
        # Whose a contact without a number is cannot be told where several people write.
        contacts = [contact for contact in contacts if text_of(contact.get("wa_id"))]
    for raw in items:
        yield from _each(raw, partial(_message, raw, contacts, number, now))
    for raw in _items(value.get("statuses")):
        yield from _each(raw, partial(_status, raw, now))
    if not value.get("messages"):
        for raw in mappings(value.get("errors")):
            detail = text_of(mapping(raw.get("error_data")).get("details")) or text_of(raw.get("title"))
            yield Trouble(_digest("error", raw, now), raw, whole_number(raw.get("code")), detail)
    rest = set(value) - known
    if rest or not (value.get("messages") or value.get("statuses") or value.get("errors")):
        yield noted("unknown", value, "")


def _message(raw: Any, contacts: list[Mapping[str, Any]], number: str, now: datetime) -> list[Element]:
    if not isinstance(raw, Mapping):
        return [noted("quarantine", raw, "bericht is geen object")]
    return [message(raw, contacts, number, now)]


def _status(raw: Any, now: datetime) -> list[Element]:
    return [status(raw, now) if isinstance(raw, Mapping) else noted("quarantine", raw, "status is geen object")]


def _preferences(value: Mapping[str, Any], own_number: str, now: datetime) -> Iterator[Element]:
    number = text_of(mapping(value.get("metadata")).get("phone_number_id"))
    for raw in mappings(value.get(PREFERENCES)):
        wish = text_of(raw.get("value"))
        sender = Sender(text_of(raw.get("wa_id")).lstrip("+") or None, text_of(raw.get("user_id")) or None)
        if number == own_number and wish in ("stop", "resume") and sender.aliases:
            at, order = moment(raw.get("timestamp"), now), said_order(raw.get("timestamp"))
            yield Wished(_digest(PREFERENCES, raw), raw, sender, wish == "stop", at, order)
        else:
            yield noted(PREFERENCES, raw, "")
    if not mappings(value.get(PREFERENCES)):
        yield noted(PREFERENCES, value, "")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def noted(kind: str, raw: Any, note: str) -> Noted:
    return Noted(_digest(kind, raw), raw, kind, note)


def _digest(kind: str, raw: Any, now: datetime | None = None) -> str:
    """A key for what has none of its own: the same bytes are the same thing (on the same day, for errors)."""
    day = now.astimezone(UTC).date().isoformat() if now else ""
    return f"{kind}:{digest_of(raw)}{day}"
