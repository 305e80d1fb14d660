"""What is denied, and what is only faintly heard: which danger is then still acted on."""

from uuid import UUID

import pytest

from bot.dialogue import composing, dangers, doubting
from bot.dialogue.exchange import Heard
from tests.support.wiring import CONTENT

CONDUCT = CONTENT.conduct
CONVERSATION = UUID(int=1)


def heard(text: str, intent: str, sure: float = 0.9, topics: tuple[str, ...] = (), **signals: float) -> Heard:
    raised = [{"name": name, "confidence": confidence, "text": text} for name, confidence in signals.items()]
    ranking = [{"name": intent, "confidence": sure}]
    return Heard(CONVERSATION, "m", intent, text, signals=raised, ranking=ranking, topics=topics)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("IK BEN NIET SUICIDAAL. mag ik zelf de deur openbreken", {"suicide"}),
        ("HUH nee. ik wil niet dood. ik vraag over donderdag bij de rechter", {"suicide"}),
        ("ik ben niet suicidaal, maar ik wil weten hoe het donderdag gaat", {"suicide"}),
        ("ik ben niet van plan mezelf iets aan te doen", {"suicide"}),
        ("ik word niet mishandeld", {"violence"}),
        ("nee er is geen geweld. ik bedoel jeugdzorg", {"violence"}),
        ("huh veilig thuis?? ik sla mijn kind niet", {"violence", "child_at_risk"}),
        ("mijn kinderen hebben gewoon te eten", {"child_at_risk", "no_food"}),
        ("eten is geen probleem", {"no_food"}),
        ("ik heb eten, alleen geen geld voor de huur", {"no_food"}),
        ("nee nee eten JEST, ik vraag 150 maand", {"no_food"}),
        ("ik heb geen honger hoor", {"no_food"}),
        ("ik sta niet op straat", {"homeless_now"}),
        ("ik slik mijn medicijnen gewoon", {"medical_risk"}),
    ],
)
def test_what_is_said_not_to_be_so_is_no_danger(text: str, denied: set[str]) -> None:
    assert CONDUCT.denied_in(text) == denied


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet dood maar ik wil ook niet verder",
        "ik ben niet suicidaal zeg ik altijd maar vannacht stond ik op het spoor",
        "ik wil niet dood, alleen zo leven wil ik ook niet",
        "ik denk niet aan zelfmoord, ik weet het gewoon zeker",
        "hij slaat niet hard en ook niet elke dag",
        "ik word niet geslagen als ik mijn mond hou",
        "hij zegt dat er geen geweld is",
        "hij slaat niet, hij knijpt en draait",
        "hij slaat niet mij hij slaat mijn zoontje",
        "ik word niet geslagen, wel bedreigd",
        "ik ben niet veilig thuis",
        "we hebben niet genoeg te eten",
        "ik heb eten nodig",
        "hoe kom ik aan genoeg te eten",
        "ik heb geen honger zodat de kinderen kunnen eten",
        "ik heb eten tot morgen",
        "ik sta nog niet op straat",
        "ik sta niet op straat maar slaap in de auto",
        "ik slik mijn medicijnen gewoon tot ze op zijn",
        "er is geen uitweg meer",
    ],
)
def test_half_a_denial_is_none(text: str) -> None:
    assert CONDUCT.denied_in(text) == frozenset()


def test_of_two_things_that_are_denied_only_the_one_that_is_halved_stands() -> None:
    assert CONDUCT.denied_in("mijn kinderen hebben gewoon te eten maar slapen in de kou") == {"no_food"}


def test_a_stretch_that_only_denies_raises_no_other_danger_either() -> None:
    assert CONDUCT.only_denies("nee niemand slaat mij hoor")
    assert not CONDUCT.only_denies("niemand slaat mij en toch wil ik er niet meer zijn")


def test_after_a_denial_only_what_is_clear_is_acted_on_again() -> None:
    sounds = heard("ik wou weten wat ik donderdag moet zeggen", "nlu_fallback", suicide=0.82, homeless_now=0.934)
    assert doubting.unlikely(sounds, {"violence"}) == {"suicide", "homeless_now"}
    clear = heard("ik spring vannacht van de flat", "nlu_fallback", suicide=0.95)
    assert doubting.unlikely(clear, {"suicide"}) == frozenset()


def test_a_life_has_a_lower_bar_where_something_else_was_denied() -> None:
    veiled = heard("straks heeft niemand nog last van mij", "nlu_fallback", suicide=0.92)
    assert doubting.unlikely(veiled, {"no_food"}) == frozenset()
    assert doubting.unlikely(veiled, {"suicide"}) == {"suicide"}


def test_an_alarm_that_was_taken_back_hides_no_life_that_is_told_of_after_it() -> None:
    despairs = heard("x", "nlu_fallback", suicide=0.8, violence=0.8)
    assert doubting.unlikely(despairs, set(), earlier="violence") == {"violence"}
    assert doubting.unlikely(despairs, set(), earlier="suicide") == {"violence"}
    sounds = heard("x", "nlu_fallback", suicide=0.6)
    assert doubting.unlikely(sounds, set(), earlier="suicide") == {"suicide"}
    assert doubting.unlikely(sounds, set(), earlier="no_food") == frozenset()


def test_veiled_words_count_however_faintly_the_engine_heard_them() -> None:
    assert doubting.unlikely(heard("x", "nlu_fallback", suicide=0.5), {"suicide"}, "suicide") == frozenset()


def test_a_crisis_that_is_denied_leaves_the_question_beside_it() -> None:
    said = heard(
        "ik heb genoeg te eten, maar de huur lukt niet",
        "request_emergency_aid",
        topics=("request_emergency_aid", "report_cannot_pay"),
        no_food=0.99,
    )
    left = doubting.without(said, {"no_food"})
    assert (left.intent, left.signals, left.topics) == ("report_cannot_pay", [], ["report_cannot_pay"])
    assert doubting.asked_beside(left) == "report_cannot_pay"


def test_who_only_denies_asks_nothing() -> None:
    left = doubting.without(heard("ik word niet mishandeld", "crisis_violence", violence=0.99), {"violence"})
    assert left.intent == "nlu_fallback"
    assert doubting.asked_beside(left) is None


@pytest.mark.parametrize(
    ("intent", "sure", "signals", "faint"),
    [
        ("request_deferral", 0.85, {"suicide": 0.53}, True),
        ("report_court_summons", 0.96, {"child_at_risk": 0.63}, True),
        ("request_deferral", 0.85, {"suicide": 0.8}, False),
        ("request_deferral", 0.4, {"suicide": 0.53}, False),
        ("report_cannot_pay", 0.9, {"suicide": 0.53}, False),
        ("express_shame", 0.9, {"suicide": 0.53}, False),
        ("goodbye", 0.9, {"suicide": 0.53}, False),
        ("fear_eviction", 0.9, {"violence": 0.53}, False),
        ("request_deferral", 0.9, {}, False),
    ],
)
def test_a_faint_danger_in_a_plain_question_of_business_is_no_alarm(
    intent: str, sure: float, signals: dict[str, float], faint: bool
) -> None:
    assert doubting.is_faint(heard("x", intent, sure, **signals)) is faint


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("stroom is vanmorgen afgesloten en ik heb een baby", "no_energy"),
        ("geen stroom meer, en een baby van 3 maanden", "no_energy"),
        ("stroom is afgesloten", None),
        ("de stroom is afgesloten, mijn zoontje ligt aan een zuurstofapparaat", None),
        ("geen gas en de kinderen hebben honger", None),
        ("mijn dochter moet vernevelen en de stroom is afgesloten", None),
        ("geen licht, hij slaat de kinderen", None),
        ("mogen ze afsluiten met een kind van 1", None),
    ],
)
def test_a_child_without_power_is_a_case_of_its_own(text: str, case: str | None) -> None:
    assert CONDUCT.case(text) == case
    assert case is None or case in dangers.DANGERS


@pytest.mark.parametrize("kind", ["violence", "child_at_risk"])
@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("ik ben bang dat ze mijn kinderen afpakken als ik zeg dat ik schulden heb", True),
        ("gaan ze mijn kinderen weghalen als ik huurachterstand heb", True),
        ("raak ik mijn kinderen kwijt door schulden", True),
        ("kan ik met kinderen mijn huis kwijtraken", False),
        ("hij pakt de kinderen af als ik met jullie praat", False),
        ("mijn ex dreigt de kinderen weg te halen", False),
        ("straks pakken ze de kinderen af, ze hebben honger", False),
    ],
)
def test_who_fears_that_children_are_taken_for_debts_is_not_asked_about_violence(
    kind: str, text: str, explained: bool
) -> None:
    assert CONDUCT.explains(kind, text, 0.9) is explained


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("vanaf donderdag heb ik geen schuld meer", True),
        ("na donderdag zijn jullie van me af, dan heb ik alles betaald", True),
        ("er is geen probleem meer. donderdag betaal ik", True),
        ("na donderdag hebben jullie geen last meer van mij", False),
        ("donderdag betaal ik alles en dan is het voorgoed klaar", False),
        ("Er is 1.140 schuld en een vrouw die denkt dat alles betaald is.", False),
        ("alles is betaald, na mijn dood heeft niemand schuld", False),
    ],
)
def test_being_rid_of_a_debt_is_no_farewell(text: str, explained: bool) -> None:
    assert CONDUCT.explains("suicide", text, 0.94) is explained


@pytest.mark.parametrize(
    ("text", "feelings"),
    [
        ("ik ben niet boos", {"anger"}),
        ("ik ben helemaal niet kwaad hoor", {"anger"}),
        ("ik ben niet bang", {"fear"}),
        ("ik ben niet boos, ik ben woest", set()),
        ("ik ben boos", set()),
    ],
)
def test_a_feeling_that_is_denied_is_not_named(text: str, feelings: set[str]) -> None:
    assert CONDUCT.unfelt_in(text) == feelings


def test_a_crisis_among_the_subjects_counts_where_it_was_more_than_a_sound() -> None:
    ranking = [{"name": "request_deferral", "confidence": 0.9}, {"name": "crisis_suicide", "confidence": 0.03}]
    said = Heard(CONVERSATION, "m", "request_deferral", "x", ranking=ranking)
    assert not doubting.is_named(said, "crisis_suicide")
    ranking = [{"name": "crisis_suicide", "confidence": 0.2}]
    nearly = Heard(CONVERSATION, "m", "request_deferral", "x", ranking=ranking)
    assert doubting.is_named(nearly, "crisis_suicide")


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        ("nee joh, zo bedoel ik het niet", True),
        ("ik bedoel niet dat ik mezelf iets aandoe, ik ben gewoon moe", True),
        ("nee ik ben gewoon moe", True),
        ("ik ga gewoon emigreren", True),
        ("ik ga verhuizen naar het buitenland", True),
        ("dat is een uitdrukking", True),
        ("ik ben gewoon moe", False),
        ("nee ik ben gewoon moe van het leven", False),
        ("ik ga verhuizen naar de hemel", False),
        ("ik wil terug naar mijn moeder", False),
        ("ik wil weg van deze wereld", False),
    ],
)
def test_who_corrects_an_alarm_about_a_life_is_believed_and_who_is_veiled_is_not(text: str, believed: bool) -> None:
    assert CONDUCT.denies("suicide", text) is believed


@pytest.mark.parametrize(
    ("kind", "text", "explained"),
    [
        ("suicide", "ik vraag het voor mezelf, niet voor iemand anders", True),
        ("suicide", "als ik wacht tot half dec komt de deurwaarder dan", True),
        ("suicide", "ik doe het voor mezelf, dan heeft niemand last van mij", False),
        ("violence", "kan hij me uit huis zetten dan", True),
        ("violence", "kan mijn man me uit huis zetten", False),
        ("medical_risk", "een brief van jullie, ik durf hem niet open te maken", True),
        ("no_food", "boodschappen tot donderdag, wat betaal ik eerst", True),
        ("no_food", "de kinderen hebben honger, eten tot donderdag", False),
        ("homeless_now", "word ik eruit gezet met 3 mnd", True),
        ("homeless_now", "word ik vandaag eruit gezet met 3 mnd", False),
    ],
)
def test_everyday_words_explain_an_alarm_and_those_of_need_do_not(kind: str, text: str, explained: bool) -> None:
    assert CONDUCT.explains(kind, text, 0.7) is explained


def test_who_says_that_it_is_about_themselves_writes_for_nobody_else() -> None:
    assert CONDUCT.unfelt_in("het gaat om mijzelf, niet om iemand anders") == {"third_party"}
    assert CONDUCT.unfelt_in("ik schrijf voor mijn moeder, niet voor mij") == set()


def test_sorry_is_said_once_in_a_message() -> None:
    unclear = "Sorry, dat begreep ik niet helemaal. Bedoel je …"
    assert composing.after_sorry("Sorry, dat heb ik verkeerd begrepen.", unclear).count("Sorry") == 1
    assert composing.after_sorry("Sorry.", "Dat kan. Wanneer?") == "Sorry.\n\nDat kan. Wanneer?"
