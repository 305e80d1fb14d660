"""What is asked outright: a debt in months, a day to come by, what was noted, and who cannot telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import asked_outright, months

TOLD = "Bellen hoeft niet."


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


@pytest.mark.parametrize("text", ["wat heb je nou allemaal genoteerd", "Wat hebben jullie opgeschreven over mij?"])
def test_who_asks_what_was_noted_is_heard(text: str) -> None:
    assert asked_outright.asks_notes(text)


def test_who_noted_something_themselves_does_not_ask() -> None:
    assert not asked_outright.asks_notes("ik heb het nummer genoteerd")


def test_what_was_noted_is_what_stood_between_quotes() -> None:
    said = ['Ik heb genoteerd: "liever 150". Morgen.', "Iets anders.", 'Dit geef ik door: "ook op de 28e".']
    assert asked_outright.quoted(said) == ["liever 150", "ook op de 28e"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Dinsdagmiddag na twee uur zou mij schikken", "in de middag"),
        ("Donderdagmorgen dan maar", "in de ochtend"),
        ("Goedemiddag, vrijdagavond graag", "in de avond"),
        ("kom morgen maar", ""),
    ],
)
def test_a_part_of_the_day_is_told_back(text: str, part: str) -> None:
    assert asked_outright.part_of_day(text) == part


@pytest.mark.parametrize(
    ("text", "avoids"),
    [
        ("Ik ben overigens slechthorend, dus bellen gaat niet", True),
        ("ik ben doof", True),
        ("ik durf niet te bellen", True),
        ("kun je me niet bellen om 10 uur maar om 11", False),
    ],
)
def test_who_cannot_telephone_is_heard(text: str, avoids: bool) -> None:
    assert asked_outright.avoids_phone(text, [], TOLD) is avoids


def test_it_is_known_from_what_we_said_to_it() -> None:
    assert asked_outright.avoids_phone("en nu", [f"{TOLD} Je kunt hier typen."], TOLD)
