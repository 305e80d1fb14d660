"""A changed policy tried on what was asked in the past: who would hear something else, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bot.arrangements.rules.eligibility import Kind, Outcome, judge
from bot.arrangements.rules.facts import Fact, Facts
from bot.arrangements.rules.policy import PROOF, Policy
from bot.arrangements.rules.schedule import (
    ABOVE_ROOM,
    DEFERRAL_TOO_LONG,
    FIRST_TOO_LATE,
    IN_THE_PAST,
    NO_DEBT,
    PAY_DAY_NOT_OFFERED,
    TOO_FEW_TERMS,
    TOO_MANY_TERMS,
    TOO_SMALL,
)
from bot.arrangements.rules.wanted import Change, weigh
from bot.tenancy.models import Stage

#: Why something new came to no plan at all: no condition of a policy says so.
NO_PLAN = frozenset(
    {
        *(NO_DEBT, IN_THE_PAST, TOO_MANY_TERMS, TOO_FEW_TERMS, TOO_SMALL, FIRST_TOO_LATE, DEFERRAL_TOO_LONG),
        *("live-agreement", ABOVE_ROOM, PAY_DAY_NOT_OFFERED),
    }
)


@dataclass(frozen=True)
class Asked:
    """A request as it was: what was known, what was asked, and what came of it then."""

    id: UUID
    kind: Kind
    stage: Stage
    facts: Facts
    outcome: Outcome
    reasons: tuple[str, ...]
    #: Where a running agreement was to be changed: what ran, and what was asked of it.
    change: Change | None = None
    #: Where another pay day was asked for: which.
    pay_day: int | None = None


@dataclass(frozen=True)
class Difference:
    id: UUID
    was: Outcome
    becomes: Outcome
    #: What stands in the way, or must be looked at, under the changed policy.
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """`counts` says how many went from which outcome to which; `differences` names each that would change."""

    tried: int
    counts: dict[tuple[Outcome, Outcome], int]
    differences: tuple[Difference, ...]


def try_on(policy: Policy, requests: Iterable[Asked]) -> Trial:
    """Judge every request again, by this policy, with what was known at the time."""
    counts: dict[tuple[Outcome, Outcome], int] = {}
    differences = []
    tried = 0
    for asked in requests:
        tried += 1
        outcome, reasons = again(policy, asked)
        counts[asked.outcome, outcome] = counts.get((asked.outcome, outcome), 0) + 1
        # Of a refusal only the first reason was kept: the one that was told.
        if outcome is not asked.outcome or (outcome is Outcome.REFUSED and reasons[:1] != asked.reasons[:1]):
            differences.append(Difference(asked.id, asked.outcome, outcome, reasons))
    return Trial(tried, counts, tuple(differences))


def again(policy: Policy, asked: Asked) -> tuple[Outcome, tuple[str, ...]]:
    """One request under this policy, its plan's bounds included.

    What came to no plan then, for a reason that stands in no condition, stays as it was: there is nothing to judge.
    """
    if asked.change is not None:
        return _changed(policy, asked, asked.change)
    if asked.pay_day is not None:
        return _on_pay_day(policy, asked, asked.pay_day)
    if asked.outcome is Outcome.REFUSED and asked.reasons and asked.reasons[0] in NO_PLAN and not _planned(asked):
        return Outcome.REFUSED, asked.reasons
    # What the tenant could not tell then was looked at by a collector.
    verdict = judge(policy, asked.kind, asked.stage, asked.facts, asked=tuple(Fact))
    bounds = _bounds(policy, asked)
    if bounds or verdict.refused:
        return Outcome.REFUSED, (*verdict.failed_ids(), *bounds)
    return verdict.outcome, verdict.collector


def _changed(policy: Policy, asked: Asked, change: Change) -> tuple[Outcome, tuple[str, ...]]:
    """A change by the very rules that judge one, from what ran then and what was asked of it."""
    found = weigh(policy, asked.stage, asked.facts, change)
    if asked.reasons[:1] == (ABOVE_ROOM,) and found.outcome is not Outcome.REFUSED:
        # What they could miss was kept nowhere.
        return asked.outcome, asked.reasons
    return found.outcome, found.reasons


def _on_pay_day(policy: Policy, asked: Asked, day: int) -> tuple[Outcome, tuple[str, ...]]:
    verdict = judge(policy, Kind.PAY_DATE, asked.stage, asked.facts, asked=tuple(Fact))
    rules = policy.pay_date
    if verdict.refused or rules is None:
        return Outcome.REFUSED, verdict.failed_ids()
    if day not in rules.days:
        return Outcome.REFUSED, (PAY_DAY_NOT_OFFERED,)
    collector = (*verdict.collector, *((PROOF,) if rules.proof.get(day) else ()))
    return (Outcome.COLLECTOR if collector else Outcome.ALONE), collector


def _planned(asked: Asked) -> bool:
    return Fact.TERMS in asked.facts or Fact.DEFERRAL_DAYS in asked.facts


def _bounds(policy: Policy, asked: Asked) -> tuple[str, ...]:
    numbers = {fact: int(value) for fact, value in asked.facts.items() if isinstance(value, int)}
    if asked.kind is Kind.DEFERRAL and policy.deferral and Fact.DEFERRAL_DAYS in numbers:
        too_long = numbers[Fact.DEFERRAL_DAYS] > policy.deferral.maximum_days
        return (DEFERRAL_TOO_LONG,) if too_long else ()
    rules = policy.arrangement
    if asked.kind is not Kind.ARRANGEMENT or rules is None or Fact.TERMS not in numbers:
        return ()
    terms, total = numbers[Fact.TERMS], numbers.get(Fact.TOTAL, 0)
    checks = (
        (terms > rules.terms.maximum, TOO_MANY_TERMS),
        (terms < rules.terms.minimum, TOO_FEW_TERMS),
        (terms > 0 and total // terms < rules.minimum_instalment, TOO_SMALL),
        (numbers.get(Fact.FIRST_PAYMENT_DAYS, 0) > rules.first_payment_within_days, FIRST_TOO_LATE),
    )
    return tuple(name for wrong, name in checks if wrong)
