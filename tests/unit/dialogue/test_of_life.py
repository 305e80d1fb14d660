"""While a life is in danger: what is at hand or put away, and who takes leave; nearly the same words are none."""

import pytest

from bot.dialogue import of_life


@pytest.mark.parametrize(
    ("text", "at_hand"),
    [
        ("ik heb pillen hier liggen", True),
        ("er liggen slaappillen voor me", True),
        ("het touw ligt klaar", True),
        ("ik heb een mes in mijn hand", True),
        ("ik heb al een strip paracetamol genomen", True),
        ("ik sta op de brug", True),
        ("ik zit bij het spoor", True),
        ("ik heb geen pillen in huis", False),
        ("ik heb de pillen weggegooid", False),
        ("mijn broer is hier", False),
        ("ik sta op de wachtlijst", False),
    ],
)
def test_means_at_hand_are_heard_and_means_that_are_away_are_not(text: str, at_hand: bool) -> None:
    assert of_life.has_means(text) is at_hand


@pytest.mark.parametrize("text", ["ik heb ze weggelegd", "ze liggen nu beneden bij mijn zus", "mijn broer heeft ze nu"])
def test_what_is_out_of_reach_is_heard_as_put_away(text: str) -> None:
    assert of_life.has_put_away(text)
    assert not of_life.has_put_away("ze liggen voor me")


@pytest.mark.parametrize(
    ("text", "farewell"),
    [
        ("nee er is niemand. laat maar gewoon. welterusten", True),
        ("slaap lekker", True),
        ("bedankt voor alles", True),
        ("sorry voor alles", True),
        ("ik ga maar slapen", True),
        ("het is goed zo", True),
        ("dag", True),
        ("doei", True),
        ("ik slaap slecht", False),
        ("welke dag is de zitting", False),
        ("mijn broer komt zo", False),
        ("mag ik morgen verder praten", False),
    ],
)
def test_who_takes_leave_is_told_from_who_talks_on(text: str, farewell: bool) -> None:
    assert of_life.says_farewell(text) is farewell
