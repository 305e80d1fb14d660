"""What a day in a message is the day of, by the words around it: an eviction, a letter, a payment. Pure.

The nearest words decide, within what the sentence says in one breath. Where none do, the day stays unclear: it takes a
role only as the answer to a question of ours, or where it corrects a day that was told before.
"""

import enum
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue import letter_days
from bot.dialogue.dates import day_in
from bot.dialogue.entities import of_kind, span
from bot.dialogue.told.clauses import clause_at
from bot.dialogue.told.roles import PAID_WORDS


class DayRole(enum.StrEnum):
    #: The day on which a home must be empty.
    EVICTION = "eviction"
    HEARING = "hearing"
    #: What stands on a letter as its own day, and the day on which it came.
    WRITTEN = "written"
    RECEIVED = "received"
    PAID = "paid"
    #: The day on which somebody will pay, or on which money comes in.
    PAYS = "pays"
    MONEY = "money"
    #: Said not to be it ("niet de 4e").
    DENIED = "denied"
    UNCLEAR = "unclear"


#: Days that letters name, and that lie ahead; and those of money or of nothing, which are never one of them.
AHEAD = frozenset({DayRole.EVICTION, DayRole.HEARING})
OF_MONEY = frozenset({DayRole.PAID, DayRole.PAYS, DayRole.MONEY, DayRole.DENIED})


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO day, and what it is the day of."""

    value: str
    role: DayRole


_I = re.IGNORECASE
_PAYS = r"betaal\w*|betalen|overma(?:ak|ken)\w*|maak\b[^.?!]{0,15}\bover|voldoe\w*|aflos\w*|afbetal\w*|stort(?:en)?"
_WORDS: Sequence[tuple[DayRole, re.Pattern[str]]] = (
    (
        DayRole.EVICTION,
        re.compile(
            r"\b(?:ontruim\w*|uitgezet|uitzett\w*|uitzetting\w*|uithuiszetting"
            r"|uit (?:(?:mijn|mn|m'n|ons|onze|het|de) )?(?:huis|woning)|(?:huis|woning) uit"
            r"|er ?uit|er\b[^.?!,]{0,25}\buit|op straat|leeg (?:zijn|opleveren)|leeghalen|weg ?moeten|moeten? weg"
            r"|sleutels? inleveren"
            r"|deurwaarders?\b[^.?!,]{0,20}\b(?:komt|komen|langs|haalt|zet|staat)|(?:komt|komen) de deurwaarders?)\b",
            _I,
        ),
    ),
    (DayRole.HEARING, re.compile(r"\b(?:zitting\w*|rechters?|rechtbank|rechtszaak|voorkomen|kantonrechter)\b", _I)),
    (DayRole.PAID, PAID_WORDS),
    (DayRole.PAYS, re.compile(rf"\b(?:{_PAYS})\b", _I)),
    (
        DayRole.MONEY,
        re.compile(
            r"\b(?:geld|centen|loon|salaris|uitkering|bijstand|toeslag\w*|kinderbijslag|stufi|studiefinanciering|pensioen"
            r"|aow|vakantiegeld|uitbetaald|krijg ik betaald)\b",
            _I,
        ),
    ),
    (
        DayRole.RECEIVED,
        re.compile(
            r"\b(?:kreeg|gekregen|ontving|kwam|binnengekomen|lag|viel|bezorgd|(?:brieven)?bus|(?:deur)?mat)\b", _I
        ),
    ),
)
_PAPER = re.compile(r"\b(?:\w*brief|\w*brieven|aanmaning|herinnering|post|envelop|sommatie|papier)\b", _I)
_OF_LETTER = re.compile(
    r"^\W*(?:dat |die |dit )?(?:is|was|staat)\b[^.?!,]{0,20}\b(?:datum|dag|dagtekening)\b"
    r"|^\W*(?:dat |die |dit )?(?:is|was|staat)\b[^.?!,]{0,15}\b(?:de|die|mijn|jullie) (?:brief|aanmaning)\b",
    _I,
)
_DENIED_BEFORE = re.compile(
    r"(?<!waarom )(?<!mag )(?<!kan )\b(?:niet|geen|nooit|in plaats van|ipv|i\.p\.v\.)"
    r"(?:\s+(?:op|de|die|maar|pas|om|met|per|tot|dus|op de))*\s*$"
    r"|\b(?:waarom|hoezo) (?:zeg|schrijf|noem|staat|denk|heb)\b[^.?!,]{0,30}$",
    _I,
)
_DENIED_AFTER = re.compile(
    r"^\W*(?:datum |dag )?(?:(?:klopt|is|was) (?:gewoon |echt |helemaal |dus |juist )*niet\b(?! ver| laat| te)"
    r"|is (?:fout|onzin|verkeerd)\b|(?:heb ik )?(?:nooit|niet) gezegd)",
    _I,
)
#: A payment that is not done, or only thought of.
_NOT_DONE = re.compile(r"\b(?:niet|nooit|nog te|moet(?:en)?|word(?:t|en)?|wil|kan|zal|ga|als|zodra)\b", _I)


def read(text: str, entities: Sequence[Mapping[str, Any]]) -> tuple[Day, ...]:
    """The days of a message, in the order of the text, each in its role."""
    dated = [entity for entity in of_kind(entities, "date") if _is_day(entity)]
    return tuple(Day(str(entity.get("value")), _role(text, entity, dated)) for entity in dated)


def _is_day(entity: Mapping[str, Any]) -> bool:
    return day_in(str(entity.get("value"))) is not None


def _role(text: str, day: Mapping[str, Any], dated: Sequence[Mapping[str, Any]]) -> DayRole:
    place = span(day)
    part = clause_at(text, place[0]) if place is not None else None
    if place is None or part is None:
        return DayRole.UNCLEAR
    start, end = place
    before, after = text[part.start : start], text[end : max(part.end, end)]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after):
        return DayRole.DENIED
    if _OF_LETTER.search(after):
        return DayRole.WRITTEN
    nearest = _nearest(text, part.start, part.end, place, _others(day, dated))
    written = letter_days.is_written(text, day) and (nearest is None or bool(_PAPER.search(before + after)))
    if written and (nearest is not DayRole.EVICTION or _PAPER.search(before[-25:])):
        return DayRole.WRITTEN
    if nearest is DayRole.PAID and _NOT_DONE.search(part.text):
        return DayRole.PAYS
    return nearest or DayRole.UNCLEAR


def _others(day: Mapping[str, Any], dated: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    return [place for one in dated if one is not day and (place := span(one))]


def _nearest(
    text: str, first: int, last: int, place: tuple[int, int], others: Sequence[tuple[int, int]]
) -> DayRole | None:
    """The role of the words that stand nearest; those behind another day are about that one."""
    start, end = place
    left = max([b for _, b in others if first < b <= start], default=first)
    right = min([a for a, _ in others if end <= a < last], default=last)
    found: list[tuple[int, int, DayRole]] = []
    for order, (role, words) in enumerate(_WORDS):
        for match in words.finditer(text, left, max(right, end)):
            gap = start - match.end() if match.end() <= start else match.start() - end
            found.append((max(gap, 0), order, role))
    return min(found)[2] if found else None


def of(days: Collection[Day], role: DayRole) -> list[str]:
    """The ISO days in this role, each once."""
    return list(dict.fromkeys(day.value for day in days if day.role is role))


def that_may_be(text: str, entities: Sequence[Mapping[str, Any]], role: DayRole) -> list[str]:
    """The ISO days that the words give this role, or else those that may still have it.

    A day to come that stands in a letter is no day on which it was written, whatever the words say of it.
    """
    days = read(text, entities)
    never = OF_MONEY if role in AHEAD else frozenset(DayRole) - {DayRole.UNCLEAR}
    return of(days, role) or list(dict.fromkeys(day.value for day in days if day.role not in never))


def fitting(text: str, entities: Sequence[Mapping[str, Any]], role: DayRole) -> list[Mapping[str, Any]]:
    """What was heard, without the days to which the words give another role."""
    meant = set(that_may_be(text, entities, role))
    return [e for e in entities if e.get("entity") != "date" or not _is_day(e) or e["value"] in meant]
