"""Amounts as they are written, and that nothing which reads one stumbles over how."""

from datetime import date

import pytest

from bot.guidance.models import Question
from bot.guidance.rules import Reply, answer_to
from bot.guidance.words import euros
from bot.identity.hearing import Asked, sift
from bot.knowledge.rules import fill
from bot.staff import rendering

TODAY = date(2026, 11, 22)
QUESTION = Question("costs.principal", ("Hoeveel?",), "Hoeveel?", "amount", ())


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "€\u00a00,00"),
        (5, "€\u00a00,05"),
        (-150, "€\u00a0-1,50"),
        (130480, "€\u00a01.304,80"),
        (123456789, "€\u00a01.234.567,89"),
    ],
)
def test_an_amount_stays_on_one_line(cents: int, written: str) -> None:
    assert euros(cents) == written
    assert not any(part in (" ", "\n") for part in euros(cents))


def test_the_desk_writes_the_same_with_the_minus_in_front() -> None:
    assert rendering.euros(130480) == euros(130480)
    assert rendering.euros(-150) == "-€\u00a01,50"


def test_an_amount_in_a_text_of_content_stays_on_one_line_too() -> None:
    assert fill("In 2026 € 40, of {asked}. Kosten in €.", {"asked": "€ 12,50"}, {"asked"}) == (
        "In 2026 €\u00a040, of €\u00a012,50. Kosten in €."
    )


def test_who_copies_an_amount_from_us_is_understood() -> None:
    assert answer_to(QUESTION, Reply("inform", euros(130480)), TODAY) == "130480"
    found = sift(f"ik kan {euros(130480)} betalen", Asked.NUMBER, code_out=True, today=TODAY)
    assert found.given == ()
