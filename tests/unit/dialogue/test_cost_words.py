"""Which amounts of a message are rent, and which are costs over it."""

from typing import Any

import pytest

from bot.dialogue import cost_words
from bot.dialogue.flows.rules import COSTS_ASKED, COSTS_PRINCIPAL


def amounts(text: str, *said: str) -> list[dict[str, Any]]:
    places = [(text.index(one), one) for one in said]
    return [{"entity": "amount", "value": f"{one}.00", "start": at, "end": at + len(one)} for at, one in places]


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        (
            "240 euro kosten erbij voor 1 maand huur van 700??",
            ("240", "700"),
            {COSTS_ASKED: "24000", COSTS_PRINCIPAL: "70000"},
        ),
        (
            "over 650 huur rekenen ze incassokosten van 120",
            ("650", "120"),
            {COSTS_ASKED: "12000", COSTS_PRINCIPAL: "65000"},
        ),
        ("ik kan 50 betalen van die 300", ("50", "300"), {}),
    ],
)
def test_the_words_beside_an_amount_say_what_it_is(text: str, said: tuple[str, ...], told: dict[str, str]) -> None:
    assert cost_words.told(text, amounts(text, *said)) == told


def test_an_amount_without_its_place_is_not_guessed_at() -> None:
    assert cost_words.told("240 kosten", [{"entity": "amount", "value": "240.00"}]) == {}


def test_only_one_amount_is_the_amount() -> None:
    assert cost_words.only_amount([{"entity": "amount", "value": "650.50"}]) == "65050"
    assert (
        cost_words.only_amount([{"entity": "amount", "value": "1.00"}, {"entity": "amount", "value": "2.00"}]) is None
    )
