"""What a day in a message is the day of: by the nearest words, and by none where they do not say."""

import pytest

from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from tests.unit.dialogue.told.heard import heard


def roles(text: str, **entities: str) -> list[tuple[str, str]]:
    return [(day.value[5:], day.role.value) for day in days.read(text, heard(text, **entities))]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ja maar als ik alles betaal op 4 december, gaat het dan door of niet??", "pays"),
        ("4 december komt het geld", "money"),
        ("mijn loon krijg ik 4 december", "money"),
        ("de deurwaarder komt 4 december", "eviction"),
        ("we moeten er 4 december uit", "eviction"),
        ("op 4 december worden wij uit huis gezet", "eviction"),
        ("ontruiming staat gepland op 4 december", "eviction"),
        ("de zitting is 4 december", "hearing"),
        ("waarom zeg je steeds 4 december", "denied"),
        ("niet 4 december", "denied"),
        ("4 december klopt niet", "denied"),
        ("dat moet 4 december worden", "unclear"),
        ("brief is van 4 december", "written"),
        ("4 december is de datum van de brief", "written"),
        ("4 december dat staat op de brief", "written"),
        ("de brief kreeg ik 4 december", "received"),
        ("ik heb 4 december betaald", "paid"),
        ("ik heb 4 december nog niet betaald", "pays"),
    ],
)
def test_the_words_around_a_day_say_what_it_is_the_day_of(text: str, role: str) -> None:
    assert roles(text, date="2026-12-04=4 december") == [("12-04", role)]


def test_each_day_of_a_message_keeps_its_own_role() -> None:
    text = "de ontruiming is 8 december! niet de 4e. de 4e komt mn geld"
    found = roles(text, date="2026-12-08=8 december|2026-12-04=de 4e|2026-12-04=de 4e")
    assert found == [("12-08", "eviction"), ("12-04", "denied"), ("12-04", "money")]
    text = "nee 18 november betaald. 20 november is de datum van de BRIEF"
    found = roles(text, date="2026-11-18=18 november|2026-11-20=20 november")
    assert found == [("11-18", "paid"), ("11-20", "written")]


def test_a_day_of_money_is_never_the_day_of_an_eviction() -> None:
    text = "er is een vonnis. 4 december komt het geld"
    assert days.that_may_be(text, heard(text, date="2026-12-04=4 december"), DayRole.EVICTION) == []
    text = "ik word ontruimd, 8 december. de 4e betaal ik"
    found = heard(text, date="2026-12-08=8 december|2026-12-04=de 4e")
    assert days.that_may_be(text, found, DayRole.EVICTION) == ["2026-12-08"]


@pytest.mark.parametrize("text", ["staat dagvaarding 8 december", "ik heb een dagvaarding gekregen voor 8 december"])
def test_a_day_to_come_in_a_letter_may_be_its_hearing(text: str) -> None:
    assert days.that_may_be(text, heard(text, date="2026-12-08=8 december"), DayRole.HEARING) == ["2026-12-08"]


def test_a_day_without_a_place_in_the_text_has_no_role() -> None:
    assert days.read("8 december", [{"entity": "date", "value": "2026-12-08"}])[0].role is DayRole.UNCLEAR
    assert days.read("ooit", [{"entity": "date", "value": "ooit", "start": 0, "end": 4}]) == ()
