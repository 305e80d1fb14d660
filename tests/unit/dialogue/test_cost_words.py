"""Which amounts of a message are rent or debt, and which are costs over it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows.rules import COSTS_ASKED, COSTS_PRINCIPAL
from bot.dialogue.reckoning import Reckoning
from bot.dialogue.told import amounts, sums

TODAY = date(2026, 11, 22)


def said_in(text: str, *said: str) -> list[dict[str, Any]]:
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
        ("ik kan 50 betalen van die 300", ("50", "300"), None),
        ("240 kosten", ("240",), None),
    ],
)
def test_the_words_beside_an_amount_say_what_it_is(
    text: str, said: tuple[str, ...], told: dict[str, str] | None
) -> None:
    entities = said_in(text, *said)
    exchange = Exchange(Heard(uuid4(), "m", "ask_collection_costs", text, entities=entities), Memory())
    exchange.sums = sums.read(text, entities, (), TODAY)
    assert Reckoning.told_at_once(exchange) == told


def test_only_one_amount_is_the_amount() -> None:
    assert amounts.only_one([{"entity": "amount", "value": "650.50"}]) == 65050
    assert amounts.only_one([{"entity": "amount", "value": "1.00"}, {"entity": "amount", "value": "2.00"}]) is None
