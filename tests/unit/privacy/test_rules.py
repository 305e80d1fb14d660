"""At what hour old conversations are cleared."""

from datetime import datetime, timedelta

import pytest

from bot.clock import AMSTERDAM
from bot.privacy.rules import is_time


def at(hour: int, *, month: int = 11) -> datetime:
    return datetime(2026, month, 3, hour, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("month", [1, 7])
def test_at_night_by_the_clock_of_the_netherlands_in_winter_and_in_summer(month: int) -> None:
    last = at(3, month=month) - timedelta(days=1)
    nights = [at(hour, month=month) for hour in range(24)]
    hours = [now.hour for now in nights if is_time(now, max(last, now - timedelta(days=1)))]
    assert hours == [2, 3, 4]


def test_by_day_where_two_nights_went_by_or_it_never_was_done() -> None:
    assert is_time(at(14), None)
    assert is_time(at(14), at(14) - timedelta(hours=37))
    assert not is_time(at(14), at(3))
