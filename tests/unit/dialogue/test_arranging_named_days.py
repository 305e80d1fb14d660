"""Which day, and how long, a message means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.arranging import named_days, rules
from bot.guidance.rules import Reply


@given(st.integers(1, 31), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_next_such_day_always_lies_ahead_and_within_a_good_month(number: int, today: date) -> None:
    day = named_days.next_on(number, today)
    assert 0 < (day - today).days <= 31
    assert day.day == number or (day.day < number and (day + timedelta(1)).day == 1)


@pytest.mark.parametrize(("day", "ordered"), [(28, [1, 8, 15, 25]), (9, [15, 25, 1, 8]), (15, [15, 25, 1, 8])])
def test_offered_days_begin_with_the_first_that_follows_the_day_asked_for(day: int, ordered: list[int]) -> None:
    assert named_days.days_from(day, [1, 8, 15, 25]) == ordered


@given(st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(0, 60), st.sampled_from(["P1W", "P3D", "P1M", "P2W"]))
def test_later_is_never_earlier_than_the_day_that_stands(today: date, ahead: int, length: str) -> None:
    due = today + timedelta(ahead)
    reply = Reply("inform", "later", [{"entity": "duration", "value": length}])
    wished = date.fromisoformat(rules.wish_in(reply, today)[rules.DAY])
    assert named_days.moved_to(reply, wished, due) > due


@pytest.mark.parametrize(
    ("text", "days", "latest"),
    [
        ("soms de 10e soms de 20e", {10, 20}, 20),
        ("de 28e of de 2e", {28, 2}, 2),
        ("23 of 25", {23, 25}, 25),
        ("tien", {10}, 10),
        ("een keer de 24ste", {24}, 24),
        ("dat weet ik niet", set(), None),
        ("de 45e", set(), None),
    ],
)
def test_of_several_days_on_which_money_comes_the_latest_counts(text: str, days: set[int], latest: int | None) -> None:
    told = Reply("inform", text, [])
    assert named_days.income_days(told) == days
    assert named_days.income_day(told) == latest


@given(st.sets(st.integers(1, 31), min_size=1, max_size=4))
def test_the_latest_of_days_is_one_of_them(numbers: set[int]) -> None:
    assert named_days.latest(numbers) in numbers
