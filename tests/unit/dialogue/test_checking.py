"""What was only half heard as a danger is asked after once, and a yes is enough."""

from uuid import uuid4

import pytest

from bot.dialogue import checking
from bot.dialogue.exchange import Exchange, Heard, Memory

HALF, SURELY = 0.63, 0.95


def exchange(intent: str, sureness: float | None = None, *, told: str = "", danger: str | None = None) -> Exchange:
    signals = [] if sureness is None else [{"name": "violence", "confidence": sureness}]
    memory = Memory(danger=danger, told=[told] if told else [])
    heard = Heard(uuid4(), "m", intent, "ik heb dat geld niet", signals=signals)
    return Exchange(heard, memory)


def test_what_is_half_heard_in_words_that_were_not_understood_is_asked_after() -> None:
    assert checking.is_half_heard(exchange("nlu_fallback", HALF))


@pytest.mark.parametrize(
    "told_outright",
    [
        exchange("nlu_fallback", SURELY),
        exchange("crisis_violence", HALF),
        exchange("nlu_fallback", HALF, danger="violence"),
        exchange("nlu_fallback", HALF, told="check:violence"),
        exchange("nlu_fallback"),
    ],
    ids=["heard surely", "understood as it", "told before", "asked before", "not heard"],
)
def test_nothing_else_is(told_outright: Exchange) -> None:
    assert not checking.is_half_heard(told_outright)


def test_a_yes_to_the_question_is_the_danger_and_to_anything_else_is_not() -> None:
    assert checking.confirmed(exchange("affirm", told="check:violence")) == "violence"
    assert checking.confirmed(exchange("affirm", told="theme_what_now")) is None
    assert checking.confirmed(exchange("deny", told="check:violence")) is None
