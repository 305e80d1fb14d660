"""The rules that six corporations publish can all be said in a policy file, and mean what they say."""

from datetime import date, timedelta

import pytest

from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict, judge
from bot.arrangements.rules.facts import Case, Fact, facts_of
from bot.arrangements.rules.life import Held, Life, State
from bot.arrangements.rules.policy import ArrangementRules, Policy, parse_policy
from bot.arrangements.rules.schedule import TOO_MANY_TERMS, Impossible, Wish, arrange
from bot.tenancy.models import Stage
from tests.unit.arrangements import published
from tests.unit.arrangements.cases import TODAY, case

WOONINVEST, RIJNHART, WIERDEN, WOONPUNT, BEVELAND, TABLIS = (parse_policy(raw) for raw in published.ALL)


def verdict(policy: Policy, seen: Case, kind: Kind = Kind.ARRANGEMENT, **told: bool) -> Verdict:
    return judge(policy, kind, Stage.REMINDER, facts_of(seen, {Fact(name): value for name, value in told.items()}))


def bound_of(rules: ArrangementRules, terms: int) -> str | None:
    try:
        arrange(rules, Wish(terms=terms), 65_000, TODAY, 24)
    except Impossible as stopped:
        return stopped.bound
    return None


def most_terms(policy: Policy) -> int:
    rules = policy.arrangement
    assert rules is not None
    for terms in range(2, 40):
        if bound_of(rules, terms) is not None:
            assert bound_of(rules, terms) == TOO_MANY_TERMS
            return terms - 1
    raise AssertionError("no end to it")


@pytest.mark.parametrize(
    ("policy", "most"), [(WOONINVEST, 6), (RIJNHART, 3), (WIERDEN, 12), (WOONPUNT, 12), (BEVELAND, 12), (TABLIS, 6)]
)
def test_each_has_its_own_longest_plan(policy: Policy, most: int) -> None:
    assert most_terms(policy) == most


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({}, ()),
        ({"started_on": date(2025, 11, 23)}, ("lives-there-a-year",)),
        ({"started_on": date(2025, 11, 22)}, ()),
        ({"last_arrangement_ended_on": date(2025, 11, 24)}, ("none-in-a-year",)),
        ({"last_arrangement_ended_on": date(2025, 11, 23)}, ()),
        ({"open_rent_cents": 65_001}, ("at-most-a-month",)),
        ({"live": True}, ("none-now",)),
    ],
)
def test_wooninvest_asks_a_year_of_tenancy_and_at_most_a_month(changes: dict[str, object], failed: tuple[str]) -> None:
    assert verdict(WOONINVEST, case(**changes)).failed_ids() == failed


def test_at_wooninvest_one_miss_of_a_term_or_the_rent_may_end_it_and_the_municipality_is_told() -> None:
    rules = WOONINVEST.arrangement
    assert rules is not None
    breach = rules.breach
    life = Life(State.ACTIVE, (Held(1, TODAY, 5000), Held(2, TODAY + timedelta(days=30), 5000)), "t", TODAY, "t")
    assert life.day(TODAY, breach).state is State.ACTIVE
    morning_after = TODAY + timedelta(days=1)
    assert life.day(morning_after, breach).state is State.AT_RISK
    assert life.day(TODAY + timedelta(days=3), breach, asked={1: morning_after}).state is State.BROKEN
    assert life.day(TODAY, breach, rent_missed=True).state is State.AT_RISK
    assert life.breaks(breach, TODAY, rent_missed=True)
    assert (breach.municipality_told, breach.collection_starts) == (True, True)


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({}, ()),
        ({"months_on_time": 11}, ("always-on-time",)),
        ({"started_on": date(2026, 5, 23), "months_on_time": 12}, ("half-a-year",)),
        ({"bailiff": True}, ("no-bailiff",)),
        ({"wsnp": True}, ("no-wsnp",)),
        ({"amicable_scheme": True}, ("no-amicable-scheme",)),
        ({"live": True}, ("none-now",)),
        ({"last_arrangement_ended_on": date(2026, 1, 1)}, ("none-in-a-year",)),
    ],
)
def test_rijnhart_helps_who_always_paid_and_now_earns_less(changes: dict[str, object], failed: tuple[str]) -> None:
    assert verdict(RIJNHART, case(**changes), income_fell=True).failed_ids() == failed


def test_rijnhart_asks_whether_the_income_fell_before_it_decides() -> None:
    asked = verdict(RIJNHART, case())
    assert (asked.outcome, asked.ask) == (Outcome.ASK, (Fact.INCOME_FELL,))
    assert verdict(RIJNHART, case(), income_fell=False).failed_ids() == ("income-fell",)
    assert verdict(RIJNHART, case(), income_fell=True).outcome is Outcome.ALONE


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.COLLECTOR),
        ({"started_on": date(2026, 8, 24)}, Outcome.REFUSED),
        ({"started_on": date(2026, 8, 23)}, Outcome.COLLECTOR),
        ({"last_arrangement_ended_on": date(2024, 11, 24)}, Outcome.REFUSED),
        ({"last_arrangement_ended_on": date(2024, 11, 23)}, Outcome.COLLECTOR),
    ],
)
def test_wierden_en_borgen_lets_a_person_weigh_the_past(changes: dict[str, object], outcome: Outcome) -> None:
    found = verdict(WIERDEN, case(**changes))
    assert found.outcome is outcome
    assert "past-behaviour" in found.collector


@pytest.mark.parametrize(("months", "outcome"), [(1, Outcome.COLLECTOR), (2, Outcome.COLLECTOR), (3, Outcome.REFUSED)])
def test_woonpunt_looks_at_the_family_for_one_or_two_months(months: int, outcome: Outcome) -> None:
    found = verdict(WOONPUNT, case(open_rent_cents=months * 65_000), debt_adviser=True)
    assert found.outcome is outcome
    assert found.collector == ("family-situation",)


def test_woonpunt_wants_to_know_whether_a_debt_adviser_is_involved() -> None:
    assert verdict(WOONPUNT, case()).ask == (Fact.DEBT_ADVISER,)
    assert "debt-adviser" in verdict(WOONPUNT, case(), debt_adviser=False).collector


def test_at_beveland_terms_come_in_before_the_first_and_there_is_no_deferral_meanwhile() -> None:
    rules = BEVELAND.arrangement
    assert rules is not None
    plan = arrange(rules, Wish(terms=6), 65_000, TODAY, 24)
    # The last working day before each first of the month.
    assert [str(term.due_on) for term in plan.terms] == [
        *("2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26", "2027-03-31", "2027-04-30")
    ]
    assert rules.breach.rest_at_once
    assert verdict(BEVELAND, case(live=True), Kind.DEFERRAL).failed_ids() == ("no-deferral-meanwhile",)
    assert verdict(BEVELAND, case(), Kind.DEFERRAL).outcome is Outcome.ALONE


@pytest.mark.parametrize(("ended", "failed"), [(date(2026, 1, 1), ("twelve-months-between",)), (None, ())])
def test_tablis_and_woonpartners_wait_a_year_between_two(ended: date | None, failed: tuple[str]) -> None:
    assert verdict(TABLIS, case(last_arrangement_ended_on=ended)).failed_ids() == failed
