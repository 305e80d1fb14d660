"""Pure rules of opting out: which words end messages that we begin ourselves, which bring them back, and which count.

Providers deliver late and in any order. What somebody said last counts, by the provider's word on when it was said.
"""

import enum
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.lateness import order_of

_OUT = re.compile(
    r"(?:/?stop|stoppen|afmelden|meld mij af|meld me af|uitschrijven|schrijf mij uit|schrijf me uit|unsubscribe|"
    r"stop (?:met )?(?:de |deze |alle )?(?:berichten|berichtjes|appjes|sms))"
)
_BACK = re.compile(r"(?:aanmelden|weer aanmelden|meld mij aan|meld me aan|meld mij weer aan|meld me weer aan)")
_AROUND = re.compile(r"^[\s\W]+|[\s\W]+$")
_NAMED = re.compile(r"^(/[a-z_]{1,32})@\w{1,64}")
_PLEASE = re.compile(
    r"^(?:graag|aub|a\.u\.b\.?|please)\s+|\s+(?:graag|aub|a\.u\.b\.?|alstublieft|alsjeblieft|please|nu)$"
)


class Wish(enum.StrEnum):
    OUT = "out"
    BACK = "back"


#: Clocks differ; but a word from the far future must not outlast all that is said until then.
_AHEAD = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """Whether somebody wants what we begin, and the place in the provider's order of the word that decided it."""

    out_since: datetime | None = None
    order: int | None = None


def order_at(told: int | None, now: datetime, known: int | None = None) -> int:
    """The place of a word in the provider's order. Where none is told, it comes behind what was said before."""
    if told is None:
        return max(order_of(int(now.timestamp())), (known or 0) + 1)
    return min(told, order_of(int((now + _AHEAD).timestamp())))


def after(standing: Standing, wish: Wish, order: int, now: datetime) -> Standing:
    """An older word that comes late changes nothing. Of two of the same moment the one that ends it counts."""
    known = standing.order
    if known is not None and (order < known or (order == known and wish is Wish.BACK)):
        return standing
    return Standing(standing.out_since or now if wish is Wish.OUT else None, order)


def of_both(one: Standing, other: Standing) -> Standing:
    """Two that prove to be one person: the later word counts."""
    first, last = sorted((one, other), key=lambda s: (s.order or 0, s.out_since is not None))
    return first if last.order is None and last.out_since is None else last


def _said(text: str) -> str:
    """Telegram writes the bot's name behind a command that is chosen from its list: /stop@name is /stop."""
    return _NAMED.sub(r"\1", text.strip().lower())


def is_bare_stop(text: str) -> bool:
    """In the middle of questions this ends the questions, and says nothing about messages."""
    return _PLEASE.sub("", _AROUND.sub("", _said(text))).strip() in ("stop", "stoppen")


def wish_of(text: str) -> Wish | None:
    """Only a bare word counts: "stop" does, "stop de uitzetting" is about something else entirely."""
    said = _said(text)
    slash = said.startswith("/")
    bare = _AROUND.sub("", said)
    bare = _PLEASE.sub("", bare).strip()
    if slash and bare != "stop":
        return None
    if _OUT.fullmatch(bare):
        return Wish.OUT
    return Wish.BACK if _BACK.fullmatch(bare) else None
