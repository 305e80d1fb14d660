"""Until when somebody can act, from a date they gave. Pure: the day it is, is handed in.

Every deadline names the facts it rests on. None is moved for weekends or holidays: earlier is always safe.
"""

import calendar
import enum
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE_DAYS = 14
OPPOSITION_WEEKS = 4
APPEAL_MONTHS = 3
#: A notice of eviction with a date this near is danger: somebody must act today.
EVICTION_IS_NEAR = timedelta(days=7)


class DeadlineKind(enum.StrEnum):
    """What the date that was given is the date of."""

    #: The day the 14-day letter was received.
    NOTICE = "notice"
    #: The day of the hearing.
    HEARING = "hearing"
    #: The day the judgment was handed over or became known to the tenant.
    OPPOSITION = "opposition"
    #: The day of the judgment itself.
    APPEAL = "appeal"
    #: The day by which the home must be empty.
    EVICTION = "eviction"


FACTS: dict[DeadlineKind, tuple[str, ...]] = {
    DeadlineKind.NOTICE: ("veertiendagenbrief-kern", "veertiendagen-start", "veertiendagen-binnen-termijn-gratis"),
    DeadlineKind.HEARING: ("dagvaarding-wat", "niet-komen-is-verstek"),
    DeadlineKind.OPPOSITION: ("verzet-4-weken", "verzet-start"),
    DeadlineKind.APPEAL: ("hoger-beroep-3-maanden",),
    DeadlineKind.EVICTION: ("aanzegging-3-dagen", "moratorium-moet-op-tijd"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which it can still be done."""

    kind: DeadlineKind
    given: date
    last_day: date
    #: Days from today up to and with the last day; below zero when it has passed.
    days_left: int

    @property
    def passed(self) -> bool:
        return self.days_left < 0

    @property
    def facts(self) -> tuple[str, ...]:
        return FACTS[self.kind]


def deadline(kind: DeadlineKind, given: date, today: date) -> Deadline:
    """The deadline that follows from a date.

    The 14 days begin on the day after receipt (fact `veertiendagen-start`), so the last is receipt + 14.
    Opposition: four weeks (`verzet-4-weken`). Appeal: three months (`hoger-beroep-3-maanden`).
    """
    last = {
        DeadlineKind.NOTICE: lambda: given + timedelta(days=NOTICE_DAYS),
        DeadlineKind.HEARING: lambda: given,
        DeadlineKind.OPPOSITION: lambda: given + timedelta(weeks=OPPOSITION_WEEKS),
        DeadlineKind.APPEAL: lambda: months_later(given, APPEAL_MONTHS),
        DeadlineKind.EVICTION: lambda: given,
    }[kind]()
    return Deadline(kind, given, last, (last - today).days)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_near_eviction(day: date, today: date) -> bool:
    """Whether an eviction is today or within a week; one that has passed is near too: nobody knows what happened."""
    return day - today <= EVICTION_IS_NEAR
