"""Plans that change a running agreement. What is paid stays paid; a change is about what is still open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.arrangements.rules import days, schedule
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import ArrangementRules
from bot.arrangements.rules.schedule import Impossible, Plan, Term, Wish

#: Bounds of a change, told as the other bounds are.
NO_CHANGES = "changes-not-allowed"
MOVED_TOO_FAR = "moved-too-far"
NOT_LATER = "not-later"
NO_SUCH_TERM = "no-such-instalment"
NO_MERGING = "merging-not-allowed"
NOTHING_NEW = "nothing-new-open"


def remaining(terms: Sequence[Held]) -> tuple[Term, ...]:
    """What is still open, renumbered from 1, in the order of the days."""
    still = [term for term in terms if not term.is_paid]
    return tuple(Term(number, term.due_on, term.open_cents) for number, term in enumerate(still, 1))


def move(rules: ArrangementRules, terms: Sequence[Held], number: int, to: date, today: date) -> Plan:
    """One instalment on a later day ("lukt deze maand niet"); the others stay. `number` is that of the agreement.

    The day becomes the next working day. Raises Impossible when it is no later day, lies too far, or on or past the
    following one.
    """
    if not rules.changes.allowed:
        raise Impossible(NO_CHANGES)
    still = [term for term in terms if not term.is_paid]
    place = next((place for place, term in enumerate(still) if term.number == number), None)
    if place is None:
        raise Impossible(NO_SUCH_TERM)
    day = days.next_working_day(to)
    if day <= today:
        raise Impossible(schedule.IN_THE_PAST)
    if day <= still[place].due_on:
        raise Impossible(NOT_LATER)
    if day > still[place].due_on + timedelta(days=rules.changes.move_days):
        raise Impossible(MOVED_TOO_FAR)
    moved = list(remaining(terms))
    moved[place] = replace(moved[place], due_on=day)
    if any(a.due_on >= b.due_on for a, b in zip(moved, moved[1:], strict=False)):
        raise Impossible(MOVED_TOO_FAR)
    if moved[0].due_on <= today:
        raise Impossible(schedule.IN_THE_PAST)
    return Plan(Kind.ARRANGEMENT, tuple(moved))


def respread(
    rules: ArrangementRules, terms: Sequence[Held], wish: Wish, today: date, income_day: int | None, new_cents: int = 0
) -> Plan:
    """What is open, and `new_cents` of newly missed months with it, spread anew within the policy.

    Raises Impossible; a rest that is too small for the policy's minimum may be paid in one last term.
    """
    if not rules.changes.allowed:
        raise Impossible(NO_CHANGES)
    if new_cents and not rules.changes.merge_months:
        raise Impossible(NO_MERGING)
    left = sum(term.open_cents for term in terms) + new_cents
    small = left < 2 * rules.minimum_instalment
    lower = rules.model_copy(
        update={
            "terms": rules.terms.model_copy(update={"minimum": 1}),
            "minimum_instalment": min(rules.minimum_instalment, left) if small else rules.minimum_instalment,
        }
    )
    return schedule.arrange(lower, wish, left, today, income_day)
