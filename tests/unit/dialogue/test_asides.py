"""What a clause sounds like that only says when there is money is not answered as if it had been asked."""

import pytest

from bot.dialogue.asides import asked_of, person_beside_feelings

BOTH = ["request_deferral", "ask_seizure"]


@pytest.mark.parametrize(
    "text",
    [
        "mag ik later betalen, als mijn loon binnen is?",
        "kan het later zodra ik mijn uitkering krijg",
        "ik betaal wanneer het vakantiegeld er is",
    ],
)
def test_pay_that_is_waited_for_is_no_question_about_seizure(text: str) -> None:
    assert asked_of(BOTH, "request_deferral", text) == ["request_deferral"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mag ik later betalen, er ligt beslag op mijn loon", "request_deferral"),
        ("mag ik later betalen als mijn loon vrij is van beslag", "request_deferral"),
        ("mag ik later betalen en kunnen ze aan mijn loon komen", "request_deferral"),
        ("als mijn loon weg is, wat dan", "ask_seizure"),
    ],
)
def test_who_does_ask_about_it_keeps_the_answer(text: str, intent: str) -> None:
    assert asked_of(BOTH, intent, text) == BOTH


def test_who_asks_for_a_person_in_anger_gets_the_person_and_no_talk_of_anger() -> None:
    assert person_beside_feelings(["express_anger", "request_human"]) == "request_human"
    assert person_beside_feelings(["express_anger", "express_anger", "request_callback"]) == "request_callback"


def test_who_asks_more_than_that_gets_both_answers() -> None:
    assert person_beside_feelings(["express_anger", "request_human", "ask_collection_costs"]) is None
    assert person_beside_feelings(["express_anger"]) is None
