"""Calendar arithmetic: which calendar day a tenant means, seen from today. Whole days only, so clock changes play no part."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Optional


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def safe(year: int, month: int, day: int) -> Optional[date]:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_month(day: int, today: date, past: bool) -> Optional[date]:
    """The next (or last) day of the month with this number, today excluded; months without it are passed over."""
    if not 1 <= day <= 31:
        return None
    step = -1 if past else 1
    first = today.replace(day=1)
    for months in range(3):
        month = add_months(first, step * months)
        found = safe(month.year, month.month, day)
        if found and (found < today if past else found > today):
            return found
    return None


def day_and_month(day: int, month: int, today: date, past: bool) -> Optional[date]:
    """The next (or last) occurrence, today included: nobody who names today's date means next year."""
    step = -1 if past else 1
    for years in range(9):  # 29 February may be eight years off
        found = safe(today.year + step * years, month, day)
        if found and (found <= today if past else found >= today):
            return found
    return None


def weekday(index: int, today: date, past: bool) -> date:
    """The next (or last) day of that name, never today."""
    if past:
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)


def monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def of_week(index: int, today: date, weeks: int) -> date:
    """That weekday in the Monday–Sunday week so many weeks from this one."""
    return monday(today) + timedelta(weeks=weeks, days=index)


def part_of_month(part: str, year: int, month: int) -> date:
    """begin = 1st, half = 15th, eind = last day."""
    return month_end(year, month) if part == "eind" else date(year, month, 15 if part == "half" else 1)


def part_of_named_month(part: str, month: int, today: date, past: bool) -> date:
    """ "eind november": the next one, or the last one where the message looks back."""
    here = part_of_month(part, today.year, month)
    if past:
        return here if here <= today else part_of_month(part, today.year - 1, month)
    return here if here >= today else part_of_month(part, today.year + 1, month)


def part_of_some_month(part: str, today: date, past: bool) -> date:
    """ "eind van de maand": of this month while it still lies ahead (today included for its last day)."""
    here = part_of_month(part, today.year, today.month)
    other = add_months(today.replace(day=1), -1 if past else 1)
    fits = here <= today if past else (here >= today if part == "eind" else here > today)
    return here if fits else part_of_month(part, other.year, other.month)


def full_year(written: int, today: date, birth: bool = False) -> int:
    """Two digits: the century that fits. A birth lies behind us, anything else within some decades of today."""
    if written >= 100:
        return written
    century = today.year // 100 * 100
    year = century + written
    if birth:
        return year if year <= today.year else year - 100
    return year if year <= today.year + 30 else year - 100
