"""Lengths of time: `3 maanden`, `half jaar`, `anderhalve maand`, `een week of 2` → ISO 8601.

Inexact ones (`een paar weken`) have no value and are left out. "over 2 weken" is a day and stands in the dates.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Iterator, Optional, Tuple

from engine.entities.canonical import Canonical
from engine.entities.found import NOTHING, Found

RANK = 10
RANK_MASK = 20

_LETTERS = {
    "dag": "D",
    "dagen": "D",
    "week": "W",
    "weken": "W",
    "maand": "M",
    "maanden": "M",
    "jaar": "Y",
    "jaren": "Y",
}
#: Days of one unit, for the halves that have no whole number in a smaller unit of the calendar.
_HALVES = {"D": ("D", Decimal(1)), "W": ("D", Decimal(7)), "M": ("D", Decimal(30)), "Y": ("M", Decimal(12))}
_WORDS = {
    "een": Decimal(1),
    "half": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
}

UNIT = r"(?:dagen|dag|weken|week|maanden|maand|jaren|jaar|kwartalen|kwartaal)"
AMOUNT = r"(?:\d{1,3}(?:[.,]\d)?|een|half|halve|anderhal[fv]e?|driekwart)"
#: `3 maanden`, `een half jaar`, `2 en een halve maand`, `2 a 3 weken`, `een week of 2`, `halfjaar`.
LENGTH = (
    rf"(?:(?:een )?(?P<half>half)jaar"
    rf"|(?:(?:een|n) )?(?P<later>dag|week|maand|jaar) of (?P<count>\d{{1,2}})(?!\w|[.,]\d| (?:{UNIT}))"
    rf"|(?P<whole>\d{{1,2}}) en een (?:half|halve) (?P<unit2>{UNIT})"
    rf"|(?:een |n )?(?:\d{{1,2}} ?(?:-|/|a|of|tot|tot en met) ?)?(?P<many>{AMOUNT})[ -]?(?:(?:hele|heel|volle|vol|lange|extra|dikke|goede|gehele|kalender|hele lange|ruime) ?)?(?P<unit>{UNIT}))"
)
_LENGTH = re.compile(rf"(?<![\w.,€/-]){LENGTH}(?![\w-]*\w)")

#: What makes it a rhythm, a rate or no length at all.
_RATE_BEFORE = re.compile(
    r"(?:\bper|\bom de|/|\bin de|\bop|\bhoeveel|\bpaar|\benkele|\bsommige|\bveel|\bpaar extra|\bvan de|\bdeze|\bdie|\bieder|\bnog zo'n) ?$"
)
_RATE_AFTER = re.compile(
    r" ?(?:per (?:dag|week|maand|jaar)|in de (?:week|maand)|p/w|brief(?!\w)|oud(?!\w)|oude\b|jong\b|zwanger|geleden|terug\b)"
)
_AMOUNT_BEFORE = re.compile(r"(?:\d|euro|netto|bruto|€) $")
_DAY_LASTS_AFTER = re.compile(
    r" (?:te laat|te late|laat|later|eerder|langer|lang|uitstel|extra|respijt|achter|wachten|vertraging)(?!\w)"
)
_DAY_LASTS_BEFORE = re.compile(r"(?<!\w)(?:binnen|na|pas|maar|hooguit|slechts|scheelt|duurt|met) $")
#: From so many years on, a number of years is rather somebody's age.
OLD = 60
_LASTING_BEFORE = re.compile(r"(?<!\w)(?:al|na|sinds|ruim|bijna|meer dan|duurt|voor) $")
_LASTING_AFTER = re.compile(r" ?(?:lang|samen|getrouwd|huur|huurder|hier|geleden|in dit|bij)(?!\w)")
_SPREAD = re.compile(
    r"(?: ?(?:\w+ ){0,2})(?:uitgesmeerd|uitsme?e?r\w*|sme?e?re?n?|verdee?l\w*|gespreid|spreid\w*)(?!\w)"
)
_VAGUE_BEFORE = re.compile(r"\b(?:paar|enkele|aantal|hoeveel|meerdere|wat|zoveel) (?:\w+ )?$")
_COUNTDOWN = re.compile(r"(?<!\w)over (?:ongeveer |zo'n |precies |een |circa |hooguit |nog |pas )*$")
_DEBT_AFTER = re.compile(r" (?:huur|achterstand|huurachterstand|achter|schuld|kosten|wachten|te laat|zeuren)")


def iso(number: Decimal, unit: str) -> Optional[str]:
    """`1.5`, `maand` → `P45D`; `0.5`, `jaar` → `P6M`; `3`, `maanden` → `P3M`."""
    if unit.startswith("kwarta"):
        number, letter = number * 3, "M"
    else:
        letter = _LETTERS[unit]
    if number <= 0:
        return None
    if number != int(number):
        letter, size = _HALVES[letter]
        number = number * size
    return f"P{int(number)}{letter}"


def length(match: "re.Match[str]") -> Optional[Tuple[Decimal, str]]:
    """Number and unit of a match of LENGTH."""
    if match["half"]:
        return Decimal("0.5"), "jaar"
    if match["later"]:
        return Decimal(match["count"]), match["later"]
    if match["whole"]:
        return Decimal(match["whole"]) + Decimal("0.5"), match["unit2"]
    many = match["many"]
    if many == "driekwart":
        return (Decimal("0.75"), "jaar") if match["unit"] == "jaar" else None
    return _WORDS.get(many) or Decimal(many.replace(",", ".")), match["unit"]


def durations(text: Canonical) -> Iterator[Found]:
    """Lengths of time; also stretches that look like one and must not be taken for money."""
    if text.text.strip(" .!?") in ("kwartaal", "halfjaar"):
        yield Found("duration", "P3M" if "kwartaal" in text.text else "P6M", 0, len(text.original), RANK)
        return
    for match in _LENGTH.finditer(text.text):
        before, after = text.text[max(0, match.start() - 24) : match.start()], text.text[match.end() : match.end() + 24]
        start, end = text.span(match.start(), match.end())
        spread = _SPREAD.search(text.text[max(0, match.start() - 40) : match.start()]) or _SPREAD.match(after)
        counted_down = _COUNTDOWN.search(before) and not _DEBT_AFTER.match(after) and not spread
        if match["unit"] == "maand" and text.original[end - 4 : end].lower() == "mond" and match["many"] == "een":
            continue  # "er is een mond bij": no month, whatever is said in Brabant
        if _rate(match, before, after) or counted_down or _is_age(match, before, after):
            yield Found(NOTHING, "", start, end, 0)
            continue
        measured = length(match)
        value = iso(*measured) if measured else None
        if value:
            yield Found("duration", value, start, end, RANK)


def _is_age(match: "re.Match[str]", before: str, after: str) -> bool:
    """ "62 jaar en ik slaap buiten": that many years are a life, unless they are said to be a length."""
    years = match["many"] if match["unit"] in ("jaar", "jaren") else None
    if not years or not years.isdigit() or int(years) < OLD:
        return False
    return not (_LASTING_BEFORE.search(before) or _LASTING_AFTER.match(after))


def _rate(match: "re.Match[str]", before: str, after: str) -> bool:
    if match["unit"] == "maand" and (match["many"] or "").isdigit() and int(match["many"]) > 24:
        return True  # "ik betalen 50 maand": fifty a month, the small words left out
    if match["many"] == "een" and _AMOUNT_BEFORE.search(before):
        return True  # "1.300 een maand"
    if _VAGUE_BEFORE.search(before) or _RATE_AFTER.match(after):
        return True
    if match["many"] == "een" and match["unit"] == "dag":
        # "op een dag", "wat een dag", "een dag in januari": a length only where something lasts or is late
        return not (_DAY_LASTS_AFTER.match(after) or _DAY_LASTS_BEFORE.search(before))
    if match["many"] in ("een", "half", "halve") and after.startswith((" of wat", " of zo wat")):
        return True
    return (
        bool(_RATE_BEFORE.search(before))
        and (match["many"] or "") in ("een", "1", "")
        or before.endswith(("per ", "/ "))
    )
