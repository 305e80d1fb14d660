"""Plans: exact to the cent, on the right days, and never beyond the policy."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.arrangements.rules import schedule
from bot.arrangements.rules.days import is_working_day
from bot.arrangements.rules.policy import ArrangementRules, Policy
from bot.arrangements.rules.schedule import (
    Impossible,
    Plan,
    Wish,
    arrange,
    bounds,
    by_amount,
    defer,
    split,
    usual_income_day,
)
from tests.unit.arrangements.cases import DEMO, TODAY, days, income_days, policies, totals

RULES = DEMO.arrangement
assert RULES is not None
wishes = st.builds(
    Wish,
    terms=st.none() | st.integers(-1, 70),
    amount_cents=st.none() | st.integers(-100, 500_000),
    first_on=st.none() | st.dates(date(2025, 12, 1), date(2037, 3, 1)),
    month=st.none() | st.dates(date(2025, 12, 1), date(2037, 3, 1)).map(lambda day: day.replace(day=1)),
    first_cents=st.none() | st.integers(1, 500_000),
    most_cents=st.none() | st.integers(1, 500_000),
)


def shown(plan: Plan) -> list[tuple[str, int]]:
    return [(str(term.due_on), term.amount_cents) for term in plan.terms]


def planned(rules: ArrangementRules, wish: Wish, total: int, today: date, income_day: int | None) -> Plan | str:
    """The plan, or the name of what stands in its way."""
    try:
        return arrange(rules, wish, total, today, income_day)
    except Impossible as stopped:
        return stopped.bound


@given(totals, st.integers(1, 60))
def test_parts_add_up_to_the_cent_and_the_last_absorbs_the_rounding(total: int, terms: int) -> None:
    parts = split(total, terms)
    assert (len(parts), sum(parts)) == (terms, total)
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1] - parts[0] < terms


@given(totals, st.integers(1, 500_000), st.integers(0, 20_000))
def test_an_amount_a_month_is_never_exceeded_nor_below_the_minimum(total: int, amount: int, minimum: int) -> None:
    try:
        parts = by_amount(total, amount, minimum)
    except Impossible:
        return
    assert sum(parts) == total
    assert max(parts) <= amount
    assert min(parts) >= max(1, minimum)


@given(policies, wishes, st.integers(-5, 2_000_000), days, income_days)
def test_no_plan_ever_breaks_its_policy(
    policy: Policy, wish: Wish, total: int, today: date, income_day: int | None
) -> None:
    rules = policy.arrangement
    assert rules is not None
    try:
        plan = arrange(rules, wish, total, today, income_day)
    except Impossible:
        return
    assert bounds(rules, plan, total, today) == ()
    # And said once more in other words than the code's own.
    assert sum(term.amount_cents for term in plan.terms) == total
    assert rules.terms.minimum <= len(plan.terms) <= rules.terms.maximum
    assert all(term.amount_cents >= rules.minimum_instalment for term in plan.terms)
    assert today < plan.first_on <= today + timedelta(days=rules.first_payment_within_days)
    assert all(is_working_day(term.due_on) for term in plan.terms)
    assert all(a.due_on < b.due_on for a, b in zip(plan.terms, plan.terms[1:], strict=False))


@given(days, st.dates(date(2026, 1, 1), date(2037, 3, 1)), income_days)
def test_a_plan_begins_in_the_month_that_was_asked_for_or_says_that_it_is_too_late(
    today: date, asked: date, income_day: int | None
) -> None:
    month = asked.replace(day=1)
    assume(month > today)
    plan = planned(RULES, Wish(terms=6, month=month), 90_000, today, income_day)
    if isinstance(plan, Plan):
        assert (plan.first_on.year, plan.first_on.month) == (month.year, month.month)
    else:
        assert plan == schedule.FIRST_TOO_LATE
        # And the last day that can be really is none of that month.
        assert schedule.last_first(RULES, today) < month


@given(totals, st.integers(1, 200_000), st.integers(1, 200_000), st.integers(1, 200_000))
def test_of_a_range_the_lowest_that_can_be_is_taken(total: int, low: int, more: int, first: int) -> None:
    high = low + more
    ranged = planned(RULES, Wish(amount_cents=low, most_cents=high), total, TODAY, 24)
    if isinstance(ranged, Plan):
        assert max(term.amount_cents for term in ranged.terms) <= high
        least = max(RULES.minimum_instalment, -(-total // RULES.terms.maximum))
        assert ranged == planned(RULES, Wish(amount_cents=max(low, least)), total, TODAY, 24)
    apart = planned(RULES, Wish(terms=4, first_cents=first), total, TODAY, 24)
    if isinstance(apart, Plan):
        assert apart.terms[0].amount_cents == first
        assert (len(apart.terms), apart.total_cents) == (4, total)


@given(days, st.integers(1, 31), st.integers(2, 9))
def test_instalments_fall_after_the_income_has_come_in(today: date, income_day: int, terms: int) -> None:
    plan = planned(RULES, Wish(terms=terms), 900_00, today, income_day)
    if not isinstance(plan, Plan):
        assert plan == schedule.FIRST_TOO_LATE
        return
    for term in plan.terms:
        paid_on = max(
            day
            for back in range(12)
            if (day := term.due_on - timedelta(days=back)).day == income_day
            or ((day + timedelta(days=1)).day == 1 and day.day < income_day)
        )
        assert paid_on < term.due_on


@given(days, st.integers(1, 28), st.integers(5, 9))
def test_a_schedule_tells_after_which_income_day_it_was_made(today: date, income_day: int, terms: int) -> None:
    plan = planned(RULES, Wish(terms=terms), 900_00, today, income_day)
    if isinstance(plan, Plan):
        found = usual_income_day(RULES.due, [term.due_on for term in plan.terms])
        # Christmas, Easter and weekends can put most of a few days later, never earlier.
        assert found is not None
        assert 0 <= found - income_day <= 5
    assert usual_income_day(RULES.due, [today]) is None


def test_three_months_for_somebody_paid_on_the_24th() -> None:
    plan = arrange(RULES, Wish(terms=3), 65_000, TODAY, 24)
    # 25 November is nearer than the three days of lead; 25 December is Christmas, 26 too, then a weekend.
    assert shown(plan) == [("2026-12-28", 21_666), ("2027-01-25", 21_666), ("2027-02-25", 21_668)]


def test_an_own_amount_and_an_own_first_day() -> None:
    plan = arrange(RULES, Wish(amount_cents=10_000, first_on=date(2026, 12, 5)), 35_000, TODAY, 24)
    # The fifth of December is a Saturday; the next payment is no sooner than two weeks later.
    assert shown(plan) == [
        ("2026-12-07", 10_000),
        ("2026-12-28", 10_000),
        ("2027-01-25", 10_000),
        ("2027-02-25", 5_000),
    ]


def test_a_rest_below_the_minimum_makes_all_parts_level() -> None:
    assert by_amount(31_000, 10_000, 5_000) == (7_750,) * 4


@pytest.mark.parametrize(
    ("wish", "total", "bound"),
    [
        (Wish(terms=10), 65_000, schedule.TOO_MANY_TERMS),
        (Wish(terms=1), 65_000, schedule.TOO_FEW_TERMS),
        (Wish(terms=0), 65_000, schedule.TOO_FEW_TERMS),
        (Wish(amount_cents=2_000), 65_000, schedule.TOO_SMALL),
        (Wish(amount_cents=2_500), 65_000, schedule.TOO_MANY_TERMS),
        (Wish(terms=9), 20_000, schedule.TOO_SMALL),
        (Wish(terms=3, first_on=TODAY), 65_000, schedule.IN_THE_PAST),
        (Wish(terms=3, first_on=date(2027, 3, 1)), 65_000, schedule.FIRST_TOO_LATE),
        (Wish(terms=3), 0, schedule.NO_DEBT),
        (Wish(terms=3, month=date(2027, 2, 1)), 65_000, schedule.FIRST_TOO_LATE),
        (Wish(terms=3, first_cents=65_000), 65_000, schedule.TOO_FEW_TERMS),
        (Wish(terms=1, first_cents=30_000), 65_000, schedule.TOO_FEW_TERMS),
        (Wish(first_cents=30_000, amount_cents=2_500), 65_000, schedule.TOO_MANY_TERMS),
        (Wish(first_cents=1_000, terms=3), 65_000, schedule.TOO_SMALL),
        (Wish(amount_cents=1), 10**9, schedule.TOO_SMALL),
    ],
)
def test_a_plan_that_cannot_be_names_what_stands_in_the_way(wish: Wish, total: int, bound: str) -> None:
    with pytest.raises(Impossible) as stopped:
        arrange(RULES, wish, total, TODAY, 24)
    assert stopped.value.bound == bound


@given(days, st.dates(date(2025, 12, 1), date(2037, 3, 1)), totals)
def test_a_deferral_is_one_working_day_within_the_limit(today: date, until: date, total: int) -> None:
    try:
        plan = defer(DEMO, until, total, today)
    except Impossible:
        return
    assert DEMO.deferral is not None
    assert plan.total_cents == total
    assert today < plan.first_on <= today + timedelta(days=DEMO.deferral.maximum_days)
    assert is_working_day(plan.first_on)
    assert abs((plan.first_on - until).days) <= 5


def test_the_rent_stands_beside_the_first_instalment_of_a_month() -> None:
    plan = arrange(RULES, Wish(terms=3, first_on=date(2026, 12, 7)), 65_000, TODAY, 24)
    rows = schedule.beside_rent(plan, 65_000)
    assert [(row.term.due_on.month, row.rent_cents, row.together_cents) for row in rows] == [
        (12, 65_000, 86_666),
        (12, 0, 21_666),
        (1, 65_000, 86_668),
    ]


@given(policies, totals, days, income_days)
def test_every_number_of_terms_that_is_shown_is_the_one_that_was_asked(
    policy: Policy, total: int, today: date, income_day: int | None
) -> None:
    rules = policy.arrangement
    assert rules is not None
    assume(total // rules.terms.maximum >= rules.minimum_instalment)
    for count in rules.terms.offered:
        plan = planned(rules, Wish(terms=count), total, today, income_day)
        assert plan == schedule.FIRST_TOO_LATE if isinstance(plan, str) else len(plan.terms) == count
