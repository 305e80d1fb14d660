"""The pure rules of a conversation."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import rules
from bot.conversation.models import Author, Kind, Owner
from bot.conversation.rules import Arrival, Ownership

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WINDOW = timedelta(seconds=1.5)
URGENT = rules.urgent_pattern(["help", "op straat", "dood"])

seconds = st.floats(min_value=0, max_value=60, allow_nan=False)


def arrival(second: float = 0, text: str = "hoi", kind: Kind = Kind.TEXT) -> Arrival:
    return Arrival(NOON + timedelta(seconds=second), kind, text)


def after(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def test_a_burst_is_waited_for_until_it_is_quiet() -> None:
    assert rules.remaining_wait(after(1), [arrival(0), arrival(1)], WINDOW, URGENT) == WINDOW
    assert rules.remaining_wait(after(2.5), [arrival(0), arrival(1)], WINDOW, URGENT) == timedelta(0)


def test_a_button_or_an_urgent_word_cuts_the_wait_short() -> None:
    assert rules.remaining_wait(NOON, [arrival(kind=Kind.BUTTON)], WINDOW, URGENT) == timedelta(0)
    assert rules.remaining_wait(NOON, [arrival(text="sta OP STRAAT nu")], WINDOW, URGENT) == timedelta(0)
    assert rules.remaining_wait(NOON, [arrival(text="doodgewoon behulpzaam")], WINDOW, URGENT) == WINDOW


def test_no_window_means_no_wait() -> None:
    assert rules.remaining_wait(NOON, [arrival()], timedelta(0), URGENT) == timedelta(0)


@given(st.lists(seconds, min_size=1, max_size=20), seconds)
def test_nobody_waits_longer_than_the_longest_burst(at: list[float], now: float) -> None:
    arrivals = [arrival(second) for second in at]
    wait = rules.remaining_wait(after(now), arrivals, WINDOW, URGENT)
    assert timedelta(0) <= wait
    assert after(now) + wait <= max(after(now), after(min(at)) + rules.MAX_WINDOWS * WINDOW)


@given(st.lists(st.sampled_from(list(Kind)), max_size=10))
def test_a_burst_takes_the_texts_or_the_pictures_in_front_or_one_other_thing(kinds: list[Kind]) -> None:
    taken = kinds[: rules.burst(kinds)]
    assert bool(taken) == bool(kinds)
    assert len(taken) <= 1 or set(taken) in ({Kind.TEXT}, {Kind.MEDIA})


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(list(Owner)))
def test_the_assistant_never_speaks_over_or_after_a_person(draft: int, taken: int, owner: Owner) -> None:
    speaks = rules.may_speak(Author.ASSISTANT, draft, Ownership(owner, max(draft, taken), taken))
    assert speaks == (owner is not Owner.PERSON and draft >= taken)


@given(st.sampled_from([Author.STAFF, Author.NOTICE]), st.sampled_from(list(Owner)))
def test_people_and_notices_may_always_speak(author: Author, owner: Owner) -> None:
    assert rules.may_speak(author, None, Ownership(owner, 3, 3))


def test_a_draft_without_a_date_is_never_sent() -> None:
    assert not rules.may_speak(Author.ASSISTANT, None, Ownership(Owner.ASSISTANT, 0, 0))


def test_retries_wait_longer_each_time_and_end() -> None:
    delays = [rules.retry_delay(attempt) for attempt in range(1, rules.MAX_ATTEMPTS + 1)]
    assert delays[-1] is None
    waits = [delay for delay in delays if delay is not None]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=1)


def test_a_form_keeps_its_engine_session_unless_it_was_left_for_long() -> None:
    full = rules.TURNS_PER_ENGINE_SESSION
    assert not rules.needs_fresh_session(full, True, timedelta(minutes=1))
    assert rules.needs_fresh_session(full, False, timedelta(minutes=1))
    assert rules.needs_fresh_session(1, True, timedelta(days=2))


@given(st.text())
def test_cleaned_text_has_no_control_characters_and_is_cleaned_once(text: str) -> None:
    cleaned = rules.cleaned(text)
    assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", cleaned)
    assert rules.cleaned(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_emoji_and_other_scripts_survive_cleaning() -> None:
    for text in ("👩‍👩‍👧 hulp", "مرحبا", "regel een\nregel twee"):
        assert rules.cleaned(text) == text
