"""What is asked outright: what was noted, and by whom that cannot telephone."""

import pytest

from bot.dialogue import asked_outright

TOLD = "Bellen hoeft niet."


@pytest.mark.parametrize("text", ["wat heb je nou allemaal genoteerd", "Wat hebben jullie opgeschreven over mij?"])
def test_who_asks_what_was_noted_is_heard(text: str) -> None:
    assert asked_outright.asks_notes(text)


def test_who_noted_something_themselves_does_not_ask() -> None:
    assert not asked_outright.asks_notes("ik heb het nummer genoteerd")


def test_what_was_noted_is_what_stood_between_quotes() -> None:
    said = ['Ik heb genoteerd: "liever 150". Morgen.', "Iets anders.", 'Dit geef ik door: "ook op de 28e".']
    assert asked_outright.quoted(said) == ["liever 150", "ook op de 28e"]


@pytest.mark.parametrize(
    ("text", "avoids"),
    [
        ("Ik ben overigens slechthorend, dus bellen gaat niet", True),
        ("ik ben doof", True),
        ("ik durf niet te bellen", True),
        ("kun je me niet bellen om 10 uur maar om 11", False),
    ],
)
def test_who_cannot_telephone_is_heard(text: str, avoids: bool) -> None:
    assert asked_outright.avoids_phone(text, [], TOLD) is avoids


def test_it_is_known_from_what_we_said_to_it() -> None:
    assert asked_outright.avoids_phone("en nu", [f"{TOLD} Je kunt hier typen."], TOLD)
