"""A clock that stands still until it is moved."""

from datetime import date, datetime, timedelta

from bot.clock import in_amsterdam

MONDAY_AFTERNOON = datetime.fromisoformat("2026-11-23T14:00:00+01:00")


class FixedClock:
    def __init__(self, now: datetime = MONDAY_AFTERNOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set_to(self, day: date, hour: int = 10) -> None:
        """That day in the Netherlands, on the hour."""
        self.now = in_amsterdam(self.now).replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=0)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
