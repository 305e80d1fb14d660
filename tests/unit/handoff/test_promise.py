"""The promise: when a person reads it. Computed, never typed."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import AMSTERDAM, in_amsterdam
from bot.handoff import rules
from bot.handoff.rules import Hours

OFFICE = Hours({day: ((time(8, 30), time(17)),) for day in range(5)})
WITH_LUNCH = Hours({day: ((time(9), time(12)), (time(13), time(17))) for day in range(5)})
TWO_HOURS = timedelta(hours=2)

moments = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 31)).map(lambda m: m.replace(tzinfo=AMSTERDAM))
responses = st.integers(1, 600).map(lambda minutes: timedelta(minutes=minutes))


def said(now: str, hours: Hours = OFFICE, response: timedelta = TWO_HOURS) -> str:
    moment = datetime.fromisoformat(now)
    return rules.sentence(rules.promise(moment, hours, response), moment)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-11-23T09:00:00+01:00", "Een medewerker leest dit vandaag vóór 11.00 uur."),
        ("2026-11-23T16:30:00+01:00", "Een medewerker leest dit morgen vóór 10.00 uur."),
        ("2026-11-22T02:00:00+01:00", "Er is nu niemand aan het werk. Een medewerker leest dit morgen vóór 10.30 uur."),
        (
            "2026-11-23T06:00:00+01:00",
            "Er is nu niemand aan het werk. Een medewerker leest dit vandaag vóór 10.30 uur.",
        ),
        (
            "2026-12-24T18:00:00+01:00",
            "Er is nu niemand aan het werk. Een medewerker leest dit maandag 28 december vóór 10.30 uur.",
        ),
        (
            "2026-04-02T17:30:00+02:00",
            "Er is nu niemand aan het werk. Een medewerker leest dit dinsdag 7 april vóór 10.30 uur.",
        ),
    ],
)
def test_the_promise_in_words(now: str, sentence: str) -> None:
    assert said(now) == sentence


def test_a_break_at_noon_does_not_count_as_work() -> None:
    assert said("2026-11-23T11:30:00+01:00", WITH_LUNCH) == "Een medewerker leest dit vandaag vóór 14.30 uur."


@given(moments, responses)
def test_the_promised_moment_is_in_the_future_and_at_the_desk(now: datetime, response: timedelta) -> None:
    promised = rules.promise(now, OFFICE, response).by
    assert promised > now
    local = in_amsterdam(promised)
    assert any(start < promised <= end for start, end in rules.openings(local.date(), OFFICE))


@given(moments, responses)
def test_the_desk_will_have_been_open_for_the_whole_response_time(now: datetime, response: timedelta) -> None:
    promised = rules.promise(now, OFFICE, response).by
    days = [in_amsterdam(now).date() + timedelta(days=n) for n in range((promised - now).days + 2)]
    spans = [span for day in days for span in rules.openings(day, OFFICE)]
    worked = sum((max(timedelta(0), min(end, promised) - max(start, now)) for start, end in spans), timedelta(0))
    assert response <= worked < response + timedelta(minutes=16)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 4, 6), True),  # Easter Monday
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 27), True),  # King's Day
        (date(2025, 4, 26), True),  # King's Day moved from a Sunday
        (date(2026, 5, 5), False),  # Liberation Day, off once in five years only
        (date(2030, 5, 5), True),
        (date(2026, 5, 14), True),  # Ascension
        (date(2026, 12, 26), True),
        (date(2026, 12, 24), False),
    ],
)
def test_dutch_holidays(day: date, closed: bool) -> None:
    assert rules.is_holiday(day) is closed


def test_a_desk_that_never_opens_is_an_error_and_not_an_empty_promise() -> None:
    with pytest.raises(rules.NoOpeningHours):
        rules.promise(datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM), Hours({}), TWO_HOURS)
