"""What is asked about a question of ours that waits."""

import pytest

from bot.dialogue import waiting
from bot.tenancy.demo_visitor import DEMO_VISITOR, visitor_values

NUMBER, CODE = "identity.number", "identity.code"


@pytest.mark.parametrize("text", ["moet dat?", "waarom", "weet ik niet\nmoet dat?", "is dat nodig?"])
def test_who_asks_why_the_number_is_told_why(text: str) -> None:
    assert waiting.asked_of(NUMBER, text) == "identity_why_number"


def test_who_asks_how_to_come_by_the_number_is_told_where_it_stands() -> None:
    assert waiting.asked_of(NUMBER, "Dat nummer heb ik niet bij me, hoe kom ik daaraan?") == "identity_where_number"


@pytest.mark.parametrize("text", ["en nu?", "en nu? ik wil gewoon een regeling", "wat nu"])
def test_and_now_is_told_by_the_question_that_waits(text: str) -> None:
    assert waiting.asked_of(CODE, text) == "identity_now_code"


@pytest.mark.parametrize("text", ["0012245", "moet ik dat betalen?", "en nu moet ik de huur betalen", "waarom zo duur"])
def test_other_words_are_no_question_about_the_question(text: str) -> None:
    assert waiting.asked_of(NUMBER, text) is None


def test_outside_the_demo_no_made_up_tenant_is_told() -> None:
    assert visitor_values(is_demo=False) == {"demo_visitor": ""}
    assert DEMO_VISITOR.number in visitor_values(is_demo=True)["demo_visitor"]
