"""How far an arrangement is paid: money that came in after it was agreed, over its instalments and the running rent.

Pure; cents. An instalment is anything that has to be paid by a day: the other rooms hand in their own.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.tenancy import rules
from bot.tenancy.matching import Credit, Matching, Payable, match
from bot.tenancy.rules import Entry

#: Key of what had been paid too much on the day of the agreement.
CREDIT_BEFORE = "tegoed"


def progress(
    entries: Iterable[Entry], instalments: Sequence[Payable], covered: Collection[str], agreed_on: date
) -> Matching:
    """Divide what was paid after `agreed_on` (that day included) over the instalments, and over what has to be paid
    beside them: the running rent, and older charges that the arrangement does not cover.

    `covered` holds the keys of the charges that the instalments take the place of. By name or reference when a payment
    has one, else the oldest due first, so that paying the rent on time does not look like paying the term after it. A
    payment from before the agreement that is taken back later counts as a new debt; a payment from after it that is
    taken back opens its instalment again.
    """
    ordered = list(entries)
    later = [entry for entry in ordered if entry.due_on >= agreed_on]
    before = rules.settle(entry for entry in ordered if entry.due_on < agreed_on)
    still = [replace(charge, amount_cents=charge.open_cents, paid_cents=0) for charge in before.charges]
    beside = [charge for charge in (*still, *rules.charges(later)) if charge.amount_cents and charge.key not in covered]
    credits = rules.credits(later)
    if before.credit_cents:
        credits.append(Credit(CREDIT_BEFORE, date.min, before.credit_cents))
    return match([*instalments, *beside], credits)
