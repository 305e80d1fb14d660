"""Pure rules of opting out: which words end messages that we begin ourselves, and which bring them back."""

import enum
import re

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
