"""Payments find their instalment: by name, by their amount, else what falls due first. Nothing is lost or invented."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules.life import Held
from bot.arrangements.rules.matching import Ground, Match, RentDay, match, on_time_in_a_row, payable_on
from bot.tenancy.models import EntryKind
from bot.tenancy.rules import Entry
from tests.unit.arrangements.cases import TODAY

TERMS = (Held(1, date(2026, 12, 28), 20_000), Held(2, date(2027, 1, 25), 20_000), Held(3, date(2027, 2, 25), 20_000))
RENT = 65_000
GROUND = Ground(frozenset({"huur-2026-11"}), frozenset({"old"}), TODAY)
OLD = [
    Entry("huur-2026-11", EntryKind.RENT, RENT, date(2026, 11, 1)),
    Entry("old", EntryKind.PAYMENT, -5_000, date(2026, 11, 10)),
]
RENTS = [
    Entry("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1)),
    Entry("huur-2027-01", EntryKind.RENT, RENT, date(2027, 1, 1)),
]


def paid(key: str, cents: int, on: date) -> Entry:
    return Entry(key, EntryKind.PAYMENT, -cents, on)


def after(*entries: Entry, ground: Ground = GROUND) -> Match:
    return match(TERMS, ground, [*OLD, *RENTS, *entries])


def filled(found: Match) -> tuple[list[int], list[int]]:
    return [t.paid_cents for t in found.terms], [r.paid_cents for r in found.running]


def test_rent_beside_a_plan_is_missed_only_after_the_agreed_pay_day() -> None:
    moved = replace(GROUND, rent_days=(RentDay(25, date(2026, 12, 1)),))
    december, _ = after(ground=moved).running
    assert not december.missed(date(2026, 12, 5), 0)
    assert not december.missed(date(2026, 12, 28), 3)
    assert december.missed(date(2026, 12, 29), 3)
    as_booked, _ = after().running
    assert as_booked.missed(date(2026, 12, 5), 3)


def test_a_pay_day_counts_from_its_own_month_and_a_newer_one_takes_its_place() -> None:
    agreed = (RentDay(25, date(2026, 12, 1)), RentDay(15, date(2027, 1, 1)))
    assert payable_on(date(2026, 11, 1), agreed) == date(2026, 11, 1)
    assert payable_on(date(2026, 12, 1), agreed) == date(2026, 12, 25)
    assert payable_on(date(2027, 1, 1), agreed) == date(2027, 1, 15)
    # Booked after the agreed day of its month: the next one.
    assert payable_on(date(2026, 12, 28), agreed) == date(2027, 1, 25)


def test_costs_do_not_wait_for_the_day_of_the_rent() -> None:
    moved = replace(GROUND, rent_days=(RentDay(25, date(2026, 12, 1)),))
    found = after(Entry("kosten", EntryKind.COST, 4_000, date(2026, 12, 2)), ground=moved)
    (costs,) = [charge for charge in found.running if charge.key == "kosten"]
    assert costs.missed(date(2026, 12, 6), 3)


DEC, JAN = date(2026, 12, 27), date(2027, 1, 24)


@pytest.mark.parametrize(
    ("entries", "terms", "rents"),
    [
        ([], [0, 0, 0], [0, 0]),
        ([paid("a", 20_000, DEC)], [20_000, 0, 0], [0, 0]),
        ([paid("a", RENT, DEC)], [0, 0, 0], [RENT, 0]),
        ([paid("a", RENT + 20_000, DEC)], [20_000, 0, 0], [RENT, 0]),
        ([paid("a", 60_000, DEC)], [20_000, 20_000, 20_000], [0, 0]),
        # Nothing that it says by itself: what falls due first, which is the rent of December.
        ([paid("a", 7_000, DEC)], [0, 0, 0], [7_000, 0]),
        ([paid("a", RENT, DEC), paid("b", 30_000, JAN)], [20_000, 0, 0], [RENT, 10_000]),
        ([paid("huur-2026-11::x", 20_000, DEC)], [20_000, 0, 0], [0, 0]),
        ([paid("huur-2027-01::x", 20_000, DEC)], [0, 0, 0], [0, 20_000]),
        ([paid("kosten-oud::x", 20_000, DEC)], [0, 0, 0], [0, 0]),
    ],
)
def test_a_payment_finds_what_it_is_for(entries: list[Entry], terms: list[int], rents: list[int]) -> None:
    assert filled(after(*entries)) == (terms, rents)


def test_a_payment_that_names_the_agreement_is_for_its_instalments() -> None:
    ground = Ground(GROUND.covered, GROUND.counted, TODAY, frozenset({"a"}))
    assert filled(after(paid("a", RENT, DEC), ground=ground)) == ([20_000] * 3, [0, 0])


def test_what_was_counted_when_it_was_agreed_never_counts_again_and_what_came_in_late_does() -> None:
    again = after(paid("late", 20_000, TODAY - timedelta(days=3)))
    assert filled(again) == ([20_000, 0, 0], [0, 0])
    assert again.terms[0].paid_on == TODAY - timedelta(days=3)


def test_a_debit_that_went_back_was_no_payment() -> None:
    back = Entry("a::terug", EntryKind.REVERSAL, 20_000, JAN)
    assert filled(after(paid("a", 20_000, DEC), back)) == ([0, 0, 0], [0, 0])


def test_a_payment_from_before_that_goes_back_is_something_new_to_pay() -> None:
    found = after(Entry("old::terug", EntryKind.REVERSAL, 5_000, DEC))
    assert [(r.key, r.open_cents) for r in found.running][-1] == ("huur-2027-01", RENT)
    assert filled(found)[0] == [0, 0, 0]


def test_the_day_that_completes_an_instalment_is_the_day_it_was_paid() -> None:
    found = after(paid("huur-2026-11::1", 5_000, DEC), paid("huur-2026-11::2", 15_000, JAN))
    assert found.terms[0].paid_on == JAN
    assert found.terms[1].paid_on is None


payments = st.lists(
    st.builds(
        lambda place, cents, days, named: paid(f"{named}p{place}", cents, TODAY + timedelta(days=days)),
        st.integers(0, 10**9),
        st.integers(1, 150_000),
        st.integers(-30, 120),
        st.sampled_from(["", "", "huur-2026-11::", "huur-2026-12::"]),
    ),
    max_size=12,
    unique_by=lambda entry: entry.key,
)


@given(payments, st.randoms(use_true_random=False))
def test_every_cent_goes_somewhere_once_in_whatever_order_it_is_read(entries: list[Entry], order: object) -> None:
    found = after(*entries)
    spent = sum(t.paid_cents for t in found.terms) + sum(r.paid_cents for r in found.running) + found.beyond_cents
    assert spent == sum(-entry.amount_cents for entry in entries)
    assert all(0 <= t.paid_cents <= t.amount_cents for t in found.terms)
    assert all((t.paid_on is None) == (not t.is_paid) for t in found.terms)
    shuffled = [*OLD, *RENTS, *entries]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(found.terms, GROUND, shuffled) == found


@pytest.mark.parametrize(
    ("late", "months"), [({}, 6), ({3: 4}, 6), ({3: 9}, 2), ({1: 40}, 0)], ids=["always", "a-little", "once", "last"]
)
def test_months_on_time_count_back_from_the_oldest_open_month(late: dict[int, int], months: int) -> None:
    entries = []
    for back in range(1, 7):
        due = date(2026, 11 - back, 1)
        entries.append(Entry(f"huur-{due}", EntryKind.RENT, RENT, due))
        entries.append(paid(f"p-{due}", RENT, due + timedelta(days=late.get(back, 0))))
    entries.append(Entry("huur-2026-11", EntryKind.RENT, RENT, date(2026, 11, 1)))
    assert on_time_in_a_row(entries, date(2026, 11, 1)) == months
