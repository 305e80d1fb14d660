"""Where a message puts the tenant; a letter about another debt, or a bailiff who has not come, puts nobody anywhere."""

from uuid import UUID

import pytest

from bot.dialogue import standing
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
    standing.hear_stage(known, Heard(UUID(int=1), "m", intent, text, entities))
    assert known.stage == after


def test_a_talk_about_a_death_stays_one() -> None:
    known = Memory()
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform_life_event", "mijn vrouw is overleden"))
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", "de bank heeft de rekening geblokkeerd"))
    assert "talk:death" in known.dates


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("ik heb helemaal GEEN vonnis. dat schreef ik net", "judgment", None),
        ("er staat niks van dagvaarding of vonnis op", "judgment", None),
        ("vonnis staat er niet op", "judgment", None),
        ("er staat niks van dagvaarding of vonnis op", None, None),
        ("er staat niks van dagvaarding of vonnis op", "bailiff", "bailiff"),
        # Who never saw a judgment, or asks, may have been judged all the same.
        ("ik heb nooit een vonnis gezien", "judgment", "judgment"),
        ("ik heb geen vonnis gekregen", "judgment", "judgment"),
        ("is er nou wel of geen vonnis", "judgment", "judgment"),
        ("heb ik geen vonnis?", "judgment", "judgment"),
        ("ik heb helemaal geen vonnis", "eviction_notice", "eviction_notice"),
    ],
)
def test_a_judgment_that_is_denied_was_misheard(text: str, before: str | None, after: str | None) -> None:
    known = Memory(stage=before, dates={"opposition": "2026-11-20"})
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", text))
    assert known.stage == after
    assert ("opposition" in known.dates) is not (before == "judgment" and after is None)


def test_a_denied_judgment_leaves_the_hearing_that_was_told() -> None:
    known = Memory(stage="judgment", dates={"hearing": "2026-12-10"})
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", "er is nog geen vonnis"))
    assert known.stage == "summons"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ik was er wel bij", "talk:was_there"),
        ("IK WAS ER WEL. hoger beroep bedoel ik", "talk:was_there"),
        ("we zijn naar de zitting geweest", "talk:was_there"),
        ("ik was wel bij de rechter", "talk:was_there"),
        ("ik was er niet bij. wat nu", "talk:was_absent"),
        ("ik ben niet naar de zitting geweest", "talk:was_absent"),
        ("er staat vonnis bij verstek", "talk:was_absent"),
        ("had ik erbij moeten zijn?", None),
        ("moet ik naar de rechter", None),
    ],
)
def test_who_was_heard_by_a_judge_is_kept_from_who_was_not(text: str, mark: str | None) -> None:
    known = Memory()
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", text))
    assert {key for key in known.dates if key.startswith("talk:was")} == ({mark} if mark else set())


def test_of_two_that_cannot_both_be_so_the_last_counts() -> None:
    known = Memory()
    for text in ("ik was er niet bij", "nee toch, ik was er wel bij"):
        standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", text))
    assert "talk:was_there" in known.dates
    assert "talk:was_absent" not in known.dates


def test_a_seizure_that_is_denied_is_none() -> None:
    known = Memory(dates={"talk:seizure": "yes"})
    standing.hear_stage(known, Heard(UUID(int=1), "m", "ask_seizure", "er is toch geen beslag??"))
    assert "talk:seizure" not in known.dates


def test_an_agency_is_no_bailiff_until_one_is_told_of() -> None:
    known = Memory()
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", "brief van een incassobureau"))
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", "waarom zegt u deurwaarder?"))
    assert "talk:agency" in known.dates
    standing.hear_stage(known, Heard(UUID(int=1), "m", "inform", "er stond een deurwaarder voor de deur"))
    assert "talk:agency" not in known.dates
