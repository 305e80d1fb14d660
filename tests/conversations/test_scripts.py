"""Every script, held with the real program and the real engine; the pitfalls run over every answer."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import aiohttp
import pytest

from bot.knowledge import rules
from bot.knowledge.loading import load_knowledge
from tests.conversations.script import Script, repeats, scripts, shortcomings
from tests.conversations.talking import Talk
from tests.e2e.conftest import Program, started_program

pytestmark = pytest.mark.slow

KNOWLEDGE = load_knowledge(Path(__file__).parents[2] / "content")
#: Letters with many words, and the opening, are there once; a turn is short.
MOST_WORDS = 175
#: Sentences shorter than this stand in many answers.
SHORTEST = 15


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    # Every conversation comes from one address, and there are more of them than one address may begin.
    with started_program(HUURKOMPAS_LIMITS__SESSIONS_PER_ADDRESS="10000/minute") as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def test_there_are_the_twelve_personas_and_at_least_sixty_more() -> None:
    found = scripts()
    assert len([s for s in found if s.file == "personas"]) == 12
    assert len(found) >= 72
    assert len({s.name for s in found}) == len(found)


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
async def test_a_conversation_conveys_what_it_must(
    program: Program, http: aiohttp.ClientSession, script: Script
) -> None:
    talk = await Talk(http, program.base, script.name).open()
    wrong: list[str] = []
    for number, turn in enumerate(script.turns, start=1):
        answer = await (talk.say(turn.says) if turn.says is not None else talk.press(str(turn.presses)))
        text = answer["text"]
        claims = [claim.never for claim in rules.forbidden_in(_told(text), KNOWLEDGE.forbidden)]
        found = [*shortcomings(turn, text), *(f"claims {claim!r}" for claim in claims)]
        if len(rules.words(text)) > MOST_WORDS:
            found.append(f"is {len(rules.words(text))} words long")
        if "{" in text or not text.strip():
            found.append("is empty or unfilled")
        wrong += [f"turn {number} ({turn.says or turn.presses}) {problem}\n    {text}" for problem in found]
    wrong += [f"said twice in a row: {text}" for text in repeats([a["text"] for a in talk.answers])]
    assert not wrong, "\n".join(wrong)
    await asyncio.sleep(0)


def _answers_with_examples() -> list[tuple[str, str]]:
    """What hangs on the talk before it is held in the scripts."""
    return [(answer.id, sentence) for answer in KNOWLEDGE.answers if not answer.bound for sentence in answer.asked]


@pytest.mark.parametrize(("answer_id", "sentence"), _answers_with_examples())
async def test_what_is_asked_in_these_words_is_answered(
    program: Program, http: aiohttp.ClientSession, answer_id: str, sentence: str
) -> None:
    """Also by the real engine. Danger that it hears too readily comes first: that errs on the safe side."""
    talk = await Talk(http, program.base, f"asked/{sentence}").open()
    told = " ".join((await talk.say(sentence))["text"].split())
    answer = next(answer for answer in KNOWLEDGE.answers if answer.id == answer_id)
    variants = (answer.general, *answer.by_stage.values())
    whole = [s for v in variants for t in (*v.texts, *v.timeless) for s in rules.sentences(t) if "{" not in s]
    dangers = [rules.sentences(danger.text)[0] for danger in KNOWLEDGE.dangers.values()]
    assert any(s in told for s in whole if len(s) > SHORTEST) or any(s in told for s in dangers), told


def _told(text: str) -> str:
    """What the assistant says itself, without a tenant's words that it reads back."""
    return " ".join(part for number, part in enumerate(text.split('"')) if number % 2 == 0)


def test_the_pitfalls_are_known() -> None:
    assert len(KNOWLEDGE.forbidden) == 40
    assert all(fact.next_review > date(2026, 11, 22) for fact in KNOWLEDGE.facts.values())
