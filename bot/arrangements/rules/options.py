"""Plans side by side (three months at …, six at …), and the nearest one to what somebody wished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.arrangements.rules import schedule
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge
from bot.arrangements.rules.facts import Fact, Facts
from bot.arrangements.rules.policy import ArrangementRules, Policy
from bot.arrangements.rules.schedule import Impossible, Plan, Wish
from bot.tenancy.models import Stage


@dataclass(frozen=True)
class Option:
    """A plan that can be had, and whether a collector must see it first."""

    plan: Plan
    verdict: Verdict

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
    return judged(setting, plan)


def judged(setting: Setting, plan: Plan) -> Option:
    """Any plan with its verdict."""
    facts = {**setting.facts, **plan.facts(setting.today)}
    return Option(plan, judge(setting.policy, plan.kind, setting.stage, facts, setting.asked))


def side_by_side(setting: Setting) -> tuple[Option, ...]:
    """The numbers of terms that the policy shows, without what cannot be or does not fit; shortest first.

    When none of those can be but another number within the policy can, the shortest such plan is offered instead.
    """
    rules = setting.policy.arrangement
    if rules is None:
        return ()
    found = [option for count in sorted(set(rules.terms.offered)) if (option := _fitting(setting, count))]
    if found:
        return tuple(found)
    for count in range(rules.terms.minimum, rules.terms.maximum + 1):
        if option := _fitting(setting, count):
            return (option,)
    return ()


def nearest(setting: Setting, wish: Wish) -> Option | None:
    """When a wish cannot be had: the plan most like it that can, or None."""
    rules = setting.policy.arrangement
    if rules is None:
        return None
    wanted = wish.terms or (-(-setting.total_cents // wish.amount_cents) if wish.amount_cents else 0)
    counts = range(rules.terms.minimum, rules.terms.maximum + 1)
    options: Sequence[Option] = [option for count in counts if (option := _fitting(setting, count))]
    return min(options, key=lambda option: abs(len(option.plan.terms) - wanted), default=None)


def _fitting(setting: Setting, count: int) -> Option | None:
    try:
        option = offer(setting, Wish(terms=count))
    except Impossible:
        return None
    room = setting.room_cents
    # The last term may be a few cents above the others; those break nobody.
    fits = room is None or option.plan.terms[0].amount_cents <= room
    return option if fits and option.verdict.outcome is not Outcome.REFUSED else None


__all__ = ["Kind", "Option", "Setting", "judged", "nearest", "offer", "side_by_side", "smallest_instalment"]
