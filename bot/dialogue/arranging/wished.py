"""A wish for a plan as it was heard, and the plans that were shown: beside those "minder" means something."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


class Turn(enum.StrEnum):
    """Which way from the plan that was shown."""

    LOWER = "lower"
    HIGHER = "higher"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan that was shown last: how many terms, the usual instalment in cents, and the first day."""

    terms: int
    cents: int
    first_on: date


@dataclass(frozen=True, slots=True)
class Wished:
    """What a message wishes of a plan. `wish` holds keys of the flow's state; what it does not name stays as it was."""

    wish: Mapping[str, str] = field(default_factory=dict)
    turn: Turn | None = None
    #: The first payment is to be later than it stands, and no day was named.
    later: bool = False
    #: Only a day was named: of a deferral it is that of all of it.
    alone: bool = False
    #: Paid by another pace than by the month, and how much each time (cents; 0 where that was not said).
    pace: str = ""
    pace_cents: int = 0
    #: A number that may be an amount, months or a day.
    number: int = 0


def of_state(told: str) -> list[Shown]:
    """The plans that were shown, as they stand in the state; see `in_state`."""
    parts = (one.split(":") for one in told.split(";") if one)
    return [Shown(int(terms), int(cents), date.fromisoformat(day)) for terms, cents, day in parts]


def in_state(shown: Sequence[Shown]) -> str:
    return ";".join(f"{one.terms}:{one.cents}:{one.first_on.isoformat()}" for one in shown)
