"""Pure rules of time as a message names it: a length, a day, a day of the month."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.guidance.rules import Reply, ahead
from bot.identity.numerals import with_digits

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_DIGITS = re.compile(r"(?<![\d.,€])(\d{1,2})(?![\d.,]?\d)")
_NTH = re.compile(r"(?<!\d)(\d{1,2})\s?(?:e|ste|de)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\been\b", re.IGNORECASE)
#: In so few words a number is the day that was asked.
FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long somebody thinks of: whole months, or days."""

    months: int = 0
    days: int = 0


def lasting(value: str) -> Lasting | None:
    """An ISO length as it is heard: `P3M` is three months, `P2W` is fourteen days."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    count = int(found[1])
    return {
        "D": Lasting(days=count),
        "W": Lasting(days=7 * count),
        "M": Lasting(months=count),
        "Y": Lasting(months=12 * count),
    }[found[2]]


def length_in(reply: Reply) -> Lasting | None:
    """The first length of time that a message names."""
    return next((found for one in reply.values("duration") if (found := lasting(one))), None)


def after(day: date, length: Lasting) -> date:
    """So long after a day; of months, the same day of the month, or its last where it is shorter."""
    later = day
    for _ in range(length.months):
        later = days.in_month(*_month_after(later), day.day)
    return later + timedelta(length.days)


def _month_after(day: date) -> tuple[int, int]:
    return (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)


def moved_to(reply: Reply, wished: date, due: date) -> date:
    """The day on which an instalment of `due` is wished: "een week later" counts from its own day.

    From today it would be earlier than it stands; nobody who cannot pay on a day means a day before it.
    """
    length = length_in(reply)
    return wished if wished > due or length is None else after(due, length)


def day_in(reply: Reply, today: date) -> date | None:
    """A coming day that a message names: a date, or "de 24e"."""
    for value in reply.values("date"):
        try:
            day = date.fromisoformat(ahead(value, today))
        except ValueError:
            continue
        return day
    number = month_day_in(reply)
    return next_on(number, today) if number else None


def month_day_in(reply: Reply) -> int | None:
    """A day of the month: named as such, in a date, or as a bare number."""
    for value in reply.values("day_of_month"):
        if value.isdigit() and 1 <= int(value) <= 31:
            return int(value)
    for value in reply.values("date"):
        try:
            return date.fromisoformat(value).day
        except ValueError:
            continue
    return None


def bare_number(reply: Reply) -> int | None:
    """The one small number of a short message ("24", "de derde keer niet")."""
    found = _DIGITS.findall(reply.text)
    return int(found[0]) if len(found) == 1 and len(reply.text.split()) <= 6 else None


def income_day(reply: Reply) -> int | None:
    """The day of the month on which money comes. Where several are named ("soms de 10e, soms de 20e"), the latest."""
    return latest(income_days(reply))


def latest(numbers: Collection[int]) -> int | None:
    """The last of days of the month that lie together: the 20th of 10 and 20, but the 2nd of 28 and 2."""
    spans = [(max((day - first) % 31 for day in numbers), first) for first in numbers]
    return (min(spans)[1] + min(spans)[0] - 1) % 31 + 1 if spans else None


def income_days(reply: Reply) -> frozenset[int]:
    """Every day of the month that a message names as one, or as a bare number in a few words."""
    named = {int(value) for value in reply.values("day_of_month") if value.isdigit()}
    named |= {int(number) for number in _NTH.findall(reply.text)}
    if not named and (number := month_day_in(reply) or bare_number(reply)):
        named = {number}
    if not named and len(reply.text.split()) <= FEW_WORDS:
        # "Een" is an article far more often than a first of the month.
        named = {int(number) for number in _DIGITS.findall(with_digits(_ARTICLE.sub(" ", reply.text))[0])}
    return frozenset(day for day in named if 1 <= day <= 31)


def next_on(number: int, today: date) -> date:
    """The first coming day with this number; the last of the month where it is shorter."""
    months = days.months_from(today)
    while True:
        day = days.in_month(*next(months), number)
        if day > today:
            return day


def year_before(day: date) -> date:
    """The same day a year earlier; the last of February for a leap day."""
    return days.in_month(day.year - 1, day.month, day.day)


def days_from(day: int, offered: Sequence[int]) -> list[int]:
    """The offered days of the month, the first on or after `day` first: after the 28th comes the 1st."""
    ordered = sorted(offered)
    return [one for one in ordered if one >= day] + [one for one in ordered if one < day]
