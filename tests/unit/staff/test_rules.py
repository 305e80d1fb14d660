"""The desk's rules: sessions, lock-out, passwords, what is late, what comes first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.models import Owner
from bot.staff import rules
from bot.staff.models import Role
from bot.staff.rules import PasswordProblem, Permission, Place, PromiseState

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def test_a_collector_works_the_inbox_but_may_not_open_the_overview() -> None:
    assert rules.may(Role.COLLECTOR, Permission.WORK)
    assert not rules.may(Role.COLLECTOR, Permission.REVIEW)
    assert not rules.may(Role.COLLECTOR, Permission.SEE_CONFIDENCE)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_coordinators_and_admins_may_review(role: Role) -> None:
    assert rules.may(role, Permission.REVIEW)


def test_every_role_has_its_permissions_written_down() -> None:
    assert set(rules.PERMISSIONS) == set(Role)


def test_a_conversation_of_the_assistant_is_read_in_full_only_by_who_was_part_of_it() -> None:
    assert not rules.may_read_unmasked(Owner.ASSISTANT, involved=False)
    assert rules.may_read_unmasked(Owner.ASSISTANT, involved=True)
    assert rules.may_read_unmasked(Owner.QUEUE, involved=False)


def test_a_session_ends_after_two_idle_hours_and_after_twelve_in_any_case() -> None:
    expires = NOW + rules.SESSION_LASTS
    assert rules.session_alive(NOW + timedelta(minutes=119), NOW, expires)
    assert not rules.session_alive(NOW + timedelta(hours=2), NOW, expires)
    assert not rules.session_alive(expires, expires - timedelta(minutes=1), expires)


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(1, None), (4, None), (5, 15), (6, None), (10, 30), (15, 60), (20, 120), (25, 240), (500, 240)],
)
def test_the_lock_comes_at_every_fifth_failure_and_grows_to_four_hours(failures: int, minutes: int | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert rules.lock_after(failures) == expected


@given(st.integers(min_value=1, max_value=10_000))
def test_a_lock_never_gets_shorter_with_more_failures(fives: int) -> None:
    shorter, longer = rules.lock_after(fives * 5), rules.lock_after(fives * 5 + 5)
    assert shorter is not None
    assert longer is not None
    assert shorter <= longer


def test_a_lock_ends_at_its_moment() -> None:
    assert rules.is_locked(NOW, NOW + timedelta(seconds=1))
    assert not rules.is_locked(NOW, NOW)
    assert not rules.is_locked(NOW, None)


@pytest.mark.parametrize(
    ("origin", "fetch_site", "fits"),
    [
        ("https://desk.nl", "same-origin", True),
        ("https://desk.nl", None, True),
        (None, None, True),
        ("null", "same-origin", True),
        ("null", None, False),
        ("https://evil.nl", None, False),
        ("https://evil.nl", "cross-site", False),
        ("https://desk.nl", "cross-site", False),
        ("https://sub.desk.nl", "same-site", False),
    ],
)
def test_only_our_own_pages_may_post(origin: str | None, fetch_site: str | None, fits: bool) -> None:
    assert rules.same_origin(origin, fetch_site, "desk.nl") is fits


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/staff/overzicht?van=2026-01-01&kanaal=web", "/staff/overzicht?van=2026-01-01&kanaal=web"),
        ("//evil.nl/staff/", "/staff/"),
        ("https://evil.nl/", "/staff/"),
        ("/staff/../chat", "/staff/"),
        ("/staff//evil.nl", "/staff/"),
        ("/staff/\\evil", "/staff/"),
        ("", "/staff/"),
        (None, "/staff/"),
    ],
)
def test_after_signing_in_one_stays_on_the_desk(asked: str | None, target: str) -> None:
    assert rules.safe_return(asked, "/staff") == target


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("kort", PasswordProblem.SHORT),
        ("x" * 300, PasswordProblem.LONG),
        ("aaaaaaaaaaaaaa", PasswordProblem.COMMON),
        ("Wachtwoord123", PasswordProblem.COMMON),
        ("welkom welkom 2026", PasswordProblem.COMMON),
        ("ikbensannejansen", PasswordProblem.PERSONAL),
        ("s.jansen@linde.nl!", PasswordProblem.PERSONAL),
        ("vier losse woorden samen", None),
        ("demo-demo-demo", None),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, problem: PasswordProblem | None) -> None:
    assert rules.password_problem(password, "s.jansen@linde.nl", "Sanne Jansen") == problem


def test_a_promise_is_late_once_its_moment_has_come_and_nobody_took_the_conversation() -> None:
    promised = NOW + timedelta(hours=1)
    assert rules.promise_state(NOW, promised, None) is PromiseState.RUNNING
    assert rules.promise_state(promised - timedelta(minutes=10), promised, None) is PromiseState.SOON
    assert rules.promise_state(promised, promised, None) is PromiseState.LATE
    assert rules.promise_state(promised + timedelta(hours=9), promised, NOW) is PromiseState.KEPT


def test_a_promise_for_today_is_told_by_its_hour_alone() -> None:
    assert rules.promise_words(NOW + timedelta(hours=2), NOW) == "vóór 16.00 uur"
    assert rules.promise_words(NOW + timedelta(hours=20), NOW) == "morgen vóór 10.00 uur"


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=30), "zojuist"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=3, minutes=40), "3 uur"),
        (timedelta(days=1), "1 dag"),
        (timedelta(days=4), "4 dagen"),
    ],
)
def test_waiting_time_is_told_in_a_few_words(waited: timedelta, words: str) -> None:
    assert rules.waiting_words(NOW - waited, NOW) == words


def test_the_inbox_begins_with_danger_then_urgency_then_the_longest_wait() -> None:
    danger = Place(True, 0, NOW, NOW)
    urgent = Place(False, 1, NOW, NOW)
    long_wait = Place(False, 2, NOW - timedelta(hours=2), NOW)
    short_wait = Place(False, 2, NOW, NOW)
    answered = Place(False, 2, None, NOW - timedelta(days=1))
    answered_danger = Place(True, 0, None, NOW)
    mixed = [answered, short_wait, urgent, danger, long_wait, answered_danger]
    assert sorted(mixed, key=rules.inbox_order) == [
        danger, answered_danger, urgent, long_wait, short_wait, answered,
    ]  # fmt: skip
