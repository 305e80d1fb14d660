"""A change as it was asked for: judged once by the policy, and in a trial by the very same rules."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules import changes, schedule
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.conditions import Otherwise
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.facts import facts_of
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.schedule import ABOVE_ROOM, Wish
from bot.arrangements.rules.trial import Asked, again, try_on
from bot.arrangements.rules.wanted import Change, Move, Spread, Weighed, from_json, to_json, weigh
from bot.tenancy.models import Stage
from tests.unit.arrangements.cases import DEMO, PLAIN, TODAY, case, policies, runs

RULES = DEMO.arrangement
assert RULES is not None
LATE = runs(Held(1, TODAY + timedelta(days=28), 32_500), Held(2, TODAY + timedelta(days=63), 32_500))


def under(**values: object) -> Policy:
    """The demo's policy with other rules for changes."""
    assert RULES is not None
    rules = RULES.model_copy(update={"changes": RULES.changes.model_copy(update=values)})
    return DEMO.model_copy(update={"arrangement": rules})


def remembered(change: Change, found: Weighed) -> Asked:
    """As it comes back from where it is kept."""
    kept = from_json(json.loads(json.dumps(to_json(change))))
    assert kept == change
    return Asked(uuid4(), change.kind, Stage.REMINDER, found.facts, found.outcome, found.reasons, change=kept)


def put_off(days: int) -> Change:
    return Change(LATE, Move(1, TODAY + timedelta(days=days)), TODAY)


def test_a_first_payment_put_off_past_the_limit_goes_as_the_policy_says() -> None:
    found = weigh(DEMO, Stage.REMINDER, facts_of(PLAIN), put_off(40))
    assert (found.outcome, found.reasons) == (Outcome.COLLECTOR, (changes.FIRST_PUT_OFF,))
    # Thirty-five days after the yes is a Monday; up to that nobody has to look.
    assert found.until == TODAY + timedelta(days=35)
    assert weigh(DEMO, Stage.REMINDER, facts_of(PLAIN), put_off(35)).outcome is Outcome.ALONE
    strict = under(past_limits=Otherwise.REFUSE)
    refused = weigh(strict, Stage.REMINDER, facts_of(PLAIN), put_off(40))
    assert (refused.outcome, refused.reasons, refused.until) == (Outcome.REFUSED, (changes.FIRST_PUT_OFF,), found.until)


def test_no_last_day_is_named_that_is_not_later_than_what_stands() -> None:
    last = runs(Held(1, TODAY + timedelta(days=35), 32_500), Held(2, TODAY + timedelta(days=63), 32_500))
    change = Change(last, Move(1, TODAY + timedelta(days=40)), TODAY)
    assert weigh(DEMO, Stage.REMINDER, facts_of(PLAIN), change).until is None


def test_a_changed_policy_tries_a_change_on_as_a_change() -> None:
    """By the conditions for changes and the bounds of what ran; those of a new plan would say something else."""
    twice = facts_of(case(changes=2))
    spread = Change(LATE, Spread(Wish(terms=3), 24), TODAY)
    asked = [remembered(change, weigh(DEMO, Stage.REMINDER, twice, change)) for change in (spread, put_off(30))]
    assert [one.reasons for one in asked] == [("changed-before",), ("changed-before",)]
    assert try_on(DEMO, asked).differences == ()
    free = under(conditions=())
    assert [again(free, one) for one in asked] == [(Outcome.ALONE, ()), (Outcome.ALONE, ())]
    none = under(allowed=False)
    assert {again(none, one) for one in asked} == {(Outcome.REFUSED, (changes.NO_CHANGES,))}
    near = under(conditions=(), move_days=1)
    assert [again(near, one)[1] for one in asked] == [(), (changes.MOVED_TOO_FAR,)]


def test_what_could_not_be_missed_stays_so_in_a_trial() -> None:
    change = Change(LATE, Spread(Wish(terms=2), 24), TODAY)
    found = weigh(DEMO, Stage.REMINDER, facts_of(PLAIN), change, 10_000)
    assert (found.outcome, found.reasons) == (Outcome.REFUSED, (ABOVE_ROOM,))
    assert try_on(DEMO, [remembered(change, found)]).differences == ()


@pytest.mark.parametrize(("day", "outcome"), [(15, Outcome.ALONE), (25, Outcome.COLLECTOR), (3, Outcome.REFUSED)])
def test_a_pay_day_is_tried_by_its_day_and_its_proof(day: int, outcome: Outcome) -> None:
    one = Asked(uuid4(), Kind.PAY_DATE, Stage.NONE, facts_of(PLAIN), Outcome.ALONE, (), pay_day=day)
    assert again(DEMO, one)[0] is outcome


days_later = st.integers(1, 90)
wishes = st.builds(
    Spread,
    st.builds(Wish, terms=st.integers(1, 14)) | st.builds(Wish, amount_cents=st.integers(500, 90_000)),
    st.none() | st.integers(1, 31),
    st.none() | st.integers(0, 90_000),
)
moves = st.builds(Move, st.integers(1, 4), days_later.map(lambda days: TODAY + timedelta(days=days)))


@st.composite
def running(draw: st.DrawFn) -> Running:
    kind = draw(st.sampled_from((Kind.ARRANGEMENT, Kind.DEFERRAL)))
    count = 1 if kind is Kind.DEFERRAL else draw(st.integers(1, 4))
    first = draw(st.integers(1, 40))
    terms = [Held(n + 1, TODAY + timedelta(days=first + 31 * n), draw(st.integers(100, 90_000))) for n in range(count)]
    return Running(kind, TODAY - timedelta(days=draw(st.integers(0, 60))), (tuple(terms),))


@given(policies, policies, running(), wishes | moves, st.integers(0, 3), st.booleans())
def test_a_trial_says_what_the_rules_would_have_said(
    then: Policy, now: Policy, runs_then: Running, wanted: Move | Spread, changed: int, scheme: bool
) -> None:
    change = Change(runs_then, wanted, TODAY)
    facts = facts_of(case(changes=changed, amicable_scheme=scheme))
    asked = remembered(change, weigh(then, Stage.REMINDER, facts, change))
    assert try_on(then, [asked]).differences == ()
    found = weigh(now, Stage.REMINDER, facts, change)
    assert again(now, asked) == (found.outcome, found.reasons)
    if found.plan is not None and found.outcome is not Outcome.REFUSED:
        assert schedule.SUM_IS_WRONG not in found.reasons
        assert found.plan.first_on > TODAY
