"""Under "Bedoel je …" stand the likely precise questions first, then subjects; never two for nearly the same."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.dialogue import guessing
from bot.dialogue.dangers import DANGER_OF_INTENT
from bot.dialogue.exchange import Heard
from bot.dialogue.guessing import LIKELY, Choice
from bot.dialogue.nearly import NEVER
from bot.dialogue.rules import LETTER_OF_INTENT, STAGE_OF_INTENT
from bot.knowledge.models import Answer, AnswerVariant
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[3] / "content"
BAILIFF = Choice("Brief deurwaarder", "Brief van een deurwaarder", "report_bailiff_letter")
COSTS = Choice("Er zijn extra kosten", "Incassokosten", "ask_collection_costs")


@pytest.fixture(scope="module")
def book() -> AnswerBook:
    return AnswerBook.load(CONTENT)


def narrow(guess: str | None, about: str = "", **more: Any) -> Answer:
    told = AnswerVariant(facts=(), texts=("Een tekst.",), simpler=None, timeless=(), buttons=())
    name = f"theme_{guess}"
    more = {"intents": ("any",), **more}
    return Answer(id=name, kind="information", topic_title=about or str(guess), general=told, guess=guess, **more)


INSIDE = narrow("Mag hij binnenkomen?", "Of hij binnen mag komen")
DEPOSIT = narrow("Krijg ik borg terug?", "Je borg")
COST = narrow("Wat kost verzet?", "Wat verzet kost")


def titles(*chances: tuple[Answer, float], subjects: tuple[Choice, ...] = (BAILIFF, COSTS), **more: bool) -> list[str]:
    return [choice.title for choice in guessing.chosen(chances, subjects, **more)]


def heard(**more: Any) -> Heard:
    return Heard(UUID(int=1), "m", "nlu_fallback", **more)


def test_likely_precise_questions_come_before_subjects() -> None:
    assert titles((INSIDE, 0.3), (DEPOSIT, 0.2), (COST, 0.18)) == ["Mag hij binnenkomen?", "Krijg ik borg terug?"]
    assert titles((INSIDE, 0.3)) == ["Mag hij binnenkomen?", "Brief deurwaarder"]
    assert titles() == ["Brief deurwaarder", "Er zijn extra kosten"]


def test_what_is_hardly_likely_is_not_offered() -> None:
    assert titles((INSIDE, LIKELY), (DEPOSIT, LIKELY - 0.01)) == ["Mag hij binnenkomen?", "Brief deurwaarder"]


def test_nothing_precise_is_guessed_at_where_a_danger_hangs_on_it() -> None:
    assert titles((INSIDE, 0.3), in_danger=True) == ["Brief deurwaarder", "Er zijn extra kosten"]


def test_an_answer_without_a_button_leaves_its_place_to_the_next() -> None:
    afraid = narrow(None, "Bang zijn", no_guess="feeling")
    assert titles((afraid, 0.38), (DEPOSIT, 0.2)) == ["Krijg ik borg terug?", "Brief deurwaarder"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same subject for another moment, the same words, the same in other forms, the general answer beside it.
        (
            Choice("Wanneer moet ik weg?", "Hoeveel tijd na het vonnis", "a"),
            Choice("Tijd?", "De tijd na een vonnis", "b"),
        ),
        (Choice("Moet ik betalen?", "Moet ik betalen", "a"), Choice("Moet ik nu betalen?", "Vandaag", "b")),
        (Choice("Wat kost rechtszaak?", "Bedragen", "a"), Choice("Kosten rechtszaak?", "Rechter", "b")),
        (Choice("Mag ik schuldhulp?", "Schuldhulp vragen", "a"), Choice("Ik wil schuldhulp", "Schuldhulp", "b")),
    ],
)
def test_two_for_nearly_the_same_are_one(one: Choice, other: Choice) -> None:
    assert guessing.is_alike(one, other)
    assert guessing.is_alike(other, one)
    assert guessing.chosen([], [one, other, BAILIFF]) == [one, BAILIFF]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wat is verzet?", "Wat kost verzet?"),
        ("Wat is verzet?", "Kan ik in verzet?"),
        ("Krijg ik borg terug?", "Krijg ik huur terug?"),
        ("Aan wie betaal ik?", "Hoe betaal ik?"),
        # Of words that make no difference alone nothing follows.
        ("Mag dat?", "Is dit er nog?"),
    ],
)
def test_two_questions_about_one_thing_stay_two(one: str, other: str) -> None:
    assert not guessing.is_alike(Choice(one, one, "a"), Choice(other, other, "b"))


def test_the_button_names_the_answer_and_a_subject_that_is_only_told_about() -> None:
    asked = narrow("Beslag op toeslag?", intents=("report_bailiff_letter", "ask_benefits", "ask_seizure"))
    assert guessing.of_answer(asked) == Choice("Beslag op toeslag?", "Beslag op toeslag?", "ask_benefits", asked.id)
    followed = narrow("Mag dat beslag?", after=frozenset({"talk:seizure", "ask_seizure"}))
    assert [c.intent for c in (guessing.of_answer(followed), guessing.of_answer(DEPOSIT)) if c] == [
        "ask_seizure",
        "ask_capabilities",
    ]


def test_pressing_a_button_moves_nobody_to_a_stage_and_does_nothing(book: AnswerBook) -> None:
    carried = {c.intent for answer in book.knowledge.answers if (c := guessing.of_answer(answer)) is not None}
    assert len(carried) > 1
    assert all(book.serves(intent) for intent in carried)
    assert not carried & {*NEVER, *LETTER_OF_INTENT, *STAGE_OF_INTENT, *DANGER_OF_INTENT}


@pytest.mark.parametrize(
    ("message", "standing"),
    [
        (heard(signals=[{"name": "violence", "confidence": 0.4}]), None),
        (
            heard(ranking=[{"name": "ask_seizure", "confidence": 0.4}, {"name": "crisis_suicide", "confidence": 0.1}]),
            None,
        ),
        (heard(topics=["ask_seizure", "crisis_violence"]), None),
        (heard(), "suicide"),
    ],
)
def test_a_danger_heard_however_faintly_or_holding_on_hangs_on_it(message: Heard, standing: str | None) -> None:
    assert guessing.hangs_on_danger(message, standing)


def test_a_plain_message_holds_no_danger() -> None:
    plain = heard(ranking=[{"name": "ask_seizure", "confidence": 0.4}], signals=[{"name": "anger", "confidence": 0.9}])
    assert not guessing.hangs_on_danger(plain, None)


def test_every_button_leads_to_the_answer_that_it_names(book: AnswerBook) -> None:
    choices = [
        c for answer in book.knowledge.answers if answer.narrow and (c := guessing.of_answer(answer)) is not None
    ]
    assert len(choices) > 250
    assert all(book.theme(choice.intent, "", choice.answer) == choice.answer for choice in choices)
