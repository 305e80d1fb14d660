"""The days of parts that are named by their months, and what each part is."""

from datetime import date

import pytest

from bot.dialogue.told import saying, terms
from bot.dialogue.told.notes import Notes, from_json
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 30)
THREE = (date(2026, 12, 24), date(2027, 1, 24), date(2027, 2, 24))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("de 24e loon. dus vanaf 24 december, dan jan en feb", "2026-12-24=24 december"),
        ("de 22e loon. dus vanaf 24 december, dan jan en feb", "2026-12-22=22e|2026-12-24=24 december"),
        ("24 december, januari en februari", "2026-12-24=24 december"),
        (
            "24 december, 24 januari en 24 februari",
            "2026-12-24=24 december|2027-01-24=24 januari|2027-02-24=24 februari",
        ),
    ],
)
def test_each_month_behind_a_day_is_that_day_of_it(text: str, days: str) -> None:
    assert terms.days_named(text, heard(text, date=days), TODAY) == THREE


def test_a_day_at_the_end_of_a_month_stays_within_a_shorter_one() -> None:
    found = terms.days_named("31 december, jan en feb", heard("31 december", date="2026-12-31=31 december"), TODAY)
    assert found[-1] == date(2027, 2, 28)


def test_the_part_comes_out_in_whole_euros_or_is_left_open() -> None:
    assert terms.part_of(138000, THREE) == 46000
    assert terms.part_of(138100, THREE) is None
    assert terms.part_of(None, THREE) is None


def test_the_parts_are_said_back_each_with_its_day_and_kept_so() -> None:
    notes = Notes(monthly=46000, part_days=tuple(day.isoformat() for day in THREE))
    said = saying.offer(notes, TODAY)
    assert said.startswith("€\u00a0460,00 op donderdag 24 december")
    assert said.count(" op ") == 3
    assert from_json(notes.as_json()) == notes


@pytest.mark.parametrize("text", ["24 december", "24 december en dan in juni"])
def test_one_day_or_months_far_apart_are_no_parts(text: str) -> None:
    assert terms.days_named(text, heard(text, date="2026-12-24=24 december"), TODAY) == ()
