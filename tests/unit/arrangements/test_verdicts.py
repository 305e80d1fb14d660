"""Verdicts: what stands in the way has a name, words and a next path that is really open; what fits is shown."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules import affordability, options, schedule
from bot.arrangements.rules.affordability import Fit, Means, room
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge, why_looked_at
from bot.arrangements.rules.facts import Case, Fact, facts_of, from_json, months_between, to_json
from bot.arrangements.rules.options import Setting, beside, lowest, nearest, offer, side_by_side
from bot.arrangements.rules.policy import AffordabilityRules, Policy
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.rules.trial import Asked, try_on
from bot.tenancy.models import Stage
from tests.unit.arrangements.cases import COLLECTOR, DEMO, PLAIN, PUBLISHED, TODAY, case, income_days, policies, totals

cases = st.builds(
    Case,
    today=st.just(TODAY),
    started_on=st.dates(date(2015, 1, 1), TODAY),
    ended_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    rent_cents=st.integers(0, 150_000),
    open_rent_cents=st.integers(0, 600_000),
    total_cents=st.integers(0, 600_000),
    months_on_time=st.integers(0, 40),
    last_arrangement_ended_on=st.none() | st.dates(date(2020, 1, 1), TODAY),
    last_broken_on=st.none() | st.dates(date(2020, 1, 1), TODAY),
    last_deferral_on=st.none() | st.dates(date(2020, 1, 1), TODAY),
    live=st.booleans(),
    bailiff=st.booleans(),
    wsnp=st.booleans(),
    amicable_scheme=st.booleans(),
    administrator=st.booleans(),
    dispute=st.booleans(),
)
KIND_OF = {NextStep.ARRANGEMENT: Kind.ARRANGEMENT, NextStep.DEFERRAL: Kind.DEFERRAL, NextStep.PAY_DATE: Kind.PAY_DATE}


def demo(kind: Kind, seen: Case = PLAIN, stage: Stage = Stage.REMINDER) -> Verdict:
    return judge(DEMO, kind, stage, facts_of(seen))


def setting(total: int = 65_000, room_cents: int | None = None, policy: Policy = DEMO) -> Setting:
    return Setting(policy, Stage.REMINDER, facts_of(case(total_cents=total)), total, TODAY, 24, room_cents)


@given(policies, st.sampled_from(Kind), st.sampled_from(Stage), cases)
def test_a_refusal_always_has_a_name_and_a_path_that_is_open(
    policy: Policy, kind: Kind, stage: Stage, seen: Case
) -> None:
    facts = facts_of(seen)
    verdict = judge(policy, kind, stage, facts)
    for failed in verdict.refused:
        assert failed.id
        assert failed.next
        for path in failed.next:
            if path in KIND_OF:
                assert judge(policy, KIND_OF[path], stage, facts).outcome is not Outcome.REFUSED
    assert (verdict.why_not is not None) == (verdict.outcome is Outcome.REFUSED)


@pytest.mark.parametrize(
    ("changes", "id_", "first"),
    [
        ({"administrator": True, "dispute": True}, "administrator", NextStep.ADMINISTRATOR),
        ({"wsnp": True}, "debt-scheme-by-law", NextStep.DEBT_HELP),
        ({"dispute": True}, "dispute", NextStep.COLLECTOR),
        ({"live": True}, "no-running-arrangement", NextStep.COLLECTOR),
    ],
)
def test_exclusions_come_first_and_name_who_to_turn_to(changes: dict[str, bool], id_: str, first: NextStep) -> None:
    why = demo(Kind.ARRANGEMENT, case(**changes)).why_not
    assert why is not None
    assert (why.id, why.next[0]) == (id_, first)
    assert why.says


def test_at_the_bailiff_the_bailiff_agrees_and_at_court_a_collector() -> None:
    at_bailiff = demo(Kind.ARRANGEMENT, stage=Stage.COLLECTION)
    assert at_bailiff.failed_ids() == ("stage-collection",)
    assert at_bailiff.why_not is not None
    assert at_bailiff.why_not.next[0] is NextStep.BAILIFF
    at_court = demo(Kind.ARRANGEMENT, stage=Stage.SUMMONS)
    assert (at_court.outcome, at_court.collector) == (Outcome.COLLECTOR, ("stage-summons",))


def test_who_cannot_have_a_deferral_hears_of_an_arrangement_only_where_that_can_be() -> None:
    high = case(open_rent_cents=195_000)
    why = demo(Kind.DEFERRAL, high).why_not
    assert why is not None
    assert (why.id, why.next) == ("deferral-small-arrears", (NextStep.ARRANGEMENT, NextStep.COLLECTOR))


@pytest.mark.parametrize(
    ("terms", "total", "outcome"),
    [(6, 65_000, Outcome.ALONE), (7, 65_000, Outcome.COLLECTOR), (6, 250_001, Outcome.COLLECTOR)],
)
def test_what_the_assistant_may_agree_alone_is_in_the_policy(terms: int, total: int, outcome: Outcome) -> None:
    assert offer(setting(total), Wish(terms=terms)).verdict.outcome is outcome


def test_who_waits_for_a_collector_hears_why_where_that_is_sure() -> None:
    long = facts_of(case(started_on=date(2026, 10, 1))) | {Fact.TERMS: 9}
    looks = judge(DEMO, Kind.ARRANGEMENT, Stage.REMINDER, long).collector
    assert looks == ("tenancy-age", "terms-the-assistant-may-agree")
    why = why_looked_at(DEMO, Kind.ARRANGEMENT, long, looks)
    assert why is not None
    assert (why.id, why.says, why.next) == ("tenancy-age", "Je huurt hier nog geen drie maanden.", COLLECTOR)
    # How long somebody lives there was never told: that a person looks at it says nothing about them.
    unknown = facts_of(case(started_on=None)) | {Fact.TERMS: 3}
    looks = judge(DEMO, Kind.ARRANGEMENT, Stage.REMINDER, unknown).collector
    assert looks == ("tenancy-age",)
    assert why_looked_at(DEMO, Kind.ARRANGEMENT, unknown, looks) is None


def test_months_count_exactly_over_short_months_too() -> None:
    assert months_between(date(2025, 11, 23), TODAY) == 12
    assert months_between(date(2025, 11, 22), TODAY) > 12
    assert 1 < months_between(date(2026, 1, 31), date(2026, 3, 1)) < 2
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) < 1
    assert months_between(TODAY, TODAY) == months_between(TODAY, date(2020, 1, 1)) == 0


@given(cases)
def test_facts_survive_being_kept(seen: Case) -> None:
    facts = facts_of(seen, {Fact.INCOME_FELL: True})
    assert from_json(to_json(facts)) == facts
    assert from_json({"forgotten_fact": 3}) == {}


def test_what_a_tenant_says_counts_only_for_what_a_tenant_can_know() -> None:
    assert facts_of(case(wsnp=True), {Fact.WSNP: False, Fact.INCOME_FELL: True})[Fact.WSNP] is True


def test_options_stand_side_by_side_and_only_those_that_fit() -> None:
    both = side_by_side(setting())
    assert [(len(o.plan.terms), o.plan.terms[0].amount_cents, o.alone) for o in both] == [
        (3, 21_666, True),
        (6, 10_833, True),
    ]
    assert [len(o.plan.terms) for o in side_by_side(setting(room_cents=15_000))] == [6]
    # Neither three nor six terms fit, but a longer plan within the policy does; a collector looks at that one.
    longer = side_by_side(setting(room_cents=9_000))
    assert [(len(o.plan.terms), o.alone) for o in longer] == [(8, False)]
    assert side_by_side(setting(room_cents=5_000)) == ()
    # What is too small to be shown in three may still be paid in two, whether the room was asked or not.
    assert [len(o.plan.terms) for o in side_by_side(setting(6_000))] == [2]
    assert side_by_side(setting(4_000)) == ()


def test_the_nearest_plan_to_a_wish_that_cannot_be() -> None:
    near = nearest(setting(), Wish(terms=12))
    assert near is not None
    assert len(near.plan.terms) == 9
    near = nearest(setting(), Wish(amount_cents=4_000))
    assert near is not None
    assert len(near.plan.terms) == 9


def test_the_nearest_plan_keeps_the_amount_where_only_the_day_cannot_be_and_the_day_where_only_the_amount_cannot() -> (
    None
):
    near = nearest(setting(), Wish(amount_cents=20_000, month=date(2027, 2, 1)))
    assert near is not None
    assert (near.wish.amount_cents, str(near.plan.first_on)) == (20_000, "2026-12-28")
    near = nearest(setting(), Wish(terms=12, first_on=date(2026, 12, 15)))
    assert near is not None
    assert (len(near.plan.terms), str(near.plan.first_on)) == (9, "2026-12-15")


def test_lower_and_higher_go_by_the_steps_of_the_policy_to_its_very_end() -> None:
    def way(terms: int, *, longer: bool) -> int | None:
        found = beside(setting(), Wish(), terms, longer=longer)
        return len(found.plan.terms) if found else None

    assert [way(terms, longer=True) for terms in (2, 3, 4, 6, 9)] == [3, 6, 6, 9, None]
    assert [way(terms, longer=False) for terms in (9, 6, 5, 3, 2)] == [6, 3, 3, 2, None]
    least = lowest(setting())
    assert least is not None
    assert len(least.plan.terms) == 9


@given(policies, totals, income_days, st.none() | st.integers(1, 100_000))
def test_no_plan_that_is_pointed_to_is_refused_or_above_the_room(
    policy: Policy, total: int, income_day: int | None, room_cents: int | None
) -> None:
    facts = facts_of(case(total_cents=total))
    here = Setting(policy, Stage.REMINDER, facts, total, TODAY, income_day, room_cents)
    rules = policy.arrangement
    assert rules is not None
    wish = Wish(terms=70, month=date(2027, 3, 1))
    for option in (nearest(here, wish), lowest(here), beside(here, Wish(), 2, longer=True)):
        if option is not None:
            assert option.verdict.outcome is not Outcome.REFUSED
            assert schedule.bounds(rules, option.plan, total, TODAY) == ()
            assert offer(here, option.wish).plan == option.plan
            assert room_cents is None or option.plan.terms[0].amount_cents <= room_cents


@given(policies, totals, income_days, st.none() | st.integers(1, 100_000))
def test_no_option_is_refused_or_above_the_room(
    policy: Policy, total: int, income_day: int | None, room_cents: int | None
) -> None:
    facts = facts_of(case(total_cents=total))
    here = Setting(policy, Stage.REMINDER, facts, total, TODAY, income_day, room_cents)
    rules = policy.arrangement
    assert rules is not None
    for option in side_by_side(here):
        assert option.verdict.outcome is not Outcome.REFUSED
        assert schedule.bounds(rules, option.plan, total, TODAY) == ()
        assert room_cents is None or option.plan.terms[0].amount_cents <= room_cents


@pytest.mark.parametrize(
    ("left", "other_debts", "cents", "fit", "first"),
    [
        (40_000, False, 20_000, Fit.FITS, None),
        (40_000, True, 10_000, Fit.FITS, NextStep.DEBT_HELP),
        (10_000, False, 5_000, Fit.TOO_SMALL, NextStep.BUDGET_COACH),
        (10_000, True, 2_500, Fit.TOO_SMALL, NextStep.DEBT_HELP),
        (0, False, 0, Fit.NOTHING, NextStep.BUDGET_COACH),
        (-5_000, False, 0, Fit.NOTHING, NextStep.BUDGET_COACH),
    ],
)
def test_too_little_room_leads_to_help_and_never_to_a_doomed_plan(
    left: int, other_debts: bool, cents: int, fit: Fit, first: NextStep | None
) -> None:
    rules = DEMO.arrangement
    assert rules is not None
    smallest = options.smallest_instalment(rules, 65_000)
    found = room(AffordabilityRules(), Means(24, left, other_debts), smallest)
    assert (found.cents, found.fit, next(iter(found.next), None)) == (cents, fit, first)
    if fit is not Fit.FITS:
        assert found.next[-1] is NextStep.COLLECTOR
        assert side_by_side(setting(room_cents=found.cents)) == ()


@given(st.integers(-100_000, 500_000), st.booleans(), totals)
def test_whoever_fits_gets_a_plan_unless_the_first_day_is_too_far(left: int, other_debts: bool, total: int) -> None:
    rules = DEMO.arrangement
    assert rules is not None
    found = affordability.room(
        DEMO.affordability, Means(24, left, other_debts), options.smallest_instalment(rules, total)
    )
    assert 0 <= found.cents <= max(0, left)
    if found.fit is Fit.FITS and total >= 2 * rules.minimum_instalment:
        assert side_by_side(setting(total, found.cents))


def asked(policy: Policy, seen: Case, wish: Wish) -> Asked:
    facts = facts_of(seen)
    option = offer(Setting(policy, Stage.REMINDER, facts, seen.total_cents, TODAY, 24), wish)
    facts |= option.plan.facts(TODAY)
    return Asked(
        id=uuid4(),
        kind=Kind.ARRANGEMENT,
        stage=Stage.REMINDER,
        facts=facts,
        outcome=option.verdict.outcome,
        reasons=option.verdict.collector,
    )


def test_a_changed_policy_is_tried_on_the_past_and_names_who_would_hear_something_else() -> None:
    wooninvest = PUBLISHED[0]
    requests = [
        asked(DEMO, PLAIN, Wish(terms=3)),
        asked(DEMO, PLAIN, Wish(terms=9)),
        asked(DEMO, case(started_on=date(2026, 9, 1)), Wish(terms=3)),
    ]
    assert try_on(DEMO, requests).differences == ()
    found = try_on(wooninvest, requests)
    assert found.tried == 3
    assert found.counts == {
        (Outcome.ALONE, Outcome.ALONE): 1,
        (Outcome.COLLECTOR, Outcome.REFUSED): 2,
    }
    assert [(d.id, d.reasons) for d in found.differences] == [
        (requests[1].id, (schedule.TOO_MANY_TERMS,)),
        (requests[2].id, ("lives-there-a-year",)),
    ]


def test_what_came_to_no_plan_stays_as_it_was_under_any_policy() -> None:
    """Else a trial would say that somebody who owes nothing, or asked for twenty terms, now gets a plan."""
    facts = facts_of(PLAIN)
    for reason in (schedule.NO_DEBT, schedule.TOO_MANY_TERMS, "live-agreement"):
        one = Asked(uuid4(), Kind.ARRANGEMENT, Stage.REMINDER, facts, Outcome.REFUSED, (reason,))
        assert try_on(DEMO, [one]).differences == ()


def test_of_a_refusal_only_the_reason_that_was_told_counts() -> None:
    facts = facts_of(case(amicable_scheme=True))
    one = Asked(uuid4(), Kind.ARRANGEMENT, Stage.COLLECTION, facts, Outcome.REFUSED, ("debt-scheme",))
    assert try_on(DEMO, [one]).differences == ()
