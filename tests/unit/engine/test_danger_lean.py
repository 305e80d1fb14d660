"""A sentence that sounds like danger, and what the message around it says."""

from typing import Any

import pytest

from engine.signals.find import BEHIND, CLEAR, THRESHOLDS, Heard, Signal, clearest, find
from engine.signals.lean import NEUTRAL, OF_ALARM, Lean

INTENTS = ["ask_balance", "crisis_suicide", "request_emergency_aid"]
DECIDED = "ik heb alles weggegeven"


class Detector:
    """A detector that knows one sentence, which is as far from its threshold as a test wants."""

    names = ["suicide"]

    def __init__(self, above: float) -> None:
        self._above = above

    def score(self, plain: str) -> list[float]:
        return [THRESHOLDS["suicide"] + self._above if DECIDED in plain else -2.0]


def lean(crisis: float, other: float, alone: tuple[float, float] = (-2.0, -0.5), alarm: float = -0.4) -> Lean:
    """A message with these scores; any stretch read alone has those of `alone`."""
    return Lean(INTENTS, [other, crisis, -2.0], lambda _: [alone[1], alone[0], -2.0], alarm)


def heard(text: str, above: float, around: Lean | None) -> bool:
    return any(signal.name == "suicide" for signal in find(text, Detector(above), lean=around))


def test_without_a_message_around_it_the_sentence_decides() -> None:
    assert heard(DECIDED, 0.05, None)
    assert not heard(DECIDED, -0.05, None)


def test_a_message_near_a_crisis_makes_a_doubtful_sentence_a_danger() -> None:
    assert heard(f"{DECIDED}. niemand heeft nog last van mij", -0.3, lean(crisis=0.6, other=-0.7))


def test_a_message_about_something_else_takes_the_danger_from_a_doubtful_sentence() -> None:
    assert not heard(f"{DECIDED} aan de kringloop. wanneer krijg ik mijn borg", 0.3, lean(crisis=-0.9, other=0.6))


def test_the_sentence_that_is_a_crisis_is_not_hidden_by_the_rest_of_the_message() -> None:
    around = lean(crisis=-0.9, other=0.6, alone=(0.5, -0.8))
    assert heard(f"{DECIDED}. verder wil ik weten wat er openstaat", 0.05, around)


def test_what_is_said_outright_needs_no_lean() -> None:
    found = find("ik wil zelfmoord plegen", Detector(0.0), lean=lean(crisis=-2.0, other=2.0))
    assert [signal.name for signal in found] == ["suicide"]


def test_a_sentence_that_says_nothing_of_danger_is_not_read_again() -> None:
    def never(_: str) -> Any:
        raise AssertionError("read for nothing")

    assert not find("hoe laat zijn jullie open", Detector(0.0), lean=Lean(INTENTS, [0.5, -1.0, -1.0], never, 0.0))


@pytest.mark.parametrize(("crisis", "other"), [(0.0, 0.0), (0.4, 0.1), (-1.2, 0.8)])
def test_emergency_aid_counts_as_near_a_danger_as_a_crisis_does(crisis: float, other: float) -> None:
    one = Lean(INTENTS, [other, crisis, -2.0], lambda _: [0.0, -2.0, -2.0], 0.0).of("x")
    two = Lean(INTENTS, [other, -2.0, crisis], lambda _: [0.0, -2.0, -2.0], 0.0).of("x")
    assert one == pytest.approx(two)
    assert one + NEUTRAL == pytest.approx(max(0.7 * crisis - other, 0.7 * -2.0))


@pytest.mark.parametrize(("alarm", "raised"), [(1.0, True), (-1.0, False)])
def test_a_message_that_sounds_like_danger_as_a_whole_decides_a_doubtful_sentence(alarm: float, raised: bool) -> None:
    assert heard(DECIDED, 0.0, lean(crisis=-0.5, other=0.0, alarm=alarm)) is raised


def test_the_alarm_counts_in_the_units_of_a_danger_s_own_score() -> None:
    calm, loud = (lean(crisis=-1.0, other=0.0, alarm=alarm).of("x") for alarm in (-0.5, 0.5))
    assert loud - calm == pytest.approx(OF_ALARM)


def danger(name: str, over: float, alone: float, text: str = "x") -> Heard:
    return Heard(Signal(name, 0.5, text), over, alone)


def named(*found: Heard) -> set[str]:
    return {signal.name for signal in clearest(found)}


def test_what_only_the_message_lifted_far_behind_the_clearest_danger_is_not_named() -> None:
    assert named(danger("suicide", 0.1, -0.7), danger("no_food", 1.4, 0.6)) == {"no_food"}


def test_two_dangers_that_are_both_clear_are_both_named() -> None:
    assert named(danger("suicide", 0.3, CLEAR + 0.01), danger("no_food", 1.4, 0.6)) == {"suicide", "no_food"}
    assert named(danger("violence", 1.4 - BEHIND, -0.5), danger("no_food", 1.4, 0.6)) == {"violence", "no_food"}


def test_a_danger_heard_in_several_sentences_counts_where_it_is_clearest() -> None:
    (found,) = clearest([danger("violence", 0.2, 0.1, "a"), danger("violence", 0.9, 0.4, "b")])
    assert found.text == "b"


def test_one_danger_heard_faintly_is_a_danger_and_none_is_none() -> None:
    assert named(danger("suicide", 0.01, -0.7)) == {"suicide"}
    assert named() == set()
