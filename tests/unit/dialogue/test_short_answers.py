"""What "ja", "nee" and a few words say to the question before them, and where no danger is in them."""

from pathlib import Path
from uuid import uuid4

import pytest

from bot.dialogue import composing
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.short_answers import ShortAnswers
from bot.guidance.conduct import load_conduct
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[3] / "content"
CONDUCT = Conduct(*load_conduct(CONTENT))
SHORT = ShortAnswers(CONDUCT, AnswerBook.load(CONTENT))
SUICIDE = {"name": "suicide", "confidence": 0.92}
SHAME = {"name": "shame", "confidence": 0.6}


def exchange(
    text: str, intent: str, question: str = "", flow: FlowState | None = None, danger: str | None = None
) -> Exchange:
    said = [question] if question else []
    signals = (SUICIDE, SHAME) if intent in ("crisis_suicide", "nlu_fallback") else ()
    heard = Heard(uuid4(), "m", intent, text, signals=signals, topics=(intent,))
    return Exchange(heard, Memory(said=said, flow=flow, danger=danger))


@pytest.mark.parametrize(
    ("intent", "question", "meant"),
    [
        ("affirm", "Zal een medewerker met je meekijken?", "request_human"),
        ("affirm", "Een medewerker kan kijken. Wil je dat?", "request_human"),
        ("affirm", "Wil je gebeld worden?", "request_callback"),
        ("affirm", "Zullen we kijken welk bedrag past?", "request_payment_arrangement"),
        ("affirm", "Zal ik hulp bij je in de buurt zoeken?", "inform"),
        ("affirm", "Heb je al een vonnis?", "report_eviction_notice"),
        ("deny", "Lukt de huur nu?", "report_cannot_pay"),
        ("deny", "Klopt het bedrag in de brief?", "dispute_debt"),
        ("deny", "Welke brief kreeg je als laatste?", "fear_eviction"),
        ("deny", "Heb je vandaag iets te eten?", "request_emergency_aid"),
        ("deny", "Is het veilig om hier te typen?", "crisis_violence"),
        ("deny", "Wil je dat een medewerker dit leest?", None),
        ("affirm", "Waar zullen we beginnen?", None),
        ("thank", "Wil je gebeld worden?", None),
    ],
)
def test_yes_and_no_say_something_to_the_question(intent: str, question: str, meant: str | None) -> None:
    found = CONDUCT.meant(intent, composing.last_question(question))
    assert (found.intent if found else None) == meant


def test_a_yes_carries_what_the_button_would() -> None:
    talk = exchange("ja", "affirm", "Zal ik hulp bij je in de buurt zoeken?")
    assert SHORT.meant(talk)
    assert (talk.heard.intent, talk.heard.value("flow")) == ("inform", "referral")


def test_a_question_under_the_source_line_or_above_it_is_the_last_one() -> None:
    assert composing.last_question("Zo is het. Klopt het?\n\nBron: wet.") == "Klopt het?"
    assert composing.last_question("Zo is het.\n\nBron: wet.\n\nWelke dag is dat?") == "Welke dag is dat?"
    assert composing.last_question("Zo is het.\n\nBron: wet.") == ""


def test_an_open_question_of_a_flow_keeps_its_yes() -> None:
    talk = exchange("ja", "affirm", "Wil je gebeld worden?", flow=FlowState("letter", "letter.leave_day", {}))
    assert not SHORT.meant(talk)
    assert talk.heard.intent == "affirm"


@pytest.mark.parametrize("text", ["ik denk het wel", "Ik hoop het.", "denk het", "ja ik geloof het wel hoor"])
def test_who_thinks_so_is_in_no_danger(text: str) -> None:
    talk = exchange(text, "crisis_suicide", "Lukt het zo?")
    SHORT.plainly(talk)
    assert (talk.heard.intent, list(talk.heard.signals), talk.plain) == ("affirm", [], True)


@pytest.mark.parametrize("text", ["hoeft niet meer", "klaar", "alles weggegooid", "dat is genoeg"])
def test_what_answers_a_question_is_a_danger_without_one(text: str) -> None:
    asked, unasked = exchange(text, "nlu_fallback", "Wil je dat?"), exchange(text, "nlu_fallback")
    SHORT.plainly(asked)
    SHORT.plainly(unasked)
    assert asked.plain
    assert not unasked.plain
    assert SUICIDE in unasked.heard.signals


@pytest.mark.parametrize("text", ["en als ik 300 doe", "ik kan eerst 300 betalen", "kan ik 100 per maand"])
def test_another_wish_for_a_plan_is_in_no_danger(text: str) -> None:
    planned, unasked = (
        exchange(text, "nlu_fallback", flow=FlowState("arranging", "arranging.consent", {})),
        exchange(text, "nlu_fallback"),
    )
    SHORT.plainly(planned)
    SHORT.plainly(unasked)
    assert planned.plain
    assert not unasked.plain


@pytest.mark.parametrize("text", ["ik denk dat het te hoog is", "het bedrag is te hoog", "dat bedrag is niet goed"])
def test_an_amount_that_is_too_high_is_in_no_danger_where_it_is_talked_about(text: str) -> None:
    talk = exchange(text, "nlu_fallback", flow=FlowState("arranging", "arranging.right", {}))
    SHORT.plainly(talk)
    assert (talk.plain, talk.heard.intent) == (True, "dispute_debt")


def test_a_sum_for_next_month_is_in_no_danger_whatever_was_asked() -> None:
    talk = exchange("en als ik volgende maand 300 doe", "nlu_fallback")
    SHORT.plainly(talk)
    assert talk.plain


def test_nothing_left_is_an_amount_where_one_was_asked() -> None:
    talk = exchange("niks", "nlu_fallback", "Hoeveel?", flow=FlowState("arranging", "arranging.left", {}))
    SHORT.plainly(talk)
    assert talk.heard.intent == "inform"


@pytest.mark.parametrize(
    "text", ["ik denk aan de dood", "ik wil rust", "ik wil slapen", "ik hoop het niet meer te halen"]
)
def test_what_may_be_a_cry_for_help_stays_one(text: str) -> None:
    talk = exchange(text, "crisis_suicide", "Lukt het zo?")
    SHORT.plainly(talk)
    assert talk.heard.intent == "crisis_suicide"


def test_nothing_is_plain_while_a_danger_holds_on() -> None:
    """ "Denk je aan zelfmoord?" "Ik denk het wel": that is a yes."""
    talk = exchange("ik denk het wel", "nlu_fallback", "Denk je aan zelfmoord?", danger="suicide")
    SHORT.plainly(talk)
    assert not talk.plain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wil niet dat hij weet dat ik jullie app", "ask_privacy"),
        ("Mijn man mag het niet weten!", "ask_privacy"),
        ("slaap bij mijn moeder", "inform_life_event"),
        ("ik zit nu al twee weken met de kinderen bij mijn ouders", "inform_life_event"),
        ("ik heb nog eten tot vrijdag", "inform"),
        ("we hebben nog wel boodschappen voor een paar dagen hoor", "inform"),
    ],
)
def test_a_secret_a_bed_and_food_for_some_days_are_no_danger_by_themselves(text: str, meant: str) -> None:
    talk = exchange(text, "crisis_violence")
    SHORT.plainly(talk)
    assert (talk.heard.intent, talk.plain) == (meant, True)


@pytest.mark.parametrize(
    "text",
    [
        "wil niet dat hij weet dat ik jullie app want dan wordt hij boos",
        "hij mag het niet weten anders slaat hij me",
        "mijn man mag niet weten waar ik ben",
        "slaap bij mijn moeder want thuis durf ik niet",
        "slaap bij mijn moeder op de bank",
        "slaap bij een vriend in de auto",
        "ik heb nog eten tot vrijdag maar de kinderen niet",
        "ik heb geen eten tot vrijdag",
        "ik heb nog eten tot morgen",
    ],
)
def test_one_word_more_may_be_the_one_that_matters(text: str) -> None:
    talk = exchange(text, "crisis_violence")
    SHORT.plainly(talk)
    assert not talk.plain


@pytest.mark.parametrize("text", ["wil niet dat hij weet dat ik jullie app", "slaap bij mijn moeder"])
def test_after_violence_a_secret_and_a_bed_elsewhere_belong_to_it(text: str) -> None:
    talk = exchange(text, "crisis_violence", "Is het veilig om te typen?", danger="violence")
    SHORT.plainly(talk)
    assert not talk.plain
