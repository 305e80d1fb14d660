"""Reading JSON of other people's making: the wrong type counts as absent, and nothing raises."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.lateness import order_of

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
#: One sign at most, and only the digits 0-9: "²" and "٣" are digits to Python as well.
_WHOLE = re.compile("-?[0-9]{1,17}")
LONGEST_RAW_TEXT = 20_000
DEEPEST = 40


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; a lone object counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, Mapping)]


def text_of(value: Any) -> str:
    """Text, or a number written out; else empty. Without what cannot be stored."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _NOT_STORABLE.sub("", str(value))


#: Ids are opaque, but an index holds no endless ones: what is longer is known by its beginning and its hash.
LONGEST_ID = 400


def id_of(value: Any) -> str:
    """An id as the provider wrote it; a monstrous one shortened, so that it stays one of its own."""
    told = text_of(value)
    if len(told) <= LONGEST_ID:
        return told
    return f"{told[:200]}:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


def whole_number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**17 else None
    if isinstance(value, int):
        return value
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if _WHOLE.fullmatch(text) else None


def moment(value: Any, now: datetime) -> datetime:
    """Unix seconds, as text or number. What is no time, or lies ahead of us, is now; nothing is older than a year."""
    seconds = _seconds(value)
    if seconds is None:
        return now
    told = datetime.fromtimestamp(seconds, UTC)
    return max(min(told, now), now - timedelta(days=365))


def _seconds(value: Any) -> int | None:
    """Thirteen digits are thousandths of seconds; anything else that is no time of ours is none."""
    found = whole_number(value)
    if found is not None and 10**12 <= found < 10**13:
        found //= 1000
    return found if found is not None and 0 < found < 10**10 else None


def edit_order(value: Any, now: datetime, tie: int = 0) -> int:
    """Grows with the moment that the provider says something was edited, and within one second with `tie`.

    Not cut off at our own clock, as `moment` is: between two edits only the provider's counts.
    """
    seconds = _seconds(value)
    if seconds is None:
        seconds = int(now.timestamp())
    return order_of(seconds, tie)


def said_order(value: Any, place: int = 0) -> int | None:
    """The place of a message in the provider's order, of its Unix seconds; None where there is none to read.

    Nor is this cut off at our own clock.
    """
    seconds = _seconds(value)
    return None if seconds is None else order_of(seconds, place)


def storable(value: Any, depth: int = 0) -> Any:
    """The same JSON without what PostgreSQL refuses to store."""
    if isinstance(value, str):
        return _NOT_STORABLE.sub("", value)[:LONGEST_RAW_TEXT]
    if depth > DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {storable(str(k), depth + 1): storable(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item, depth + 1) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value


def digest_of(raw: Any) -> str:
    """The same for the same JSON: a key for what has none of its own. Whatever lies too deep does not count."""
    try:
        dumped = json.dumps(raw, sort_keys=True, default=str)
    except (RecursionError, TypeError, ValueError):
        dumped = json.dumps(storable(raw), sort_keys=True, default=str)
    return hashlib.sha256(dumped.encode("utf-8", "replace")).hexdigest()[:40]
