"""The made-up tenants: sixty, plainly fictional, in every stage, and in line with their own ledger on any day."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import PROJECT
from bot.tenancy import rules
from bot.tenancy.demo_files import DemoData, DemoDataError, DemoTenant, load_demo
from bot.tenancy.demo_ledger import STEP_AFTER_DAYS, collection_costs, history, months_back
from bot.tenancy.models import EntryKind, MarkerKind, Stage

FOLDER = PROJECT / "content" / "demo"
DATA = load_demo(FOLDER)
PEOPLE = [person for tenant in DATA.tenants for person in tenant.people]
days = st.dates(date(2025, 1, 1), date(2032, 12, 31))
COUNTS = {"none": 24, "reminder": 10, "formal_notice": 8, "collection": 7, "summons": 5}
COUNTS |= {"judgment": 3, "eviction_notice": 3}
REAL_TOWNS = """
    amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen apeldoorn arnhem haarlem enschede
    amersfoort zaanstad haarlemmermeer zwolle leiden maastricht dordrecht ede alkmaar delft deventer hilversum
    helmond purmerend schiedam zaandam leeuwarden lelystad roosendaal gouda assen emmen venlo waalwijk zeist
"""


def test_there_are_sixty_tenants_in_every_stage() -> None:
    assert len(DATA.tenants) == 60
    assert Counter(tenant.stage for tenant in DATA.tenants) == COUNTS


def test_numbers_phones_mail_and_homes_belong_to_one_tenant_each() -> None:
    for values in (
        [tenant.number for tenant in DATA.tenants],
        [person.phone for person in PEOPLE if person.phone],
        [person.email for person in PEOPLE if person.email],
        [(tenant.address.street, tenant.address.house_number) for tenant in DATA.tenants],
        [(person.initials, person.prefix, person.surname) for person in PEOPLE],
    ):
        assert max(Counter(values).values()) == 1


def test_phone_numbers_have_the_right_form_and_can_never_ring() -> None:
    phones = [person.phone for person in PEOPLE if person.phone]
    assert len(phones) >= 60
    for phone in phones:
        assert re.fullmatch(r"\+316000000\d{2}", phone)
        assert not phonenumbers.is_valid_number(phonenumbers.parse(phone))


def test_mail_goes_to_the_example_domain() -> None:
    assert all(re.fullmatch(r"[a-z.]+@example\.nl", person.email) for person in PEOPLE if person.email)


def test_all_live_in_the_made_up_town() -> None:
    for tenant in DATA.tenants:
        assert tenant.address.town == "Lindestad"
        assert re.fullmatch(r"0000 [A-Z]{2}", tenant.address.postcode)


def test_no_real_town_is_named() -> None:
    texts = "\n".join(file.read_text("utf-8") for file in [*FOLDER.glob("tenants/*.yml"), FOLDER / "stories.yml"])
    assert not [town for town in REAL_TOWNS.split() if re.search(rf"\b{town}\b", texts, re.IGNORECASE)]


def test_households_prefixes_languages_and_gaps_vary() -> None:
    assert set(Counter(tenant.household for tenant in DATA.tenants)) == {
        "single", "couple", "family", "elderly", "newcomer"
    }  # fmt: skip
    assert all(len(tenant.people) == 2 for tenant in DATA.tenants if tenant.household == "couple")
    assert len({person.prefix for person in PEOPLE}) >= 12
    assert len({person.language for person in PEOPLE}) >= 6
    assert any(not person.phone and not person.email for person in PEOPLE)
    assert all(date(1930, 1, 1) < person.born < date(2000, 1, 1) for person in PEOPLE)


def test_every_story_is_told_by_somebody() -> None:
    assert {tenant.story for tenant in DATA.tenants} == set(DATA.stories)


def test_markers_are_as_many_as_agreed() -> None:
    kinds = Counter(marker.kind for tenant in DATA.tenants for marker in tenant.markers)
    assert kinds == {
        MarkerKind.ADMINISTRATOR: 2,
        MarkerKind.WSNP: 1,
        MarkerKind.AMICABLE_SCHEME: 1,
        MarkerKind.DO_NOT_CONTACT: 1,
        MarkerKind.EARLY_SIGNAL_OBJECTION: 2,
    }


def _consistent(tenant: DemoTenant, data: DemoData, today: date) -> None:
    past = history(tenant, data.stories[tenant.story], today)
    entries = [booking.entry for booking in past.bookings]
    settled = rules.settle(entries)
    rents = [entry.due_on for entry in entries if entry.kind is EntryKind.RENT]
    assert max(entry.due_on for entry in entries) <= today
    assert len({entry.key for entry in entries}) == len(entries)
    assert rents == [months_back(today, back) for back in reversed(range(len(rents)))]
    assert len(rents) == (12 if tenant.started_on else (tenant.started_months_ago or 0) + 1)
    assert min(entry.due_on for entry in entries) >= past.started_on - timedelta(days=7)
    if tenant.stage is Stage.NONE:
        assert past.stage_since is None
        assert settled.oldest_open_month in (None, today.replace(day=1))
        assert settled.open_costs_cents == 0
        return
    assert settled.balance_cents > 0
    assert settled.oldest_open is not None
    assert past.stage_since == settled.oldest_open + timedelta(days=STEP_AFTER_DAYS[tenant.stage])
    assert past.stage_since <= today
    costs = {entry.key: entry.due_on for entry in entries if entry.key.startswith("kosten-")}
    assert (past.collection_since is not None) == ("kosten-collection" in costs)
    assert all(on <= past.stage_since for on in costs.values())


@settings(max_examples=50)
@given(days)
def test_on_any_day_every_stage_fits_its_ledger(today: date) -> None:
    for tenant in DATA.tenants:
        _consistent(tenant, DATA, today)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 3, 1), date(2026, 7, 1), date(2026, 6, 30)])
def test_the_turn_of_months_and_rents_is_no_exception(day: date) -> None:
    for tenant in DATA.tenants:
        _consistent(tenant, DATA, day)


@pytest.mark.parametrize(("principal", "costs"), [(0, 4_000), (20_000, 4_000), (70_000, 10_500), (59_253, 8_888)])
def test_collection_costs_follow_the_legal_scale(principal: int, costs: int) -> None:
    assert collection_costs(principal) == costs


def test_a_folder_without_tenants_gives_none(tmp_path: Path) -> None:
    assert load_demo(tmp_path).tenants == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("story: six_months", "story: rijk", "0012385: onbekend verhaal 'rijk'"),
        ('number: "0012392"', 'number: "0012385"', "0012385: dit nummer komt twee keer voor"),
        ("story: six_months", "story: debit_reversed", "zonder automatische incasso"),
        ("started_on: 2019-01-01", "started_on: gisteren", r"5-court\.yml: tenants"),
        ("started_on: 2019-01-01", "started_months_ago: 2\n    started_on: 2019-01-01", "niet allebei"),
        ("tenants:", "tenants: [", "niet te lezen"),
    ],
)
def test_a_mistake_in_the_files_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "tenants").mkdir()
    (tmp_path / "stories.yml").write_text((FOLDER / "stories.yml").read_text("utf-8"), "utf-8")
    text = (FOLDER / "tenants" / "5-court.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "tenants" / "5-court.yml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DemoDataError, match=told):
        load_demo(tmp_path)


def test_a_stage_that_does_not_fit_the_payments_is_refused() -> None:
    tenant = next(t for t in DATA.tenants if t.stage is Stage.JUDGMENT)
    with pytest.raises(DemoDataError, match=r"stand 'judgment' past niet bij het verhaal 'on_time'"):
        history(tenant.model_copy(update={"story": "on_time"}), DATA.stories["on_time"], date(2026, 11, 23))
