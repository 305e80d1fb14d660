"""Amounts that were asked for to see what fits are masked once they did that; nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.wiping import scrubbed
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING
from bot.dialogue.means import INCOME_DAY, MASK, may_tell, wiped

LEFT = "arranging.left"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ongeveer 600 euro", f"ongeveer {MASK}"),
        ("€ 1.200,50 over", f"{MASK} over"),
        ("zeshonderd euro", MASK),
        ("twee honderd vijftig", MASK),
        ("tussen de 100 en 150 euro", f"tussen de {MASK}"),
        ("ik krijg de 24e 1800 en houd 200 over", f"ik krijg de 24e {MASK} en houd {MASK} over"),
        ("ja, 3000 bij de bank en 500,- bij de zorg", f"ja, {MASK} bij de bank en {MASK} bij de zorg"),
        ("een beetje, mijn man is ziek", "een beetje, mijn man is ziek"),
        ("nee", "nee"),
    ],
)
def test_amounts_are_masked_and_the_other_words_stay(said: str, kept: str) -> None:
    assert wiped(said, LEFT) == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [("24", "24"), ("de 24e, rond 1750 euro", f"de 24e, rond {MASK}"), ("twintig", "twintig"), ("€ 90", MASK)],
)
def test_the_day_of_an_income_stays_and_its_height_does_not(said: str, kept: str) -> None:
    assert wiped(said, INCOME_DAY) == kept


@settings(max_examples=40)
@given(st.text("12,.€ -en€uroak", max_size=20), st.sampled_from((LEFT, INCOME_DAY, None)))
def test_masking_twice_changes_nothing_more(text: str, question: str | None) -> None:
    assert wiped(wiped(text, question), question) == wiped(text, question)


@given(st.integers(0, 99_999), st.sampled_from(("{}", "{} euro", "€{}", "zo'n {},- denk ik", "{},50 per maand")))
def test_no_number_is_left_of_an_amount(amount: int, way: str) -> None:
    assert str(amount) not in wiped(way.format(amount), LEFT)


def test_only_the_questions_about_money_are_about_money() -> None:
    assert may_tell(FlowState(ARRANGING, LEFT))
    assert not may_tell(FlowState(ARRANGING, "arranging.own"))
    assert not may_tell(None)


def test_an_event_of_the_engine_keeps_its_shape_and_loses_the_amount() -> None:
    event = {
        "event": "user",
        "text": "600 euro",
        "message_id": "6001",
        "parse_data": {
            "text": "600 euro",
            "entities": [{"entity": "amount", "value": "600.00"}],
            "intent": {"name": "inform"},
        },
        "metadata": {"now": "2026-11-23T10:00", "parse": {"entities": [{"value": "600.00"}]}},
    }
    left = scrubbed(event, wiped)
    assert left == {
        "event": "user",
        "text": MASK,
        "message_id": "6001",
        "parse_data": {"text": MASK, "entities": [], "intent": {"name": "inform"}},
        "metadata": {"now": "2026-11-23T10:00", "parse": {"entities": []}},
    }
