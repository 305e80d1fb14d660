"""The one source of time. Rules get a moment handed in; services get a Clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: Returns the present moment, always aware and in UTC.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_from(start: datetime | None) -> Clock:
    """A clock that begins at `start` (aware) and ticks on from there, for tests and demos; the real one without."""
    if start is None:
        return system_clock
    if start.tzinfo is None:
        raise ValueError("the start of the clock needs a time zone")
    began = time.monotonic()

    def now() -> datetime:
        return start.astimezone(UTC) + timedelta(seconds=time.monotonic() - began)

    return now


def in_amsterdam(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM)
