"""Figures in words."""

from datetime import timedelta

import pytest

from bot.staff.figures import Part
from bot.staff.views.figures import lasted


def test_a_share_of_nothing_is_no_share() -> None:
    assert Part(0, 0).share is None
    assert Part(1, 4).share == 0.25


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "minder dan een minuut"),
        (60, "1 minuut"),
        (25 * 60, "25 minuten"),
        (89 * 60, "89 minuten"),
        (3 * 3600, "3 uur"),
        (47 * 3600, "47 uur"),
        (72 * 3600, "3 dagen"),
    ],
)
def test_a_length_of_time_is_told_in_round_words(seconds: int, words: str) -> None:
    assert lasted(timedelta(seconds=seconds)) == words
