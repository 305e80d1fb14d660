"""What a provider's word on a message's moment counts for."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.lateness import (
    LATE_AFTER,
    LONGEST_ON_ITS_WAY,
    in_said_order,
    in_words,
    late_since,
    moment_of,
    order_of,
    shown_moment,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Said:
    text: str
    said_order: int | None


def test_what_waits_is_taken_in_the_order_in_which_it_was_said() -> None:
    waiting = [Said("derde", order_of(12)), Said("eerste", order_of(10)), Said("tweede", order_of(10, 3))]
    assert [said.text for said in in_said_order(waiting)] == ["eerste", "tweede", "derde"]


def test_what_has_no_order_stays_behind_what_it_followed() -> None:
    waiting = [Said("later", order_of(12)), Said("knop", None), Said("eerder", order_of(10))]
    assert [said.text for said in in_said_order(waiting)] == ["eerder", "later", "knop"]


@given(st.lists(st.one_of(st.none(), st.integers(1, 3))))
def test_nothing_is_lost_by_ordering_and_what_is_equal_keeps_its_arrival(orders: list[int | None]) -> None:
    waiting = [Said(str(place), order) for place, order in enumerate(orders)]
    ordered = in_said_order(waiting)
    assert sorted(ordered, key=lambda said: int(said.text)) == waiting
    known = [(said.said_order, int(said.text)) for said in ordered if said.said_order is not None]
    assert known == sorted(known)


@given(st.integers(1, 10**10 - 1), st.integers(0, 10**12))
def test_an_order_tells_the_second_again_and_fits_in_the_database(seconds: int, place: int) -> None:
    order = order_of(seconds, place)
    assert moment_of(order) == datetime.fromtimestamp(seconds, UTC)
    assert order < 2**63


def test_the_shown_moment_is_the_providers() -> None:
    assert shown_moment(NOON - HOUR, NOON - 2 * HOUR, NOON) == NOON - HOUR
    assert shown_moment(NOON - HOUR, None, NOON) == NOON - HOUR


def test_the_shown_moment_is_never_ahead_of_us_nor_before_what_was_said_before() -> None:
    assert shown_moment(NOON + HOUR, None, NOON) == NOON
    assert shown_moment(NOON - 2 * HOUR, NOON - HOUR, NOON) == NOON - HOUR


def test_a_moment_of_years_ago_is_no_moment() -> None:
    assert shown_moment(NOON - LONGEST_ON_ITS_WAY - HOUR, None, NOON) is None
    assert late_since([NOON - LONGEST_ON_ITS_WAY - HOUR], NOON) is None


def test_late_is_what_is_as_old_as_the_limit_and_the_oldest_is_named() -> None:
    assert late_since([NOON, NOON - LATE_AFTER + timedelta(seconds=1)], NOON) is None
    assert late_since([NOON, NOON - LATE_AFTER, NOON - 2 * LATE_AFTER], NOON) == NOON - 2 * LATE_AFTER


def test_a_late_moment_is_named_as_people_name_it() -> None:
    assert in_words(NOON - 4 * HOUR, NOON) == "vandaag om 9.00 uur"
    assert in_words(NOON - 15 * HOUR, NOON) == "gisteren om 22.00 uur"
    assert in_words(NOON - 49 * HOUR, NOON) == "op zaterdag 21 november om 12.00 uur"
