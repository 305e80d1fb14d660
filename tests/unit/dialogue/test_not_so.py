"""What somebody denies, only asks about, or reports of the home, is not taken for what they have."""

from uuid import uuid4

import pytest

from bot.dialogue import not_so
from bot.dialogue.exchange import Heard, Memory
from bot.dialogue.standing import hear_stage
from tests.unit.dialogue.told.heard import heard


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil niets opzeggen! Ik woon hier 41 jaar.",
        "ik wil helemaal niet weg",
        "wij willen hier niet verhuizen",
        "ik ga echt niet opzeggen hoor",
    ],
)
def test_who_does_not_want_to_leave_ends_no_lease(text: str) -> None:
    assert "request_terminate_lease" in not_so.denied(text)


@pytest.mark.parametrize("text", ["ik wil de huur opzeggen", "ik wil niet wachten. ik wil opzeggen", "kan ik opzeggen"])
def test_who_wants_to_leave_does(text: str) -> None:
    assert "request_terminate_lease" not in not_so.denied(text)


ASKED = [
    "mag ik gewoon op de 15e betalen of krijg ik dan al incasso",
    "oke. dus 460 op 24 dec. stuurt u mij een brief ofzo? en stopt de incasso dan",
    "komt er dan een deurwaarder?",
    "gaat het naar incasso als ik later betaal",
    "en wanneer komt de deurwaarder",
]
HAD = [
    "ik heb een brief van de deurwaarder. moet ik betalen?",
    "de deurwaarder was aan de deur, wat nu",
    "incassobureau stuurde een brief",
    "komt de deurwaarder nog? hij belde gisteren, die deurwaarder",
    "mijn schuld ligt bij de deurwaarder",
]


@pytest.mark.parametrize(("text", "only_asked"), [*((t, True) for t in ASKED), *((t, False) for t in HAD)])
def test_a_bailiff_is_only_asked_about_where_nothing_says_that_one_came(text: str, only_asked: bool) -> None:
    assert not_so.only_asks_of_collector(text) is only_asked


@pytest.mark.parametrize("text", ASKED)
def test_a_question_moves_nobody_to_a_bailiff(text: str) -> None:
    memory = Memory()
    hear_stage(memory, Heard(uuid4(), "m", "report_bailiff_letter", text, heard(text)))
    assert memory.stage is None


def test_a_report_in_a_talk_of_the_home_is_no_report_to_the_council() -> None:
    asked = "heb je mn melding nu eigenlijk doorgezet of niet"
    assert not_so.of_repair(asked, of_defects=True)
    assert not not_so.of_repair(asked, of_defects=False)
    assert not not_so.of_repair("is mijn melding doorgegeven aan de gemeente", of_defects=True)
    assert not_so.of_repair("ik heb het over de schimmel. niet de gemeente", of_defects=False)
