"""Asking where something is written, in any words; and what is only like it."""

import pytest

from tests.support.wiring import CONTENT


@pytest.mark.parametrize(
    "text",
    [
        "waar staat dat?",
        "Waar staat dat",
        "en waar staat dat dan",
        "waar kan ik dat nalezen",
        "waar vind ik dat terug?",
        "waar kan ik dat checken",
        "waar heb je dat vandaan",
        "waar haal je dit vandaan?",
        "hoe weet je dat",
        "hoe weet jij dat zo zeker",
        "hoe kom je daarbij?",
        "wie zegt dat",
        "volgens wie is dat",
        "in welke wet staat dat",
        "welk artikel is dat",
        "wat is je bron?",
        "bron?",
        "bron graag",
        "heb je daar een bron van",
        "heb je bewijs voor",
        "is dat officieel",
        "is dit wel wettelijk",
        "verzin je dit",
    ],
)
def test_a_question_about_the_source_is_heard_in_any_words(text: str) -> None:
    assert CONTENT.conduct.asks_source(text)


@pytest.mark.parametrize(
    "text",
    [
        "waar staat mijn huurdersnummer",
        "waar kan ik betalen",
        "waar moet ik dat geld naartoe overmaken",
        "hoe weet je mijn nummer",
        "hoe kom je aan mijn naam",
        "wie zegt dat ik niet betaald heb",
        "er staat een artikel in de krant",
        "heb je bewijs nodig dat ik betaald heb",
        "ik heb een bron van inkomsten",
        "hoe weet ik dat het echt is",
        "waar staat de brief over",
        "waar vind ik hulp in de buurt",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    assert not CONTENT.conduct.asks_source(text)
