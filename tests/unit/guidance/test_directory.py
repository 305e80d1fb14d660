"""The directory of help in real municipalities: found by town or postcode, and honest about what is not known."""

from datetime import date
from pathlib import Path

import pytest

from bot.guidance.loading import ContentError, load_guidance
from bot.guidance.rules import fitting, place_of
from tests.support.wiring import CONTENT

TODAY = date(2026, 11, 28)
GUIDANCE = CONTENT.guidance
CONTENT_FOLDER = Path(__file__).parents[3] / "content"
REAL = [referral for referral in GUIDANCE.referrals if referral.source is not None]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("3011 AB", "Rotterdam"),
        ("ik woon in den haag", "Den Haag"),
        ("'s-Gravenhage", "Den Haag"),
        ("2511", "Den Haag"),
        ("1102AB", "Amsterdam"),
        ("amsterdam zuidoost", "Amsterdam"),
        ("De Meern", "Utrecht"),
        ("9712 KM", "Groningen"),
        ("Tilburg", "Tilburg"),
        ("5611", "Eindhoven"),
        ("almere buiten", "Almere"),
        ("Zwolle", None),
        ("8011 AA", None),
    ],
)
def test_a_real_municipality_is_found_by_town_and_by_postcode(typed: str, name: str | None) -> None:
    place = place_of(typed, GUIDANCE.places)
    assert (place.name if place else None) == name


def test_help_in_the_own_town_comes_before_help_for_the_whole_country() -> None:
    place = place_of("3011", GUIDANCE.places)
    found = fitting(GUIDANCE.referrals, "debts", place, frozenset(), TODAY)
    assert [r.place is not None for r in found] == [True, False, False]


def test_no_town_gets_the_help_of_another() -> None:
    for place in (None, *GUIDANCE.places):
        for need in ("debts", "paperwork", "law", "benefits", "energy", "food", "talk"):
            found = fitting(GUIDANCE.referrals, need, place, frozenset(), TODAY)
            assert all(r.place in (None, place) for r in found)


def test_every_real_entry_says_where_it_was_read_when_and_until_when_it_may_be_told() -> None:
    assert len({r.place.name for r in REAL if r.place}) >= 8
    for referral in REAL:
        assert referral.source is not None
        assert referral.source.url is not None
        assert referral.source.url.startswith("https://")
        assert referral.checked_on is not None
        assert referral.next_review is not None
        assert referral.checked_on < referral.next_review
        assert not referral.warm


def test_a_telephone_number_that_nobody_called_is_not_given() -> None:
    for referral in REAL:
        assert not any(character.isdigit() for character in referral.reach), referral.id
        assert "site van je gemeente" in referral.reach or ".nl" in referral.reach


def test_postcodes_of_two_municipalities_never_overlap() -> None:
    ranges = sorted((low, high, place.name) for place in GUIDANCE.places for low, high in place.postcodes)
    for (_, high, one), (low, _, other) in zip(ranges, ranges[1:], strict=False):
        assert high < low, (one, other)


def test_what_is_past_its_review_date_is_not_told() -> None:
    place = place_of("3011", GUIDANCE.places)
    found = fitting(GUIDANCE.referrals, "debts", place, frozenset(), date(2030, 1, 1))
    assert all(r.place is None for r in found)


def test_a_source_without_an_address_is_refused(tmp_path: Path) -> None:
    for name in ("guidance", "referrals", "demo"):
        (tmp_path / name).symlink_to(CONTENT_FOLDER / name)
    corporation = tmp_path / "own"
    (corporation / "referrals").mkdir(parents=True)
    (corporation / "referrals" / "town.yml").write_text(
        """
referrals:
  - id: somewhere
    name: Loket
    needs: [debts]
    helps: Helpt.
    cost: gratis
    reach: loop binnen
    checked_on: 2026-11-28
    next_review: 2027-02-28
    source: {name: Iemand}
""",
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="url"):
        load_guidance(tmp_path, corporation)
