"""The life of an agreement, one by one and under whatever happens in whatever order."""

from datetime import date, timedelta

import pytest

from bot.arrangements.rules import changes, schedule
from bot.arrangements.rules.life import (
    LIVE,
    OPEN,
    OVER,
    TRANSITIONS,
    EndReason,
    Event,
    Held,
    Life,
    NotNow,
    OfferExpired,
    OtherText,
    State,
)
from bot.arrangements.rules.policy import Breach
from bot.arrangements.rules.schedule import Impossible, Wish
from tests.unit.arrangements.cases import DEMO, HARSH, KIND, TODAY, runs

RULES = DEMO.arrangement
assert RULES is not None


def offered(*due: int, amount: int = 10_000, valid_days: int = 7) -> Life:
    """An offer with instalments so many days from today."""
    terms = tuple(Held(n, TODAY + timedelta(days=days), amount) for n, days in enumerate(due, 1))
    return Life(State.OFFERED, terms, "digest", TODAY + timedelta(days=valid_days))


def active(*due: int) -> Life:
    return offered(*due).agree("digest", TODAY)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def with_paid(life: Life, *numbers: int, day: int = 0) -> Life:
    terms = tuple(
        Held(t.number, t.due_on, t.amount_cents, t.amount_cents, on(day)) if t.number in numbers else t
        for t in life.terms
    )
    return life.paid(terms, on(day))


def test_a_yes_counts_for_the_very_text_that_was_shown() -> None:
    assert active(10).state is State.ACTIVE
    assert active(10).consent_digest == "digest"
    with pytest.raises(OtherText):
        offered(10).agree("another", TODAY)
    with pytest.raises(OfferExpired):
        offered(10).agree("digest", on(8))
    with pytest.raises(NotNow):
        active(10).agree("digest", TODAY)


def test_an_instalment_is_missed_after_its_days_of_grace_and_catching_up_recovers() -> None:
    life = active(10, 40)
    assert life.day(on(13), KIND).state is State.ACTIVE
    late = life.day(on(14), KIND)
    assert late.state is State.AT_RISK
    assert with_paid(late, 1, day=15).day(on(15), KIND).state is State.ACTIVE


def test_a_collector_decides_about_the_end_unless_the_policy_says_that_it_ends_by_itself() -> None:
    assert active(10, 20).day(on(60), KIND).state is State.AT_RISK
    assert active(10, 20).breaks(KIND, on(60))
    broken = active(10, 20).day(on(13), HARSH, asked={1: on(11)})
    assert (broken.state, broken.end_reason) == (State.BROKEN, EndReason.BREACH)


def test_nothing_breaks_by_itself_before_we_asked_and_there_was_a_day_to_answer() -> None:
    assert active(10).day(on(11), HARSH).state is State.AT_RISK
    assert active(10).day(on(40), HARSH).state is State.AT_RISK
    assert active(10).day(on(12), HARSH, asked={1: on(11)}).state is State.AT_RISK
    patient = HARSH.model_copy(update={"grace_days": 3})
    assert active(10).day(on(14), patient, asked={1: on(11)}).state is State.AT_RISK
    assert active(10).day(on(15), patient, asked={1: on(11)}).state is State.BROKEN


def test_each_instalment_that_counts_for_an_automatic_end_was_asked_about() -> None:
    twice = HARSH.model_copy(update={"missed": 2})
    assert active(10, 20).day(on(40), twice, asked={1: on(11)}).state is State.AT_RISK
    assert active(10, 20).day(on(40), twice, asked={1: on(11), 2: on(21)}).state is State.BROKEN


def test_open_rent_that_nobody_asked_about_never_ends_it_by_itself_but_a_person_may() -> None:
    life = active(10).day(TODAY, HARSH, rent_missed=True)
    assert life.state is State.AT_RISK
    assert life.breaks(HARSH, TODAY, rent_missed=True)


def test_nothing_breaks_by_itself_while_something_makes_us_keep_still() -> None:
    assert active(10).day(on(13), HARSH, halted=True, asked={1: on(11)}).state is State.AT_RISK


def test_the_running_rent_counts_where_the_policy_says_so() -> None:
    assert active(10).day(TODAY, KIND, rent_missed=True).state is State.AT_RISK
    lenient = Breach(missed=1, running_rent_counts=False)
    assert active(10).day(TODAY, lenient, rent_missed=True).state is State.ACTIVE


def test_said_trouble_stays_until_that_instalment_is_paid() -> None:
    said = active(10, 40).report_trouble(1)
    assert (said.state, said.trouble) == (State.AT_RISK, 1)
    assert said.day(TODAY, KIND).state is State.AT_RISK
    assert with_paid(said, 1).day(TODAY, KIND).state is State.ACTIVE
    with pytest.raises(LookupError):
        with_paid(active(10, 40), 1).report_trouble(1)


@pytest.mark.parametrize(("day", "reason"), [(9, EndReason.EARLY_PAYOFF), (40, EndReason.KEPT)])
def test_it_is_done_when_everything_is_paid(day: int, reason: EndReason) -> None:
    done = with_paid(active(10, 40), 1, 2, day=day)
    assert (done.state, done.end_reason) == (State.COMPLETED, reason)


def test_an_offer_lapses_after_its_last_day() -> None:
    assert offered(10).day(on(7), KIND).state is State.OFFERED
    assert offered(10).day(on(8), KIND).state is State.EXPIRED


def test_payments_cannot_change_a_plan() -> None:
    with pytest.raises(ValueError, match="do not change a plan"):
        active(10).paid((Held(1, on(10), 1),), TODAY)


@pytest.mark.parametrize("state", sorted(OVER))
@pytest.mark.parametrize("event", list(Event))
def test_what_is_over_stays_over(state: State, event: Event) -> None:
    assert (state, event) not in TRANSITIONS


def test_every_state_can_be_reached_and_left_but_for_the_ends() -> None:
    reached = {State.PROPOSED, *TRANSITIONS.values()}
    assert reached == set(State)
    assert {state for state, _ in TRANSITIONS} == OPEN | LIVE


MOVED = [
    (1, on(17), [(17, 10_000), (38, 10_000)]),
    (2, on(50), [(10, 10_000), (50, 10_000)]),
]


@pytest.mark.parametrize(("number", "to", "plan"), MOVED)
def test_one_instalment_moves_and_the_others_stay(number: int, to: date, plan: list[tuple[int, int]]) -> None:
    moved = changes.move(DEMO, runs(*active(10, 38).terms), number, to, TODAY)
    assert [((t.due_on - TODAY).days, t.amount_cents) for t in moved.terms] == plan


@pytest.mark.parametrize(
    ("number", "to", "bound"),
    [
        (1, on(25), changes.MOVED_TOO_FAR),
        (1, TODAY, schedule.IN_THE_PAST),
        (1, on(9), changes.NOT_LATER),
        (1, on(2), changes.NOT_LATER),
        (3, on(20), changes.NO_SUCH_TERM),
    ],
)
def test_an_instalment_cannot_move_just_anywhere(number: int, to: date, bound: str) -> None:
    with pytest.raises(Impossible) as stopped:
        changes.move(DEMO, runs(*active(10, 38).terms), number, to, TODAY)
    assert stopped.value.bound == bound


def test_what_is_left_and_a_new_month_make_one_plan() -> None:
    life = with_paid(active(10, 40), 1)
    plan = changes.respread(DEMO, runs(*life.terms), Wish(terms=4), TODAY, 24, new_cents=65_000)
    assert plan.total_cents == 75_000
    small = changes.respread(DEMO, runs(Held(1, on(10), 3_000)), Wish(terms=1), TODAY, 24)
    assert [term.amount_cents for term in small.terms] == [3_000]
