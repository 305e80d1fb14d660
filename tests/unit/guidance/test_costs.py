"""Collection costs: the worked examples to the cent, and what must hold for every principal."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.costs import (
    Finding,
    Notice,
    Verdict,
    check_notice,
    collection_costs,
    compare,
    tariff_on,
)
from bot.guidance.loading import load_tariffs

TARIFFS = load_tariffs(Path(__file__).parents[3] / "content")
TARIFF = tariff_on(TARIFFS, date(2026, 11, 23))
PRINCIPALS = st.integers(1, 200_000_000)


@pytest.mark.parametrize(
    ("principal", "costs"),
    [
        # The worked examples of the fact wik-rekenvoorbeeld.
        (20_000, 4_000),
        (70_000, 10_500),
        (150_000, 22_500),
        (250_000, 37_500),
        (400_000, 52_500),
        # The minimum, and the amount from which it no longer decides.
        (1, 4_000),
        (26_666, 4_000),
        (26_674, 4_001),
        # Each edge of the scale, and the maximum.
        (500_000, 62_500),
        (1_000_000, 87_500),
        (20_000_000, 277_500),
        (100_000_000, 677_500),
        (200_000_000, 677_500),
        # A real one: 15 % of € 1.304,80.
        (130_480, 19_572),
    ],
)
def test_the_most_that_may_be_asked_is_exact_to_the_cent(principal: int, costs: int) -> None:
    assert collection_costs(principal, TARIFF).maximum_cents == costs


def test_vat_is_shown_beside_it_and_rounded_down() -> None:
    assert collection_costs(70_000, TARIFF).with_vat_cents == 12_705
    assert collection_costs(130_480, TARIFF).with_vat_cents == 23_682


@given(PRINCIPALS, PRINCIPALS)
def test_more_arrears_never_cost_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert collection_costs(low, TARIFF).maximum_cents <= collection_costs(high, TARIFF).maximum_cents


@given(PRINCIPALS)
def test_costs_lie_between_the_minimum_and_the_maximum_and_never_above_the_first_share(principal: int) -> None:
    costs = collection_costs(principal, TARIFF)
    assert 4_000 <= costs.maximum_cents <= 677_500
    assert costs.maximum_cents <= max(4_000, principal * 15 // 100)


@pytest.mark.parametrize("principal", [0, -1])
def test_without_arrears_there_is_nothing_to_compute(principal: int) -> None:
    with pytest.raises(ValueError, match="principal"):
        collection_costs(principal, TARIFF)


def test_before_the_scale_existed_nothing_is_computed() -> None:
    with pytest.raises(LookupError):
        tariff_on(TARIFFS, date(2012, 6, 30))


@given(PRINCIPALS, st.integers(0, 1_000_000))
def test_asked_costs_are_within_only_with_vat_or_too_high(principal: int, asked: int) -> None:
    costs = collection_costs(principal, TARIFF)
    verdict = compare(asked, costs)
    assert (verdict is Verdict.WITHIN) == (asked <= costs.maximum_cents)
    assert (verdict is Verdict.TOO_HIGH) == (asked > costs.with_vat_cents)


@pytest.mark.parametrize(
    ("notice", "findings"),
    [
        (Notice(), ()),
        (Notice(date(2026, 11, 21), date(2026, 12, 5)), (Finding.TERM_ENOUGH,)),
        (Notice(date(2026, 11, 21), date(2026, 12, 4)), (Finding.TERM_TOO_SHORT,)),
        (Notice(free=False, names_costs=False), (Finding.NOT_FREE, Finding.COSTS_NOT_NAMED)),
        (Notice(asked_cents=10_500, principal_cents=70_000), (Finding.COSTS_WITHIN,)),
        (Notice(asked_cents=12_705, principal_cents=70_000), (Finding.COSTS_ONLY_WITH_VAT,)),
        (Notice(asked_cents=12_706, principal_cents=70_000), (Finding.COSTS_TOO_HIGH,)),
    ],
)
def test_a_fourteen_day_letter_is_checked_on_what_is_known_of_it(notice: Notice, findings: tuple[Finding, ...]) -> None:
    assert check_notice(notice, TARIFF) == findings
