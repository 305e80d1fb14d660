"""Counts texts the way the engine's training does. Done by the engine's Python, which has the libraries for it."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

Texts = Sequence[Sequence[str]]


class Counts(NamedTuple):
    """The tokens in the order of their columns, and for each text how often each stands in it."""

    tokens: list[str]
    texts: list[Counter[str]]


def counts(parts: Sequence[Texts], cut: int = 0, first: int = 0, least: int = 0) -> Counts:
    """The texts of all parts, each part counted by itself.

    With `cut`, the words are counted by their pieces of that length. With `least`, a token is kept if it stands in so
    many of the first texts.
    """
    from bot.dialogue.training import ENGINE_PYTHON
    from bot.settings import PROJECT

    asked = json.dumps({"parts": parts, "cut": cut, "first": first, "least": least})
    command = [str(ENGINE_PYTHON), "-m", __name__]
    told = subprocess.run(command, cwd=PROJECT, input=asked, capture_output=True, check=True, text=True)
    found = json.loads(told.stdout)
    return Counts(found["tokens"], [Counter(text) for text in found["texts"]])


def pieces(word: str, length: int) -> list[str]:
    return [word[at : at + length] for at in range(len(word) - length + 1)]


def answer(parts: Sequence[Texts], cut: int, first: int, least: int) -> dict[str, Any]:
    from engine.counting import count, count_by_word, together

    counted = [count_by_word(part, lambda word: pieces(word, cut)) if cut else count(part) for part in parts]
    found = together(counted)
    if least:
        found = found.known_to(first, least)
    rows = [zip(row.indices, row.data, strict=True) for row in found.table]
    return {"tokens": found.tokens, "texts": [{found.tokens[at]: int(times) for at, times in row} for row in rows]}


if __name__ == "__main__":
    json.dump(answer(**json.load(sys.stdin)), sys.stdout)
