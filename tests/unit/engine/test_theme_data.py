"""What the narrower answers are learned from: enough of each, by two hands, and nothing of the exam."""

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.knowledge.loading import load_knowledge
from engine.themes.examples import CHECKED_ON, Example, labelled
from tests.unit.engine.near_duplicates import near_duplicates, plain

PROJECT = Path(__file__).resolve().parents[3]
EXAM = PROJECT / "tests" / "nlu" / "held_out" / "themes.jsonl"
#: Of each hand.
LEAST_EXAMPLES = {True: 8, False: 12}
LEAST_NONE = 1500
MOST_ALIKE = 0.6


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return labelled()


@pytest.fixture(scope="module")
def learned() -> frozenset[str]:
    """The answers that nothing but these messages leads to."""
    return frozenset(answer.id for answer in load_knowledge(PROJECT / "content").answers if answer.learned)


@pytest.fixture(scope="module")
def narrow() -> frozenset[str]:
    return frozenset(answer.id for answer in load_knowledge(PROJECT / "content").answers if answer.narrow)


def test_every_answer_without_words_of_its_own_has_messages_of_two_hands(
    examples: list[Example], learned: frozenset[str]
) -> None:
    counts = Counter((example.checks, example.theme) for example in examples)
    few = {
        (theme, checks): counts[checks, theme]
        for theme in learned
        for checks, least in LEAST_EXAMPLES.items()
        if counts[checks, theme] < least
    }
    assert not few


def test_every_message_calls_for_an_answer_that_exists_or_for_none(
    examples: list[Example], narrow: frozenset[str]
) -> None:
    assert {example.theme for example in examples} - narrow == {None}
    assert sum(example.theme is None for example in examples) >= LEAST_NONE


class Told(NamedTuple):
    theme: str | None
    text: str


def test_no_message_is_nearly_another_of_its_answer_nor_one_of_the_exam(examples: list[Example]) -> None:
    exam = [json.loads(line)["text"] for line in EXAM.read_text(encoding="utf-8").splitlines()]
    told = [Told(example.theme, example.text) for example in examples]
    texts = [*exam, *(one.text for one in told)]
    alike = [
        f"{likeness:.2f} {texts[one]} ~ {texts[other]}"
        for one, other, likeness in near_duplicates(texts, MOST_ALIKE)
        if other >= len(exam) and (one < len(exam) or told[one - len(exam)].theme == told[other - len(exam)].theme)
    ]
    assert not alike


def test_no_message_calls_for_an_answer_and_for_none(examples: list[Example]) -> None:
    calls = {plain(example.text) for example in examples if example.theme}
    assert not [example.text for example in examples if example.theme is None and plain(example.text) in calls]


def test_the_second_hand_is_known_by_its_folder() -> None:
    assert {path.name for path in (PROJECT / "data" / "themes").iterdir()} == {"first_hands", CHECKED_ON}
