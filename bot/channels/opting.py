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
#: What we send of our own accord, and the ways to ask for an end of it.
_MESSAGES = re.compile(
    r"\b(?:berich\w*|(?:ge)?app(?:en|jes?|t|s|jt)?|whats?app\w*|telegram|sms\w*|e?-?mail\w*|herinner\w*|melding\w*"
    r"|push\w*"
    r"|stuur\w*|sturen|gestuurd|verstuur\w*|contact\w*|afmeld\w*|meld (?:mij|me|mn|mijn)|afgemeld|uitschrij\w*"
    r"|uitgeschreven|unsub\w*|lijst|lastig|benader\w*|(?:aan)?schrij(?:f|ven)|ontvang\w*|spam|reclame|nieuwsbrief\w*|piep\w*|notificatie\w*"
    r"|messages?|texts?|texting|blokke\w*|met rust)\b|/stop",
    re.IGNORECASE,
)
#: What we ask for, of which somebody may want an end without wanting an end of messages.
_ASKED_FOR = re.compile(
    r"\b(?:stop\w*|hou|houd|houdt|ophouden|kap\w*|schei|genoeg|niet weer)\b.{0,25}\b"
    r"(?:vraag|vragen|vraagt|datum|bedrag|brief|brieven|code|cijfers|zitting|inkomen|adres|postcode|naam|\w*nummer"
    r"|zelfmoord|113|112|veilig thuis|voedselbank|regeling|plan)\b",
    re.IGNORECASE,
)
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


def names_messages(text: str) -> bool:
    """Whether words that ask for an end of something ask it of messages; "stop met die vraag" does not."""
    return wish_of(text) is Wish.OUT or is_bare_stop(text) or bool(_MESSAGES.search(text))


def ends_a_question(text: str, *, asked: bool) -> bool:
    """Whether words that ask for an end mean a question of ours, and say nothing of messages.

    They name what we ask for, or stand where we wait for an answer (`asked`).
    """
    return not names_messages(text) and (asked or bool(_ASKED_FOR.search(text)))


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
