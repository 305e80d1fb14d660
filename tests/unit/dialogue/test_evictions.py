"""Who puts somebody out: a bailiff with a judgment, a landlord by himself, or that was not said."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from bot.dialogue import evictions
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.letters import letter_of
from bot.guidance.loading import load_guidance
from bot.knowledge.models import Moment
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[3] / "content"
BOOK = AnswerBook.load(CONTENT)
SUNDAY, MONDAY = date(2026, 11, 29), "2026-11-30"


@pytest.mark.parametrize(
    "text",
    [
        "de ontruiming is morgen om 10 uur, wat kan ik nog doen",
        "dinsdag komt de deurwaarder ons huis leeghalen",
        "dinsdag gaat de deurwaarder mijn woning ontruimen",
        "morgen ontruiming. rechter heeft dat beslist, deurwaarder komt om 9 uur. waar kunnen we slapen",
        "ontruiming staat gepland voor morgenochtend volgens de aanzegging",
        "ik kreeg een exploot: ontruimen 30 november. kan een moratorium nog",
        "morgen worden we uitgezet door de deurwaarder, het vonnis was in oktober",
        "NEE er is geen zitting meer, die was in oktober. we worden morgen ontruimd!!!",
    ],
)
def test_an_announced_eviction_is_by_law_and_never_answered_as_forbidden(text: str) -> None:
    assert evictions.reply_for(text, None) == evictions.BY_LAW
    assert evictions.stage_told(text) == "eviction_notice"


@pytest.mark.parametrize(
    "text",
    [
        "mijn huisbaas heeft het slot vervangen",
        "de huisbaas zet me er morgen uit, zonder rechter",
        "mijn verhuurder wil mij ontruimen zonder vonnis",
        "ik ben buitengesloten, mijn sleutel past niet meer",
    ],
)
def test_only_a_landlord_by_himself_locks_somebody_out(text: str) -> None:
    assert evictions.reply_for(text, None) == evictions.LOCKED_OUT
    assert evictions.stage_told(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "morgen om half 10 komen ze ons eruit zetten, kan er nog iets???",
        "wij worden morgenvroeg uit ons huis gezet, wat kan ik vandaag nog regelen",
        "NEE niemand sluit me buiten. stop",
        "mijn ex heeft het slot vervangen",
    ],
)
def test_where_it_is_not_said_who_does_it_the_reply_holds_for_both_until_a_judgment_is_known(text: str) -> None:
    assert evictions.reply_for(text, None) == evictions.UNCLEAR
    assert evictions.reply_for(text, "judgment") == evictions.BY_LAW


@pytest.mark.parametrize(
    "text",
    [
        "is er een vonnis nodig om mij uit huis te zetten",
        "mag de deurwaarder mij morgen uit huis zetten",
        "als er een vonnis komt, hoe lang heb ik dan",
        "de deurwaarder bracht een dagvaarding voor 12 december, ze eisen ontruiming",
        "ik denk dat de deurwaarder ons morgen uit huis zet",
        "de deurwaarder heeft mijn bankrekening leeggehaald, morgen is er niks",
    ],
)
def test_what_is_asked_supposed_or_only_claimed_is_no_eviction(text: str) -> None:
    assert evictions.stage_told(text) is None


def test_a_day_of_eviction_is_the_day_told_and_not_the_day_on_which_somebody_asks() -> None:
    asked = "morgen ontruiming, met vonnis. wie kan ik vandaag bellen"
    assert evictions.day_of(asked, ["2026-11-29", MONDAY], SUNDAY) == MONDAY
    assert evictions.is_soon(asked, [MONDAY], SUNDAY)
    assert not evictions.is_soon("op 21 december worden we ontruimd", ["2026-12-21"], SUNDAY)
    asks = "het is de deurwaarder met toestemming van de rechter. is er vandaag op zondag nog een advocaat te bereiken?"
    assert evictions.days_told(asks, ["2026-11-29", "2026-12-06"], SUNDAY) == []
    assert evictions.days_told("ik moet er 14 december uit, wat nu?", ["2026-12-14"], SUNDAY) == ["2026-12-14"]
    assert evictions.day_of("we worden vandaag ontruimd", ["2026-11-29"], SUNDAY) == "2026-11-29"


@pytest.mark.parametrize(("stage", "kind"), [(None, "summons"), ("judgment", None), ("eviction_notice", None)])
def test_no_day_is_a_day_of_a_hearing_once_a_judge_has_decided(stage: str | None, kind: str | None) -> None:
    guidance = load_guidance(CONTENT, CONTENT / "demo")
    heard = Heard(UUID(int=1), "1", "report_court_summons", "het gaat over morgen, de rechter")
    assert letter_of(Exchange(heard, Memory(stage=stage)), guidance) == kind


def test_the_reply_to_an_eviction_by_law_names_who_can_stop_it_and_sends_nobody_to_the_police() -> None:
    values = {
        "phone": "088-1",
        "hours": "maandag",
        "debt_help": "het loket (088-2)",
        "promise": "P.",
        "municipality": "M",
    }
    for closed in ("", "ja"):
        told = BOOK.dangers.reply(evictions.BY_LAW, values={**values, "closed": closed}).text
        assert "nooit zelf" not in told
        assert "0900-8844" not in told
        for word in (
            "kort geding",
            "moratorium",
            "juridischloket.nl",
            "opvang",
            "kinderen",
            "088-1",
            "te laat",
            "medicijnen",
        ):
            assert word in told
        assert BOOK.dangers.was_said(evictions.BY_LAW, {**values, "closed": ""}, ["iets", told])
        assert not BOOK.dangers.was_said(evictions.BY_LAW, {**values, "closed": closed}, ["iets"])
    both = BOOK.dangers.reply(evictions.UNCLEAR, values=values).text
    assert "advocaat" in both
    assert "0900-8844" in both


@pytest.mark.parametrize(
    ("text", "stage", "answer"),
    [
        ("moet verzet via een dagvaarding of kan ik een brief sturen", None, "theme_opposition_how"),
        ("kan iemand mij uitleggen hoe verzet werkt", None, "theme_opposition_how"),
        ("in gesloten envelop, ik was niet thuis. gaan de 4 weken dan lopen", None, "theme_opposition_envelope"),
        ("hoeveel tijd heb ik na het vonnis", None, "theme_time_after_judgment"),
        ("hoeveel tijd heb ik nog", "judgment", "theme_how_much_time"),
        ("hoeveel tijd heb ik nog", None, "theme_how_much_time"),
        ("ik kreeg een dwangbevel van de belastingdienst, moet ik naar de rechter", None, "theme_enforcement_order"),
        ("is er vandaag op zondag nog een advocaat te bereiken", "judgment", "theme_lawyer_today"),
        ("waar moeten mijn kinderen dan heen", "eviction_notice", "theme_where_to_go"),
        ("het is half 10 en jullie lezen pas half 11. dat is dan te laat!", "eviction_notice", "theme_read_too_late"),
        ("nee er is geen zitting meer, die was in oktober", "judgment", None),
    ],
)
def test_what_is_asked_after_a_judgment_is_answered_as_such(text: str, stage: str | None, answer: str | None) -> None:
    assert BOOK.theme("report_court_summons", text, moment=Moment(stage=stage)) == answer


@pytest.mark.parametrize(
    "text",
    [
        "wij worden 8 december uit huis gezet",
        "we moeten er 8 dec uit",
        "9 december is de ontruiming",
        "op 9 december moeten we het huis uit",
        "ik moet er over 10 dagen uit",
        "de 8e moeten we eruit",
        "mijn gezin wordt 9 december op straat gezet. en ik heb niet genoeg geld",
        "onze uitzetting is 8 december",
        "op 8/12 worden wij ontruimd",
    ],
)
def test_a_day_on_which_somebody_must_be_out_is_an_eviction_without_the_word_judgment(text: str) -> None:
    assert evictions.stage_told(text) == "eviction_notice"


@pytest.mark.parametrize(
    "text",
    [
        "moeten we er 8 december uit?",
        "word ik 8 december uitgezet?",
        "ik moet er vrijdag uit van mijn man",
        "ik ben bang dat we 8 december op straat gezet worden",
        "wij gaan 8 december verhuizen",
        "ik heb de huur opgezegd en moet er 31 december uit",
        "als ik niet betaal moet ik er 8 december uit",
        "ik moet maandag de deur uit",
        "de 24e moet ik de huur betalen",
        "de huisbaas zet me er morgen uit, zonder rechter",
    ],
)
def test_a_day_that_is_asked_feared_or_of_something_else_is_no_eviction(text: str) -> None:
    assert evictions.stage_told(text) is None
