"""The day that stands on a letter and the day on which it came: only from the second do fourteen days run."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bot.dialogue import letter_days
from bot.guidance import rules
from bot.guidance.deadlines import DeadlineKind, deadline
from tests.support.wiring import CONTENT

TODAY = date(2026, 11, 30)


def days(text: str, **spoken: str) -> list[Mapping[str, Any]]:
    """The entities of a message, as the engine marks them: what is said, with its day."""
    found = []
    for said, value in spoken.items():
        place = text.index(said.replace("_", " "))
        found.append({"entity": "date", "value": value, "start": place, "end": place + len(said)})
    return found


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een aanmaning gehad van 16 november",
        "Geachte heer, uw schrijven d.d. 16 november jl.",
        "de brief is gedateerd op maandag 16 november",
        "op de brief staat 16 november",
        "16 november staat erop",
        "de datum van de brief is 16 november",
        "van 16 november",
    ],
)
def test_a_day_that_stands_on_a_letter_is_no_day_of_receipt(text: str) -> None:
    found = days(text, **{"16_november": "2026-11-16"})
    assert letter_days.of_receipt(text, found) == []
    assert letter_days.only_written(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "ik kreeg de brief op 16 november",
        "16 november gekregen",
        "hij lag 16 november in de bus",
        "16 november",
        "ik heb hem sinds 16 november binnen",
    ],
)
def test_a_day_on_which_it_came_counts(text: str) -> None:
    found = days(text, **{"16_november": "2026-11-16"})
    assert letter_days.of_receipt(text, found) == ["2026-11-16"]
    assert not letter_days.only_written(text, found)


def test_of_two_days_the_one_of_receipt_counts() -> None:
    text = "ik kreeg op 20 november een aanmaning van 16 november"
    found = days(text, **{"20_november": "2026-11-20", "16_november": "2026-11-16"})
    assert letter_days.of_receipt(text, found) == ["2026-11-20"]
    assert [e["value"] for e in letter_days.without_written(text, found)] == ["2026-11-20"]


def test_a_weekday_is_a_day_on_which_something_came() -> None:
    text = "ik heb een brief van vrijdag"
    assert letter_days.of_receipt(text, days(text, vrijdag="2026-11-27")) == ["2026-11-27"]


def test_a_day_whose_place_is_not_known_counts_as_before() -> None:
    found = [{"entity": "date", "value": "2026-11-16"}]
    assert letter_days.of_receipt("aanmaning van 16 november", found) == ["2026-11-16"]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("hij lag pas vrijdag in de bus", True),
        ("ik kreeg hem de 20e", True),
        ("de brief kwam gisteren", True),
        ("ik betaal vrijdag", False),
        ("vrijdag heb ik geld", False),
    ],
)
def test_words_tell_that_something_came(text: str, tells: bool) -> None:
    assert letter_days.tells_receipt(text) is tells


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ok ik betaal de 10e, is dat op tijd", True),
        ("als ik de 10e betaal ben ik dan te laat?", True),
        ("ik betaal de 10e", False),
        ("ik was de 10e te laat", False),
    ],
)
def test_whether_a_day_is_early_enough_is_asked(text: str, asks: bool) -> None:
    assert letter_days.asks_in_time(text) is asks


@pytest.mark.parametrize(
    "text", ["aanmaning staat. tot 5 december", "brief zegt 5 december", "uiterlijk op 5 december"]
)
def test_the_last_day_that_a_letter_names_is_heard(text: str) -> None:
    assert letter_days.last_named(text, days(text, **{"5_december": "2026-12-05"})) == "2026-12-05"


def test_a_day_of_paying_or_receipt_is_no_last_day_of_a_letter() -> None:
    for text in ("ik betaal op 5 december", "gekregen op 5 december", "5 december"):
        assert letter_days.last_named(text, days(text, **{"5_december": "2026-12-05"})) is None


def test_of_three_days_the_one_after_if_is_the_day_of_paying() -> None:
    text = "jij zegt 12 december, brief 5 december. als ik op 8 december betaal, krijg ik kosten?"
    found = days(text, **{"12_december": "2026-12-12", "5_december": "2026-12-05", "8_december": "2026-12-08"})
    assert letter_days.asks_in_time(text)
    assert letter_days.paid_on(text, found, "2026-11-29") == "2026-12-08"
    assert letter_days.last_named(text, found) == "2026-12-05"


def test_which_of_two_days_is_right_is_asked() -> None:
    assert letter_days.asks_which("brief zegt 5 december, jij zegt 12 december. welke is goed?")
    assert not letter_days.asks_which("ik betaal 5 december")


def test_the_day_from_which_is_counted_is_said_beside_the_last_day() -> None:
    found = deadline(DeadlineKind.NOTICE, date(2026, 11, 27), TODAY)
    words = CONTENT.guidance.deadline_words["notice"]
    told = rules.deadline_sentence(words, found, TODAY)
    assert "vrijdag 27 november" in told
    assert "vrijdag 11 december" in told
    assert not re.search(r"[{}]", told)


@pytest.mark.parametrize(
    "text",
    ["ja maar is 2 december goed berekend? ja of nee", "klopt 2 december dan?", "heb je 2 december goed uitgerekend?"],
)
def test_whether_a_day_was_reckoned_right_is_asked(text: str) -> None:
    assert letter_days.asks_if_reckoned(text)


def test_a_day_alone_with_a_mark_is_asked_and_a_day_told_is_not() -> None:
    assert letter_days.asks_if_day("dus 2 december?")
    assert letter_days.asks_if_day("is het 2 december dan?")
    assert not letter_days.asks_if_day("2 december betaal ik")
    assert not letter_days.asks_if_reckoned("ik heb 2 december berekend")


def test_a_day_that_stands_in_the_letter_stands_apart_from_what_is_offered() -> None:
    text = "4 december stands in letter. i have 300 now"
    day = [{"entity": "date", "value": "2026-12-04", "start": 0, "end": 10}]
    assert letter_days.stands_in_letter(text, day, "2026-12-04")
    assert not letter_days.stands_in_letter("4 december betaal ik. brief heb ik", day, "2026-12-04")
