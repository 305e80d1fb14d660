"""What the engine takes without checking it against Rasa's schema."""

from typing import Any

import pytest

from engine.answers import is_plain

FOLLOWUP = {"event": "followup", "name": "action_listen", "timestamp": None}


def test_words_and_what_follows_are_plain() -> None:
    assert is_plain({"events": [FOLLOWUP], "responses": [{"text": "Hoi", "buttons": []}]})
    assert is_plain({"events": [], "responses": []})


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {"events": []},
        {"events": [], "responses": [], "more": 1},
        {"events": {}, "responses": []},
        {"events": [], "responses": ["Hoi"]},
        {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []},
        {"events": ["followup"], "responses": []},
    ],
)
def test_all_else_is_checked_against_the_schema(answer: Any) -> None:
    assert not is_plain(answer)
