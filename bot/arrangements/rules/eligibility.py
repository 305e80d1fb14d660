"""A policy's verdict on a case: what the assistant may agree alone, what a collector sees, what cannot be and why."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.arrangements.rules.conditions import Condition, NextStep, Otherwise
from bot.arrangements.rules.facts import OF_PLAN, TOLD_BY_LANDLORD, TOLD_BY_TENANT, Fact, Facts
from bot.arrangements.rules.policy import Agrees, Policy, Weighing
from bot.tenancy.models import Stage


class Kind(enum.StrEnum):
    """What can be agreed."""

    ARRANGEMENT = "arrangement"
    DEFERRAL = "deferral"
    PAY_DATE = "pay_date"


class Outcome(enum.StrEnum):
    #: The assistant may agree this by itself.
    ALONE = "alone"
    #: A collector must look before it is offered.
    COLLECTOR = "collector"
    #: Something only the tenant knows must be asked first.
    ASK = "ask"
    REFUSED = "refused"


@dataclass(frozen=True)
class Failed:
    """A condition that does not hold: its id, what the tenant reads, and the next best paths, best first."""

    id: str
    says: str
    next: tuple[NextStep, ...]


@dataclass(frozen=True)
class Verdict:
    refused: tuple[Failed, ...] = ()
    #: Ids of what a collector must look at.
    collector: tuple[str, ...] = ()
    #: Facts to ask the tenant, in the order of the policy.
    ask: tuple[Fact, ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.refused:
            return Outcome.REFUSED
        if self.ask:
            return Outcome.ASK
        return Outcome.COLLECTOR if self.collector else Outcome.ALONE

    @property
    def why_not(self) -> Failed | None:
        """The reason to name: the first one, in the order of the policy."""
        return self.refused[0] if self.refused else None

    def failed_ids(self) -> tuple[str, ...]:
        return tuple(failed.id for failed in self.refused)


#: The policy says nothing about this kind, so nobody may agree it in its name.
NOT_OFFERED = "not-offered"


def judge(policy: Policy, kind: Kind, stage: Stage, facts: Facts, asked: Iterable[Fact] = ()) -> Verdict:
    """Exclusions first, then the stage, then the conditions of the kind, each in the order of the file.

    `asked` are facts that the tenant was asked and could not tell: a collector looks at those. Conditions on a plan
    (`terms`, `total` …) are skipped while no plan is known, so that somebody can hear early whether it makes sense
    to make one. A refusal's next paths never name what this policy would refuse too.
    """
    rules = _rules(policy, kind)
    if rules is None:
        return Verdict(refused=(Failed(NOT_OFFERED, "", next_best(policy, kind, stage, facts, _ANY)),))
    conditions, weighs = rules
    unanswered = frozenset(asked) | (TOLD_BY_LANDLORD - facts.keys())
    verdict = _conditions((*policy.exclusions, *conditions), facts, unanswered)
    rule, at_stage = policy.stages[stage], f"stage-{stage.value.replace('_', '-')}"
    if rule.agrees in (Agrees.BAILIFF, Agrees.NOBODY):
        place = sum(failed.id in {c.id for c in policy.exclusions} for failed in verdict.refused)
        late = Failed(at_stage, rule.says, rule.next)
        verdict = replace(verdict, refused=(*verdict.refused[:place], late, *verdict.refused[place:]))
    looks = (at_stage,) if rule.agrees is Agrees.COLLECTOR else ()
    verdict = replace(verdict, collector=(*looks, *verdict.collector, *(weighing.id for weighing in weighs)))
    return replace(
        verdict,
        refused=tuple(replace(f, next=next_best(policy, kind, stage, facts, f.next)) for f in verdict.refused),
    )


#: While something runs these are no way out: it would be a second agreement about the same debt.
_SECOND = frozenset({NextStep.ARRANGEMENT, NextStep.DEFERRAL})


def judge_changes(policy: Policy, kind: Kind, stage: Stage, facts: Facts) -> Verdict:
    """What becomes of a running agreement, as a plan of `kind`: by what holds for such a plan, and for changes.

    `facts` are of the case without what runs, since that is replaced; those of the plan may still be missing, as in
    `judge`. What the tenant was not asked, a collector sees.
    """
    part = policy.deferral if kind is Kind.DEFERRAL else policy.arrangement
    if part is None:
        return Verdict(refused=(Failed(NOT_OFFERED, "", (NextStep.COLLECTOR,)),))
    extra = policy.arrangement.changes.conditions if policy.arrangement else ()
    both = part.model_copy(update={"conditions": (*part.conditions, *extra)})
    verdict = judge(policy.model_copy(update={kind.value: both}), kind, stage, facts, asked=tuple(Fact))
    return replace(
        verdict,
        refused=tuple(replace(failed, next=_beside(failed.next)) for failed in verdict.refused),
        collector=tuple(dict.fromkeys(verdict.collector)),
    )


def why_looked_at(policy: Policy, kind: Kind, facts: Facts, looks: Iterable[str]) -> Failed | None:
    """The first of what a collector has to see that surely does not hold and that the policy has words for.

    What is not known is looked at too, and says nothing about the tenant.
    """
    part = {Kind.ARRANGEMENT: policy.arrangement, Kind.DEFERRAL: policy.deferral, Kind.PAY_DATE: policy.pay_date}[kind]
    extra = policy.arrangement.changes.conditions if policy.arrangement else ()
    known = {one.id: one for one in (*extra, *(part.conditions if part else ()), *policy.exclusions)}
    told = (known[look] for look in looks if look in known)
    first = next((one for one in told if one.says and one.holds(facts) is False), None)
    return Failed(first.id, first.says, first.next or (NextStep.COLLECTOR,)) if first else None


def _beside(paths: tuple[NextStep, ...]) -> tuple[NextStep, ...]:
    return tuple(path for path in paths if path not in _SECOND) or (NextStep.COLLECTOR,)


_ANY = (NextStep.ARRANGEMENT, NextStep.DEFERRAL, NextStep.COLLECTOR)
_KIND_OF = {
    NextStep.ARRANGEMENT: Kind.ARRANGEMENT,
    NextStep.OTHER_PLAN: Kind.ARRANGEMENT,
    NextStep.DEFERRAL: Kind.DEFERRAL,
    NextStep.PAY_DATE: Kind.PAY_DATE,
}


def next_best(
    policy: Policy, kind: Kind, stage: Stage, facts: Facts, paths: Iterable[NextStep]
) -> tuple[NextStep, ...]:
    """The same paths without those that this policy would refuse too; a person is left when nothing is."""

    def possible(path: NextStep) -> bool:
        other = _KIND_OF.get(path)
        if other is None or other is kind:
            # Another plan of the same kind; the same kind again is no way out.
            return other is None or path is NextStep.OTHER_PLAN
        return _open(policy, other, stage, facts)

    return tuple(path for path in paths if possible(path)) or (NextStep.COLLECTOR,)


def _open(policy: Policy, kind: Kind, stage: Stage, facts: Facts) -> bool:
    rules = _rules(policy, kind)
    if rules is None or policy.stages[stage].agrees in (Agrees.BAILIFF, Agrees.NOBODY):
        return False
    return not _conditions((*policy.exclusions, *rules[0]), facts, frozenset()).refused


def _rules(policy: Policy, kind: Kind) -> tuple[tuple[Condition, ...], tuple[Weighing, ...]] | None:
    part = {
        Kind.ARRANGEMENT: policy.arrangement,
        Kind.DEFERRAL: policy.deferral,
        Kind.PAY_DATE: policy.pay_date,
    }[kind]
    return (part.conditions, part.weighs) if part else None


def _conditions(conditions: Iterable[Condition], facts: Facts, asked: frozenset[Fact]) -> Verdict:
    refused: list[Failed] = []
    collector: list[str] = []
    ask: list[Fact] = []
    for condition, holds in _tried(conditions, facts):
        if holds is None and condition.fact in TOLD_BY_TENANT - asked:
            ask.append(condition.fact)
        elif holds is None:
            collector.append(condition.id)
        elif not holds and condition.otherwise is Otherwise.REFUSE:
            refused.append(Failed(condition.id, condition.says, condition.next))
        elif not holds:
            collector.append(condition.id)
    return Verdict(tuple(refused), tuple(collector), tuple(dict.fromkeys(ask)))


def _tried(conditions: Iterable[Condition], facts: Facts) -> Iterator[tuple[Condition, bool | None]]:
    for condition in conditions:
        if condition.fact in facts or condition.fact not in OF_PLAN:
            yield condition, condition.holds(facts)
