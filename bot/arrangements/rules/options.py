"""Plans side by side (three months at …, six at …), and the nearest one to what somebody wished."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.arrangements.rules import schedule
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge
from bot.arrangements.rules.facts import Fact, Facts
from bot.arrangements.rules.policy import ArrangementRules, Policy
from bot.arrangements.rules.schedule import Impossible, Plan, Wish
from bot.tenancy.models import Stage

NO_WISH = Wish()


@dataclass(frozen=True)
class Option:
    """A plan that can be had, and whether a collector must see it first."""

    plan: Plan
    verdict: Verdict
    #: What makes this plan when it is asked for.
    wish: Wish = NO_WISH

    @property
    def alone(self) -> bool:
        return self.verdict.outcome is Outcome.ALONE


@dataclass(frozen=True)
class Setting:
    """What every plan for one case starts from. Amounts in cents; `room_cents` None when it was not asked."""

    policy: Policy
    stage: Stage
    facts: Facts
    total_cents: int
    today: date
    income_day: int | None = None
    room_cents: int | None = None
    asked: tuple[Fact, ...] = ()


def smallest_instalment(rules: ArrangementRules, total_cents: int) -> int:
    """The lowest monthly amount (cents) with which this debt can be paid within this policy."""
    return max(rules.minimum_instalment, -(-total_cents // rules.terms.maximum))


def offer(setting: Setting, wish: Wish) -> Option:
    """The plan that was wished for, with its verdict. Raises Impossible, also when it is more than the room."""
    rules = setting.policy.arrangement
    if rules is None:
        raise Impossible(schedule.TOO_MANY_TERMS)
    plan = schedule.arrange(rules, wish, setting.total_cents, setting.today, setting.income_day)
    return judged(setting, plan, wish)


def judged(setting: Setting, plan: Plan, wish: Wish = NO_WISH) -> Option:
    """Any plan with its verdict."""
    facts = {**setting.facts, **plan.facts(setting.today)}
    return Option(plan, judge(setting.policy, plan.kind, setting.stage, facts, setting.asked), wish)


def side_by_side(setting: Setting, wish: Wish = NO_WISH) -> tuple[Option, ...]:
    """The numbers of terms that the policy shows, without what cannot be or does not fit; shortest first.

    `wish`: the day or month to begin in and the first amount, where those were told.
    When none of those can be but another number within the policy can, the shortest such plan is offered instead.
    """
    rules = setting.policy.arrangement
    if rules is None:
        return ()
    begun = replace(wish, amount_cents=None, most_cents=None)
    offered = sorted(set(rules.terms.offered))
    found = [option for count in offered if (option := fitting(setting, replace(begun, terms=count)))]
    if found:
        return tuple(found)
    for count in _counts(rules):
        if option := fitting(setting, replace(begun, terms=count)):
            return (option,)
    return ()


def nearest(setting: Setting, wish: Wish) -> Option | None:
    """When a wish cannot be had: the plan most like it that can, or None.

    The same amounts on a day that can be come before other amounts; a day that was wished and can be is kept.
    """
    rules = setting.policy.arrangement
    if rules is None:
        return None
    wanted = wish.wanted_terms(setting.total_cents)
    for first_on, month in _beginnings(rules, wish, setting.today):
        same = replace(wish, first_on=first_on, month=month)
        if wanted and (option := fitting(setting, same)):
            return option
        begun = Wish(first_on=first_on, month=month)
        counts = [option for count in _counts(rules) if (option := fitting(setting, replace(begun, terms=count)))]
        if counts:
            return min(counts, key=lambda option: abs(len(option.plan.terms) - wanted))
    return None


def lowest(setting: Setting, wish: Wish = NO_WISH) -> Option | None:
    """The plan with the lowest instalments that can be had; None when there is none at all."""
    rules = setting.policy.arrangement
    counts = reversed(_counts(rules)) if rules else ()
    begun = Wish(first_on=wish.first_on, month=wish.month)
    return next((option for count in counts if (option := fitting(setting, replace(begun, terms=count)))), None)


def beside(setting: Setting, wish: Wish, terms: int, *, longer: bool) -> Option | None:
    """The next plan with lower instalments than one of so many terms, or with higher ones; None when that is the end.

    In the steps that the policy shows, and to its very end.
    """
    rules = setting.policy.arrangement
    if rules is None:
        return None
    between = [count for count in _counts(rules) if (count > terms if longer else count < terms)]
    begun = Wish(first_on=wish.first_on, month=wish.month)
    ordered = (*steps(rules, terms, longer=longer), *(reversed(between) if longer else between))
    return next((option for count in ordered if (option := fitting(setting, replace(begun, terms=count)))), None)


def steps(rules: ArrangementRules, terms: int, *, longer: bool) -> list[int]:
    """The numbers of terms that lie that way, the nearest first."""
    known = sorted({rules.terms.minimum, *rules.terms.offered, rules.terms.maximum})
    return (
        [count for count in known if count > terms] if longer else [count for count in reversed(known) if count < terms]
    )


def fitting(setting: Setting, wish: Wish) -> Option | None:
    """The plan that was wished for, if it can be had and does not ask more than the room."""
    try:
        option = offer(setting, wish)
    except Impossible:
        return None
    room = setting.room_cents
    fits = room is None or not schedule.is_above(option.plan, room)
    return option if fits and option.verdict.outcome is not Outcome.REFUSED else None


def _counts(rules: ArrangementRules) -> range:
    return range(rules.terms.minimum, rules.terms.maximum + 1)


def _beginnings(rules: ArrangementRules, wish: Wish, today: date) -> Iterator[tuple[date | None, date | None]]:
    """As wished, then the last day that can be where something was wished, then the usual one."""
    if wish.first_on is not None or wish.month is not None:
        yield wish.first_on, wish.month
        latest = schedule.last_first(rules, today)
        asked = wish.first_on or wish.month
        if asked is not None and asked > latest > today:
            yield latest, None
    yield None, None


__all__ = [
    "NO_WISH",
    "Kind",
    "Option",
    "Setting",
    "beside",
    "fitting",
    "judged",
    "lowest",
    "nearest",
    "offer",
    "side_by_side",
    "smallest_instalment",
    "steps",
]
