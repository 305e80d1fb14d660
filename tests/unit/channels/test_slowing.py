"""A number that is told to go slower: everybody waits, longer each time, spread, and until it works again."""

from datetime import timedelta
from uuid import UUID

from bot.channels.slowing import LONGEST, Slowing
from bot.simulators.rates import PerPerson
from tests.support.clock import FixedClock

ONE = UUID(int=250)


def test_everybody_waits_and_longer_each_time() -> None:
    clock, slowing = FixedClock(), Slowing()
    assert slowing.wait(ONE, clock()) is None
    waits = []
    for _ in range(9):
        wait = slowing.slower(clock())
        waits.append(wait.total_seconds())
        assert slowing.wait(ONE, clock()) == wait + timedelta(milliseconds=250)
        clock.now += wait
    assert waits == [1, 2, 4, 8, 16, 32, 64, 64, 64]
    assert LONGEST.total_seconds() == 64


def test_many_refusals_of_one_moment_count_as_one_and_what_works_ends_it() -> None:
    clock, slowing = FixedClock(), Slowing()
    assert {slowing.slower(clock()) for _ in range(20)} == {timedelta(seconds=1)}
    slowing.worked(clock())  # sent before the refusal, answered after it: no sign that it is over
    assert slowing.wait(ONE, clock()) is not None
    clock.now += timedelta(seconds=1)
    slowing.worked(clock())
    assert slowing.slower(clock()) == timedelta(seconds=1)


def test_the_stand_in_refuses_the_46th_of_a_burst_and_takes_one_again_after_six_seconds() -> None:
    clock, pairs = FixedClock(), PerPerson(45, timedelta(seconds=6))
    assert [pairs.take("a", clock()) for _ in range(46)] == [True] * 45 + [False]
    assert pairs.take("b", clock())
    clock.now += timedelta(seconds=6)
    assert [pairs.take("a", clock()) for _ in range(2)] == [True, False]
    assert pairs.refused == 2
