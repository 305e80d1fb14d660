"""Where a message puts the tenant; a letter about another debt, or a bailiff who has not come, puts nobody anywhere."""

from uuid import UUID

import pytest

from bot.dialogue import memory as remembering
from bot.dialogue.exchange import Heard, Memory

BAILIFF = [{"entity": "letter_type", "value": "bailiff"}]
SUMMONS = [{"entity": "letter_type", "value": "summons"}]
NOTICE = [{"entity": "letter_type", "value": "formal_notice"}]


@pytest.mark.parametrize(
    ("text", "intent", "entities", "before", "after"),
    [
        ("er was een deurwaarder", "report_bailiff_letter", BAILIFF, None, "bailiff"),
        ("een deurwaarder voor cz", "report_bailiff_letter", BAILIFF, None, None),
        ("ik heb een dagvaarding van vgz", "report_court_summons", SUMMONS, None, None),
        ("ik heb een dagvaarding van vgz", "report_court_summons", SUMMONS, "reminder", "reminder"),
        ("ik heb een dagvaarding over de huur", "report_court_summons", SUMMONS, None, "summons"),
        ("er is nog geen deurwaarder", "report_bailiff_letter", BAILIFF, None, None),
        ("er is nog geen deurwaarder", "report_bailiff_letter", BAILIFF, "bailiff", None),
        (
            "een aanmaning, ze gaan naar de deurwaarder",
            "report_bailiff_letter",
            NOTICE + BAILIFF,
            None,
            "formal_notice",
        ),
    ],
)
def test_the_stage_follows_from_what_has_come_for_the_rent(
    text: str, intent: str, entities: list[dict[str, str]], before: str | None, after: str | None
) -> None:
    known = Memory(stage=before)
    remembering.hear_stage(known, Heard(UUID(int=1), "m", intent, text, entities))
    assert known.stage == after


def test_a_talk_about_a_death_stays_one() -> None:
    known = Memory()
    remembering.hear_stage(known, Heard(UUID(int=1), "m", "inform_life_event", "mijn vrouw is overleden"))
    remembering.hear_stage(known, Heard(UUID(int=1), "m", "inform", "de bank heeft de rekening geblokkeerd"))
    assert "talk:death" in known.dates
