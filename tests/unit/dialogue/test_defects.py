"""What is wrong with a home is not lost beside the rent, and is kept apart from it."""

from typing import cast
from uuid import UUID

import pytest

from bot.dialogue import defects, marks
from bot.dialogue.defects import Defects
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.knowledge.text_check import SAMPLE_VALUES
from tests.support.wiring import CONTENT

LEAK = "het lekt door het plafond en ik kan de huur niet betalen"
ANSWER = Speech("Zeg wat je kunt missen.\n\nWanneer komt er geld?\n\nBron: de wet (x). Nagekeken op 1 mei 2026.")


class Values:
    def values(self) -> dict[str, str]:
        return dict(SAMPLE_VALUES)


ROOM = Defects(CONTENT.book, cast(Teller, Values()))
LINE = CONTENT.book.line("defect_beside", values=SAMPLE_VALUES)


def talk(text: str, told: str = "report_cannot_pay", said: tuple[str, ...] = ()) -> Exchange:
    return Exchange(Heard(UUID(int=1), "m", "report_cannot_pay", text), Memory(told=[told], said=list(said)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LEAK, True),
        ("schimmel in de slaapkamer", True),
        ("mijn verwarming doet het niet", True),
        ("de lift is al weken kapot", True),
        ("ik betaal vrijdag", False),
        ("mijn telefoon is kapot", False),
        ("ik heb een brief gekregen", False),
    ],
)
def test_a_defect_is_told_from_other_trouble(text: str, told: bool) -> None:
    assert defects.is_told(text) is told
    assert (marks.DEFECTS in marks.told(text)) is told


def test_a_defect_told_beside_the_rent_is_answered_above_the_closing_question() -> None:
    told = ROOM.beside(ANSWER, talk(LEAK))
    body, question, source = told.text.split("\n\n")[1:]
    assert (body, question) == (LINE, "Wanneer komt er geld?")
    assert source.startswith("Bron:")
    assert defects.FACT in told.facts


def test_it_is_said_once_and_not_under_an_answer_about_it() -> None:
    assert ROOM.beside(ANSWER, talk(LEAK, said=(f"Eerder. {LINE}",))) == ANSWER
    assert ROOM.beside(ANSWER, talk(LEAK, told="withhold_rent_defects")) == ANSWER
    assert ROOM.beside(ANSWER, talk("ik betaal vrijdag")) == ANSWER


def test_nothing_stands_beside_a_reply_to_danger() -> None:
    alone = Speech("Bel 112.", alone=True)
    assert ROOM.beside(alone, talk(LEAK)) == alone


@pytest.mark.parametrize(
    ("text", "sole"),
    [
        ("nee alleen ik. we waren niet getrouwd", True),
        ("zij staat NIET op het contract!! alleen ik", True),
        ("het contract staat alleen op mijn naam", True),
        ("we staan allebei op het contract", False),
        ("we zijn niet getrouwd", False),
        ("niet alleen ik, wij staan samen op het contract", False),
    ],
)
def test_who_is_the_only_tenant_is_marked(text: str, sole: bool) -> None:
    assert (marks.SOLE in marks.told(text)) is sole
