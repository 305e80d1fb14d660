"""A change as it was asked for, and what a policy makes of it. The one way to judge a change: at once, and in a trial.

What somebody can miss is looked at when they ask, and kept nowhere; a trial cannot know it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.arrangements.rules import changes, days
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.conditions import Otherwise
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge_changes
from bot.arrangements.rules.facts import OF_PLAN, Facts
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.schedule import ABOVE_ROOM, Impossible, Plan, Wish, is_above
from bot.tenancy.models import Stage


@dataclass(frozen=True)
class Move:
    """One instalment on a later day; the agreement remains of the kind it is."""

    number: int
    to: date


@dataclass(frozen=True)
class Spread:
    """What is left spread anew; it becomes an arrangement if it was none."""

    wish: Wish
    income_day: int | None = None
    #: Cents of newly missed months that come into it; None: none were asked for.
    new_cents: int | None = None


@dataclass(frozen=True)
class Change:
    running: Running
    wanted: Move | Spread
    today: date

    @property
    def kind(self) -> Kind:
        return self.running.kind if isinstance(self.wanted, Move) else Kind.ARRANGEMENT

    def plan(self, policy: Policy, room_cents: int | None = None) -> Plan:
        """Raises Impossible."""
        wanted, running = self.wanted, self.running
        if isinstance(wanted, Move):
            return changes.move(policy, running, wanted.number, wanted.to, self.today)
        if wanted.new_cents == 0:
            raise Impossible(changes.NOTHING_NEW)
        plan = changes.respread(policy, running, wanted.wish, self.today, wanted.income_day, wanted.new_cents or 0)
        if room_cents is not None and is_above(plan, room_cents):
            raise Impossible(ABOVE_ROOM)
        return plan


@dataclass(frozen=True)
class Weighed:
    """What a policy says of a change: a plan with its verdict, or the bound that no plan gets past."""

    verdict: Verdict
    facts: Facts
    plan: Plan | None = None
    bound: str = ""
    #: The last day for a first payment that needs nobody's look, where the wish goes past that.
    until: date | None = None

    @property
    def outcome(self) -> Outcome:
        return Outcome.REFUSED if self.bound else self.verdict.outcome

    @property
    def reasons(self) -> tuple[str, ...]:
        """What stands in the way, first the one that is told; else what a collector must see."""
        if self.verdict.refused or self.bound:
            return (*self.verdict.failed_ids(), *((self.bound,) if self.bound else ()))
        return self.verdict.collector


def weigh(policy: Policy, stage: Stage, case: Facts, change: Change, room_cents: int | None = None) -> Weighed:
    """Before there is a plan, so that nobody makes one in vain, and with it; then the limits of a row of changes.

    `case` leaves out the agreement that is changed. `room_cents`: the highest instalment that somebody can miss.
    """
    facts = {fact: value for fact, value in case.items() if fact not in OF_PLAN}
    early = judge_changes(policy, change.kind, stage, facts)
    if early.refused:
        return Weighed(early, facts)
    try:
        plan = change.plan(policy, room_cents)
    except Impossible as stopped:
        return Weighed(early, facts, bound=stopped.bound)
    return _weighed(policy, stage, facts, change, plan)


def weigh_again(policy: Policy, stage: Stage, case: Facts, change: Change, plan: Plan) -> Weighed:
    """A changed plan that was laid down before, as it stands, by the policy and the agreement of today.

    What somebody can miss was looked at when they asked, and is not known any more.
    """
    wanted = change.wanted
    moved = (wanted.number, wanted.to) if isinstance(wanted, Move) else None
    new = wanted.new_cents or 0 if isinstance(wanted, Spread) else 0
    facts = {fact: value for fact, value in case.items() if fact not in OF_PLAN}
    found = _weighed(policy, stage, facts, change, plan)
    bound = changes.broken_by(policy, change.running, plan, moved, new, change.today)
    return found if found.outcome is Outcome.REFUSED or not bound else replace(found, bound=bound)


def _weighed(policy: Policy, stage: Stage, case: Facts, change: Change, plan: Plan) -> Weighed:
    facts = {**case, **changes.facts(change.running, plan, change.today)}
    verdict = judge_changes(policy, plan.kind, stage, facts)
    if verdict.refused:
        return Weighed(verdict, facts, plan)
    past = changes.looks(policy, change.running, plan, change.today)
    until = _until(policy, change, plan) if changes.FIRST_PUT_OFF in past else None
    if past and policy.arrangement and policy.arrangement.changes.past_limits is Otherwise.REFUSE:
        return Weighed(verdict, facts, plan, bound=past[0], until=until)
    return Weighed(replace(verdict, collector=(*verdict.collector, *past)), facts, plan, until=until)


def _until(policy: Policy, change: Change, plan: Plan) -> date | None:
    """The last day on which the same would need no look; None where that day is of no use any more."""
    rules = policy.arrangement
    if rules is None:
        return None
    day = days.previous_working_day(changes.first_until(rules, change.running, plan, change.today))
    standing = [term.due_on for term in change.running.terms if not term.is_paid]
    return day if day > change.today and (not standing or day > standing[0]) else None


# ── as it is kept ─────────────────────────────────────────────────────────────────────────────────


def to_json(change: Change) -> dict[str, Any]:
    """For trying a changed policy on it later: days and cents, and no means."""
    wanted, running = change.wanted, change.running
    kept: dict[str, Any] = {
        "today": change.today.isoformat(),
        "kind": running.kind.value,
        "agreed_on": running.agreed_on.isoformat(),
        "plans": [
            [[term.number, term.due_on.isoformat(), term.amount_cents, term.paid_cents] for term in plan]
            for plan in running.plans
        ],
    }
    if isinstance(wanted, Move):
        return kept | {"move": [wanted.number, wanted.to.isoformat()]}
    wish = wanted.wish
    asked = {
        "terms": wish.terms,
        "amount_cents": wish.amount_cents,
        "first_on": wish.first_on.isoformat() if wish.first_on else None,
        "month": wish.month.isoformat() if wish.month else None,
        "first_cents": wish.first_cents,
        "most_cents": wish.most_cents,
    }
    return kept | {"spread": asked | {"income_day": wanted.income_day, "new_cents": wanted.new_cents}}


def from_json(raw: Mapping[str, Any]) -> Change:
    """The reverse."""
    plans = tuple(
        tuple(Held(number, date.fromisoformat(day), amount, paid) for number, day, amount, paid in plan)
        for plan in raw["plans"]
    )
    running = Running(Kind(raw["kind"]), date.fromisoformat(raw["agreed_on"]), plans)
    wanted: Move | Spread
    if "move" in raw:
        wanted = Move(raw["move"][0], date.fromisoformat(raw["move"][1]))
    else:
        asked = dict(raw["spread"])
        first, month = (found and date.fromisoformat(found) for found in (asked["first_on"], asked.get("month")))
        wish = Wish(
            *(asked["terms"], asked["amount_cents"], first, month),
            first_cents=asked.get("first_cents"),
            most_cents=asked.get("most_cents"),
        )
        wanted = Spread(wish, asked["income_day"], asked["new_cents"])
    return Change(running, wanted, date.fromisoformat(raw["today"]))
