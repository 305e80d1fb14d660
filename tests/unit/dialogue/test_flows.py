"""The short flows, and the joining of answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import composing, rules
from bot.dialogue.flows import FLOWS, FlowState
from bot.dialogue.flows.rules import letter_kind, next_question
from bot.guidance.rules import Reply, ahead, answer_to, behind, days_ago, fitting, place_named, place_of, recognised
from tests.support.wiring import CONTENT

TODAY = date(2026, 11, 22)
GUIDANCE = CONTENT.guidance


@given(st.sampled_from(sorted(FLOWS)), st.data())
def test_every_flow_ends_whatever_is_answered(flow: str, data: st.DataObject) -> None:
    state = next_question(FlowState(flow))
    for _ in range(8):
        if state.question is None:
            return
        options = [option.value for option in GUIDANCE.questions[state.question].options] or ["geldfit"]
        state = next_question(state.with_answer(state.question, data.draw(st.sampled_from(options))))
    assert state.question is None


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({}, None),
        ({"letter.sender": "landlord"}, None),
        ({"letter.sender": "agency"}, "collection_agency"),
        ({"letter.sender": "unknown"}, "other"),
        ({"letter.sender": "bailiff", "letter.word_bailiff": "judgment"}, "judgment"),
        (
            {"letter.sender": "bailiff", "letter.word_bailiff": "judgment", "letter.leave_day": "yes"},
            "eviction_notice",
        ),
    ],
)
def test_the_letter_follows_from_the_answers(known: dict[str, str], kind: str | None) -> None:
    assert letter_kind(known) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("U wordt opgeroepen te verschijnen op de terechtzitting", "summons"),
        ("rechtdoende: veroordeelt gedaagde tot betaling", "judgment"),
        ("bevel om de woning te ontruimen op 8 december", "eviction_notice"),
        ("binnen veertien dagen na deze aanmaning", "formal_notice"),
        ("wij hebben de huur nog niet ontvangen", "reminder"),
        ("gezellige kerst gewenst", None),
    ],
)
def test_words_copied_from_a_letter_give_it_away(text: str, kind: str | None) -> None:
    assert recognised(text, GUIDANCE.letters.values()) == kind


def test_an_amount_is_read_in_cents_and_a_question_is_no_answer() -> None:
    question = GUIDANCE.questions["costs.principal"]
    assert answer_to(question, Reply("inform", "1.304,80"), TODAY) == "130480"
    assert answer_to(question, Reply("ask_contact_hours", "wanneer zijn jullie open"), TODAY) is None


def test_a_hearing_read_as_last_years_is_the_coming_one() -> None:
    assert ahead("2025-12-03", TODAY) == "2026-12-03"
    assert ahead("2026-11-10", TODAY) == "2026-11-10"


def test_help_is_found_by_town_or_postcode_and_is_never_more_than_three() -> None:
    place = place_of("0012 AB", GUIDANCE.places)
    assert place is not None
    assert place == place_of("ik woon in Lindedorp", GUIDANCE.places)
    assert place_of("8011 AB", GUIDANCE.places) is None
    for need in ("debts", "paperwork", "law", "benefits", "energy", "food", "talk"):
        found = fitting(GUIDANCE.referrals, need, place, frozenset(), TODAY)
        assert 1 <= len(found) <= 3
        assert [r.place is None for r in found] == sorted(r.place is None for r in found)


def test_several_answers_keep_their_order_and_end_in_one_question() -> None:
    text = composing.several(
        [composing.Part("Een", "Fijn.\n\nA is zo. Wil je dat?"), composing.Part("Twee", "Goed.\n\nB is zo. En jij?")]
    )
    assert text.index("A is zo.") < text.index("B is zo.")
    assert text.count("?") == 1
    assert text.endswith("?")


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("als er morgen iemand aan mijn deur komt dan gebeurt er wat", True),
        ("🔪 jullie", True),
        ("ik steek jullie kantoor in de fik", True),
        ("wat een kutzooi bij jullie", False),
        ("ik ga naar een advocaat", False),
        ("mijn man slaat mij", False),
    ],
)
def test_a_threat_is_told_from_anger(text: str, threat: bool) -> None:
    assert rules.threatens(text, CONTENT.conduct.threats) is threat


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2026-11-18", "2026-11-18"),
        ("2027-11-18", "2026-11-18"),
        ("2026-11-25", None),
        ("2027-03-01", None),
        ("no day", "no day"),
    ],
)
def test_a_day_that_must_lie_behind_is_the_one_just_past_or_no_answer(given: str, meant: str | None) -> None:
    assert behind(given, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("een aanmaning gekregen 2 dagen geleden", "2026-11-20"),
        ("drie weken terug", "2026-11-01"),
        ("een dag geleden", "2026-11-21"),
        ("twee dagen te laat", None),
        ("ik wacht al 3 weken", None),
    ],
)
def test_days_ago_are_counted_back(text: str, day: str | None) -> None:
    assert days_ago(text, TODAY) == day


def test_a_day_in_a_long_message_about_something_else_is_no_answer() -> None:
    question = GUIDANCE.questions["letter.day_opposition"]
    entities = [{"entity": "date", "value": "2026-11-20"}]
    other = Reply("ask_debt_help", "ik heb vrijdag pas een afspraak bij de schuldhulp gehad", entities)
    assert answer_to(question, other, TODAY) is None
    assert answer_to(question, Reply("inform", "vrijdag", entities), TODAY) == "2026-11-20"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("december komt er 3000 binnen", None),
        ("ik moet 1012 euro betalen", None),
        ("3011 AB", "Rotterdam"),
        ("postcode 3011", "Rotterdam"),
        ("ik woon in Utrecht", "Utrecht"),
    ],
)
def test_an_amount_in_a_sentence_is_no_postcode(text: str, name: str | None) -> None:
    place = place_named(text, GUIDANCE.places)
    assert (place.name if place else None) == name


def test_a_question_that_was_put_again_once_is_let_go() -> None:
    state = FlowState("letter", "letter.sender")
    once = state.resumed()
    assert once is not None
    assert once.resumed() is None
    assert next_question(once).question == "letter.sender"
