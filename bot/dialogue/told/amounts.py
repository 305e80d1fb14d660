"""The sums in a message: where they stand, and what each of them is. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dialogue import money
from bot.dialogue.dates import MONTH_STEMS
from bot.dialogue.entities import of_kind, span, values
from bot.dialogue.told.multiples import times
from bot.dialogue.told.roles import Amount, Around, Role

_I = re.IGNORECASE


def read(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> list[Amount]:
    """The sums of a message, in the order of the text, each in its role.

    A bare number that was not heard as a sum counts where the words around it leave no doubt ("200 ineens").
    """
    heard = [amount for amount in _placed(text, entities) if not _counts(text, amount, entities)]
    bare = list(_bare(text, entities, heard))
    found = sorted((*heard, *bare), key=lambda amount: amount.start)
    past = any(day < today.isoformat() for day in values(entities, "date"))
    told = [_in_all(text, replace(amount, role=Around(text, amount, found, past).role())) for amount in found]
    return _of_a_whole(text, [amount for amount in told if amount.role in _DOUBTLESS or not _is_in(amount, bare)])


#: Roles in which a number that was not heard as a sum is one all the same.
_DOUBTLESS = frozenset({Role.MONTHLY, Role.ONCE, Role.PAID, Role.OWED, Role.RENT})


def _in_all(text: str, amount: Amount) -> Amount:
    """Rent that is told so many times ("2 keer huur 612") is what is owed of it. What is offered is left as it is."""
    count = times(text, amount.start, amount.end)
    if count == 1 or amount.role not in (Role.RENT, Role.OWED):
        return amount
    return replace(amount, cents=amount.cents * count, role=Role.OWED)


def _is_in(amount: Amount, found: Sequence[Amount]) -> bool:
    return any(one.start == amount.start for one in found)


def _placed(text: str, entities: Sequence[Mapping[str, Any]]) -> Iterator[Amount]:
    taken: set[int] = set()
    for entity in of_kind(entities, "amount"):
        if not (cents := money.cents(str(entity.get("value")))):
            continue
        place = span(entity) or next((p for p in _places(text, cents) if p[0] not in taken), None)
        if place is not None:
            taken.add(place[0])
            yield Amount(cents, Role.UNCLEAR, *place)


_NUMBER = re.compile(r"(?<![\w.,])(?:€ ?)?(\d+(?:\.\d{3})*(?:,\d{1,2})?)(?!\d)")


def _places(text: str, cents: int) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        if money.typed_cents(match[1]) == cents:
            yield match.start(), match.end()


#: Two to five digits alone; no order, no clock, no count of something else.
_BARE = re.compile(
    r"(?<![\w.,:/\-+€])([1-9]\d{1,4})(?![\w:/%\-]|[.,]\d)"
    r"(?! ?(?:e|ste|x|keer|uur|min|minu|maand|mnd|we(?:ek|ken)|dag|jaar|jr|procent|kinderen"
    rf"|{MONTH_STEMS})(?:en|\w{{0,6}})?\b)",
    _I,
)
_NUMBERED = re.compile(
    r"\b(?:nr|nummer|huisnummer|huurdersn\w*|contract\w*|art\w*|postbus|rond|om|\w+(?:laan|straat|weg))\.? ?$", _I
)


def _bare(text: str, entities: Sequence[Mapping[str, Any]], heard: Sequence[Amount]) -> Iterator[Amount]:
    taken = [place for entity in entities if (place := span(entity))]
    taken += [(amount.start, amount.end) for amount in heard]
    for match in _BARE.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        if not inside and not _NUMBERED.search(text[: match.start()]):
            yield Amount(int(match[1]) * 100, Role.UNCLEAR, match.start(), match.end())


#: What a number may count that is no money, and is a day where days are spoken of ("18 november dus, niet 20").
_UNIT = re.compile(
    r"^ ?(?:min|minuut|minuten|uur|uren|sec\w*|dag|dagen|week|weken|jaar|keer|x|km|m2|graden|procent)\b", _I
)
_EUROS = re.compile(r"€|eur|,-|[.,]\d", _I)
_NOT_BEFORE = re.compile(r"\b(?:niet|geen|ipv|in plaats van)(?: op| de| die)* ?$", _I)
_LAST_OF_MONTH = 3100


def _counts(text: str, amount: Amount, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a number that was heard as a sum counts minutes, or denies the day of a month."""
    if _EUROS.search(text[amount.start : amount.end] + text[amount.end : amount.end + 2]):
        return False
    if _UNIT.search(text[amount.end :]):
        return True
    is_day = bool(of_kind(entities, "date")) and amount.cents <= _LAST_OF_MONTH
    return is_day and bool(_NOT_BEFORE.search(text[: amount.start]))


def denied_days(text: str, entities: Sequence[Mapping[str, Any]]) -> list[int]:
    """The days of a month that a message denies by their number alone ("18 november dus, niet 20")."""
    found = [amount for amount in _placed(text, entities) if _counts(text, amount, entities)]
    return [amount.cents // 100 for amount in found if _NOT_BEFORE.search(text[: amount.start])]


def _of_a_whole(text: str, told: list[Amount]) -> list[Amount]:
    """Of "400 van de 1480 betaald" the larger is what it is a part of, and was not paid."""
    paid = [amount for amount in told if amount.role is Role.PAID]
    if len(paid) < 2:
        return told
    whole = max(paid, key=lambda amount: amount.cents)
    named = re.search(r"\bvan (?:de|die|het|dat) (?:€ ?)?$", text[: whole.start], _I)
    return [replace(a, role=Role.OWED) if named and a is whole else a for a in told]


def only_one(entities: Sequence[Mapping[str, Any]]) -> int | None:
    """The cents of the only amount in a message; None where there is none, or more than one."""
    named = values(entities, "amount")
    return money.cents(named[0]) or None if len(named) == 1 else None
