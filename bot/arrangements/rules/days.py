"""Days on which money moves and on which we may write. Dutch holidays come from `bot.handoff.rules`."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from bot.handoff.rules import is_holiday

SATURDAY, SUNDAY = 5, 6
ONE = timedelta(days=1)


@lru_cache(maxsize=4096)
def holiday(day: date) -> bool:
    return is_holiday(day)


def is_working_day(day: date) -> bool:
    """No weekend and no holiday: a transfer arrives."""
    return day.weekday() < SATURDAY and not holiday(day)


def is_quiet_day(day: date) -> bool:
    """Sundays and holidays: we do not write of ourselves."""
    return day.weekday() == SUNDAY or holiday(day)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += ONE
    return day


def previous_working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= ONE
    return day


def in_month(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_month(day: date) -> date:
    """The first day of the month after this one."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_from(day: date) -> Iterator[tuple[int, int]]:
    """(year, month) of the day's own month and every month after it."""
    year, month = day.year, day.month
    while True:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
