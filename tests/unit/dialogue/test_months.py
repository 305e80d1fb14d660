"""A debt in months: in how many parts, what the last one is, and who asks for that sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import months


def test_a_debt_in_parts_ends_with_a_smaller_one() -> None:
    found = months.in_months(127400, 15000)
    assert (found.months, found.last) == (9, 7400)


@given(st.integers(1, 2_000_000), st.integers(1, 24))
def test_the_least_part_fits_in_the_most_months(total: int, most: int) -> None:
    assert months.in_months(total, months.least(total, most)).months <= most


@given(st.integers(1, 2_000_000), st.integers(1, 200_000))
def test_the_parts_are_the_whole(total: int, monthly: int) -> None:
    found = months.in_months(total, monthly)
    assert (found.months - 1) * monthly + found.last == total
    assert 0 < found.last <= monthly


@pytest.mark.parametrize(
    ("text", "amounts", "number"),
    [
        ("hoeveel maanden duurt het als ik 150 per maand betaal op 1274 euro", ["150.00", "1274.00"], 9),
        ("is 150 per maand genoeg voor 1274", ["150.00", "1274.00"], 9),
        ("ja aanmaning. kwota 1.274,60. ik kan 150 elke maand, dobrze?", ["1274.60", "150.00"], 9),
        ("bedrag 1274,60 deel door 150 is 9 maand?", ["1274.60", "150.00"], 9),
        ("1380 euro, kan dat met € 200 p/m", ["1380.00", "200.00"], 7),
        ("kan ik gewoon die 870 in 3 keer betalen", ["870.00"], 3),
        ("mag ik 1.000 euro in drie termijnen betalen?", ["1000.00"], 3),
    ],
)
def test_a_sum_that_is_asked_for_is_heard(text: str, amounts: list[str], number: int) -> None:
    found = months.months_asked(text, amounts)
    assert found is not None
    assert found.months == number


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("ik verdien 1900. ik wil 200 per maand, kan dat?", ["1900.00", "200.00"]),
        ("ik kan 150 per maand betalen van de 1274", ["150.00", "1274.00"]),
        ("hoeveel maanden mag het duren met 150 per maand", ["150.00"]),
        ("wat is er mis met 640 en 96?", ["640.00", "96.00"]),
        ("ik heb 870 in 3 keer betaald", ["870.00"]),
        ("kan het in 3 keer", []),
    ],
)
def test_other_amounts_are_no_sum(text: str, amounts: list[str]) -> None:
    assert months.months_asked(text, amounts) is None


def test_a_sum_in_so_many_parts_is_told_by_the_part() -> None:
    found = months.months_asked("kan ik gewoon die 870 in 3 keer betalen", ["870.00"])
    assert found == months.Months(87000, 29000, 3, 29000)
