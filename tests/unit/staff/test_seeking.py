"""What somebody typed to look up a tenant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.staff.seeking import LONGEST, By, name_readings, sought


@pytest.mark.parametrize(
    ("typed", "postcode", "house"),
    [
        ("0000 AK 61", "0000 AK", "61"),
        ("0000ak61", "0000 AK", "61"),
        ("  0000 Ak,  61-A ", "0000 AK", "61a"),
        ("0000AK 61 bis", "0000 AK", "61bis"),
        ("0000 AK", "0000 AK", ""),
    ],
)
def test_a_postcode_is_read_with_its_house_number(typed: str, postcode: str, house: str) -> None:
    found = sought(typed)
    assert found is not None
    assert (found.by, found.postcode, found.house_number) == (By.HOME, postcode, house)


@pytest.mark.parametrize("typed", ["+31600000031", "06-00000031", "06 00 00 00 31", "0031600000031"])
def test_a_telephone_is_read_in_international_form(typed: str) -> None:
    found = sought(typed)
    assert found is not None
    assert (found.by, found.phone) == (By.PHONE, "+31600000031")


def test_ten_digits_may_be_a_telephone_and_a_number_at_once() -> None:
    found = sought("0600000031")
    assert found is not None
    assert found.phone
    assert "600000031" in {number.lstrip("0") for number in found.numbers}


@pytest.mark.parametrize("typed", ["0012175", "12175", "12.175", "HV-12175"])
def test_a_number_is_read_however_it_is_spelt(typed: str) -> None:
    found = sought(typed)
    assert found is not None
    assert found.by is By.NUMBER
    assert found.numbers


def test_a_name_is_read_with_and_without_its_particle() -> None:
    assert name_readings("S. van der Wolk") == (("", "van der wolk"), ("van", "der wolk"), ("van der", "wolk"))
    assert name_readings("Denizkuşu") == (("", "denizkuşu"),)


def test_a_title_and_initials_are_no_name() -> None:
    assert name_readings("mevrouw A.B. Jansen") == (("", "jansen"),)
    assert name_readings("de heer Jansen") == (("", "jansen"),)
    assert sought("A.") is None


@pytest.mark.parametrize("typed", ["", "   ", "x", ".", "\x00abc", "\ud800"])
def test_too_little_is_not_looked_for(typed: str) -> None:
    assert sought(typed) is None


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_and_never_fails(typed: str) -> None:
    found = sought(typed)
    if found is None:
        return
    assert found.numbers or found.phone or found.postcode or found.names
    assert all(len(name) >= 2 and len(name) <= LONGEST for _, name in found.names)
