"""Fear of being put out, and words that only sound like a danger, are told from what happens."""

from pathlib import Path

import pytest

from bot.dialogue.conduct import Conduct
from bot.guidance.conduct import load_conduct

CONDUCT = Conduct(*load_conduct(Path(__file__).parents[3] / "content"))
#: As surely as the engine hears what is said outright.
OUTRIGHT = 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Word ik nu uit mijn huis gezet? Ik woon hier al 38 jaar.",
        "Word ik nu uit mijn huis gezet?",
        "word ik nu ontruimd?",
        "worden wij nu op straat gezet?",
        "worden we nu dakloos?",
        "moet ik nu echt mijn huis uit? ik ben 71",
        "gooien jullie mij nu op straat",
        "hallo, word ik nu uit mijn huis gezet door deze brief",
        "en worden we dan nu uit ons huis gezet met drie kinderen?",
        "wordt mijn gezin nu op straat gezet",
        "zetten jullie mij er nu uit",
        "kunnen jullie mij er nu zomaar uitzetten?",
        "raak ik nu mijn huis kwijt",
        "klopt het dat ik nu uit mijn huis gezet word",
        "betekent dit dat ik nu op straat kom",
        "ik ben zo bang dat we nu op straat gezet worden",
        "U maakt mij bang. Moet ik weg?",
        "word ik er uitgezet met 2 maanden achterstand",
        "word ik nu op straat gezet om 300 euro",
        "Er is alleen een aanmaning. Moet ik mijn huis uit?",
    ],
)
def test_a_question_whether_one_is_put_out_is_fear(text: str) -> None:
    assert CONDUCT.explains("homeless_now", text, OUTRIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "ik word nu uit mijn huis gezet",
        "nu word ik uit mijn huis gezet",
        "morgen word ik uit mijn huis gezet",
        "word ik morgen uit mijn huis gezet?",
        "word ik vrijdag uitgezet?",
        "moet ik vandaag mijn huis uit?",
        "worden wij 3 december ontruimd?",
        "word ik nu uit mijn huis gezet? er staan mannen voor de deur",
        "word ik nu uit mijn huis gezet? de deurwaarder komt",
        "help, wij worden nu op straat gezet",
        "we zijn op straat gezet",
        "ze zetten mij nu op straat",
        "ik sta op straat",
        "moet ik weg? ik sta op straat",
        "word ik nu uitgezet? mijn slot is vervangen",
        "moet ik mijn sleutels inleveren en mijn huis uit",
        "word ik uitgezet? er is een vonnis",
        "mijn spullen staan op straat",
        "ik slaap in mijn auto",
        "ben ik nu mijn huis kwijt? ik slaap op het station",
    ],
)
def test_what_happens_or_has_a_day_is_no_mere_fear(text: str) -> None:
    assert not CONDUCT.explains("homeless_now", text, OUTRIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben het zelf niet he, het is mijn vader",
        "ik heb zijn huurdersnummer niet bij de hand en ik ben het zelf niet",
        "ik vraag dit voor mijn moeder",
        "het gaat niet om mij maar om mijn zus",
    ],
)
def test_who_says_for_whom_they_write_speaks_of_no_home(text: str) -> None:
    assert CONDUCT.explains("homeless_now", text, 0.7)
    assert not CONDUCT.explains("homeless_now", f"{text}, ze staat op straat", 0.7)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil geen veilig thuis ik wil gewoon eten voor morgenochtend",
        "veilig thuis?? nee dan pakken ze mijn kind af. ik ben geen slechte moeder",
        "geen veilig thuis aub, waar krijg ik morgen eten",
        "ik hoef veilig thuis niet, ik zoek een voedselbank",
        "veilig thuis haalt mijn kinderen weg",
        "nee geen veilig thuis!! mijn dochter heeft honger ik wil eten",
    ],
)
def test_who_refuses_or_fears_veilig_thuis_tells_of_no_danger(text: str) -> None:
    heard = {"violence": 0.93, "child_at_risk": OUTRIGHT, "no_food": OUTRIGHT, "suicide": 0.82}
    assert CONDUCT.explains_all(heard, text)


@pytest.mark.parametrize(
    "text",
    [
        "ik heb geen veilig thuis",
        "ik ben niet veilig thuis",
        "ik wil veilig thuis zijn",
        "moet ik veilig thuis bellen",
        "hij slaat mij, ik wil geen veilig thuis",
        "geen veilig thuis, mijn man wordt dan boos",
    ],
)
def test_who_is_not_safe_at_home_is_heard(text: str) -> None:
    assert not CONDUCT.explains("violence", text, 0.93)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("ik wil geen veilig thuis ik wil gewoon eten voor morgenochtend", "no_food"),
        ("nee geen veilig thuis!! mijn dochter heeft honger", "no_food"),
        ("veilig thuis?? nee dan pakken ze mijn kind af", None),
    ],
)
def test_food_is_heard_beside_a_refusal(text: str, case: str | None) -> None:
    assert CONDUCT.case(text) == case


def test_enough_to_eat_is_no_wish_to_die() -> None:
    assert CONDUCT.explains("suicide", "Ik heb voldoende te eten, dank u. Het gaat om de 25e.", 0.83)
    assert not CONDUCT.explains("suicide", "er is genoeg te eten, maar ik wil niet meer", 0.83)


@pytest.mark.parametrize(
    "text", ["i am afraid police come. i have 3 children", "ik heb twee kinderen en een achterstand"]
)
def test_children_who_are_only_named_lack_nothing(text: str) -> None:
    assert CONDUCT.explains("child_at_risk", text, 0.6)


@pytest.mark.parametrize("text", ["i have 3 children and no food", "ik heb drie kinderen en niks te eten"])
def test_children_without_food_are_heard(text: str) -> None:
    assert not CONDUCT.explains("child_at_risk", text, 0.6)
