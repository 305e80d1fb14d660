"""Pure arithmetic of a ledger: what is owed, since when, and how it built up. All amounts are integer cents.

Positive cents are owed by the tenant, negative cents are paid. Who only has a total pays off what was due first; a
payment may also name the charge that it settles (its earmark), as the law lets the one who pays decide (6:43 BW).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal

from bot.tenancy.matching import SETTLES as SETTLES
from bot.tenancy.matching import Credit, Match, by_key, match
from bot.tenancy.models import EntryKind

#: People leave out the zeros in front of their number; no number is filled up beyond this many digits.
LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Entry:
    """One booking, as far as arithmetic needs it."""

    key: str
    kind: EntryKind
    amount_cents: int
    due_on: date
    #: What the payer wrote with it, or has to write with it; several bookings may share one.
    reference: str = ""

    @property
    def earmark(self) -> str | None:
        """Key of the charge that a payment settles, or of the payment that a reversal takes back."""
        named, mark, _ = self.key.rpartition(SETTLES)
        return named if mark else None


@dataclass(frozen=True)
class Charge:
    """Something that had to be paid, and how much of it has been settled (0 up to the amount, cents)."""

    key: str
    kind: EntryKind
    due_on: date
    amount_cents: int
    paid_cents: int = 0
    reference: str = ""

    @property
    def open_cents(self) -> int:
        return self.amount_cents - self.paid_cents


@dataclass(frozen=True)
class Month:
    """A calendar month's charges (rent and costs together): what was due, what of that is settled, what is open."""

    month: date
    due_cents: int
    paid_cents: int
    open_cents: int


@dataclass(frozen=True)
class Payment:
    """Money that came in and was not taken back; cents as a positive number."""

    on: date
    cents: int


@dataclass(frozen=True)
class Settlement:
    """A ledger with all that was paid laid against what was due, oldest first."""

    charges: tuple[Charge, ...]
    #: Which payment settled how much of what, and why that.
    matches: tuple[Match, ...]
    #: Paid too much or ahead; above zero only when nothing is open.
    credit_cents: int

    @property
    def balance_cents(self) -> int:
        return self.open_cents - self.credit_cents

    @property
    def open_cents(self) -> int:
        return sum(charge.open_cents for charge in self.charges)

    @property
    def open_costs_cents(self) -> int:
        return sum(charge.open_cents for charge in self.charges if charge.kind is EntryKind.COST)

    @property
    def open_rent_cents(self) -> int:
        """What is open without the costs."""
        return self.open_cents - self.open_costs_cents

    @property
    def oldest_open(self) -> date | None:
        """Due date of the oldest charge that is not fully paid, costs included."""
        return min((charge.due_on for charge in self.charges if charge.open_cents), default=None)

    @property
    def oldest_open_month(self) -> date | None:
        """First day of the oldest month whose rent is not fully paid; costs do not count."""
        return min(self._open_rent_months(), default=None)

    @property
    def open_months(self) -> int:
        """Number of calendar months whose rent is not fully paid."""
        return len(self._open_rent_months())

    def months_in_arrears(self, rent_cents: int) -> Decimal:
        """Open rent counted in months of the present rent (cents), cut off (never rounded up) at one decimal."""
        if rent_cents <= 0:
            return Decimal(self.open_months)
        return (Decimal(self.open_rent_cents) / rent_cents).quantize(Decimal("0.1"), ROUND_DOWN)

    def _open_rent_months(self) -> set[date]:
        still = (charge for charge in self.charges if charge.open_cents and charge.kind is not EntryKind.COST)
        return {charge.due_on.replace(day=1) for charge in still}


def balance(entries: Iterable[Entry]) -> int:
    """What the tenant owes in cents; below zero when more was paid than was due."""
    return sum(entry.amount_cents for entry in entries)


def settle(entries: Iterable[Entry]) -> Settlement:
    """Lay payments and credits against charges: first what a payment names or what carries its reference, then the
    oldest due, costs before rent. What was taken back of a payment does not count.

    The outcome does not depend on the order of the entries. Keys are unique within a ledger.
    """
    known = list(entries)
    due = charges(known)
    matching = match(due, credits(known), _charge_order)
    settled = (replace(charge, paid_cents=charge.amount_cents - matching.open_cents[charge.key]) for charge in due)
    return Settlement(tuple(settled), matching.matches, sum(matching.left_cents.values()))


def charges(entries: Iterable[Entry]) -> list[Charge]:
    """What had to be paid, oldest first; what a reversal took back beyond any known payment is owed too."""
    ordered = sorted(entries, key=_order)
    _, beyond = _take_back(ordered)
    return sorted([*(_charge(e) for e in ordered if _is_charge(e)), *beyond.values()], key=_charge_order)


def credits(entries: Iterable[Entry]) -> list[Credit]:
    """What was paid or credited, without what reversals took back of it; oldest first."""
    ordered = sorted(entries, key=_order)
    left, _ = _take_back(ordered)
    return [Credit(e.key, e.due_on, left[e.key], e.earmark, e.reference) for e in ordered if left.get(e.key)]


def build_up(settlement: Settlement) -> tuple[Month, ...]:
    """Per calendar month with charges, oldest first, how the balance came about."""
    months: dict[date, list[Charge]] = {}
    for charge in settlement.charges:
        months.setdefault(charge.due_on.replace(day=1), []).append(charge)
    return tuple(_month(month, charges) for month, charges in sorted(months.items()))


def last_payment(entries: Iterable[Entry]) -> Payment | None:
    """The newest payment, without what was taken back of it; several on one day count together."""
    ordered = sorted(entries, key=_order)
    left, _ = _take_back(ordered)
    kept = [Payment(e.due_on, left[e.key]) for e in ordered if e.kind is EntryKind.PAYMENT and left.get(e.key)]
    if not kept:
        return None
    newest = max(payment.on for payment in kept)
    return Payment(newest, sum(payment.cents for payment in kept if payment.on == newest))


def number_spellings(text: str) -> tuple[str, ...]:
    """How a contract number that somebody typed may be stored: as it is, without marks, with zeros in front."""
    stripped = text.strip()
    bare = re.sub(r"[\s.\-/]", "", stripped).upper()
    # Control characters and half characters stand in no number, and a database refuses them.
    if not bare or not bare.isprintable():
        return ()
    digits = bare.lstrip("0") or "0"
    padded = [digits.zfill(width) for width in range(len(digits), LONGEST_NUMBER + 1)] if bare.isdecimal() else []
    return tuple(dict.fromkeys([*([stripped] if stripped.isprintable() else []), bare, *padded]))


def full_name(initials: str, prefix: str, surname: str) -> str:
    """`J.M. van der Wolkenveld`; parts that are empty are left out."""
    return " ".join(part for part in (initials, prefix, surname) if part)


def _order(entry: Entry) -> tuple[date, bool, str]:
    return entry.due_on, entry.kind is not EntryKind.COST, entry.key


def _is_charge(entry: Entry) -> bool:
    return entry.amount_cents > 0 and entry.kind is not EntryKind.REVERSAL


def _charge_order(charge: Charge) -> tuple[date, bool, str]:
    return charge.due_on, charge.kind is not EntryKind.COST, charge.key


def _charge(entry: Entry) -> Charge:
    return Charge(entry.key, entry.kind, entry.due_on, entry.amount_cents, reference=entry.reference)


def _take_back(ordered: Sequence[Entry]) -> tuple[dict[str, int], dict[str, Charge]]:
    """Cents left of every credit after reversals, and what reversals took back beyond any known payment.

    A reversal belongs to the payment that it names, else to the newest earlier payment of the same amount, one with the
    same reference before one without.
    """
    left = {entry.key: -entry.amount_cents for entry in ordered if entry.amount_cents < 0}
    beyond: dict[str, Charge] = {}
    for reversal in ordered:
        if reversal.kind is not EntryKind.REVERSAL or reversal.amount_cents <= 0:
            continue
        payment = _reversed_payment(reversal, ordered, left)
        taken = min(left[payment], reversal.amount_cents) if payment else 0
        if payment:
            left[payment] -= taken
        if taken < reversal.amount_cents:
            beyond[reversal.key] = replace(_charge(reversal), amount_cents=reversal.amount_cents - taken)
    return left, beyond


def _reversed_payment(reversal: Entry, ordered: Sequence[Entry], left: Mapping[str, int]) -> str | None:
    named = by_key(((key, key) for key in left), reversal.earmark)
    if named is not None:
        return named
    same = [
        entry
        for entry in ordered
        if entry.kind is EntryKind.PAYMENT
        and entry.due_on <= reversal.due_on
        and left.get(entry.key) == reversal.amount_cents
    ]
    alike = [entry for entry in same if reversal.reference and entry.reference == reversal.reference]
    return (alike or same)[-1].key if same else None


def _month(month: date, charges: Sequence[Charge]) -> Month:
    due = sum(charge.amount_cents for charge in charges)
    paid = sum(charge.paid_cents for charge in charges)
    return Month(month, due, paid, due - paid)
