"""How and when somebody wants to be reached, in their own words; a "not" is never lost."""

from datetime import date

import pytest

from bot.dialogue.told import ways
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 29)
PHONE = "+31622334455"


@pytest.mark.parametrize(
    ("text", "entities", "phone", "when"),
    [
        (
            "06 22334455 morgen na 5en dan ben ik klaar met werk",
            {"phone": f"{PHONE}=06 22334455", "date": "2026-11-30=morgen"},
            "06-22334455",
            "maandag 30 november na 5en",
        ),
        ("bel op 0622334455, na 14.00 uur", {"phone": f"{PHONE}=0622334455"}, "06-22334455", "na 14.00 uur"),
        ("een mens bellen ochtend 06-22334455", {"phone": f"{PHONE}=06-22334455"}, "06-22334455", "ochtend"),
        (
            "bellen overdag als hij werkt 06-22334455 maar niet sms",
            {"phone": f"{PHONE}=06-22334455"},
            "06-22334455",
            "overdag, als hij werkt, niet sms",
        ),
        ("bel me gwn op 0622334455", {"phone": f"{PHONE}=0622334455"}, "06-22334455", ""),
        ("kan het tussen 9 en 12", {}, "", "tussen 9 en 12"),
        ("bel maar na vijven", {}, "", "na vijven"),
        ("het nummer is 0201234567", {"phone": "+31201234567=0201234567"}, "0201234567", ""),
    ],
)
def test_a_number_and_a_moment_are_kept_in_words(text: str, entities: dict[str, str], phone: str, when: str) -> None:
    way = ways.read(text, heard(text, **entities), TODAY)
    assert (way.phone, way.when) == (phone, when)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bel niet als mijn man thuis is", "niet als mijn man thuis is"),
        ("niet op woensdag", "niet op woensdag"),
        ("altijd goed, behalve dinsdag", "behalve dinsdag"),
        ("ik kan in de ochtend echt nooit opnemen", "nooit"),
        ("liever geen telefoontjes in de avond", "geen"),
    ],
)
def test_a_not_is_never_lost(text: str, kept: str) -> None:
    assert kept in ways.read(text, [], TODAY).when


def test_a_not_in_another_sentence_is_no_matter_of_calling() -> None:
    text = "Geen van beide. Het is een aanmaning, gedateerd 16 november. Bel mij op 06-22334455, na 14.00 uur."
    way = ways.read(text, heard(text, date="2026-11-16=16 november", phone=f"{PHONE}=06-22334455"), TODAY)
    assert (way.phone, way.when) == ("06-22334455", "na 14.00 uur")


def test_an_address_is_kept_as_it_was_typed() -> None:
    text = "Lindelaan 88, dinsdag ochtend"
    way = ways.read(text, heard(text, date="2026-12-01=dinsdag ochtend"), TODAY)
    assert (way.address, way.when) == ("Lindelaan 88", "dinsdag 1 december in de ochtend")
    assert ways.read("ik woon Van der Goesstraat 12b", [], TODAY).address == "Van der Goesstraat 12b"
    assert ways.read("ik betaal 88 euro", [], TODAY).address == ""


@pytest.mark.parametrize(
    "text",
    [
        "Heeft u mijn telefoonnummer genoteerd? En wanneer word ik gebeld?",
        "heb je dat nummer genoteerd",
        "Ik vraag u slechts of u mijn telefoonnummer heeft doorgegeven. Ja of neen?",
        "heb je mijn nr wel opgeschreven",
    ],
)
def test_who_asks_whether_the_number_was_taken_down_is_heard(text: str) -> None:
    assert ways.asks_number(text)


@pytest.mark.parametrize("text", ["heb je mijn huurdersnummer genoteerd", "wat is jullie nummer", "mag ik je nummer"])
def test_another_number_is_not_meant(text: str) -> None:
    assert not ways.asks_number(text)


@pytest.mark.parametrize(
    "text", ["kan ik bellen\nen als ik niks doe", "ik bedoel kost het geld als ik een regeling doe", "als ik niks doe"]
)
def test_a_condition_without_a_time_is_no_moment_to_call(text: str) -> None:
    assert ways.read(text, [], TODAY).when == ""


def test_a_condition_with_a_time_stays() -> None:
    assert ways.read("overdag als hij werkt", [], TODAY).when == "overdag, als hij werkt"


def test_a_question_beside_a_number_says_nothing_of_when() -> None:
    text = "ja graag. 0612345678. maar het is toch maandag pas? kan die advocaat vandaag nog"
    told = ways.read(text, heard(text, phone="0612345678", date="2026-11-30=maandag|2026-11-29=vandaag"), TODAY)
    assert (told.phone, told.when) == ("06-12345678", "")


def test_a_number_that_called_somebody_is_not_theirs() -> None:
    assert not ways.is_own_number("ik kreeg een sms van 0612345678, is dat van jullie?")
    assert not ways.is_own_number("ik ben gebeld door 0612345678")
    assert ways.is_own_number("ja graag. 0612345678")
    assert ways.is_own_number("er belde iemand van jullie, bel mij op 0612345678")


def test_the_hour_that_it_is_now_is_no_moment_to_call() -> None:
    text = "vandaag na 3 uur, is al na 12 haha"
    found = ways.read(text, heard(text, date="2026-11-30=vandaag"), date(2026, 11, 30))
    assert found.when == "maandag 30 november na 3 uur"
