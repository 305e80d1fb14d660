"""When we write of ourselves about an agreement, and when we keep still."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules import days
from bot.arrangements.rules.guarding import (
    Due,
    Hindrance,
    Nudge,
    Said,
    due_nudges,
    may_write,
    next_moment,
    remind_on,
)
from bot.arrangements.rules.life import EndReason, Held, Life, State
from bot.arrangements.rules.policy import GuardRules
from bot.clock import AMSTERDAM

RULES = GuardRules()
#: A Monday.
DUE = date(2026, 12, 14)
TERM, NEXT = Held(1, DUE, 20_000), Held(2, date(2027, 1, 25), 20_000)
LIFE = Life(State.ACTIVE, (TERM, NEXT), "t", DUE, "t")
PAID = Held(1, DUE, 20_000, 20_000, DUE)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def said_at(day: date, *said: Said, life: Life = LIFE, hour: int = 10, **more: object) -> list[tuple[Nudge, int]]:
    found: tuple[Due, ...] = due_nudges(RULES, life, at(day, hour), said, **more)  # type: ignore[arg-type]
    return [(due.nudge, due.term.number) for due in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 10), []),
        # A Friday, three days ahead.
        (date(2026, 12, 11), [(Nudge.REMINDER, 1)]),
        (date(2026, 12, 12), [(Nudge.REMINDER, 1)]),
        # Sunday.
        (date(2026, 12, 13), []),
        (date(2026, 12, 14), [(Nudge.REMINDER, 1)]),
        (date(2026, 12, 15), [(Nudge.QUESTION, 1)]),
        (date(2026, 12, 18), [(Nudge.QUESTION, 1)]),
    ],
)
def test_a_reminder_comes_ahead_and_a_question_the_day_after(day: date, expected: list[tuple[Nudge, int]]) -> None:
    assert said_at(day) == expected


def test_nothing_is_said_twice() -> None:
    reminded = Said(Nudge.REMINDER, 1, date(2026, 12, 11))
    assert said_at(date(2026, 12, 12), reminded) == []
    assert said_at(date(2026, 12, 15), reminded) == [(Nudge.QUESTION, 1)]


def test_a_person_comes_after_the_question_and_only_once() -> None:
    asked = Said(Nudge.QUESTION, 1, date(2026, 12, 15))
    assert said_at(date(2026, 12, 17), asked) == []
    assert said_at(date(2026, 12, 18), asked) == [(Nudge.PERSON, 1)]
    assert said_at(date(2026, 12, 21), asked, Said(Nudge.PERSON, 1, date(2026, 12, 18))) == []


def test_a_payment_is_thanked_for_once_and_not_weeks_later() -> None:
    paid = Life(State.ACTIVE, (PAID, NEXT), "t", DUE, "t")
    assert said_at(date(2026, 12, 15), life=paid) == [(Nudge.THANKS, 1)]
    assert said_at(date(2026, 12, 15), Said(Nudge.THANKS, 1, DUE), life=paid) == []
    assert said_at(date(2026, 12, 22), life=paid) == []


def test_the_last_payment_is_thanked_for_although_it_is_over() -> None:
    done = Life(State.COMPLETED, (PAID,), "t", DUE, "t", EndReason.KEPT)
    assert said_at(date(2026, 12, 15), life=done) == [(Nudge.THANKS, 1)]


@pytest.mark.parametrize("state", [State.OFFERED, State.BROKEN, State.ENDED, State.AWAITING_APPROVAL])
def test_what_does_not_run_is_not_guarded(state: State) -> None:
    assert said_at(date(2026, 12, 15), life=Life(state, (TERM,), "t", DUE)) == []


@pytest.mark.parametrize("hindrance", list(Hindrance))
def test_any_hindrance_makes_us_keep_still(hindrance: Hindrance) -> None:
    for day in (date(2026, 12, 11), date(2026, 12, 15)):
        assert said_at(day, hindrances=[hindrance]) == []


def test_who_opted_out_of_messages_still_has_a_person_who_looks() -> None:
    asked = Said(Nudge.QUESTION, 1, date(2026, 12, 15))
    assert said_at(date(2026, 12, 18), asked, hindrances=[Hindrance.OPTED_OUT]) == [(Nudge.PERSON, 1)]
    assert said_at(date(2026, 12, 18), asked, hindrances=[Hindrance.DANGER]) == []


@pytest.mark.parametrize("hindrance", [Hindrance.OPTED_OUT, Hindrance.DO_NOT_CONTACT])
def test_who_could_not_be_asked_has_a_person_who_looks_as_soon_as_who_was(hindrance: Hindrance) -> None:
    assert said_at(date(2026, 12, 17), hindrances=[hindrance]) == []
    assert said_at(date(2026, 12, 18), hindrances=[hindrance]) == [(Nudge.PERSON, 1)]
    assert said_at(date(2026, 12, 18), hindrances=[hindrance, Hindrance.DISPUTE]) == []


def test_no_reminder_to_who_just_agreed_or_said_that_it_will_not_work() -> None:
    day = date(2026, 12, 11)
    assert said_at(day, agreed_on=day) == []
    troubled = Life(State.AT_RISK, (TERM, NEXT), "t", DUE, "t", trouble=1)
    assert said_at(day, life=troubled) == []


def test_a_reminder_that_would_fall_on_a_quiet_day_comes_earlier() -> None:
    # Three days before Monday 28 December 2026 is Christmas; Thursday it is.
    assert remind_on(RULES, date(2026, 12, 28)) == date(2026, 12, 24)
    assert remind_on(RULES, date(2026, 12, 16)) == date(2026, 12, 12)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(AMSTERDAM))
states = st.sampled_from(State)


@given(moments, states, st.sets(st.sampled_from(Hindrance)))
def test_never_at_night_on_sundays_or_holidays(now: datetime, state: State, stopped: set[Hindrance]) -> None:
    near = now.date()
    terms = tuple(Held(n, near + timedelta(days=offset), 100) for n, offset in enumerate((-40, -1, 0, 2, 9), 1))
    found = due_nudges(RULES, Life(state, terms, "t", near, "t"), now, (), stopped)
    if found:
        assert 9 <= now.hour < 20
        assert now.weekday() != days.SUNDAY
        assert not days.holiday(now.date())
        assert not stopped or all(due.nudge is Nudge.PERSON for due in found)


@given(moments)
def test_the_next_moment_is_one_at_which_we_may_write_and_soon(now: datetime) -> None:
    moment = next_moment(RULES, now)
    assert may_write(RULES, moment)
    assert timedelta(0) <= moment - now < timedelta(days=5)
    assert (moment == now) == may_write(RULES, now)


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        (date(2026, 12, 25), True),
        (date(2026, 12, 26), True),
        (date(2027, 3, 26), True),
        (date(2027, 4, 27), True),
        (date(2027, 5, 5), False),
        (date(2030, 5, 5), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 27), True),
    ],
)
def test_dutch_holidays_are_quiet(day: date, quiet: bool) -> None:
    assert days.is_quiet_day(day) is quiet


def test_summer_time_does_not_move_the_hour() -> None:
    # The night of 28 March 2027 is an hour short, and that Sunday and the Monday are Easter.
    moment = next_moment(RULES, at(date(2027, 3, 27), 21))
    assert moment == at(date(2027, 3, 30), 9)
