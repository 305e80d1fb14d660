"""Which danger leads a reply, which ones stay beside it, and what is still answered meanwhile."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import dangers, rules
from bot.dialogue.conduct import Conduct
from bot.guidance.conduct import load_conduct

CONDUCT = Conduct(*load_conduct(Path(__file__).parents[3] / "content"))


def heard(**sureness: float) -> list[dict[str, object]]:
    return [{"name": name, "confidence": sure} for name, sure in sureness.items()]


def test_a_whisper_of_one_danger_does_not_lead_beside_a_shout_of_another_and_is_not_lost() -> None:
    signals = heard(suicide=0.52, homeless_now=0.94, child_at_risk=0.58)
    assert dangers.dangers_in("crisis_homeless_now", signals) == ["homeless_now", "suicide", "child_at_risk"]


def test_two_dangers_that_are_both_clear_are_led_by_the_more_urgent() -> None:
    assert dangers.dangers_in("nlu_fallback", heard(violence=0.95, suicide=0.7)) == ["suicide", "violence"]


def test_a_danger_that_plain_words_name_leads_where_nothing_was_heard_more_surely() -> None:
    signals = heard(suicide=0.95, violence=1.0)
    assert dangers.dangers_in("crisis_violence", signals, "violence") == ["violence", "suicide"]
    assert dangers.dangers_in("crisis_suicide", signals, "violence")[0] == "suicide"


def test_veiled_words_alone_are_a_danger() -> None:
    assert dangers.dangers_in("affirm", [], "suicide") == ["suicide"]


@given(
    st.dictionaries(st.sampled_from(dangers.DANGERS), st.floats(0.0, 1.0)),
    st.sampled_from([None, *dangers.DANGERS]),
    st.sampled_from([None, "ask_balance", *dangers.DANGER_OF_INTENT]),
)
def test_no_danger_that_was_heard_is_ever_left_out(
    sureness: dict[str, float], worded: str | None, intent: str | None
) -> None:
    told = {*sureness, *filter(None, [worded, dangers.DANGER_OF_INTENT.get(intent or "")])}
    found = dangers.dangers_in(intent, heard(**sureness), worded)
    assert set(found) == told
    assert len(found) == len(told)


@pytest.mark.parametrize(
    ("intent", "asks", "answered"),
    [
        ("ask_privacy", True, True),
        ("report_court_summons", False, True),
        ("fear_eviction", True, True),
        ("fear_eviction", False, False),
        ("request_payment_arrangement", True, False),
        ("affirm", False, False),
        ("nlu_fallback", True, False),
    ],
)
def test_while_a_danger_holds_on_a_question_about_the_case_is_answered_and_a_plan_is_not(
    intent: str, asks: bool, answered: bool
) -> None:
    assert dangers.may_answer(intent, asks) is answered


@pytest.mark.parametrize(
    "text", ["er staan mensen aan de deur met papieren dat ik eruit moet", "ze zeggen dat ik moet tekenen"]
)
def test_papers_at_the_door_explain_a_faint_sign_of_violence(text: str) -> None:
    assert CONDUCT.explains("violence", text, 0.6)


@pytest.mark.parametrize(
    "text",
    [
        "er staat een man met papieren en hij bedreigt me",
        "mijn ex zegt dat ik moet tekenen",
        "hij sloeg me toen de deurwaarder weg was",
    ],
)
def test_papers_explain_nothing_where_somebody_is_hurt_or_forced(text: str) -> None:
    assert not CONDUCT.explains("violence", text, 0.6)


def test_a_clear_sign_of_violence_is_never_explained_away() -> None:
    papers = "er staan mensen aan de deur met papieren"
    assert not CONDUCT.explains("violence", papers, 0.8)
    assert not CONDUCT.explains("violence", papers, 1.0)


@pytest.mark.parametrize(
    ("kind", "text", "sureness"),
    [
        ("child_at_risk", "ik ben zo bang dat we morgen op straat staan met de kleine", 0.8),
        ("child_at_risk", "er is niks met mijn kind hoor", 0.96),
        ("medical_risk", "deze hulp kost geld?", 0.56),
    ],
)
def test_a_fear_a_reassurance_and_a_price_are_no_danger(kind: str, text: str, sureness: float) -> None:
    assert CONDUCT.explains(kind, text, sureness)


@pytest.mark.parametrize(
    ("kind", "text", "sureness"),
    [
        ("child_at_risk", "ik ben zo bang dat we morgen op straat staan met de kleine", 0.95),
        ("child_at_risk", "ik ben bang op straat en de baby heeft geen melk", 0.8),
        ("child_at_risk", "ik ben bang, we staan nu op straat met de kinderen", 0.8),
        ("child_at_risk", "er is niks met mijn kind maar ze heeft honger", 0.9),
        ("medical_risk", "deze hulp kost geld en ik kan mijn medicijnen niet betalen", 0.6),
    ],
)
def test_nothing_is_explained_where_a_child_or_somebody_ill_lacks_something(
    kind: str, text: str, sureness: float
) -> None:
    assert not CONDUCT.explains(kind, text, sureness)


def test_a_crisis_is_no_numbered_answer_beside_others() -> None:
    known = frozenset({"ask_co_tenant", "crisis_violence"})
    assert rules.requests(["ask_co_tenant", "crisis_violence"], "ask_co_tenant", known, 3) == ["ask_co_tenant"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("suicide", "nee joh, zo bedoel ik het niet"),
        ("suicide", "ik wil helemaal niet dood"),
        ("violence", "niemand slaat me hoor"),
        ("violence", "hij slaat mij niet"),
        ("violence", "Je begrijpt me verkeerd, ik vroeg alleen wie dat maakt"),
        ("child_at_risk", "met mijn kinderen gaat het goed"),
        ("child_at_risk", "er is niks met mijn kind hoor we zitten gewoon thuis"),
    ],
)
def test_who_says_that_it_is_not_so_is_believed_for_the_talk(kind: str, text: str) -> None:
    assert CONDUCT.denies(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("suicide", "nee"),
        ("suicide", "je begrijpt me niet"),
        ("suicide", "niemand begrijpt me"),
        ("suicide", "ik wil niet dood maar zo wil ik ook niet leven"),
        ("suicide", "niemand slaat me"),
        ("violence", "hij slaat mij niet, wel mijn zoon"),
        ("violence", "nee er is niemand"),
        ("child_at_risk", "met mij gaat het goed"),
    ],
)
def test_a_bare_no_a_complaint_and_half_a_denial_are_none(kind: str, text: str) -> None:
    assert not CONDUCT.denies(kind, text)
