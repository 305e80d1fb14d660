"""Days as they are kept and as they are named: an ISO day, the next such day of a month, and words for them. Pure."""

import re
from datetime import date, timedelta

from bot.guidance.words import MONTHS, WEEKDAYS

#: For patterns, as alternatives: the days of the week; the months, whole, and as they begin or are cut short.
WEEKDAY_NAMES = "|".join(WEEKDAYS)
MONTH_NAMES = "|".join(MONTHS)
MONTH_STEMS = "jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec"


def day_in(value: str | None) -> date | None:
    """A day as it was heard or kept; None where it is no whole ISO day."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def next_such(day_of_month: str, today: date) -> date | None:
    """The next time that this day of the month comes, today included; None where it is none."""
    coming = (today + timedelta(ahead) for ahead in range(62))
    return next((day for day in coming if day_of_month.isdigit() and day.day == int(day_of_month)), None)


_PART_OF_DAY = (
    (r"ochtend|morgens?\b(?<!\bmorgen)|voormiddag", "in de ochtend"),
    (r"middag", "in de middag"),
    (r"avond", "in de avond"),
)


def part_of_day(text: str) -> str:
    """`in de middag` of "dinsdagmiddag na twee uur"; empty where none is named."""
    flat = re.sub(r"\b(?:goe(?:de|ie)n?)(?:morgen|middag|avond)\b", " ", text.lower())
    flat = re.sub(r"(dag)morgen\b", r"\1 ochtend", flat)
    return next((words for pattern, words in _PART_OF_DAY if re.search(pattern, flat)), "")
