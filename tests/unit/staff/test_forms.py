"""Reading what was typed in the desk's forms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules.eligibility import Kind
from bot.staff.forms import MOST_CENTS, Unreadable, cents_of, day_of, page_of, plan_of, uuid_of
from bot.staff.rendering import euros


@pytest.mark.parametrize(
    ("typed", "cents"), [("50", 5000), ("50,00", 5000), ("€ 1.250,50", 125050), ("1.250", 125000), (" 75,05 ", 7505)]
)
def test_an_amount_is_read_as_it_is_written_in_dutch(typed: str, cents: int) -> None:
    assert cents_of(typed) == cents


@pytest.mark.parametrize("typed", ["", "50.00", "50,0", "1,234,00", "12.34,00", "-5", "0", "0,00", "vijftig", "9" * 12])
def test_an_amount_that_may_mean_two_things_is_not_guessed(typed: str) -> None:
    with pytest.raises(Unreadable):
        cents_of(typed)


@given(st.integers(min_value=1, max_value=MOST_CENTS))
def test_every_amount_that_we_show_can_be_typed_back(cents: int) -> None:
    assert cents_of(euros(cents)) == cents


@pytest.mark.parametrize("typed", ["2026-12-03", "3-12-2026", "03/12/2026"])
def test_a_day_is_read_as_browsers_and_people_write_it(typed: str) -> None:
    assert day_of(typed) == date(2026, 12, 3)


@pytest.mark.parametrize("typed", ["", "31-2-2026", "12-2026", "morgen", "3-12-26", "0001-01-01"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        day_of(typed)


def test_a_plan_takes_terms_or_an_amount_and_never_both() -> None:
    assert plan_of({"soort": "arrangement", "termijnen": "6"}).wish.terms == 6
    plan = plan_of({"soort": "arrangement", "bedrag": "75,00", "eerste": "3-12-2026", "inkomen": "24"})
    assert (plan.wish.amount_cents, plan.wish.first_on, plan.income_day) == (7500, date(2026, 12, 3), 24)
    for wrong in ({"termijnen": "6", "bedrag": "75,00"}, {}, {"termijnen": "0"}, {"termijnen": "zes"}):
        with pytest.raises(Unreadable):
            plan_of({"soort": "arrangement", **wrong})


def test_a_deferral_and_a_pay_day_are_read() -> None:
    assert plan_of({"soort": "deferral", "tot": "3-12-2026"}).until == date(2026, 12, 3)
    assert plan_of({"soort": "pay_date", "dag": "15"}).pay_day == 15
    for wrong in ({"soort": "deferral"}, {"soort": "pay_date", "dag": "31"}, {"soort": "iets"}, {}):
        with pytest.raises(Unreadable):
            plan_of(wrong)


def test_kinds_are_read_by_their_value() -> None:
    assert plan_of({"soort": Kind.ARRANGEMENT.value, "termijnen": "2"}).kind is Kind.ARRANGEMENT


@pytest.mark.parametrize(("typed", "page"), [(None, 1), ("", 1), ("3", 3), ("-1", 1), ("²", 1), ("9" * 30, 1)])
def test_a_page_that_is_none_is_the_first(typed: str | None, page: int) -> None:
    assert page_of(typed) == page


def test_an_id_that_is_none_is_nothing() -> None:
    assert uuid_of("x") is None
    assert uuid_of(None) is None
