"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta

MONDAY_AFTERNOON = datetime.fromisoformat("2026-11-23T14:00:00+01:00")


class FixedClock:
    def __init__(self, now: datetime = MONDAY_AFTERNOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
