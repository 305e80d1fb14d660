"""The days on which parts are to be paid ("vanaf 24 december, dan jan en feb"), and the part for each. Pure."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.dialogue.dates import MONTH_STEMS, day_in
from bot.dialogue.entities import of_kind, span
from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from bot.guidance.words import MONTHS

#: A month by itself, behind a day: the same day of that month.
_MONTH = re.compile(rf"(?<!\d )(?<!\d)\b({MONTH_STEMS})\w*\b", re.IGNORECASE)
#: More parts than these are named by how much a month, not by their days.
MOST = 12


def days_named(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> tuple[date, ...]:
    """The days of the parts, in order; empty where a message names none, or only one."""
    income = days.of(days.read(text, entities), DayRole.MONEY)
    dated = [e for e in of_kind(entities, "date") if str(e.get("value")) not in income]
    found = [(place, day) for e in dated if (place := span(e)) and (day := day_in(str(e["value"])))]
    named = list(dict.fromkeys(day for _, day in found))
    if not named or named != sorted(named) or named[0] <= today:
        return ()
    if len(named) == 1:
        named += _later(named[0], [_number(month[1]) for month in _MONTH.finditer(text, max(p[1] for p, _ in found))])
    monthly = all(0 < _months_between(a, b) <= 1 for a, b in zip(named, named[1:], strict=False))
    return tuple(named) if 1 < len(named) <= MOST and monthly else ()


def part_of(owed: int | None, days: Sequence[date]) -> int | None:
    """The part for each of these days, in cents; None where it does not come out in whole euros."""
    if not owed or not days or owed % (len(days) * 100):
        return None
    return owed // len(days)


def _later(first: date, months: Sequence[int]) -> list[date]:
    days = [first]
    for month in months:
        year = days[-1].year + (month < days[-1].month)
        days.append(date(year, month, min(first.day, monthrange(year, month)[1])))
    return days[1:]


def _number(stem: str) -> int:
    short = {"mrt": "maart"}.get(stem.lower(), stem.lower())
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(short))


def _months_between(a: date, b: date) -> int:
    return (b.year - a.year) * 12 + b.month - a.month
