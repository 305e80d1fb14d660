"""Amounts, dates and other cells: exact, or refused with a reason that somebody at a desk understands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tenancy.importing import fields
from bot.tenancy.importing.fields import BadField


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1.234,56", 123_456),
        ("1234,56", 123_456),
        ("1234.56", 123_456),
        ("600", 60_000),
        ("600,5", 60_050),
        ("-12,50", -1_250),
        ("12,50-", -1_250),
        ("€ 12,50", 1_250),
        ("-€ 12,50", -1_250),
        ("€ -12,50", -1_250),
        ("EUR 1.000,00", 100_000),
        (" 0,00 ", 0),
        ("0,07", 7),
    ],
)
def test_an_amount_is_read_to_the_cent_in_each_of_its_ways(cell: str, cents: int) -> None:
    assert fields.cents(cell) == cents


@pytest.mark.parametrize("cell", ["1.234", "-1.234", "12,345", "1,2,3", "12,3x", "--5", "-5-", "", "1.23.456,00", "٣"])
def test_an_amount_that_could_mean_two_things_or_nothing_is_refused(cell: str) -> None:
    with pytest.raises(BadField):
        fields.cents(cell)


def test_an_amount_without_its_comma_is_noticed() -> None:
    with pytest.raises(BadField, match="onwaarschijnlijk veel"):
        fields.cents("123456789")


@given(st.integers(-fields.LARGEST_CENTS, fields.LARGEST_CENTS), st.sampled_from([",", "."]), st.booleans())
def test_every_amount_comes_back_as_it_was_written(cents: int, mark: str, grouped: bool) -> None:
    whole, rest = divmod(abs(cents), 100)
    digits = f"{whole:,}".replace(",", ".") if grouped and mark == "," else str(whole)
    assert fields.cents(f"{'-' if cents < 0 else ''}{digits}{mark}{rest:02}") == cents


@pytest.mark.parametrize("cell", ["2026-11-01", "01-11-2026", "1-11-2026", " 2026-11-01 "])
def test_a_date_is_read_in_both_ways(cell: str) -> None:
    assert fields.day(cell) == date(2026, 11, 1)


@pytest.mark.parametrize("cell", ["31-02-2026", "2026-13-01", "11/01/2026", "1-11-26", "0001-01-01", "morgen"])
def test_a_date_that_is_none_is_refused(cell: str) -> None:
    with pytest.raises(BadField, match="geen datum"):
        fields.day(cell)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_comes_back_as_it_was_written(day: date) -> None:
    assert fields.day(day.isoformat()) == fields.day(f"{day:%d-%m-%Y}") == day


def test_a_phone_number_becomes_international_and_a_wrong_one_is_told() -> None:
    assert fields.phone("06 12345678") == fields.phone("0031612345678") == "+31612345678"
    with pytest.raises(BadField, match="geen telefoonnummer"):
        fields.phone("geen")


@pytest.mark.parametrize("cell", ["a@b", "a b@c.nl", "@c.nl", "a@c.nl\x00", "x" * 300 + "@c.nl"])
def test_what_is_no_email_address_is_refused(cell: str) -> None:
    with pytest.raises(BadField):
        fields.email(cell)


def test_a_cell_in_a_message_is_short_and_on_one_line() -> None:
    assert fields.shown("a\nb" + "x" * 100) == "'a�b" + "x" * 34 + "…'"


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_read_or_refused_and_never_breaks(cell: str) -> None:
    for read in (fields.cents, fields.day, fields.phone, fields.email, fields.words):
        told = ""
        try:
            read(cell)  # type: ignore[operator]
        except BadField as problem:
            told = str(problem)
        assert told.isprintable()
