"""Rent that is told so many times is owed so many times; what is offered is left as it was said."""

from datetime import date

import pytest

from bot.dialogue.told import amounts
from bot.dialogue.told.roles import Role

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("er staat 2 keer huur 612 en 40 euro kosten", 122_400),
        ("2 x 612 huur en 40 kosten", 122_400),
        ("twee maanden huur van 612 en 80 euro incassokosten", 122_400),
    ],
)
def test_rent_that_is_told_so_many_times_is_owed_so_many_times(text: str, cents: int) -> None:
    found = amounts.read(text, [{"entity": "amount", "value": "612"}], TODAY)
    assert [amount.cents for amount in found if amount.role is Role.OWED] == [cents]


@pytest.mark.parametrize("text", ["ik kan 3 x 100 betalen", "in 2 keer 100 betalen", "100 per maand voor de huur"])
def test_what_is_offered_is_not_multiplied(text: str) -> None:
    found = amounts.read(text, [{"entity": "amount", "value": "100"}], TODAY)
    assert {amount.cents for amount in found} <= {10_000}
