"""When a person answers: the promise, computed from hours, closing days and Dutch holidays. Never typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import holidays as public_holidays

from bot.clock import AMSTERDAM, in_amsterdam

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
#: How far ahead to look for an open desk before saying that none is known.
HORIZON_DAYS = 60


@dataclass(frozen=True)
class Hours:
    """When people are at the desk: intervals a weekday (0 = Monday), and extra days closed."""

    by_weekday: Mapping[int, Sequence[tuple[time, time]]]
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Promise:
    """The moment before which a person reads the conversation, and whether the desk is open now."""

    by: datetime
    open_now: bool


class NoOpeningHours(Exception):
    """No opening within the horizon: the corporation's file is wrong or the desk is closed for months."""


def is_holiday(day: date) -> bool:
    """Dutch public holidays (Algemene termijnenwet art. 3), plus Good Friday, when offices are closed."""
    calendar = public_holidays.country_holidays(
        "NL", years=day.year, categories=("public", "optional"), language="en_US"
    )
    name = calendar.get(day)
    # Liberation Day is a day off for everyone once in five years only.
    return name is not None and (name != "Liberation Day" or day.year % 5 == 0)


def openings(day: date, hours: Hours) -> list[tuple[datetime, datetime]]:
    """The desk's intervals on a day, aware; none on holidays and closing days."""
    if day in hours.closed or is_holiday(day):
        return []
    return [
        (datetime.combine(day, start, AMSTERDAM), datetime.combine(day, end, AMSTERDAM))
        for start, end in hours.by_weekday.get(day.weekday(), ())
    ]


def promise(now: datetime, hours: Hours, response: timedelta) -> Promise:
    """The first moment at which the desk will have been open for `response` (working time) from now on.

    Raises NoOpeningHours when the desk does not open within HORIZON_DAYS.
    """
    local = in_amsterdam(now)
    left = response
    open_now = any(start <= local < end for start, end in openings(local.date(), hours))
    for offset in range(HORIZON_DAYS):
        for start, end in openings(local.date() + timedelta(days=offset), hours):
            begin = max(start, local)
            if begin >= end:
                continue
            if end - begin >= left:
                return Promise(_rounded(begin + left, end), open_now)
            left -= end - begin
    raise NoOpeningHours("geen openingstijd in de komende twee maanden")


def is_open(now: datetime, hours: Hours) -> bool:
    """Whether somebody is at the desk at this moment."""
    local = in_amsterdam(now)
    return any(start <= local < end for start, end in openings(local.date(), hours))


def _rounded(moment: datetime, end: datetime) -> datetime:
    """Up to the next quarter of an hour, but never past closing time."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return min(end, moment if not over else moment - over + timedelta(minutes=15))


def in_words(moment: datetime, now: datetime) -> str:
    """`vandaag vóór 16.15 uur`, `morgen vóór 9.30 uur`, `maandag 30 november vóór 10.00 uur`."""
    local, today = in_amsterdam(moment), in_amsterdam(now).date()
    clock = f"{local.hour}.{local.minute:02d} uur"
    days = (local.date() - today).days
    if days == 0:
        return f"vandaag vóór {clock}"
    if days == 1:
        return f"morgen vóór {clock}"
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} vóór {clock}"


def sentence(given: Promise, now: datetime) -> str:
    """The promise as the tenant reads it."""
    if given.open_now:
        return f"Een medewerker leest dit {in_words(given.by, now)}."
    return f"Er is nu niemand aan het werk. Een medewerker leest dit {in_words(given.by, now)}."
