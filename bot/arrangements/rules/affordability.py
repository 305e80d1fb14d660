"""What somebody can miss a month, before any plan is made. Three answers, and nothing of them is kept.

Rests on the facts `aflosruimte-methode`, `lopende-huur-moet-door` and `lukt-niet-bel-vooraf`: a plan above what is
left breaks. How large a part of what is left may go to the arrears is the corporation's to say.
"""

import enum
from dataclasses import dataclass

from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.policy import AffordabilityRules


class Fit(enum.StrEnum):
    #: A plan can be made that fits.
    FITS = "fits"
    #: Some room, but less than the smallest plan of this policy asks.
    TOO_SMALL = "too_small"
    #: Nothing is left.
    NOTHING = "nothing"


@dataclass(frozen=True)
class Means:
    """The three answers. `left_cents` is what a month leaves after rent, fixed costs and food."""

    income_day: int | None
    left_cents: int
    other_debts: bool


@dataclass(frozen=True)
class Room:
    """How much a month an instalment may be (cents), and what to do when that is too little."""

    cents: int
    fit: Fit
    next: tuple[NextStep, ...]


_HELP = (NextStep.DEBT_HELP, NextStep.BENEFITS_CHECK, NextStep.COLLECTOR)
_COACH = (NextStep.BUDGET_COACH, NextStep.BENEFITS_CHECK, NextStep.COLLECTOR)


def room(rules: AffordabilityRules, means: Means, smallest_cents: int) -> Room:
    """`smallest_cents` is the smallest instalment that any plan of this policy could have for this debt.

    Somebody with other debts is pointed to debt help first, also when a plan fits (`regeling-alle-schulden`).
    """
    share = rules.share_with_other_debts if means.other_debts else rules.share
    cents = max(0, means.left_cents) * share // 100
    help_first = _HELP if means.other_debts else _COACH
    if cents <= 0:
        return Room(0, Fit.NOTHING, help_first)
    if cents < smallest_cents:
        return Room(cents, Fit.TOO_SMALL, help_first)
    return Room(cents, Fit.FITS, (NextStep.DEBT_HELP,) if means.other_debts else ())
