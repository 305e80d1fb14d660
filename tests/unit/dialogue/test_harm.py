"""What is told beside an eviction: harm, a night outside, or being worn out; nearly the same words are none."""

import pytest

from bot.dialogue import harm


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mijn man slaat me", True),
        ("ik ben bang voor hem, en 8 december moeten we eruit", True),
        ("de kinderen hebben honger", True),
        ("er is geen eten meer voor mijn zoon", True),
        ("hij leest mee op mijn telefoon", True),
        ("en waar moeten wij dan slapen met de kinderen als het doorgaat", False),
        ("en mn kinderen dan", False),
        ("moeten ze dan van school af", False),
        ("nee geen geweld!! ik vroeg waar we moeten slapen", False),
        ("wat gebeurt er met onze spullen en de kat", False),
        ("nee er is geen gevaar. ik heb het geld 6 dec", False),
    ],
)
def test_harm_is_told_in_words_of_harm_and_not_in_questions_of_a_family(text: str, told: bool) -> None:
    assert harm.is_told(text) is told


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("we staan nu op straat", True),
        ("waar moet ik vannacht heen", True),
        ("de deurwaarder staat voor de deur", True),
        ("waar moeten we 8 december slapen", False),
        ("worden mijn kinderen dan op straat gezet", False),
    ],
)
def test_who_is_out_tonight_is_told_from_who_asks_about_later(text: str, out: bool) -> None:
    assert harm.is_out_now(text) is out


@pytest.mark.parametrize(
    ("text", "worn"),
    [
        ("kan niet meer slapen, zo bang", True),
        ("ik slaap al dagen niet en ik ben helemaal op", True),
        ("lig elke nacht wakker van angst", True),
        ("waar moeten wij slapen", False),
        ("ik ben bang dat we eruit moeten", False),
        ("mijn dochter slaapt bij oma", False),
    ],
)
def test_worn_out_is_who_cannot_sleep_for_fear(text: str, worn: bool) -> None:
    assert harm.is_worn_out(text) is worn


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
    assert harm.has_means(text) is at_hand


@pytest.mark.parametrize("text", ["ik heb ze weggelegd", "ze liggen nu beneden bij mijn zus", "mijn broer heeft ze nu"])
def test_what_is_out_of_reach_is_heard_as_put_away(text: str) -> None:
    assert harm.has_put_away(text)
    assert not harm.has_put_away("ze liggen voor me")


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
    assert harm.says_farewell(text) is farewell


def test_who_guards_children_is_feared_where_they_are_named() -> None:
    assert harm.fears_guard("veilig thuis?? nee dan pakken ze mijn kind af")
    assert harm.fears_guard("straks wordt mijn kind afgepakt")
    assert not harm.fears_guard("mijn kind heeft honger")
