"""Sums as they are heard and as they are typed, in cents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.money import MOST_CENTS, cents, typed_cents


@given(st.integers(0, MOST_CENTS))
def test_a_sum_is_the_same_heard_and_typed(value: int) -> None:
    whole, rest = divmod(value, 100)
    assert cents(f"{whole}.{rest:02}") == value
    thousands = f"{whole:,}".replace(",", ".")
    assert typed_cents(f"{thousands},{rest:02}") == value


@pytest.mark.parametrize(("heard", "value"), [("120.5", 12050), ("40", 4000), ("0.00", 0), ("100000", MOST_CENTS)])
def test_a_sum_is_heard_in_cents(heard: str, value: int) -> None:
    assert cents(heard) == value


@pytest.mark.parametrize("heard", ["", "-5.00", "veel", "None", "12.x", "100000.01"])
def test_what_can_be_no_sum_is_none(heard: str) -> None:
    assert cents(heard) is None


@pytest.mark.parametrize(("words", "value"), [("1.480,5", 148050), ("1480", 148000), ("274,60", 27460), ("0,00", 0)])
def test_a_sum_is_typed_with_a_comma(words: str, value: int) -> None:
    assert typed_cents(words) == value
