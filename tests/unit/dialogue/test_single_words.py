"""A word or two that mean what they follow on: our last words, or what was talked of lately."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from bot.dialogue import single_words
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.ladder_questions import CODE, NUMBER
from bot.dialogue.short_answers import ShortAnswers
from bot.dialogue.told.sums import Told
from bot.guidance.conduct import load_conduct
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[3] / "content"
CONDUCT = Conduct(*load_conduct(CONTENT))
SHORT = ShortAnswers(CONDUCT, AnswerBook.load(CONTENT))
TODAY = date(2026, 11, 29)
FOURTH = {"entity": "date", "value": "2026-12-04"}
HUNDRED = {"entity": "amount", "value": 100}
LATER_OR_PARTS = "Wil je later betalen of in delen?"
WHAT_FITS = "Welk bedrag lukt wel?"
NOTHING_OF_MONEY = "Zal ik de brief uitleggen?"


def talk(
    text: str,
    *,
    said: str = "",
    intent: str = "nlu_fallback",
    entities: tuple[dict[str, object], ...] = (),
    intents: tuple[str, ...] = (),
    flow: FlowState | None = None,
    sums: Told | None = None,
) -> Exchange:
    memory = Memory(said=[said] if said else [], intents=list(intents), flow=flow)
    return Exchange(Heard(uuid4(), "m", intent, text, entities=entities), memory, sums=sums or Told())


@pytest.mark.parametrize(
    ("text", "last", "lately", "in_flow", "meant"),
    [
        ("Later.", LATER_OR_PARTS, (), False, "request_deferral"),
        ("in delen", LATER_OR_PARTS, (), False, "request_payment_arrangement"),
        ("ja, in delen graag", LATER_OR_PARTS, (), False, "request_payment_arrangement"),
        ("later", NOTHING_OF_MONEY, ("report_cannot_pay",), False, "request_deferral"),
        ("later", NOTHING_OF_MONEY, (), False, "deny"),
        ("later", "", (), False, None),
        ("later", LATER_OR_PARTS, (), True, "unsure"),
        ("huis", "Gaat het om je huis, een brief of geld?", (), False, "fear_eviction"),
        ("de brief", "Gaat het om je huis, een brief of geld?", (), False, "ask_letter_meaning"),
        ("huis", LATER_OR_PARTS, (), False, None),
        ("huurachterstand", "", (), False, "report_cannot_pay"),
        ("mijn huis staat leeg", "Gaat het om je huis, een brief of geld?", (), False, None),
    ],
)
def test_a_word_or_two_mean_what_they_follow_on(
    text: str, last: str, lately: tuple[str, ...], in_flow: bool, meant: str | None
) -> None:
    assert CONDUCT.single(text, last, frozenset(lately), in_flow=in_flow) == meant


def test_what_was_talked_of_long_ago_is_not_talked_of_lately() -> None:
    memory = Memory(intents=["report_cannot_pay", "thank", "greet", "thank"], told=["ask_privacy"])
    assert single_words.talked_of_lately(memory) == {"thank", "greet", "ask_privacy"}


@pytest.mark.parametrize(
    ("said", "intents", "about"),
    [
        (LATER_OR_PARTS, (), True),
        (NOTHING_OF_MONEY, ("request_deferral",), False),
        ("Dat kan.", ("request_deferral",), True),
        ("Dat kan.", ("request_deferral", "thank", "greet", "thank"), False),
        ("Dat kan.", (), False),
    ],
)
def test_a_bare_day_or_sum_is_about_paying_by_our_words_or_the_subject(
    said: str, intents: tuple[str, ...], about: bool
) -> None:
    assert single_words.is_about_paying(talk("vrijdag", said=said, intents=intents)) is about


def test_a_bare_day_is_heard_where_paying_is_talked_of_also_instead_of_the_number() -> None:
    for flow in (None, FlowState("identity", NUMBER, {})):
        heard = talk("4 december", said=LATER_OR_PARTS, entities=(FOURTH,), flow=flow)
        assert single_words.day_only(heard, TODAY) == "2026-12-04"


@pytest.mark.parametrize(
    "heard",
    [
        talk("4 december", said=NOTHING_OF_MONEY, entities=(FOURTH,)),
        talk("elke 4 december", said=LATER_OR_PARTS, entities=(FOURTH,)),
        talk("ik moet dan 4 december langskomen", said=LATER_OR_PARTS, entities=(FOURTH,)),
        talk("100 op 4 december", said=LATER_OR_PARTS, entities=(FOURTH, HUNDRED)),
        talk("4 december", said=LATER_OR_PARTS, entities=(FOURTH,), flow=FlowState("identity", CODE, {})),
        talk("4 december", said=LATER_OR_PARTS, entities=({**FOURTH, "value": "2026-10-04"},)),
    ],
    ids=["no paying", "each", "a story", "a sum too", "another question", "a day gone by"],
)
def test_a_day_beside_something_else_is_no_bare_day(heard: Exchange) -> None:
    assert single_words.day_only(heard, TODAY) == ""


def test_a_bare_sum_is_taken_as_an_offer_where_paying_is_talked_of() -> None:
    heard = talk("100 euro", said=WHAT_FITS, entities=(HUNDRED,), sums=Told(unclear=(10000,)))
    single_words.taken(heard, TODAY)
    assert (heard.sums.offered, heard.sums.unclear) == (10000, ())


@pytest.mark.parametrize(
    "sums",
    [Told(unclear=(10000, 20000)), Told(unclear=(10000,), owed=90000), Told()],
    ids=["two sums", "a debt beside it", "no sum"],
)
def test_a_sum_that_may_be_another_is_left_as_it_was(sums: Told) -> None:
    heard = talk("100 euro", said=WHAT_FITS, entities=(HUNDRED,), sums=sums)
    single_words.taken(heard, TODAY)
    assert heard.sums == sums


def test_a_day_after_asking_to_pay_later_is_the_day_of_all_of_it() -> None:
    heard = talk("4 december", said="Dat kan.", intents=("request_deferral",), entities=(FOURTH,))
    single_words.taken(heard, TODAY)
    assert heard.sums == Told(whole=True, whole_when="2026-12-04")


def test_a_yes_to_all_at_once_offers_all_of_it_on_the_day_that_was_given() -> None:
    heard = talk("ja", intent="affirm", said="Betaal je dan alles in één keer?")
    heard.memory.dates[single_words.DAY_GIVEN] = "2026-12-04"
    single_words.taken(heard, TODAY)
    assert heard.sums == Told(whole=True, whole_when="2026-12-04")


def test_a_question_that_offers_two_things_is_known_by_its_or() -> None:
    assert single_words.is_either(LATER_OR_PARTS)
    assert not single_words.is_either("Wil je later betalen?")


def test_a_word_of_our_own_raises_no_danger() -> None:
    heard = Heard(uuid4(), "m", "crisis_homeless_now", "huis", signals=({"name": "homeless_now", "confidence": 0.9},))
    offered = Exchange(heard, Memory(said=["Gaat het om je huis, een brief of geld?"]))
    SHORT.singly(offered, TODAY)
    assert (offered.heard.intent, list(offered.heard.signals), offered.plain) == ("fear_eviction", [], True)


def test_a_word_that_we_did_not_offer_keeps_its_danger() -> None:
    signals = ({"name": "suicide", "confidence": 0.9},)
    heard = Exchange(Heard(uuid4(), "m", "crisis_suicide", "schuld", signals=signals), Memory(said=["Hoe gaat het?"]))
    SHORT.singly(heard, TODAY)
    assert (heard.heard.intent, heard.plain) == ("crisis_suicide", False)


def test_who_writes_and_in_which_language_stays_heard_in_a_single_word() -> None:
    signals = ({"name": "other_language", "confidence": 0.9}, {"name": "shame", "confidence": 0.9})
    heard = Exchange(Heard(uuid4(), "m", "inform", "in delen", signals=signals), Memory(said=[LATER_OR_PARTS]))
    SHORT.singly(heard, TODAY)
    assert [signal["name"] for signal in heard.heard.signals] == ["other_language"]
