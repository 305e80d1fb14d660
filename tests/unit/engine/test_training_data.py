"""The training messages: enough of each, truly different, in the form that Rasa reads."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.engine.near_duplicates import near_duplicates, plain

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data" / "nlu"
MOST_ALIKE = 0.6
LEAST_EXAMPLES = 150
LEAST_SMALL_TALK = 60


class Example(NamedTuple):
    intent: str
    text: str
    place: str


def _examples() -> Iterator[Example]:
    for path in sorted(DATA.rglob("*.yml")):
        intent = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := re.match(r"\s*- intent:\s*(\S+)", line):
                intent = found.group(1)
            elif intent and (found := re.match(r"\s{4}- (.+)$", line)):
                yield Example(intent, found.group(1), f"{path.relative_to(PROJECT)}:{number}")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(_examples())


def test_every_intent_has_enough_examples(examples: list[Example]) -> None:
    small_talk = {path.stem for path in (DATA / "small_talk").glob("*.yml")} - {"out_of_scope"}
    counts = Counter(example.intent for example in examples)
    few = {
        intent: count
        for intent, count in counts.items()
        if count < (LEAST_SMALL_TALK if intent in small_talk else LEAST_EXAMPLES)
    }
    assert not few


def test_every_intent_is_in_the_domain(examples: list[Example]) -> None:
    domain = (PROJECT / "domain.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r"^  - (\w+)$", domain.split("\nentities:")[0], flags=re.MULTILINE))
    assert {example.intent for example in examples} <= listed


def test_no_message_stands_twice(examples: list[Example]) -> None:
    seen: dict[str, Example] = {}
    twice = []
    for example in examples:
        first = seen.setdefault(plain(example.text), example)
        if first is not example:
            twice.append(f"{first.place} = {example.place}: {example.text[:60]}")
    assert not twice


def test_no_message_is_nearly_another(examples: list[Example]) -> None:
    alike = [
        f"{likeness:.2f} {examples[one].place} ~ {examples[other].place}: {examples[other].text[:60]}"
        for one, other, likeness in near_duplicates([example.text for example in examples], MOST_ALIKE)
    ]
    assert not alike


def test_messages_hold_no_markup(examples: list[Example]) -> None:
    marked = [example.place for example in examples if "[" in example.text]
    assert not marked


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("ik kan de huur deze maand niet betalen", "ik kan de huur deze maand niet betalen hoor", True),
        ("ik kan de huur deze maand niet betalen", "wanneer komt de deurwaarder bij mij langs", False),
    ],
)
def test_the_finder_finds(one: str, other: str, found: bool) -> None:
    assert bool(list(near_duplicates([one, other], MOST_ALIKE))) is found
