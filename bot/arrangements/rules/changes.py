"""Plans that change a running agreement. What is paid stays paid; a change is about what is still open.

Limits count from the beginning, so that no row of changes leads where a new plan could not: a day from the day that was
first agreed for it, a deferral and a first payment from the first yes, a length from that yes too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.arrangements.rules import days, schedule
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.facts import Fact, Value
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import ArrangementRules, Due, Policy
from bot.arrangements.rules.schedule import Impossible, Plan, Term, Wish

#: Bounds of a change, told as the other bounds are.
NO_CHANGES = "changes-not-allowed"
MOVED_TOO_FAR = "moved-too-far"
NOT_LATER = "not-later"
NO_SUCH_TERM = "no-such-instalment"
NO_MERGING = "merging-not-allowed"
NOTHING_NEW = "nothing-new-open"
#: With these no other wish helps; a person is the way.
FOR_A_PERSON = frozenset({NO_CHANGES, NO_SUCH_TERM, NO_MERGING, NOTHING_NEW})

#: Limits that count from the first yes. What becomes of a plan that is within the policy by itself but past one of
#: these, the policy says (`past_limits`).
FIRST_PUT_OFF = "first-payment-put-off"
LASTS_TOO_LONG = "lasts-beyond-the-longest"
PAST_LIMITS = frozenset({FIRST_PUT_OFF, LASTS_TOO_LONG})


@dataclass(frozen=True)
class Running:
    """An agreement that runs: its kind, the day of its first yes, and its plans since, the one that runs now last."""

    kind: Kind
    agreed_on: date
    plans: tuple[tuple[Held, ...], ...]

    @property
    def terms(self) -> tuple[Held, ...]:
        return self.plans[-1]

    @property
    def open_cents(self) -> int:
        return sum(term.open_cents for term in self.terms)

    @property
    def largest_cents(self) -> int:
        """The highest instalment that is still to be paid, as it was agreed."""
        return max((term.amount_cents for term in self.terms if not term.is_paid), default=0)

    @property
    def anything_paid(self) -> bool:
        return any(term.paid_cents for plan in self.plans for term in plan)

    def first_days(self) -> tuple[date, ...]:
        """For every term of the running plan the day that stood there before anything was moved."""
        found = [term.due_on for term in self.plans[0]]
        for before, after in pairwise(self.plans):
            if not _is_move(before, after):
                found = [term.due_on for term in after]
            found = found[len(found) - len(after) :]
        return tuple(found)

    def income_day(self, due: Due) -> int | None:
        """The income day after which it was planned, as far as the first plan that tells it does.

        A first day may have been the tenant's choice, so the later ones tell it where there are enough.
        """
        for plan in self.plans:
            fallen = [term.due_on for term in plan]
            day = schedule.usual_income_day(due, fallen[1:] if len(fallen) > 2 else fallen)
            if day is not None:
                return day
        return None


def remaining(terms: Sequence[Held]) -> tuple[Term, ...]:
    """What is still open, renumbered from 1, in the order of the days."""
    still = [term for term in terms if not term.is_paid]
    return tuple(Term(number, term.due_on, term.open_cents) for number, term in enumerate(still, 1))


def move(policy: Policy, running: Running, number: int, to: date, today: date) -> Plan:
    """One instalment on a later day ("lukt deze maand niet"); the others stay. `number` is that of the agreement.

    The day becomes a working day. Raises Impossible when it is no later day, lies too far from the day that was first
    agreed (a deferral: from the yes), or on or past the following one.
    """
    rules = _changeable(policy)
    place = next((at for at, term in enumerate(running.terms) if term.number == number and not term.is_paid), None)
    if place is None:
        raise Impossible(NO_SUCH_TERM)
    if to <= today:
        raise Impossible(schedule.IN_THE_PAST)
    if to <= running.terms[place].due_on:
        raise Impossible(NOT_LATER)
    limit, too_far = _limit(policy, rules, running, place)
    if to > limit:
        raise Impossible(too_far)
    day = schedule.within(to, limit)
    if day <= max(today, running.terms[place].due_on):
        raise Impossible(too_far)
    moved = remaining([replace(t, due_on=day) if t.number == number else t for t in running.terms])
    if any(a.due_on >= b.due_on for a, b in pairwise(moved)):
        raise Impossible(MOVED_TOO_FAR)
    plan = Plan(running.kind, moved)
    # What somebody paid in part is left as it is, however small; and the first payment counts from the first yes.
    lower = _with_minimum(rules, min(rules.minimum_instalment, *(term.amount_cents for term in moved)))
    broken = schedule.bounds(lower, plan, running.open_cents, today)
    if hard := [bound for bound in broken if bound != schedule.FIRST_TOO_LATE]:
        raise Impossible(hard[0])
    return plan


def _limit(policy: Policy, rules: ArrangementRules, running: Running, place: int) -> tuple[date, str]:
    if running.kind is not Kind.DEFERRAL:
        return running.first_days()[place] + timedelta(days=rules.changes.move_days), MOVED_TOO_FAR
    if policy.deferral is None:
        raise Impossible(schedule.DEFERRAL_TOO_LONG)
    return running.agreed_on + timedelta(days=policy.deferral.maximum_days), schedule.DEFERRAL_TOO_LONG


def respread(
    policy: Policy, running: Running, wish: Wish, today: date, income_day: int | None, new_cents: int = 0
) -> Plan:
    """What is open, and `new_cents` of newly missed months with it, spread anew within the policy.

    `income_day`: the one that was told, else the one it was planned after. Of an arrangement a rest that is too small
    for the policy's minimum may be paid in one last term; a deferral becomes a new arrangement and gets no such leave.
    Raises Impossible.
    """
    rules = _changeable(policy)
    if new_cents and not rules.changes.merge_months:
        raise Impossible(NO_MERGING)
    left = running.open_cents + new_cents
    rules = eased(rules, running, left)
    return schedule.arrange(rules, wish, left, today, income_day or running.income_day(rules.due))


def eased(rules: ArrangementRules, running: Running, left_cents: int) -> ArrangementRules:
    """The rules for what is left of an arrangement: a rest that is too small may be paid at once."""
    if running.kind is not Kind.ARRANGEMENT:
        return rules
    small = left_cents < 2 * rules.minimum_instalment
    return _with_minimum(rules, min(rules.minimum_instalment, left_cents) if small else rules.minimum_instalment)


def broken_by(
    policy: Policy, running: Running, plan: Plan, moved: tuple[int, date] | None, new_cents: int, today: date
) -> str:
    """The bound that a changed plan, made earlier, breaks by now; empty where it breaks none. Not those of `looks`.

    `moved`: the number of the instalment that it moves, and to which day.
    """
    try:
        if moved is not None:
            move(policy, running, *moved, today)
            return ""
        rules = _changeable(policy)
    except Impossible as stopped:
        return stopped.bound
    if new_cents and not rules.changes.merge_months:
        return NO_MERGING
    left = running.open_cents + new_cents
    return next(iter(schedule.bounds(eased(rules, running, left), plan, left, today)), "")


def looks(policy: Policy, running: Running, plan: Plan, today: date) -> tuple[str, ...]:
    """What a collector must see of a changed plan because of where it began: see FIRST_PUT_OFF and LASTS_TOO_LONG."""
    rules = policy.arrangement
    if rules is None or plan.kind is Kind.DEFERRAL:
        return ()
    checks = (
        (plan.first_on > first_until(rules, running, plan, today), FIRST_PUT_OFF),
        (plan.last_on > longest(rules, running.agreed_on), LASTS_TOO_LONG),
    )
    return tuple(name for wrong, name in checks if wrong)


def first_until(rules: ArrangementRules, running: Running, plan: Plan, today: date) -> date:
    """The last day that a first payment may be on without anybody's look."""
    return counted_from(running, plan, today) + timedelta(days=rules.first_payment_within_days)


def longest(rules: ArrangementRules, agreed_on: date) -> date:
    """The last day that any plan of this policy could reach when agreed on that day.

    A month for each term, from the latest first day on: after a first day of the tenant's choice the next one may be
    six weeks later.
    """
    latest_first = agreed_on + timedelta(days=rules.first_payment_within_days)
    months = latest_first.month - 1 + rules.terms.maximum
    return days.in_month(latest_first.year + months // 12, months % 12 + 1, latest_first.day)


def counted_from(running: Running, plan: Plan, today: date) -> date:
    """The day from which a changed plan's first day counts: the first yes.

    Of an arrangement only as long as nothing at all was paid: after that, no first payment is still to come.
    """
    started = plan.kind is Kind.ARRANGEMENT and running.anything_paid
    return today if started else running.agreed_on


def facts(running: Running, plan: Plan, today: date) -> dict[Fact, Value]:
    """What a policy may ask about the changed plan, its days counted from the beginning."""
    return plan.facts(counted_from(running, plan, today))


def is_dearer(running: Running, plan: Plan) -> bool:
    """Whether an instalment becomes higher than the highest that somebody agreed to."""
    return plan.largest_cents > running.largest_cents


def asks_means(running: Running, plan: Plan) -> bool:
    """Whether it has to be known first what can be missed: more at a time, or parts where none were agreed before."""
    return is_dearer(running, plan) or plan.kind is not running.kind


def _changeable(policy: Policy) -> ArrangementRules:
    if policy.arrangement is None or not policy.arrangement.changes.allowed:
        raise Impossible(NO_CHANGES)
    return policy.arrangement


def _with_minimum(rules: ArrangementRules, cents: int) -> ArrangementRules:
    one = rules.terms.model_copy(update={"minimum": 1})
    return rules.model_copy(update={"terms": one, "minimum_instalment": cents})


def _is_move(before: Sequence[Held], after: Sequence[Held]) -> bool:
    """Whether a plan is the one before it, as far as it was open, with one day later and nothing else."""
    if len(after) > len(before):
        return False
    pairs = list(zip(before[len(before) - len(after) :], after, strict=True))
    later = [new for old, new in pairs if new.due_on > old.due_on]
    same = all(new.due_on >= old.due_on and new.amount_cents <= old.amount_cents for old, new in pairs)
    return same and len(later) == 1
