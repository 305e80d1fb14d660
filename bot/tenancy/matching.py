"""Which payment settles what: what it names, then what carries its reference, then the oldest. Pure; cents.

Works on anything that has to be paid by a day: a charge of the ledger, an instalment of an arrangement.
"""

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")

#: In a booking's key, what stands before the last of these is the key of the booking that it settles or takes back.
SETTLES = "::"


class Payable(Protocol):
    """Something that has to be paid. `amount_cents` is above zero; keys are unique among what is matched together."""

    @property
    def key(self) -> str: ...

    @property
    def due_on(self) -> date: ...

    @property
    def amount_cents(self) -> int: ...

    @property
    def reference(self) -> str: ...


Owed = TypeVar("Owed", bound=Payable)


class How(enum.StrEnum):
    """Why a payment went where it went."""

    NAMED = "named"
    REFERENCE = "reference"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Credit:
    """Money to divide; `cents` is above zero. `names` is the key of what it is meant for."""

    key: str
    on: date
    cents: int
    names: str | None = None
    reference: str = ""


@dataclass(frozen=True)
class Match:
    credit: str
    payable: str
    cents: int
    how: How


@dataclass(frozen=True)
class Matching:
    matches: tuple[Match, ...]
    #: By key of the payable; nought where it is settled.
    open_cents: dict[str, int]
    #: By key of the credit; above nought only when nothing is open.
    left_cents: dict[str, int]

    def paid_cents(self, payable: str) -> int:
        return sum(match.cents for match in self.matches if match.payable == payable)


def by_key(items: Iterable[tuple[str, Item]], wanted: str | None) -> Item | None:
    """What has this key; else the only one whose own part of the key (after the last mark) it is."""
    if wanted is None:
        return None
    known = dict(items)
    if wanted in known:
        return known[wanted]
    own = [item for key, item in known.items() if key.rpartition(SETTLES)[2] == wanted]
    return own[0] if len(own) == 1 else None


def oldest_first(payable: Payable) -> tuple[date, str]:
    return payable.due_on, payable.key


def match(
    payables: Sequence[Owed],
    credits: Iterable[Credit],
    order: Callable[[Owed], tuple[Any, ...]] = oldest_first,
) -> Matching:
    """Divide all credits. First every credit over what it names or what carries its reference, then the rest over what
    is oldest. The outcome does not depend on the order in which things are handed in.
    """
    ordered = sorted(payables, key=order)
    due = {payable.key: payable.amount_cents for payable in ordered}
    rest: list[tuple[Credit, int]] = []
    matches: list[Match] = []

    def spend(credit: Credit, cents: int, on: Iterable[Owed], how: How) -> int:
        for payable in on:
            used = min(cents, due[payable.key])
            if used:
                due[payable.key] -= used
                cents -= used
                matches.append(Match(credit.key, payable.key, used, how))
        return cents

    for credit in sorted(credits, key=lambda c: (c.on, c.key)):
        named = by_key(((payable.key, payable) for payable in ordered), credit.names)
        left = spend(credit, credit.cents, [named] if named else [], How.NAMED)
        if named is None and credit.reference:
            same = [payable for payable in ordered if payable.reference == credit.reference]
            left = spend(credit, left, same, How.REFERENCE)
        rest.append((credit, left))
    left_cents = {credit.key: spend(credit, left, ordered, How.OLDEST) for credit, left in rest}
    return Matching(tuple(matches), due, left_cents)
