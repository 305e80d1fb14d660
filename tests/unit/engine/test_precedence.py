"""What comes first in a message, by the language contract: crisis, then legal stage, then what else it asks."""

from typing import Any

import pytest

from engine.precedence.rules import CRISES, LEGAL_STAGES, Understood, in_order


def understood(intent: str, *topics: str) -> Understood:
    ranking = [{"name": intent, "confidence": 0.9}, {"name": "greet", "confidence": 0.05}]
    return Understood(ranking[0], ranking, topics or (intent,))


def signal(name: str, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": confidence, "text": "…"}


@pytest.mark.parametrize(
    ("danger", "intent"),
    [
        ("suicide", "crisis_suicide"),
        ("violence", "crisis_violence"),
        ("homeless_now", "crisis_homeless_now"),
        ("no_food", "request_emergency_aid"),
    ],
)
def test_a_danger_said_in_passing_becomes_the_intent(danger: str, intent: str) -> None:
    ordered = in_order(understood("request_payment_arrangement"), [signal("fear", 0.8), signal(danger, 0.98)])
    assert ordered.intent["name"] == intent
    assert [item["name"] for item in ordered.ranking][:2] == [intent, "request_payment_arrangement"]
    assert list(ordered.topics) == [intent, "request_payment_arrangement"]


def test_a_danger_that_is_hardly_heard_does_not() -> None:
    before = understood("ask_balance")
    assert in_order(before, [signal("suicide", 0.5), signal("no_food", 0.7)]) == before


def test_of_two_dangers_the_one_a_life_hangs_on_comes_first() -> None:
    ordered = in_order(understood("ask_balance"), [signal("homeless_now", 0.99), signal("suicide", 0.98)])
    assert ordered.intent["name"] == "crisis_suicide"


@pytest.mark.parametrize("crisis", sorted(CRISES))
def test_a_crisis_that_was_understood_stays_what_it_is(crisis: str) -> None:
    before = understood(crisis)
    assert in_order(before, [signal("suicide", 0.99)]) == before


def test_a_judgment_comes_before_the_question_for_a_lawyer() -> None:
    ordered = in_order(understood("ask_legal_help", "report_eviction_notice", "ask_legal_help"), [])
    assert ordered.intent["name"] == "report_eviction_notice"
    assert ordered.intent["confidence"] == 0.9


@pytest.mark.parametrize("about", [*LEGAL_STAGES, "suspect_scam", "ask_seizure"])
def test_a_question_about_the_letter_itself_is_not_overruled_by_the_letter(about: str) -> None:
    before = understood(about, "report_bailiff_letter", about)
    assert in_order(before, []) == before


def test_nothing_is_lost_from_the_ranking_and_nothing_stands_twice() -> None:
    before = Understood(
        {"name": "ask_balance", "confidence": 0.6},
        [{"name": "ask_balance", "confidence": 0.6}, {"name": "crisis_violence", "confidence": 0.2}],
        ["ask_balance"],
    )
    ordered = in_order(before, [signal("violence", 0.97)])
    assert [item["name"] for item in ordered.ranking] == ["crisis_violence", "ask_balance"]
