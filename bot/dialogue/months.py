"""Pure rules of a sum that is asked for: how many months a debt takes at so much a month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.money import cents, typed_cents
from bot.guidance.words import euros

_PER_MONTH = re.compile(
    r"(?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)\s*(?:euro|eur)?\s*(?:per|elke|iedere|in de|p/?) ?(?:maand|mnd|m)\b"
    r"|\b(?:elke|iedere|per) maand (?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)|\b(?:door|met) (?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)\b",
    re.IGNORECASE,
)
_ASKS_SUM = re.compile(
    r"\bhoe ?(?:veel|lang)\b|\bgenoeg\b|\bvoldoende\b|\bdeel(?:t|en|d)? door\b|\bgedeeld\b|\bwanneer\b|\bklaar\b"
    r"|\d+ (?:maanden|maand|keer) ?\?|\bdobrze\b|\bok[eé]?\b|\bkan dat\b|\bmag dat\b|\blukt dat\b",
    re.IGNORECASE,
)
#: "870 in 3 keer": one sum, and in how many parts.
_IN_PARTS = re.compile(
    r"\b(?:in|over) (\d{1,2}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf) "
    r"(?:keer|x|delen|termijnen|maanden|maandelijkse|stukken|betalingen)\b",
    re.IGNORECASE,
)
_COUNTS = {
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "twaalf": 12,
}
_MAY = re.compile(r"\b(?:kan|mag|kunnen|mogen|wil|zou) (?:ik|we|wij)\b|\b(?:ik|we|wij) (?:wil|willen)\b", re.IGNORECASE)
#: Amounts that are no debt and no part of one.
_OTHER_MONEY = re.compile(
    r"\b(?:verdien\w*|salaris|loon|inkomen|uitkering|bijstand|toeslag\w*|winst|leefgeld|rente|incassokosten|boete)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Months:
    """A debt in parts, in cents: so many months, of which the last pays what is left."""

    total: int
    monthly: int
    months: int
    last: int


def in_months(total: int, monthly: int) -> Months:
    """`total` in parts of `monthly`, both above zero: 127400 by 15000 is nine months, the last 7400."""
    months = -(-total // monthly)
    return Months(total, monthly, months, total - (months - 1) * monthly)


def values_of(found: Months) -> dict[str, str]:
    """The values of the placeholders in the lines that tell such a debt in parts."""
    return {
        "balance": euros(found.total),
        "payment": euros(found.monthly),
        "wait": "één maand" if found.months == 1 else f"{found.months} maanden",
        "costs": euros(found.last),
    }


def least(total: int, most: int) -> int:
    """The smallest part, in whole euros as cents, with which a debt is paid in `most` months: 138000 in 9 is 15400."""
    return -(-total // (most * 100)) * 100


def months_asked(text: str, amounts: Sequence[str]) -> Months | None:
    """The sum that a message asks for: two amounts, of which one is for each month. None where it asks none."""
    flat = " ".join(text.split())
    found = sorted({value for amount in amounts if (value := cents(amount))})
    if (parts := _in_parts(flat, found)) is not None:
        return parts
    if len(found) != 2 or _OTHER_MONEY.search(flat) or not (_ASKS_SUM.search(flat) or "?" in flat):
        return None
    monthly, total = found
    named = {typed_cents(next(filter(None, groups))) for groups in _PER_MONTH.findall(flat)}
    return in_months(total, monthly) if monthly in named and total > monthly else None


def _in_parts(flat: str, found: Sequence[int]) -> Months | None:
    """One sum in so many parts, each in whole euros: 87000 in 3 is 29000."""
    named = _IN_PARTS.search(flat)
    if named is None or _OTHER_MONEY.search(flat) or not (_MAY.search(flat) or _ASKS_SUM.search(flat) or "?" in flat):
        return None
    count = _COUNTS.get(named[1].lower()) or int(named[1])
    sums = [value for value in found if value != count * 100]
    if len(sums) != 1 or count < 2 or sums[0] < count * 100:
        return None
    return in_months(sums[0], least(sums[0], count))


def number_in(told: str | None) -> int | None:
    """The number in a value that the policy fills in ("9", "31 dagen"); None where it has no such rule."""
    found = re.match(r"\d+", told or "")
    return int(found[0]) if found else None
