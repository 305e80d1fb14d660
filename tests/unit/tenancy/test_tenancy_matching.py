"""Payments find what they settle: by name, by reference, else the oldest; and an arrangement's terms the same way."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.tenancy import rules
from bot.tenancy.debts import Debt, KnownMarker, Step, debt_of
from bot.tenancy.instalments import CREDIT_BEFORE, progress
from bot.tenancy.matching import Credit, How, Match, match
from bot.tenancy.models import EntryKind, MarkerKind, Stage
from bot.tenancy.rules import Entry

RENT, PAYMENT, REVERSAL = EntryKind.RENT, EntryKind.PAYMENT, EntryKind.REVERSAL
AGREED = date(2026, 3, 10)


@dataclass(frozen=True)
class Term:
    """Anything with these four will do; the arrangements have their own."""

    key: str
    due_on: date
    amount_cents: int
    reference: str = ""


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
REFERENCES = st.sampled_from(["", "", "A", "B"])


@st.composite
def payables(draw: st.DrawFn) -> list[Term]:
    count = draw(st.integers(0, 8))
    return [Term(f"t{n}", draw(DAYS), draw(st.integers(1, 90_000)), draw(REFERENCES)) for n in range(count)]


@st.composite
def credits(draw: st.DrawFn) -> list[Credit]:
    count = draw(st.integers(0, 8))
    names = st.sampled_from([None, "t0", "t3", "onbekend"])
    return [
        Credit(f"c{n}", draw(DAYS), draw(st.integers(1, 90_000)), draw(names), draw(REFERENCES)) for n in range(count)
    ]


@given(payables(), credits())
def test_no_cent_is_lost_or_made(due: list[Term], paid: list[Credit]) -> None:
    found = match(due, paid)
    for term in due:
        assert found.open_cents[term.key] == term.amount_cents - found.paid_cents(term.key) >= 0
    for credit in paid:
        used = sum(m.cents for m in found.matches if m.credit == credit.key)
        assert found.left_cents[credit.key] == credit.cents - used >= 0
    assert all(m.cents > 0 for m in found.matches)


@given(payables(), credits())
def test_money_is_left_only_when_nothing_is_open(due: list[Term], paid: list[Credit]) -> None:
    found = match(due, paid)
    assert not (sum(found.open_cents.values()) and sum(found.left_cents.values()))


@given(payables(), credits(), st.randoms(use_true_random=False))
def test_the_order_of_handing_in_changes_nothing(due: list[Term], paid: list[Credit], random: Random) -> None:
    first = match(due, paid)
    random.shuffle(due)
    random.shuffle(paid)
    assert match(due, paid) == first


@given(payables(), credits())
def test_a_payment_goes_to_what_it_names_or_carries_before_anything_else(due: list[Term], paid: list[Credit]) -> None:
    found, by_key = match(due, paid), {term.key: term for term in due}
    for credit in paid:
        hows = [m.how for m in found.matches if m.credit == credit.key]
        assert hows == sorted(hows, key=list(How).index)
        for m in found.matches:
            if m.credit == credit.key and m.how is How.REFERENCE:
                assert by_key[m.payable].reference == credit.reference != ""


@given(payables(), credits())
def test_what_goes_to_the_oldest_leaves_nothing_older_open(due: list[Term], paid: list[Credit]) -> None:
    found, by_key = match(due, paid), {term.key: term for term in due}
    for m in found.matches:
        if m.how is How.OLDEST:
            mine = by_key[m.payable]
            older = [t for t in due if (t.due_on, t.key) < (mine.due_on, mine.key)]
            assert all(found.open_cents[t.key] == 0 for t in older)


def test_a_reference_that_several_carry_goes_to_the_oldest_of_them() -> None:
    march, april, cost = (
        Term("m", date(2026, 3, 1), 100, "K"),
        Term("a", date(2026, 4, 1), 100, "K"),
        Term("oud", date(2026, 1, 1), 100),
    )
    found = match([march, april, cost], [Credit("c", date(2026, 4, 2), 150, None, "K")])
    assert found.matches == (Match("c", "m", 100, How.REFERENCE), Match("c", "a", 50, How.REFERENCE))


def test_a_payment_may_name_a_booking_by_its_own_part_of_the_key() -> None:
    found = match([Term("huur::kosten", AGREED, 100)], [Credit("c", AGREED, 100, "kosten")])
    assert found.matches[0].how is How.NAMED


# ── instalments ───────────────────────────────────────────────────────────────────────────────────


def rent(month: int, cents: int = 60_000) -> Entry:
    return Entry(f"huur-{month}", RENT, cents, date(2026, month, 1))


def terms(count: int = 3, cents: int = 20_000) -> list[Term]:
    return [Term(f"termijn-{n}", date(2026, 3 + n, 25), cents, f"R{n}") for n in range(count)]


def paid(key: str, cents: int, on: date, reference: str = "") -> Entry:
    return Entry(key, PAYMENT, -cents, on, reference)


def test_the_running_rent_is_paid_before_a_term_that_is_due_later() -> None:
    found = progress([rent(2), rent(4), paid("p", 60_000, date(2026, 3, 31))], terms(), ["huur-2"], AGREED)
    # The first term fell due on 25 March, before the rent of April.
    assert found.open_cents == {"termijn-0": 0, "huur-4": 20_000, "termijn-1": 20_000, "termijn-2": 20_000}


def test_a_term_is_paid_by_its_reference_even_when_something_older_is_open() -> None:
    found = progress([rent(2), rent(4), paid("p", 20_000, date(2026, 4, 3), "R1")], terms(), ["huur-2"], AGREED)
    assert found.open_cents["termijn-1"] == 0
    assert found.open_cents["termijn-0"] == 20_000


def test_a_payment_that_is_taken_back_opens_its_term_again() -> None:
    entries = [rent(2), paid("p", 20_000, date(2026, 3, 25), "R0")]
    assert progress(entries, terms(), ["huur-2"], AGREED).open_cents["termijn-0"] == 0
    back = Entry("p::terug", REVERSAL, 20_000, date(2026, 3, 28))
    assert progress([*entries, back], terms(), ["huur-2"], AGREED).open_cents["termijn-0"] == 20_000


def test_an_older_payment_that_is_taken_back_later_is_a_new_debt_beside_the_terms() -> None:
    entries = [rent(1), paid("p", 60_000, date(2026, 1, 1)), rent(2)]
    back = Entry("p::terug", REVERSAL, 60_000, date(2026, 3, 12))
    found = progress([*entries, back], terms(), ["huur-2"], AGREED)
    assert found.open_cents["p::terug"] == 60_000
    assert [found.open_cents[term.key] for term in terms()] == [20_000] * 3


def test_what_was_paid_before_counts_for_no_term_but_a_credit_of_then_does() -> None:
    before = paid("p", 20_000, AGREED - timedelta(days=1))
    assert progress([rent(2), before], terms(), ["huur-2"], AGREED).paid_cents("termijn-0") == 0
    ahead = progress([before], terms(), [], AGREED)
    assert ahead.matches == (Match(CREDIT_BEFORE, "termijn-0", 20_000, How.OLDEST),)


@given(st.lists(st.tuples(st.integers(1, 50_000), st.dates(AGREED, date(2026, 9, 1))), max_size=6))
def test_terms_and_running_rent_are_paid_to_the_cent(payments: list[tuple[int, date]]) -> None:
    entries = [rent(2), rent(4), rent(5), *(paid(f"p{n}", cents, on) for n, (cents, on) in enumerate(payments))]
    found = progress(entries, terms(), ["huur-2"], AGREED)
    total = 60_000 + 120_000
    assert sum(found.open_cents.values()) - sum(found.left_cents.values()) == total - sum(c for c, _ in payments)


# ── what the chat tells ───────────────────────────────────────────────────────────────────────────


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(EntryKind), max_size=15))):
        sign = -1 if kind is PAYMENT else draw(st.sampled_from([1, 1, -1]))
        entries.append(Entry(f"b{number}", kind, sign * draw(st.integers(1, 90_000)), draw(DAYS), draw(REFERENCES)))
    return entries


def told(entries: list[Entry], *markers: KnownMarker) -> Debt:
    return debt_of(UUID(int=1), entries, 60_000, Step(Stage.REMINDER, AGREED), markers, in_doubt=False)


@given(ledgers())
def test_what_is_told_adds_up_to_the_sum_of_the_bookings(entries: list[Entry]) -> None:
    debt = told(entries)
    assert debt.balance_cents == rules.balance(entries)
    assert debt.balance_cents == debt.open_rent_cents + debt.open_costs_cents - debt.credit_cents
    assert sum(month.open_cents for month in debt.open_build_up) == debt.open_rent_cents + debt.open_costs_cents
    assert (debt.oldest_open_month is None) == (debt.open_rent_cents == 0) == (debt.open_months == 0)


@given(ledgers(), st.randoms(use_true_random=False))
def test_what_is_told_does_not_depend_on_the_order(entries: list[Entry], random: Random) -> None:
    first = told(entries)
    random.shuffle(entries)
    assert told(entries) == first


@given(ledgers())
def test_the_last_payment_told_is_one_that_came_in(entries: list[Entry]) -> None:
    payment = told(entries).last_payment
    days = {entry.due_on for entry in entries if entry.kind is PAYMENT}
    assert payment is None or (payment.on in days and payment.cents > 0)


def test_markers_are_told_by_age() -> None:
    young = KnownMarker(MarkerKind.WSNP, "", date(2026, 5, 1))
    old = KnownMarker(MarkerKind.ADMINISTRATOR, "", date(2026, 1, 1))
    debt = told([], young, old)
    assert debt.markers == (old, young)
    assert debt.is_marked(MarkerKind.WSNP)
    assert not debt.is_marked(MarkerKind.BAILIFF_FILE)
