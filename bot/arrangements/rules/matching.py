"""Which payment was for which instalment, and whether the running rent comes in. Pure, and the same each time it runs.

A payment may name what it settles; the law lets the one who pays decide (6:43 BW). Without a name, an amount that is
exactly an instalment, a month's rent, both together, or all that is left speaks for itself. What remains pays what
falls due first, instalments and running rent alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.arrangements.rules.life import Held
from bot.tenancy.models import EntryKind
from bot.tenancy.rules import Entry


@dataclass(frozen=True)
class RentDay:
    """Another structural pay date that was agreed: the day of the month (1 to 28), for rent from `since` on."""

    day: int
    since: date


def payable_on(due_on: date, rent_days: Iterable[RentDay]) -> date:
    """The last day for a month's rent that was booked on `due_on`: the agreed pay day, of several the newest."""
    known = [one for one in rent_days if one.since <= due_on]
    if not known:
        return due_on
    day = max(known, key=lambda one: one.since).day
    first = due_on if due_on.day <= day else days.next_month(due_on)
    return first.replace(day=day)


@dataclass(frozen=True)
class Running:
    """Something that fell due while the agreement ran: the month's rent, new costs, a debit that went back."""

    key: str
    due_on: date
    amount_cents: int
    paid_cents: int = 0
    #: The agreed pay day, where that is another than the day on which it was booked.
    pay_on: date | None = None

    @property
    def open_cents(self) -> int:
        return self.amount_cents - self.paid_cents

    def missed(self, today: date, grace_days: int) -> bool:
        return self.open_cents > 0 and today > (self.pay_on or self.due_on) + timedelta(days=grace_days)


@dataclass(frozen=True)
class Match:
    terms: tuple[Held, ...]
    running: tuple[Running, ...]
    #: Paid beyond everything that is known, cents.
    beyond_cents: int


@dataclass(frozen=True)
class Ground:
    """What an agreement was made on: the charges it covers, the credits already counted then, and the day."""

    covered: frozenset[str]
    counted: frozenset[str]
    agreed_on: date
    #: Keys of payments whose description names the agreement.
    named: frozenset[str] = frozenset()
    #: What was agreed about the day of the rent.
    rent_days: tuple[RentDay, ...] = ()


#: A payment booked so long before the agreement was in its total, whenever it is imported again.
LATE_BOOKINGS = timedelta(days=60)


def match(terms: Sequence[Held], ground: Ground, entries: Iterable[Entry]) -> Match:
    """Lay what came in since against the instalments. What the terms held before does not matter: all is laid anew."""
    ordered = sorted(entries, key=lambda entry: (entry.due_on, entry.key))
    left, returned = _net_credits(ordered)
    running = [Running(e.key, e.due_on, e.amount_cents, pay_on=_pay_on(e, ground)) for e in ordered if _runs(e, ground)]
    running += [Running(key, day, cents) for key, day, cents in returned if day >= ground.agreed_on]
    pools = _Pools([replace(term, paid_cents=0, paid_on=None) for term in terms], running, ground)
    for entry in ordered:
        fresh = entry.key not in ground.counted and entry.due_on >= ground.agreed_on - LATE_BOOKINGS
        if fresh and left.get(entry.key):
            pools.take(entry, left[entry.key])
    return Match(tuple(pools.terms), tuple(pools.running), pools.beyond)


def _runs(entry: Entry, ground: Ground) -> bool:
    charge = entry.amount_cents > 0 and entry.kind is not EntryKind.REVERSAL
    return charge and entry.key not in ground.covered and entry.due_on >= ground.agreed_on


def _pay_on(entry: Entry, ground: Ground) -> date | None:
    """A pay date is about the rent; costs and the like stay due when they are booked."""
    return payable_on(entry.due_on, ground.rent_days) if entry.kind is EntryKind.RENT else None


def _net_credits(ordered: Sequence[Entry]) -> tuple[dict[str, int], list[tuple[str, date, int]]]:
    """Cents left of each credit after reversals, and the reversals with what they took back."""
    left = {entry.key: -entry.amount_cents for entry in ordered if entry.amount_cents < 0}
    returned: list[tuple[str, date, int]] = []
    whole = dict(left)
    for reversal in ordered:
        if reversal.kind is not EntryKind.REVERSAL or reversal.amount_cents <= 0:
            continue
        key = reversal.earmark if reversal.earmark in left else _twin(reversal, ordered, left, whole)
        taken = min(left[key], reversal.amount_cents) if key else 0
        if key:
            left[key] -= taken
        if taken < reversal.amount_cents:
            returned.append((reversal.key, reversal.due_on, reversal.amount_cents - taken))
    return left, returned


def _twin(reversal: Entry, ordered: Sequence[Entry], left: dict[str, int], whole: dict[str, int]) -> str | None:
    """The newest earlier payment of the same amount that was not taken back yet."""
    same = (e.key for e in reversed(ordered) if e.due_on <= reversal.due_on and e.kind is EntryKind.PAYMENT)
    return next((key for key in same if left.get(key) == whole.get(key) == reversal.amount_cents), None)


@dataclass
class _Pools:
    """What can still be paid, being filled."""

    terms: list[Held]
    running: list[Running]
    ground: Ground
    beyond: int = field(default=0)

    def take(self, payment: Entry, cents: int) -> None:
        if payment.key in self.ground.named:
            self.beyond += self._fill_terms(payment, cents)
            return
        if payment.earmark is not None:
            self._named(payment, cents)
            return
        cents -= self._exact(payment, cents)
        self.beyond += self._oldest_first(payment, cents)

    def _named(self, payment: Entry, cents: int) -> None:
        """For what it names; a name that is none of ours is an older charge, and none of our business."""
        if payment.earmark in self.ground.covered:
            self.beyond += self._fill_terms(payment, cents)
        for place, charge in enumerate(self.running):
            if charge.key == payment.earmark:
                self.beyond += cents - self._pay_running(place, cents)

    def _exact(self, payment: Entry, cents: int) -> int:
        """Cents spent where the amount itself says what it is for."""
        term = next((term.open_cents for term in self.terms if not term.is_paid), 0)
        rents = [(place, charge.open_cents) for place, charge in enumerate(self.running) if charge.open_cents]
        everything = sum(held.open_cents for held in self.terms)
        if cents and cents in (term, everything):
            return cents - self._fill_terms(payment, cents)
        for place, rent in rents:
            if cents == rent:
                return self._pay_running(place, cents)
        for place, rent in rents:
            if term and cents == rent + term:
                return self._pay_running(place, rent) + term - self._fill_terms(payment, term)
        return 0

    def _oldest_first(self, payment: Entry, cents: int) -> int:
        """Spend on what falls due first; returns what nothing was left for."""
        while cents:
            place = next((p for p, charge in enumerate(self.running) if charge.open_cents), None)
            term = next((term for term in self.terms if not term.is_paid), None)
            if term and (place is None or term.due_on <= self.running[place].due_on):
                part = min(cents, term.open_cents)
                self._fill_terms(payment, part)
            elif place is not None:
                part = self._pay_running(place, min(cents, self.running[place].open_cents))
            else:
                return cents
            cents -= part
        return 0

    def _fill_terms(self, payment: Entry, cents: int) -> int:
        """Fill the instalments in order; returns what is left."""
        for place, term in enumerate(self.terms):
            part = min(cents, term.open_cents)
            if part:
                paid = term.paid_cents + part
                done = payment.due_on if paid == term.amount_cents else None
                self.terms[place] = replace(term, paid_cents=paid, paid_on=done)
                cents -= part
        return cents

    def _pay_running(self, place: int, cents: int) -> int:
        charge = self.running[place]
        part = min(cents, charge.open_cents)
        self.running[place] = replace(charge, paid_cents=charge.paid_cents + part)
        return part


def on_time_in_a_row(entries: Sequence[Entry], before: date, tolerance_days: int = 5) -> int:
    """Months of rent paid on time in a row, counted back from the newest rent due before `before`.

    On time: within `tolerance_days` after a rent fell due, nothing that was due by then was open.
    """
    rents = sorted({e.due_on for e in entries if e.kind is EntryKind.RENT and e.due_on < before}, reverse=True)
    count = 0
    for due in rents:
        seen = due + timedelta(days=tolerance_days)
        owed = sum(e.amount_cents for e in entries if e.amount_cents > 0 and e.due_on <= due)
        # A debit that the bank takes back within those days was no payment.
        owed += sum(e.amount_cents for e in entries if e.kind is EntryKind.REVERSAL and due < e.due_on <= seen)
        paid = sum(-e.amount_cents for e in entries if e.amount_cents < 0 and e.due_on <= seen)
        if owed > paid:
            break
        count += 1
    return count
