"""A threat against our people is no cry for help, and a victim is never taken for who threatens."""

import pytest

from bot.dialogue.threatening import Aim, aim, comes_armed


@pytest.mark.parametrize(
    "text",
    [
        "jullie luisteren nooit. als ik morgen geen antwoord krijg kom ik langs met een jerrycan benzine",
        "dan kom ik langs met een honkbalknuppel",
        "ik steek dat kantoor in de fik",
        "ik sla die medewerker in elkaar",
        "morgen sta ik voor de deur met een mes",
        "ik weet waar jullie werken, ik maak jullie kapot",
    ],
)
def test_a_threat_against_us_is_heard_as_one(text: str) -> None:
    assert aim(text) is Aim.US


@pytest.mark.parametrize(
    "text", ["ik steek de boel in de fik", "ik ga iemand vermoorden", "ik pak een mes en dan zie je"]
)
def test_a_threat_without_a_name_stays_unclear(text: str) -> None:
    assert aim(text) is Aim.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "hij komt langs met benzine",
        "mijn ex staat voor de deur met een mes, wat moet ik",
        "mijn man slaat me en ik ga weg",
        "ik word geslagen thuis",
        "ik ben bang dat hij me vermoordt als ik ga",
        "mijn broer zegt dat hij me iets aandoet",
        "ik ga mezelf iets aandoen",
        "jullie laten me stikken",
        "ik kom langs op kantoor morgen",
        "ik trap er niet in",
    ],
)
def test_a_victim_and_who_only_comes_by_threaten_nobody(text: str) -> None:
    assert aim(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "moet ik soms langskomen met een honkbalknuppel",
        "jullie zijn prutsers, moet ik soms langskomen met een honkbalknuppel",
        "zal ik anders met een bijl naar jullie toe komen",
        "ik kom wel even langs met een knuppel",
        "straks kom ik langs met een stok",
    ],
)
def test_who_speaks_of_coming_with_a_weapon_threatens_us_even_in_a_question(text: str) -> None:
    assert comes_armed(text)


@pytest.mark.parametrize(
    "text",
    [
        "mijn ex komt langs met een mes",
        "ik ben bang dat hij langskomt met een honkbalknuppel",
        "ik kom langs met mijn dochter",
        "moet ik langskomen met mijn papieren",
        "ik sta voor de deur met mijn buurman",
    ],
)
def test_who_comes_without_a_weapon_or_fears_another_threatens_nobody(text: str) -> None:
    assert not comes_armed(text)
