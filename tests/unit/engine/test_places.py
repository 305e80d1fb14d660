"""Tokens are found again by their hashes, as by a dict and in a tenth of its memory."""

import json
import subprocess

from bot.dialogue.training import ENGINE_PYTHON
from bot.settings import PROJECT

ASKED = """
import json, sys
from engine.places import Places
tokens, first, asked = json.load(sys.stdin)
print(json.dumps(Places(tokens, first).of(asked)))
"""


def found(tokens: list[str], asked: list[str], first: int = 0) -> list[int]:
    told = subprocess.run(
        [str(ENGINE_PYTHON), "-c", ASKED],
        cwd=PROJECT,
        input=json.dumps([tokens, first, asked]),
        capture_output=True,
        check=True,
        text=True,
    )
    places: list[int] = json.loads(told.stdout)
    return places


def test_known_tokens_are_found_where_they_stand_in_the_order_asked_and_others_left_out() -> None:
    tokens = [f"woord {number}" for number in range(5000)]
    known = {token: 100 + at for at, token in enumerate(tokens)}
    asked = ["woord 4999", "onbekend", "woord 0", "woord 0", "woord 7", ""]
    assert found(tokens, asked, 100) == [known[token] for token in asked if token in known]


def test_nothing_is_found_among_nothing() -> None:
    assert found([], ["woord"]) == []
    assert found(["woord"], []) == []
