"""What may be said while nobody is at work."""

import pytest

from bot.knowledge import rules
from bot.knowledge.hours import CLOSED
from bot.knowledge.services import AnswerBook
from bot.knowledge.vocabulary import PLACEHOLDERS

VALUES = {name: name for name in PLACEHOLDERS} | {"phone": "088-1", "debt_help": "het loket (088-2)"}
SHUT = {**VALUES, CLOSED: "yes"}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Bel vandaag {debt_help}, met spoed.", "Bel, zodra het open is, het loket (088-2), met spoed."),
        ("Bel vandaag ook {debt_help}.", "Bel, zodra het open is, ook het loket (088-2)."),
        ("Bel meteen {phone}.", "Bel, zodra we open zijn, 088-1."),
        ("Bel nu het wijkteam.", "Bel, zodra het open is, het wijkteam."),
        ("Bel vandaag twee mensen.", "Bel, zodra het open is, twee mensen."),
        ("Doe het vandaag, want er is haast.", "Doe het zodra het open is, want er is haast."),
        ("Vraag vandaag hulp bij juridischloket.nl.", "Vraag, zodra het open is, hulp bij juridischloket.nl."),
        ("Twee nummers, allebei vandaag.", "Twee nummers, allebei zodra het open is."),
        ("Bel nu 112.", "Bel nu 112."),
    ],
)
def test_nobody_is_sent_to_a_number_that_does_not_answer_now(written: str, told: str) -> None:
    assert rules.fill(written, SHUT, PLACEHOLDERS) == told
    assert "zodra" not in rules.fill(written, VALUES, PLACEHOLDERS)


def test_who_stands_in_the_street_hears_who_answers_at_this_hour(book: AnswerBook) -> None:
    shut = book.dangers.reply("homeless_now", values=SHUT).text
    assert "0900-8844" in shut
    assert "kantoor is dicht" in shut
    again = book.dangers.reply("homeless_now", values=SHUT, previous_texts=[shut]).text
    assert "0900-8844" in again
    assert again != shut
    at_work = book.dangers.reply("homeless_now", values=VALUES).text
    assert "0900-8844" in at_work
    assert "dicht" not in at_work
    # Office hours begin: it is still the same danger that was answered before.
    assert book.dangers.reply("homeless_now", values=VALUES, previous_texts=[shut]).text != at_work
