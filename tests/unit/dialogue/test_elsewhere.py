"""A bailiff or a letter that comes for another debt than the rent."""

import pytest

from bot.dialogue import elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "de deurwaarder is van de zorgverzekering, niet van jullie",
        "nee die deurwaarder komt voor mijn studieschuld",
        "het beslag is niet voor de huur",
        "er is een deurwaarder bij mij geweest voor cz",
        "ik heb een deurwaarder aan de deur gehad van eneco",
        "cz heeft een deurwaarder gestuurd",
        "incassobureau belt steeds over odido",
        "ik heb een dagvaarding van vgz",
        "aanmaning gekregen van de belasting",
        "ik kreeg een brief van ziggo",
        "die dagvaarding is niet van jullie",
        "een vonnis over een lening",
    ],
)
def test_a_bailiff_or_a_letter_may_come_for_another_debt(text: str) -> None:
    assert elsewhere.comes_from_elsewhere(text, False)
    assert elsewhere.comes_from_elsewhere("gaat hij nu stoppen", True)


@pytest.mark.parametrize(
    "text",
    [
        "er was een deurwaarder van jullie",
        "de deurwaarder en iemand van de gemeente",
        "een brief van de deurwaarder",
        "een brief van de gemeente over hulp",
        "ik heb een aanmaning en mijn man werkt bij de bank",
        "de deurwaarder kwam niet voor cz maar voor de huur",
        "ik kan mijn energie niet betalen en de huur ook niet",
        "ik heb een dagvaarding gekregen",
    ],
)
def test_a_bailiff_of_whom_nothing_was_said_comes_for_the_rent(text: str) -> None:
    assert not elsewhere.comes_from_elsewhere(text, False)


@pytest.mark.parametrize(
    "text",
    [
        "deze deurwaarder komt voor de huur",
        "ik heb ook een aanmaning van jullie",
        "en een brief over mijn huurachterstand",
    ],
)
def test_the_talk_comes_back_to_the_rent(text: str) -> None:
    assert not elsewhere.comes_from_elsewhere(text, True)
