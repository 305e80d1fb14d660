"""Pure rules on the days around a letter: the day that stands on it is not the day on which it came.

What runs from a letter runs from its receipt (art. 6:96 lid 6 BW for the fourteen days; fact `veertiendagen-start`).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.dates import WEEKDAY_NAMES
from bot.dialogue.entities import of_kind, span
from bot.dialogue.told.clauses import clause_at

_WEEKDAY = rf"(?:{WEEKDAY_NAMES})"
#: What may stand before a day that was written on a letter.
_WRITTEN_BEFORE = re.compile(
    r"(?:\b(?:(?<!post )van|d\.?\s?d|gedateerd|gedagtekend|dagtekening|datum|geschreven|verstuurd|verzonden|gestuurd)"
    rf"\b\.?(?:\s*(?:is|was|op|de|erop|brief|aanmaning|vonnis|{_WEEKDAY}|:))*\s*"
    rf"|\bstaat\b[^.?!,]{{0,20}}|\b(?:uitspraak|zitting)\b(?:\s*(?:was|is|op|de|van))+\s*"
    r"|\bvonnis bij verstek,?\s*)$",
    re.IGNORECASE,
)
_WRITTEN_AFTER = re.compile(
    r"^\W*(?:(?:dat|die|zo)\s+)?(?:staat|stond)\b(?:\W+(?:er|daar))*\W*(?:op|boven|bovenaan|erop|erboven)\b"
    r"|^\W*(?:dat |die |dit )?(?:is|was)\W+(?:de |die |dus |gewoon )*(?:datum|dag(?:tekening)?)\b[^.?!,]{0,20}"
    r"\b(?:brief|aanmaning|herinnering)\b"
    # The day on which a judge decided is not the day on which it came.
    r"|^\W*(?:was|is|viel)\b(?: toen)? (?:de|het|mijn) (?:uitspraak|vonnis|zitting|rechtszaak)\b",
    re.IGNORECASE,
)
_SPOKEN_FOR = re.compile(r"^(?:van|d\.?\s?d\.?|gedateerd)\b", re.IGNORECASE)
#: A day with figures can be read on a letter; "gisteren" and "vrijdag" are days on which something came.
_FIGURES = re.compile(r"\d")
_RECEIVED = re.compile(
    r"\b(?:gekregen|kreeg|krijg|ontvangen|ontving|binnengekomen|binnengekregen|binnen|kwam|gekomen|lag|viel|gevallen"
    r"|bezorgd|aangekomen|bus|brievenbus|deurmat|mat|opengemaakt|gehad)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:kreeg|gekregen|ontving|ontvangen|kwam|gekomen|lag|viel|gevallen|bezorgd|aangekomen|binnengekomen)\b"
    r"|\bin (?:de|mijn|mn) (?:brieven)?bus\b|\bop de (?:deur)?mat\b",
    re.IGNORECASE,
)


_IN_TIME = re.compile(
    r"\b(?:op ?tijd|te laat|vroeg genoeg|nog (?:wel )?(?:goed|op tijd)|binnen de (?:14|veertien))\b", re.IGNORECASE
)


_COSTS_THEN = re.compile(
    r"\b(?:krijg|heb|betaal) ik (?:dan |nog |toch |ook )*(?:extra |incasso)?kosten\b"
    r"|\b(?:komen|zijn) er (?:dan |nog |toch )*(?:extra |incasso)?kosten\b|\bkost (?:dat|het|me dat) (?:dan )?extra\b",
    re.IGNORECASE,
)
_IF_PAID = re.compile(
    r"\b(?:als|wanneer|indien) (?:ik|we|wij) (?:dan |nu |pas |het |alles )*(?:op |de )*(?:\w+dag )?$", re.IGNORECASE
)
#: What may stand before the day that a letter names as its own last one.
_LAST_DAY_BEFORE = re.compile(
    r"\b(?:tot(?: en met| uiterlijk)?|t/m|uiterlijk(?: op)?|(?:betaal|betalen|betaald)\b.{0,20}\bv[oó]{2}r"
    r"|brief (?:zegt|noemt|is|geeft)|in de brief(?: staat)?|brief)(?: tot(?: en met)?)?"
    rf"(?: op| de| dat| het)*(?: {_WEEKDAY})? *$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\bwelke (?:dag |datum )?(?:is|klopt|geldt|telt|moet|van de twee)\b|\bwie heeft (?:er )?gelijk\b"
    r"|\b(?:jij|je|u|jullie) zeg(?:t|gen)\b.*\bbrief\b|\bbrief (?:zegt|noemt)\b.*\b(?:jij|je|u|jullie) zeg",
    re.IGNORECASE,
)


def asks_in_time(text: str) -> bool:
    """Whether somebody asks whether a day is early enough ("de 10e, is dat op tijd", "krijg ik dan kosten")."""
    if _COSTS_THEN.search(text) and re.search(r"\bals (?:ik|we|wij)\b[^.?!]{0,40}\bbetaa?l", text, re.IGNORECASE):
        return True
    return bool(_IN_TIME.search(text)) and ("?" in text or bool(re.search(r"\b(?:is|ben|kan|mag) \w+\b", text)))


_DAY_REFERS = rf"\d{{1,2}} ?\w+|de \d{{1,2}}e|{_WEEKDAY}"
_RECKONED = re.compile(
    r"\b(?:goed|juist|verkeerd|zelf)? ?(?:berekend|uitgerekend|gerekend|geteld)\b"
    rf"|\bklopt (?:het|dat|de|die|dan|dus|datum|van| )*(?:{_DAY_REFERS})"
    rf"|(?:{_DAY_REFERS})\b[^.?!]{{0,12}}\b(?:klopt|juist)\b",
    re.IGNORECASE,
)
_RIGHT_DAY = re.compile(
    rf"^(?:(?:ja|maar|dus|en|ok[eé]?|is|het|dat|tot|en met|dan|nu|wel)[ ,]+)*(?:{_DAY_REFERS})"
    r"(?: (?:goed|dan|dus|toch))*\W*\?",
    re.IGNORECASE,
)
#: Longer words ask for more than whether a day is right.
SHORT_WORDS = 12


def asks_if_reckoned(text: str) -> bool:
    """Whether somebody asks if a day was reckoned right ("is 2 december goed berekend? ja of nee")."""
    asks = "?" in text or re.search(r"\bja (?:of|/) ?nee\b|^\W*(?:ja |maar |en )*klopt\b", text, re.IGNORECASE)
    return bool(asks) and len(text.split()) <= SHORT_WORDS and bool(_RECKONED.search(text))


def asks_if_day(text: str) -> bool:
    """Whether a day alone is asked about ("dus 2 december?"): of what, the talk must tell."""
    return len(text.split()) <= SHORT_WORDS and bool(_RIGHT_DAY.search(" ".join(text.split())))


def stands_in_letter(text: str, entities: Sequence[Mapping[str, Any]], day: str) -> bool:
    """Whether a message says of this day that it stands in the letter, whatever else is offered beside it."""
    places = [place for e in of_kind(entities, "date") if str(e.get("value")) == day and (place := span(e))]
    said = [part.text for place in places if (part := clause_at(text, place[0])) is not None]
    return any(re.search(r"\b(?:brief|letter|staat|stands)\b", part, re.IGNORECASE) for part in said)


def paid_on(text: str, entities: Sequence[Mapping[str, Any]], today: str) -> str | None:
    """The ISO day to come on which somebody would pay: the one after "als ik", else the first that is named."""
    ahead = [day for day in of_kind(entities, "date") if str(day.get("value")) >= today]
    said = next((day for day in ahead if _IF_PAID.search(_before(text, day))), None)
    found = said or next(iter(ahead), None)
    return str(found.get("value")) if found else None


def last_named(text: str, entities: Sequence[Mapping[str, Any]]) -> str | None:
    """The ISO day that a letter names as its own last one ("tot 5 december", "brief zegt 5 december")."""
    named = [day for day in of_kind(entities, "date") if _LAST_DAY_BEFORE.search(_before(text, day))]
    return str(named[0].get("value")) if named else None


def asks_which(text: str) -> bool:
    """Whether somebody asks which of two days is right, or sets ours beside the letter's."""
    return bool(_WHICH.search(" ".join(text.split())))


def _before(text: str, day: Mapping[str, Any]) -> str:
    start = day.get("start")
    return text[:start] if isinstance(start, int) else ""


def tells_receipt(text: str) -> bool:
    """Whether words say when something came in, rather than what stands on it."""
    return bool(_CAME.search(text))


def of_receipt(text: str, entities: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ISO days in a message on which a letter may have come; without those that only stand on it."""
    return [str(day.get("value")) for day in of_kind(entities, "date") if not is_written(text, day)]


def without_written(text: str, entities: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was heard in a message without the days that only stand on the letter."""
    return [entity for entity in entities if entity.get("entity") != "date" or not is_written(text, entity)]


def only_written(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message names days, and every one of them only stands on the letter."""
    return bool(of_kind(entities, "date")) and not of_receipt(text, entities)


def is_written(text: str, day: Mapping[str, Any]) -> bool:
    """Whether a day only stands on a letter, by the words around it."""
    place = span(day)
    if place is None or not _FIGURES.search(text[slice(*place)]):
        return False
    start, end = place
    before, after = text[:start], text[end:]
    if _RECEIVED.search(before[-25:]) and not _WRITTEN_BEFORE.search(before):
        return False
    return bool(_SPOKEN_FOR.search(text[start:end]) or _WRITTEN_BEFORE.search(before) or _WRITTEN_AFTER.search(after))
