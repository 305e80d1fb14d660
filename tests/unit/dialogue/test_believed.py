"""Who says that there is no bailiff or no letter is believed, until they speak of one again."""

import pytest

from bot.dialogue import believed
from bot.knowledge.vocabulary import NO_BAILIFF, NO_LETTER


@pytest.mark.parametrize(
    "text",
    [
        "Er is geen deurwaarder. Het was oplichting.",
        "laat maar. heb geen schuld bij deurwaarder. wat gebeurt er dan?",
        "jullie luisteren niet. GEEN DEURWAARDER.",
        "ik heb niks met een deurwaarder te maken",
    ],
)
def test_no_bailiff_is_believed(text: str) -> None:
    assert believed.after(text, ()) == {NO_BAILIFF}
    assert believed.after("ik wil 15 december betalen", {NO_BAILIFF}) == {NO_BAILIFF}


@pytest.mark.parametrize(
    "text", ["komt er geen deurwaarder?", "ik heb geen idee welke deurwaarder", "de deurwaarder was er"]
)
def test_a_question_or_a_bailiff_is_no_denial(text: str) -> None:
    assert believed.after(text, ()) == frozenset()


def test_own_words_bring_it_back() -> None:
    assert believed.after("nu is er toch een deurwaarder geweest", {NO_BAILIFF}) == frozenset()
    assert believed.after("er is geen brief", ()) == {NO_LETTER}
    assert believed.after("ik kreeg vandaag een brief", {NO_LETTER}) == frozenset()


def test_what_is_not_there_is_not_asked_about() -> None:
    text = (
        "Goed dat je het vraagt.\n\nLigt je schuld bij de deurwaarder? Dan vraag je uitstel daar.\n\nWelke dag wil je?"
    )
    assert believed.without_denied(text, {NO_BAILIFF}) == "Goed dat je het vraagt.\n\nWelke dag wil je?"
    assert believed.without_denied("Bel ons. Welke datum staat er in de brief?", {NO_LETTER}) == "Bel ons."
