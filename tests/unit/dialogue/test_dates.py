"""Days as they are kept and as they are named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import dates

TODAY = date(2026, 11, 29)


@given(st.dates())
def test_a_day_that_was_kept_is_read_back(day: date) -> None:
    assert dates.day_in(day.isoformat()) == day


@pytest.mark.parametrize("value", [None, "", "unknown", "2026-12", "2026-02-30", "in december"])
def test_what_is_no_whole_day_is_none(value: str | None) -> None:
    assert dates.day_in(value) is None


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_such_day_of_a_month_is_today_or_soon(number: int, today: date) -> None:
    day = dates.next_such(str(number), today)
    assert day is not None
    assert day.day == number
    assert today <= day < today + timedelta(days=62)


@pytest.mark.parametrize("value", ["", "0", "32", "de 3e", "None"])
def test_what_is_no_day_of_a_month_never_comes(value: str) -> None:
    assert dates.next_such(value, TODAY) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Dinsdagmiddag na twee uur zou mij schikken", "in de middag"),
        ("Donderdagmorgen dan maar", "in de ochtend"),
        ("Goedemiddag, vrijdagavond graag", "in de avond"),
        ("kom morgen maar", ""),
    ],
)
def test_a_part_of_the_day_is_told_back(text: str, part: str) -> None:
    assert dates.part_of_day(text) == part
