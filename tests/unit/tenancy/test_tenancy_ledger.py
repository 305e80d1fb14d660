"""What is owed, since when and how it built up: to the cent, whatever the order of the bookings."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tenancy import rules
from bot.tenancy.models import EntryKind
from bot.tenancy.rules import Entry, Month, Payment

RENT, PAYMENT, REVERSAL, COST = EntryKind.RENT, EntryKind.PAYMENT, EntryKind.REVERSAL, EntryKind.COST


def rent(month: int, cents: int = 60_000) -> Entry:
    return Entry(f"huur-{month}", RENT, cents, date(2026, month, 1))


def paid(key: str, cents: int, on: date) -> Entry:
    return Entry(key, PAYMENT, -cents, on)


def open_by_month(*entries: Entry) -> list[int]:
    return [month.open_cents for month in rules.build_up(rules.settle(entries))]


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Anything at all: both signs for every kind, payments that name charges, reversals that name payments."""
    kinds = draw(st.lists(st.sampled_from(EntryKind), max_size=25))
    entries: list[Entry] = []
    for number, kind in enumerate(kinds):
        named = draw(st.sampled_from([None, *(e.key for e in entries), "onbekend"]))
        key = f"{named}{rules.SETTLES}{number}" if named else f"boeking-{number}"
        sizes = st.one_of(st.sampled_from([100, 5_000, 61_284]), st.integers(0, 10**11))
        sign = draw(st.sampled_from([1, -1]))
        day = draw(st.dates(date(2025, 12, 1), date(2026, 4, 30)))
        entries.append(Entry(key, kind, sign * draw(sizes), day))
    return entries


@given(ledgers())
def test_what_is_open_less_the_credit_is_exactly_the_sum_of_the_bookings(entries: list[Entry]) -> None:
    settled = rules.settle(entries)
    assert settled.balance_cents == rules.balance(entries)
    assert settled.open_rent_cents + settled.open_costs_cents == settled.open_cents
    assert sum(month.open_cents for month in rules.build_up(settled)) == settled.open_cents


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_in_which_bookings_are_read_changes_nothing(entries: list[Entry], random: Random) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert rules.settle(shuffled) == rules.settle(entries)
    assert rules.balance(shuffled) == rules.balance(entries)
    assert rules.last_payment(shuffled) == rules.last_payment(entries)


@given(ledgers())
def test_no_charge_is_paid_below_zero_or_beyond_its_amount(entries: list[Entry]) -> None:
    settled = rules.settle(entries)
    assert all(0 <= charge.paid_cents <= charge.amount_cents for charge in settled.charges)
    assert settled.credit_cents >= 0
    assert all(m.due_cents == m.paid_cents + m.open_cents for m in rules.build_up(settled))


@given(ledgers())
def test_a_credit_is_left_only_when_nothing_is_open(entries: list[Entry]) -> None:
    settled = rules.settle(entries)
    assert settled.credit_cents == 0 or settled.open_cents == 0


@given(ledgers())
def test_without_earmarks_nothing_is_paid_while_something_older_is_open(entries: list[Entry]) -> None:
    plain = [Entry(str(n), e.kind, e.amount_cents, e.due_on) for n, e in enumerate(entries)]
    charges = rules.settle(plain).charges
    assert all(not later.paid_cents for earlier, later in pairwise(charges) if earlier.open_cents)


@given(ledgers(), st.integers(1, 10**8))
def test_paying_more_never_makes_any_month_more_open(entries: list[Entry], cents: int) -> None:
    before = rules.build_up(rules.settle(entries))
    after = rules.build_up(rules.settle([*entries, paid("nieuw", cents, date(2026, 4, 30))]))
    if any(e.kind is REVERSAL for e in entries):
        return  # an unnamed reversal may now find this payment
    assert all(new.open_cents <= old.open_cents for old, new in zip(before, after, strict=True))


def test_a_payment_without_a_name_goes_to_the_oldest_month() -> None:
    assert open_by_month(rent(3), rent(4), paid("p", 60_000, date(2026, 4, 2))) == [0, 60_000]


def test_a_payment_that_names_its_month_leaves_the_missed_month_open() -> None:
    entries = [rent(3), rent(4), paid("huur-4::p", 60_000, date(2026, 4, 2))]
    settled = rules.settle(entries)
    assert settled.oldest_open_month == date(2026, 3, 1)
    assert (settled.open_months, settled.balance_cents) == (1, 60_000)


def test_what_is_left_of_a_named_payment_goes_to_the_oldest() -> None:
    assert open_by_month(rent(3), rent(4), paid("huur-4::p", 70_000, date(2026, 4, 2))) == [50_000, 0]


def test_a_payment_that_names_something_unknown_counts_as_unnamed() -> None:
    assert open_by_month(rent(3), rent(4), paid("huur-9::p", 60_000, date(2026, 4, 2))) == [0, 60_000]


def test_a_reversed_debit_opens_its_own_month_again_and_not_the_oldest() -> None:
    first, second = paid("huur-3::p", 60_000, date(2026, 3, 1)), paid("huur-4::p", 60_000, date(2026, 4, 1))
    back = Entry("huur-3::p::terug", REVERSAL, 60_000, date(2026, 4, 6))
    settled = rules.settle([rent(3), rent(4), first, second, back])
    assert settled.oldest_open_month == date(2026, 3, 1)
    assert rules.last_payment([first, second, back]) == Payment(date(2026, 4, 1), 60_000)


def test_a_reversal_without_a_name_takes_back_the_newest_payment_of_that_amount() -> None:
    entries = [
        rent(3),
        rent(4),
        paid("a", 60_000, date(2026, 3, 1)),
        paid("b", 60_000, date(2026, 4, 1)),
        paid("c", 1_000, date(2026, 4, 3)),
        Entry("terug", REVERSAL, 60_000, date(2026, 4, 6)),
    ]
    assert open_by_month(*entries) == [0, 59_000]
    assert rules.last_payment(entries[2:4] + entries[5:]) == Payment(date(2026, 3, 1), 60_000)


def test_a_reversal_of_nothing_known_is_owed_in_its_own_month() -> None:
    settled = rules.settle([Entry("terug", REVERSAL, 5_000, date(2026, 4, 6))])
    assert rules.build_up(settled) == (Month(date(2026, 4, 1), 5_000, 0, 5_000),)


def test_costs_are_told_apart_and_are_no_missed_rent() -> None:
    cost = Entry("kosten", COST, 4_000, date(2026, 3, 20))
    settled = rules.settle([rent(3), paid("huur-3::p", 60_000, date(2026, 3, 1)), cost])
    assert (settled.open_costs_cents, settled.open_rent_cents, settled.open_months) == (4_000, 0, 0)
    assert settled.oldest_open_month is None
    assert settled.oldest_open == date(2026, 3, 20)


def test_on_one_day_costs_are_paid_before_rent() -> None:
    cost = Entry("kosten", COST, 4_000, date(2026, 3, 1))
    settled = rules.settle([rent(3), cost, paid("p", 4_000, date(2026, 3, 2))])
    assert (settled.open_costs_cents, settled.open_rent_cents) == (0, 60_000)


def test_paying_ahead_is_a_balance_below_zero() -> None:
    settled = rules.settle([rent(3), paid("p", 120_000, date(2026, 3, 1))])
    assert (settled.balance_cents, settled.credit_cents, settled.oldest_open) == (-60_000, 60_000, None)


@pytest.mark.parametrize(
    ("open_cents", "rent_cents", "told"),
    [(0, 60_000, "0.0"), (60_000, 60_000, "1.0"), (179_999, 60_000, "2.9"), (180_000, 60_000, "3.0"), (5, 0, "1")],
)
def test_months_in_arrears_are_cut_off_and_never_rounded_up(open_cents: int, rent_cents: int, told: str) -> None:
    settled = rules.settle([rent(3, open_cents)] if open_cents else [])
    assert settled.months_in_arrears(rent_cents) == Decimal(told)


def test_an_empty_ledger_owes_nothing() -> None:
    settled = rules.settle([])
    assert (settled.balance_cents, settled.oldest_open, rules.build_up(settled)) == (0, None, ())
    assert rules.last_payment([]) is None


def test_payments_of_one_day_count_together_as_the_last_one() -> None:
    day = date(2026, 3, 5)
    assert rules.last_payment([paid("a", 100, day), paid("b", 50, day)]) == Payment(day, 150)


@pytest.mark.parametrize("typed", ["0012007", "12007", " 12 007 ", "0012.007", "00-12007"])
def test_a_number_is_known_however_it_was_typed(typed: str) -> None:
    assert "0012007" in rules.number_spellings(typed)


@pytest.mark.parametrize("typed", ["", "   ", "- -", "\x00", "12\x00007", "\ud800"])
def test_no_number_at_all_has_no_spelling(typed: str) -> None:
    assert rules.number_spellings(typed) == ()


@given(st.text(max_size=40))
def test_any_text_can_be_asked_for_as_a_number(typed: str) -> None:
    spellings = rules.number_spellings(typed)
    assert len(spellings) <= rules.LONGEST_NUMBER + 2
    assert all(spelling.isprintable() for spelling in spellings)


def test_a_name_keeps_its_prefix() -> None:
    assert rules.full_name("J.M.", "van der", "Wolkenveld") == "J.M. van der Wolkenveld"
    assert rules.full_name("H.", "", "Windwijzer") == "H. Windwijzer"
