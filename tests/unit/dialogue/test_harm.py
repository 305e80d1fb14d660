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


def test_who_guards_children_is_feared_where_they_are_named() -> None:
    assert harm.fears_guard("veilig thuis?? nee dan pakken ze mijn kind af")
    assert harm.fears_guard("straks wordt mijn kind afgepakt")
    assert not harm.fears_guard("mijn kind heeft honger")
