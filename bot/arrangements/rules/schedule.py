"""Plans: equal instalments to the cent, on days after income comes in, within the policy or not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.facts import Fact, Value
from bot.arrangements.rules.policy import ArrangementRules, Due, Policy

#: A first payment on a day of the tenant's choice is followed by the next one no sooner than this.
APART = timedelta(days=14)
#: Above this nobody reads a plan any more; a policy's own maximum is always lower.
MOST_TERMS = 60

#: Bounds of a plan, by the names under which a refusal tells them.
NO_DEBT = "nothing-open"
TOO_MANY_TERMS = "too-many-terms"
TOO_FEW_TERMS = "too-few-terms"
TOO_SMALL = "instalment-too-small"
FIRST_TOO_LATE = "first-payment-too-late"
IN_THE_PAST = "day-has-passed"
DEFERRAL_TOO_LONG = "deferral-too-long"
SUM_IS_WRONG = "sum-is-wrong"
NO_WORKING_DAY = "no-working-day"
ABOVE_ROOM = "more-than-you-can-miss"
PAY_DAY_NOT_OFFERED = "pay-day-not-offered"


class Impossible(Exception):
    """No plan within the policy does what was asked; `bound` is the name of what stands in the way."""

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound


@dataclass(frozen=True)
class Term:
    """One instalment to come. `number` counts from 1."""

    number: int
    due_on: date
    amount_cents: int


@dataclass(frozen=True)
class Plan:
    """What would be paid when. A deferral is a plan of one term."""

    kind: Kind
    terms: tuple[Term, ...]

    @property
    def total_cents(self) -> int:
        return sum(term.amount_cents for term in self.terms)

    @property
    def first_on(self) -> date:
        return self.terms[0].due_on

    @property
    def last_on(self) -> date:
        return self.terms[-1].due_on

    @property
    def largest_cents(self) -> int:
        return max(term.amount_cents for term in self.terms)

    def facts(self, today: date) -> dict[Fact, Value]:
        """What a policy may ask about the plan."""
        until = (self.last_on - today).days
        own: dict[Fact, Value] = {Fact.TOTAL: self.total_cents}
        if self.kind is Kind.DEFERRAL:
            return own | {Fact.DEFERRAL_DAYS: until}
        return own | {Fact.TERMS: len(self.terms), Fact.FIRST_PAYMENT_DAYS: (self.first_on - today).days}


@dataclass(frozen=True)
class Wish:
    """What the tenant proposes: a number of terms, or an amount a month (cents); a first day if they named one."""

    terms: int | None = None
    amount_cents: int | None = None
    first_on: date | None = None
    #: The month to begin in, as its first day ("ik wil in januari beginnen").
    month: date | None = None
    #: Another amount the first time ("eerst 300, daarna 100").
    first_cents: int | None = None
    #: The highest of a range ("tussen 80 en 100"); `amount_cents` is then its lowest.
    most_cents: int | None = None

    def wanted_terms(self, total_cents: int) -> int:
        """How many terms this would take, whatever any policy says; 0 where it names neither amount nor number."""
        if self.amount_cents:
            first = min(self.first_cents or 0, total_cents)
            return -(-(total_cents - first) // self.amount_cents) + (1 if first else 0)
        return self.terms or 0


@dataclass(frozen=True)
class Row:
    """A line of the table that is shown: the instalment, the month's rent beside it, and both together (cents)."""

    term: Term
    rent_cents: int

    @property
    def together_cents(self) -> int:
        return self.term.amount_cents + self.rent_cents


def split(total_cents: int, terms: int) -> tuple[int, ...]:
    """Equal parts in whole cents; the last absorbs the rounding."""
    each = total_cents // terms
    return (*(each for _ in range(terms - 1)), total_cents - each * (terms - 1))


def by_amount(total_cents: int, amount_cents: int, minimum_cents: int) -> tuple[int, ...]:
    """As many times the amount as it takes, and the rest last; level parts when that rest would be too small.

    No part is above the amount asked for. Raises Impossible when no such parts keep to the minimum.
    """
    if amount_cents < max(1, minimum_cents):
        raise Impossible(TOO_SMALL)
    terms = -(-total_cents // amount_cents)
    if terms > MOST_TERMS:
        raise Impossible(TOO_MANY_TERMS)
    rest = total_cents - amount_cents * (terms - 1)
    parts = (*(amount_cents for _ in range(terms - 1)), rest)
    if rest >= minimum_cents:
        return parts
    level = split(total_cents, terms)
    if level[0] < minimum_cents or level[-1] > amount_cents:
        raise Impossible(TOO_SMALL)
    return level


def due_days(due: Due, today: date, income_day: int | None, first_on: date | None = None) -> Iterator[date]:
    """Days on which instalments fall, from the first that is far enough ahead; one a month, all working days.

    With `first_on` the first is that day (or the next working day), and the month's own day follows.
    """
    after = today + timedelta(days=due.lead_days)
    if first_on is not None:
        first = days.next_working_day(first_on)
        yield first
        after = first + APART
    for year, month in days.months_from(after - timedelta(days=31)):
        day = _due_in(due, year, month, income_day)
        if day >= after:
            yield day


def usual_income_day(due: Due, fallen: Sequence[date]) -> int | None:
    """The income day after which a schedule was made, as far as its days tell; None where the policy asks for none.

    A weekend or holiday puts single days later, so the most usual counts, and of several the earliest.
    """
    if due.day is not None or len(fallen) < 2:
        return None
    counted = Counter((day - timedelta(days=due.days)).day for day in fallen)
    return min(counted, key=lambda day: (-counted[day], day))


def _due_in(due: Due, year: int, month: int, income_day: int | None) -> date:
    if due.day is not None:
        return days.previous_working_day(days.in_month(year, month, due.day) - days.ONE)
    income = days.in_month(year, month, income_day or due.otherwise_day)
    return days.next_working_day(income + timedelta(days=due.days))


def arrange(rules: ArrangementRules, wish: Wish, total_cents: int, today: date, income_day: int | None) -> Plan:
    """The plan that does what was wished, within the policy. Raises Impossible with the bound in the way."""
    if total_cents <= 0:
        raise Impossible(NO_DEBT)
    if wish.first_on is not None and wish.first_on <= today:
        raise Impossible(IN_THE_PAST)
    amounts = _amounts(rules, wish, total_cents)
    first_on = wish.first_on or (wish.month and first_in(rules, wish.month, today, income_day))
    plan = Plan(Kind.ARRANGEMENT, _terms(rules.due, amounts, today, income_day, first_on))
    if broken := bounds(rules, plan, total_cents, today):
        raise Impossible(broken[0])
    return plan


def _amounts(rules: ArrangementRules, wish: Wish, total_cents: int) -> tuple[int, ...]:
    """The parts that were wished for, the first one apart where that was another."""
    first = wish.first_cents or 0
    if first >= total_cents:
        raise Impossible(TOO_FEW_TERMS)
    left, before = total_cents - first, 1 if first else 0
    if wish.amount_cents is not None:
        parts = by_amount(left, _in_range(rules, wish, left, before), rules.minimum_instalment)
    else:
        count = rules.terms.offered[0] if wish.terms is None else wish.terms
        if not 1 + before <= count <= rules.terms.maximum:
            raise Impossible(TOO_MANY_TERMS if count > 1 else TOO_FEW_TERMS)
        parts = split(left, count - before)
    return (first, *parts) if first else parts


def _in_range(rules: ArrangementRules, wish: Wish, left_cents: int, before: int) -> int:
    """The lowest amount of a range that the policy allows: that one is kept most easily, and more is always welcome."""
    assert wish.amount_cents is not None
    if wish.most_cents is None:
        return wish.amount_cents
    least = max(rules.minimum_instalment, -(-left_cents // max(1, rules.terms.maximum - before)))
    return min(max(wish.amount_cents, least), wish.most_cents)


def first_in(rules: ArrangementRules, month: date, today: date, income_day: int | None) -> date:
    """The first day of a plan that begins in a month: its usual day, else the last in it that the policy leaves.

    Where that month lies too far ahead it is the usual day all the same, so that the bound is named.
    """
    soonest, latest = today + timedelta(days=rules.due.lead_days), last_first(rules, today)
    usual = _due_in(rules.due, month.year, month.month, income_day)
    if soonest <= usual <= latest:
        return usual
    last = days.previous_working_day(min(latest, days.next_month(month) - days.ONE))
    return last if last >= max(soonest, month) else max(usual, soonest)


def last_first(rules: ArrangementRules, today: date) -> date:
    """The last day on which a first payment may be."""
    return days.previous_working_day(today + timedelta(days=rules.first_payment_within_days))


def is_above(plan: Plan, room_cents: int) -> bool:
    """Whether an instalment is more than somebody can miss. The cents of rounding in the last one break nobody."""
    *others, last = plan.terms
    return last.amount_cents > room_cents + len(others) or any(term.amount_cents > room_cents for term in others)


def _terms(
    due: Due, amounts: Sequence[int], today: date, income_day: int | None, first_on: date | None
) -> tuple[Term, ...]:
    moments = due_days(due, today, income_day, first_on)
    return tuple(Term(number, next(moments), cents) for number, cents in enumerate(amounts, 1))


def bounds(rules: ArrangementRules, plan: Plan, total_cents: int, today: date) -> tuple[str, ...]:
    """Names of the policy's bounds that a plan breaks; the last word before anything is offered, whoever made it."""
    count = len(plan.terms)
    checks = (
        (plan.total_cents != total_cents, SUM_IS_WRONG),
        (count > rules.terms.maximum, TOO_MANY_TERMS),
        (count < rules.terms.minimum, TOO_FEW_TERMS),
        (any(term.amount_cents < max(1, rules.minimum_instalment) for term in plan.terms), TOO_SMALL),
        (plan.first_on <= today or not _rising(plan.terms), IN_THE_PAST),
        ((plan.first_on - today).days > rules.first_payment_within_days, FIRST_TOO_LATE),
        (not all(days.is_working_day(term.due_on) for term in plan.terms), NO_WORKING_DAY),
    )
    return tuple(name for wrong, name in checks if wrong)


def _rising(terms: Sequence[Term]) -> bool:
    in_order = all(a.due_on < b.due_on for a, b in zip(terms, terms[1:], strict=False))
    return in_order and [term.number for term in terms] == list(range(1, len(terms) + 1))


def defer(policy: Policy, until: date, total_cents: int, today: date) -> Plan:
    """Everything on one later day: the day asked, or the working day after it where that is within the limit.

    Raises Impossible, also when the policy knows no deferral.
    """
    if policy.deferral is None:
        raise Impossible(DEFERRAL_TOO_LONG)
    if total_cents <= 0:
        raise Impossible(NO_DEBT)
    if until <= today:
        raise Impossible(IN_THE_PAST)
    limit = today + timedelta(days=policy.deferral.maximum_days)
    if until > limit:
        raise Impossible(DEFERRAL_TOO_LONG)
    day = within(until, limit)
    if day <= today:
        raise Impossible(DEFERRAL_TOO_LONG)
    return Plan(Kind.DEFERRAL, (Term(1, day, total_cents),))


def within(wished: date, limit: date) -> date:
    """The day wished (no later than `limit`) or the next working day; the one before it where that passes the limit."""
    day = days.next_working_day(wished)
    return day if day <= limit else days.previous_working_day(wished)


def beside_rent(plan: Plan, rent_cents: int) -> tuple[Row, ...]:
    """The table as it is shown: the running rent stands beside the first instalment of each month."""
    seen: set[tuple[int, int]] = set()
    rows = []
    for term in plan.terms:
        month = (term.due_on.year, term.due_on.month)
        rows.append(Row(term, 0 if month in seen else rent_cents))
        seen.add(month)
    return tuple(rows)
