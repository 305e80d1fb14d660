"""Which day of paying stands noted: asked for, or put right; neither is a new wish."""

import pytest

from bot.dialogue.told import which_day

HELD = "2026-12-24"


@pytest.mark.parametrize(
    "text",
    [
        "wacht staat er nu 24 of 25 december? ik bedoelde 24",
        "nee ik bedoelde 24 december",
        "24 bedoel ik",
        "het moet de 24e zijn",
        "maak er 24 december van",
        "zet het weer op de 24e",
        "ik bedoel toch de 24e hoor",
    ],
)
def test_the_day_that_was_meant_is_heard(text: str) -> None:
    assert which_day.read(text, "2026-12-25").meant == "2026-12-24"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("ja dat lukt wel. dus staat 25 december genoteerd?", False),
        ("staat 25 december nu vast?", True),
        ("staat de 25e er nu in?", False),
        ("staat er nu 25 dec?", False),
        ("is 25 december nu geregeld", True),
        ("heb je 25 december genoteerd", False),
        ("dus 25 december staat genoteerd?", False),
    ],
)
def test_whether_a_day_stands_is_a_question(text: str, settled: bool) -> None:
    told = which_day.read(text, HELD)
    assert (told.meant, told.asked, told.settled) == ("", ("2026-12-25",), settled)


def test_two_days_may_be_asked_of_at_once() -> None:
    told = which_day.read("staat er nu 24 of 25 december?", HELD)
    assert told.asked == ("2026-12-24", "2026-12-25")


@pytest.mark.parametrize(
    "text",
    [
        "kan het ook 26 december",
        "is 15 december goed?",
        "ik betaal op 24 december",
        "in de brief staat 25 december",
        "staat er 25 euro genoteerd?",
        "de ontruiming is 25 december, staat dat vast?",
        "het is 24 december",
        "ik bedoelde 24 euro",
        "staat er nog 20 euro open?",
    ],
)
def test_a_wish_a_letter_and_a_sum_are_no_such_question(text: str) -> None:
    assert not which_day.read(text, HELD)


def test_without_a_day_that_stands_nothing_is_asked_of_it() -> None:
    assert not which_day.read("staat 25 december nu vast?", "")


def test_a_number_alone_is_a_day_of_the_month_that_stands_and_no_day_is_made_up() -> None:
    assert which_day.read("ik bedoelde 5 januari", HELD).meant == "2027-01-05"
    assert which_day.read("ik bedoelde 31", "2027-02-10").meant == ""
