"""Changes of what runs: they obey what a new plan obeys, counted from the beginning, however many there are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.arrangements.rules import changes, schedule
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.days import is_working_day
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge, judge_changes
from bot.arrangements.rules.facts import Case, Fact, Value, facts_of
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import Policy, parse_policy
from bot.arrangements.rules.schedule import Impossible, Plan, Wish
from bot.tenancy.models import Stage
from tests.unit.arrangements import published
from tests.unit.arrangements.cases import DEMO, PLAIN, TODAY, case, days, income_days, policies, runs, totals

STRICT = parse_policy(
    published.policy(
        "Strenge wijzigingen",
        {
            "terms": {"maximum": 12, "offered": [3, 6]},
            "changes": {
                "conditions": [
                    published.condition("no-long-change", "terms", at_most=8),
                    published.condition("no-high-change", "total", "collector", at_most="1000.00"),
                ]
            },
        },
    )
)


def held(plan: Plan) -> tuple[Held, ...]:
    return tuple(Held(term.number, term.due_on, term.amount_cents) for term in plan.terms)


def on(days_later: int) -> date:
    return TODAY + timedelta(days=days_later)


def judged(policy: Policy, plan: Plan, seen: Case = PLAIN) -> Verdict:
    facts: Mapping[Fact, Value] = {**facts_of(seen), **plan.facts(TODAY)}
    return judge_changes(policy, plan.kind, Stage.REMINDER, facts)


def spread(running: Running, wish: Wish, policy: Policy = DEMO, new_cents: int = 0) -> Plan:
    return changes.respread(policy, running, wish, TODAY, 24, new_cents)


def after(running: Running, plan: Plan) -> Running:
    """The same agreement once the change was agreed."""
    return replace(running, kind=plan.kind, plans=(*running.plans, held(plan)))


def bound_of(running: Running, number: int, to: date, policy: Policy = DEMO, today: date = TODAY) -> str:
    with pytest.raises(Impossible) as stopped:
        changes.move(policy, running, number, to, today)
    return stopped.value.bound


THREE = runs(Held(1, on(28), 21_666), Held(2, on(63), 21_666), Held(3, on(94), 21_668))


# ── who decides ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("terms", "outcome"), [(6, Outcome.ALONE), (9, Outcome.COLLECTOR)])
def test_a_change_waits_for_a_collector_where_a_new_plan_of_that_shape_does(terms: int, outcome: Outcome) -> None:
    plan = spread(THREE, Wish(terms=terms))
    assert judged(DEMO, plan).outcome is outcome
    assert judge(DEMO, Kind.ARRANGEMENT, Stage.REMINDER, facts_of(PLAIN) | plan.facts(TODAY)).outcome is outcome


def test_a_merge_above_the_corporations_limit_waits_for_a_collector() -> None:
    plan = spread(THREE, Wish(terms=6), new_cents=190_000)
    assert judged(DEMO, plan).collector == ("amount-the-assistant-may-agree",)


def test_conditions_on_a_plan_count_under_changes_too_and_the_strictest_verdict_is_the_verdict() -> None:
    assert judged(STRICT, spread(THREE, Wish(terms=6), STRICT)).outcome is Outcome.ALONE
    assert judged(STRICT, spread(THREE, Wish(terms=9), STRICT)).failed_ids() == ("no-long-change",)
    merged = spread(THREE, Wish(terms=6), STRICT, new_cents=65_000)
    assert judged(STRICT, merged).collector == ("no-high-change",)


@given(policies, st.sampled_from(Stage), st.integers(1, 12), totals, st.booleans(), st.integers(0, 3))
def test_no_change_is_judged_milder_than_a_new_plan(
    policy: Policy, stage: Stage, terms: int, total: int, broken: bool, changed: int
) -> None:
    order = (Outcome.ALONE, Outcome.COLLECTOR, Outcome.REFUSED)
    seen = case(total_cents=total, changes=changed, last_broken_on=TODAY if broken else None)
    facts = facts_of(seen) | {Fact.TERMS: terms, Fact.TOTAL: total, Fact.FIRST_PAYMENT_DAYS: 20}
    change = judge_changes(policy, Kind.ARRANGEMENT, stage, facts)
    new = judge(policy, Kind.ARRANGEMENT, stage, facts, asked=tuple(Fact))
    assert order.index(change.outcome) >= order.index(new.outcome)
    for failed in change.refused:
        # What runs already is no reason to begin something beside it.
        assert failed.next
        assert not {NextStep.ARRANGEMENT, NextStep.DEFERRAL} & set(failed.next)


@pytest.mark.parametrize(
    ("seen", "look"),
    [
        (case(started_on=TODAY - timedelta(days=30)), "tenancy-age"),
        (case(last_arrangement_ended_on=TODAY - timedelta(days=90)), "once-a-year"),
        (case(last_broken_on=TODAY - timedelta(days=90)), "none-broken-lately"),
    ],
)
def test_a_deferral_spread_in_two_is_judged_as_the_new_arrangement_that_it_is(seen: Case, look: str) -> None:
    deferral = runs(Held(1, on(24), 65_000), kind=Kind.DEFERRAL)
    plan = spread(deferral, Wish(terms=2), new_cents=65_000)
    assert (plan.kind, len(plan.terms)) == (Kind.ARRANGEMENT, 2)
    assert judged(DEMO, plan, seen).collector == (look,)
    with pytest.raises(Impossible) as stopped:
        spread(deferral, Wish(terms=1))
    assert stopped.value.bound == schedule.TOO_FEW_TERMS


# ── how far ───────────────────────────────────────────────────────────────────────────────────────


def test_moves_do_not_chain_beyond_the_day_that_was_first_agreed() -> None:
    once = after(THREE, changes.move(DEMO, THREE, 2, on(77), TODAY))
    assert once.first_days() == THREE.first_days()
    assert bound_of(once, 2, on(80)) == changes.MOVED_TOO_FAR
    # Also when the first was paid in between, and the numbers shifted.
    paid = (replace(once.terms[0], paid_cents=21_666, paid_on=on(28)), *once.terms[1:])
    later = replace(once, plans=(*once.plans[:-1], paid))
    other = after(later, changes.move(DEMO, later, 3, on(101), on(30)))
    assert other.first_days() == (on(63), on(94))
    assert bound_of(other, 1, on(80), today=on(30)) == changes.MOVED_TOO_FAR


def test_what_was_spread_anew_counts_from_its_own_days() -> None:
    anew = after(THREE, spread(THREE, Wish(terms=4)))
    assert anew.first_days() == tuple(term.due_on for term in anew.terms)


def test_a_deferral_moves_within_its_maximum_from_the_yes_and_stays_a_deferral() -> None:
    deferral = runs(Held(1, on(10), 65_000), kind=Kind.DEFERRAL)
    moved = changes.move(DEMO, deferral, 1, on(31), TODAY)
    assert (moved.kind, moved.first_on) == (Kind.DEFERRAL, on(31))
    assert changes.facts(deferral, moved, on(9)) == {Fact.TOTAL: 65_000, Fact.DEFERRAL_DAYS: 31}
    assert bound_of(after(deferral, moved), 1, on(35), today=on(20)) == schedule.DEFERRAL_TOO_LONG
    assert bound_of(deferral, 1, on(32)) == schedule.DEFERRAL_TOO_LONG


def test_a_first_payment_put_off_beyond_its_limit_from_the_first_yes_waits_for_a_collector() -> None:
    late = runs(Held(1, on(35), 21_666), Held(2, on(63), 21_668))
    moved = changes.move(DEMO, late, 1, on(42), on(34))
    assert changes.looks(DEMO, late, moved, on(34)) == (changes.FIRST_PUT_OFF,)
    paid = runs(Held(1, on(35), 21_666, 100), Held(2, on(63), 21_668))
    assert changes.looks(DEMO, paid, changes.move(DEMO, paid, 1, on(42), on(34)), on(34)) == ()


def test_spreading_anew_time_and_again_waits_for_a_collector_past_the_longest_plan() -> None:
    old = runs(Held(1, on(5), 21_666, 100), Held(2, on(36), 90_000), agreed_on=TODAY - timedelta(days=200))
    assert changes.looks(DEMO, old, spread(old, Wish(terms=3)), TODAY) == ()
    assert changes.looks(DEMO, old, spread(old, Wish(terms=6)), TODAY) == (changes.LASTS_TOO_LONG,)


@given(policies, totals, days, income_days, st.integers(1, 12), st.none() | st.integers(1, 62))
def test_no_new_plan_is_longer_than_the_longest(
    policy: Policy, total: int, today: date, income_day: int | None, terms: int, first: int | None
) -> None:
    assert policy.arrangement is not None
    wish = Wish(terms=terms, first_on=today + timedelta(days=first) if first else None)
    try:
        plan = schedule.arrange(policy.arrangement, wish, total, today, income_day)
    except Impossible:
        return
    assert changes.looks(policy, runs(*held(plan), agreed_on=today), plan, today) == ()


moves = st.tuples(st.just("move"), st.integers(1, 12), st.integers(-3, 40))
spreads = st.tuples(st.just("spread"), st.integers(1, 14), st.just(0))
merges = st.tuples(st.just("merge"), st.integers(1, 14), st.integers(1, 200_000))


@given(
    policies,
    totals,
    days,
    income_days,
    st.integers(2, 12),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 40), st.booleans(), moves | spreads | merges), max_size=5),
)
def test_no_row_of_changes_ever_breaks_the_policy(
    policy: Policy,
    total: int,
    today: date,
    income_day: int | None,
    terms: int,
    deferral: bool,
    steps: list[tuple[int, bool, tuple[str, int, int]]],
) -> None:
    rules = policy.arrangement
    assert rules is not None
    try:
        if deferral:
            first = schedule.defer(policy, today + timedelta(days=terms), total, today)
        else:
            first = schedule.arrange(rules, Wish(terms=terms), total, today, income_day)
    except Impossible:
        assume(False)
    running = runs(*held(first), agreed_on=today, kind=first.kind)
    originals = {term.due_on for term in first.terms}
    for days_on, pays, (way, number, more) in steps:
        today += timedelta(days=days_on)
        running = paying(running, today) if pays else running
        place = min(number, len(running.terms)) - 1
        try:
            if way == "move":
                to = running.terms[place].due_on + timedelta(days=more)
                plan = changes.move(policy, running, place + 1, to, today)
            else:
                new = more if way == "merge" else 0
                plan = changes.respread(policy, running, Wish(terms=number), today, income_day, new)
        except Impossible:
            continue
        assert plan.total_cents == running.open_cents + (more if way == "merge" else 0)
        assert all(term.amount_cents > 0 and is_working_day(term.due_on) for term in plan.terms)
        assert today < plan.first_on
        assert all(a.due_on < b.due_on for a, b in zip(plan.terms, plan.terms[1:], strict=False))
        assert len(plan.terms) <= rules.terms.maximum
        if plan.kind is Kind.DEFERRAL:
            assert policy.deferral is not None
            assert plan.last_on <= running.agreed_on + timedelta(days=policy.deferral.maximum_days)
        elif way == "move":
            slack = timedelta(days=rules.changes.move_days)
            assert all(any(day <= term.due_on <= day + slack for day in originals) for term in plan.terms)
        else:
            assert plan.first_on <= today + timedelta(days=rules.first_payment_within_days)
            if running.kind is Kind.DEFERRAL:
                assert schedule.bounds(rules, plan, plan.total_cents, today) == ()
        if plan.kind is Kind.ARRANGEMENT and not changes.looks(policy, running, plan, today):
            # What nobody looks at is within the limits from the very first yes.
            assert plan.last_on <= changes.longest(rules, running.agreed_on)
            limit = running.agreed_on + timedelta(days=rules.first_payment_within_days)
            assert running.anything_paid or plan.first_on <= limit
        if way != "move":
            originals = {term.due_on for term in plan.terms}
        running = after(running, plan)


def paying(running: Running, today: date) -> Running:
    """The first open instalment comes in, but never the last: then nothing would be left to change."""
    still = [term for term in running.terms if not term.is_paid]
    if len(still) < 2:
        return running
    paid = replace(still[0], paid_cents=still[0].amount_cents, paid_on=today)
    terms = tuple(paid if term is still[0] else term for term in running.terms)
    return replace(running, plans=(*running.plans[:-1], terms))


# ── on which days, and how much ───────────────────────────────────────────────────────────────────


def test_without_being_told_the_income_day_of_the_first_plan_counts() -> None:
    assert DEMO.arrangement is not None
    first = schedule.arrange(DEMO.arrangement, Wish(terms=4), 80_000, TODAY, 10)
    running = runs(*held(first))
    assert running.income_day(DEMO.arrangement.due) == 10
    moved = after(running, changes.move(DEMO, running, 1, first.terms[0].due_on + timedelta(days=9), TODAY))
    anew = changes.respread(DEMO, moved, Wish(terms=6), TODAY, None)
    assert [term.due_on.day for term in anew.terms] == [11, 11, 11, 11, 12, 11]
    chosen = schedule.arrange(DEMO.arrangement, Wish(terms=4, first_on=date(2026, 12, 7)), 80_000, TODAY, 24)
    assert runs(*held(chosen)).income_day(DEMO.arrangement.due) == 24


def test_a_higher_instalment_than_was_agreed_is_seen() -> None:
    assert not changes.is_dearer(THREE, spread(THREE, Wish(terms=4)))
    assert not changes.is_dearer(THREE, changes.move(DEMO, THREE, 2, on(70), TODAY))
    assert changes.is_dearer(THREE, spread(THREE, Wish(terms=2)))
    assert changes.is_dearer(THREE, spread(THREE, Wish(terms=3), new_cents=65_000))
    deferral = runs(Held(1, on(10), 65_000), kind=Kind.DEFERRAL)
    parts = spread(deferral, Wish(terms=3))
    assert (changes.is_dearer(deferral, parts), changes.asks_means(deferral, parts)) == (False, True)
    assert not changes.asks_means(deferral, changes.move(DEMO, deferral, 1, on(20), TODAY))
