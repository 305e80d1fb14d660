"""The sum of an own proposal: a payment now, parts each month, the rest on a day. Pure."""

from dataclasses import dataclass

from bot.dialogue.months import Months, in_months
from bot.dialogue.told.notes import Notes


@dataclass(frozen=True, slots=True)
class Plan:
    """In cents. `left` is what is owed after the first payment; `months` where it goes on each month."""

    owed: int
    once: int
    left: int
    months: Months | None
    #: To be paid in parts, without a sum for each month.
    in_parts: bool = False

    @property
    def payments(self) -> int:
        """In how many payments everything is paid."""
        return (1 if self.once else 0) + (self.months.months if self.months else 0)


def plan_of(notes: Notes) -> Plan | None:
    """The proposal against the debt that was named: 1480, 300 now and 150 a month leaves 1180, in eight months.

    None where no debt is known, or nothing of it would be left to reckon.
    """
    if not notes.owed or not notes.offers:
        return None
    once = notes.once or 0
    left = notes.owed - once
    if left < 0:
        return None
    months = in_months(left, notes.monthly) if notes.monthly and left else None
    return Plan(notes.owed, once, left, months, in_parts=notes.parts and not (notes.monthly or once))
