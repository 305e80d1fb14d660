"""Until when: the worked examples, and what must hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.deadlines import DeadlineKind, deadline, is_near_eviction, months_later

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("kind", "given_day", "last_day"),
    [
        # Received on Saturday 21 November: the first day is the 22nd, the fourteenth 5 December.
        (DeadlineKind.NOTICE, date(2026, 11, 21), date(2026, 12, 5)),
        (DeadlineKind.NOTICE, date(2026, 2, 20), date(2026, 3, 6)),
        (DeadlineKind.HEARING, date(2026, 12, 3), date(2026, 12, 3)),
        (DeadlineKind.OPPOSITION, date(2026, 11, 10), date(2026, 12, 8)),
        (DeadlineKind.OPPOSITION, date(2026, 12, 15), date(2027, 1, 12)),
        (DeadlineKind.APPEAL, date(2026, 11, 10), date(2027, 2, 10)),
        (DeadlineKind.APPEAL, date(2026, 11, 30), date(2027, 2, 28)),
        (DeadlineKind.APPEAL, date(2027, 11, 30), date(2028, 2, 29)),
        (DeadlineKind.EVICTION, date(2026, 12, 8), date(2026, 12, 8)),
    ],
)
def test_the_last_day_follows_from_the_date_that_was_given(kind: DeadlineKind, given_day: date, last_day: date) -> None:
    assert deadline(kind, given_day, date(2026, 11, 23)).last_day == last_day


@given(DAYS, DAYS)
def test_fourteen_whole_days_lie_between_receipt_and_the_end_of_the_term(received: date, today: date) -> None:
    found = deadline(DeadlineKind.NOTICE, received, today)
    first = received + timedelta(days=1)
    assert len([first + timedelta(days=n) for n in range((found.last_day - first).days + 1)]) == 14


@given(st.sampled_from(DeadlineKind), DAYS, DAYS)
def test_a_deadline_is_passed_exactly_when_today_is_after_its_last_day(
    kind: DeadlineKind, given_day: date, today: date
) -> None:
    found = deadline(kind, given_day, today)
    assert found.passed == (today > found.last_day)
    assert found.last_day == today + timedelta(days=found.days_left)
    assert found.last_day >= given_day
    assert found.facts


@given(DAYS, st.integers(0, 24))
def test_months_later_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(("days", "near"), [(-1, True), (0, True), (7, True), (8, False)])
def test_an_eviction_within_a_week_is_near(days: int, near: bool) -> None:
    today = date(2026, 11, 23)
    assert is_near_eviction(today + timedelta(days=days), today) is near
