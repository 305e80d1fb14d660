"""A question for what was told is not put; one for more than that is."""

from pathlib import Path

import pytest

from bot.dialogue import composing
from bot.dialogue.told import asked
from bot.dialogue.told.asked import Asked
from bot.guidance.loading import load_guidance
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[4] / "content"
BOOK = AnswerBook.load(CONTENT)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Wanneer moet je er zijn?", {Asked.HEARING}),
        ("Op welke dag heb je betaald, en hoeveel?", {Asked.PAID, Asked.PAID_ON}),
        ("Welk bedrag was het, en op welke datum?", {Asked.PAID, Asked.PAID_ON}),
        ("Welk nummer is goed, en wanneer kun je praten?", {Asked.PHONE, Asked.CALL_WHEN}),
        ("Hoe en wanneer mag die contact zoeken?", {Asked.PHONE, Asked.CALL_WHEN}),
        ("Hoeveel kun je per maand missen?", {Asked.MONTHLY}),
        ("Wanneer verwacht je weer geld, en van wie?", {Asked.INCOME_WHEN}),
        ("Welk bedrag aan rente staat er?", set()),
        ("Wat is je huurdersnummer?", set()),
        ("Zal een medewerker met je meekijken?", set()),
    ],
)
def test_what_a_question_asks_for(question: str, wanted: set[Asked]) -> None:
    assert set(asked.asks_for(question)) == wanted


def test_a_question_for_what_is_known_goes() -> None:
    text = "Een advocaat hoeft niet.\n\nBij de kantonrechter mag je zelf komen. Wanneer moet je er zijn?"
    told = "Een advocaat hoeft niet.\n\nBij de kantonrechter mag je zelf komen."
    assert asked.without_known(text, {Asked.HEARING}) == told
    assert asked.without_known(text, {Asked.PHONE}) == text


def test_a_question_for_more_than_is_known_stays() -> None:
    text = "Dan zoeken we het uit. Op welke dag heb je betaald, en hoeveel?"
    assert asked.without_known(text, {Asked.PAID_ON}) == text


def test_a_bare_question_is_never_all_of_it_taken_away() -> None:
    assert asked.without_known("Wanneer moet je er zijn?", {Asked.HEARING}) == "Wanneer moet je er zijn?"


def test_each_kind_is_asked_for_somewhere_in_the_content() -> None:
    """A pattern that no text fits any more would keep nobody from being asked twice."""
    guidance = load_guidance(CONTENT, CONTENT / "demo")
    texts = [text for q in guidance.questions.values() for text in (*q.texts, q.again)]
    texts += [text for line in BOOK.knowledge.lines.values() for text in line.texts]
    for answer in BOOK.knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            texts += [*variant.texts, *variant.timeless]
    texts += [text for danger in BOOK.knowledge.dangers.values() for text in (danger.text, *danger.again)]
    found = {kind for text in texts for kind in asked.asks_for(composing.closing_question(text) or text)}
    assert found >= set(Asked) - {Asked.ADDRESS}
