"""Days with a name of their own: kerst, sinterklaas, oud en nieuw, pasen, koningsdag …"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Callable, Tuple


def easter(year: int) -> date:
    """Easter Sunday (Gregorian, Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(month: int, weekday: int, count: int) -> Callable[[int], date]:
    def day(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))

    return day


#: In order: the first that matches wins, so the longer names stand first.
FEASTS: Tuple[Tuple["re.Pattern[str]", Callable[[int], date]], ...] = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), day)
    for pattern, day in (
        (r"kerst ?avond|kerstnacht|christmas eve", _fixed(12, 24)),
        (r"(?:2e|tweede) (?:kerst ?dag|kerst)", _fixed(12, 26)),
        (
            r"(?:(?:1e|eerste) )?kerst ?(?:dag|mis|dagen|feest)|kerst|christmas|xmas|(?<=na )de feestdagen|(?<=voor )de feestdagen|(?<=met )de feestdagen|(?<=rond )de feestdagen",
            _fixed(12, 25),
        ),
        (
            r"(?:oud ?(?:en|&|-) ?nieuw|oude?jaars? ?(?:avond|dag|nacht)|oudjaar|de jaarwisseling|jaarwisseling|silvester)",
            _fixed(12, 31),
        ),
        (r"ni(?:eu|ej|ij|j)w?[ -]?j(?:aa|oa|ao)rs? ?(?:dag|morgen)?|nieuw jaar|new year", _fixed(1, 1)),
        (
            r"pakjes ?avond|sinterklaas(?:avond|feest)?|sint(?:er)?klaas|sinterklaa?s|de sint|5 december avond|sinteklaas|sunterklaos",
            _fixed(12, 5),
        ),
        (r"drie ?koningen", _fixed(1, 6)),
        (r"sint ?maarten", _fixed(11, 11)),
        (r"valentijns? ?(?:dag)?", _fixed(2, 14)),
        (r"goede vrijdag", _from_easter(-2)),
        (r"(?:2e|tweede) paas ?dag|paasmaandag", _from_easter(1)),
        (r"(?:1e |eerste )?paas ?(?:dag|zondag|dagen)|pasen|paasch", _from_easter(0)),
        (r"hemelvaarts? ?(?:dag)?", _from_easter(39)),
        (r"(?:2e|tweede) pinkster ?dag|pinkstermaandag", _from_easter(50)),
        (r"(?:1e |eerste )?pinkster(?:en| ?dag|zondag)", _from_easter(49)),
        (r"konings? ?dag", _kings_day),
        (r"doden ?herdenking", _fixed(5, 4)),
        (r"bevrijdings? ?dag", _fixed(5, 5)),
        (r"moeder ?dag", _nth(5, 6, 2)),
        (r"vader ?dag", _nth(6, 6, 3)),
        (r"prinsjes ?dag", _nth(9, 1, 3)),
        (r"dieren ?dag", _fixed(10, 4)),
    )
)


def occurrence(day: Callable[[int], date], today: date, past: bool) -> date:
    """The next one, today included, or the last one."""
    here = day(today.year)
    if past:
        return here if here <= today else day(today.year - 1)
    return here if here >= today else day(today.year + 1)
