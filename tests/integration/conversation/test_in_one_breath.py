"""Being asked back, and what is said while a danger holds on: with the real services and a stand-in for the engine."""

from uuid import UUID

import pytest

from tests.support.acting import Acting
from tests.support.engine import StubEngine
from tests.support.wiring import Desk

UNCLEAR, AGAIN, PLAIN = "iets met dat ding", "weer dat ding", "hoe betaal ik"
DESPAIR, PERSON, THANKS, PLAN, PHONE, BYE, PILLS, NIGHT, TOMORROW, WHO, MONTHS, AWAY = (
    "ik wil er niet meer zijn",
    "kan ik een mens spreken",
    "bedankt",
    "kan ik in delen betalen?",
    "bel mij op 0611122233 als hij werkt",
    "dag allemaal",
    "ik heb pillen hier liggen",
    "nee er is niemand. laat maar gewoon. welterusten",
    "mag ik morgen nog over die 3 maanden huur praten",
    "is er echt iemand gewaarschuwd of zeg je dat maar",
    "kan de rechter mij eruit zetten bij 3 maanden achterstand?",
    "ze liggen nu beneden bij mijn zus",
)


@pytest.fixture(autouse=True)
def acting(desk: Desk, engine: StubEngine) -> None:
    engine.react = Acting(
        desk.services.answering,
        {
            UNCLEAR: "nlu_fallback",
            AGAIN: "nlu_fallback",
            PLAIN: "ask_how_to_pay",
            DESPAIR: "crisis_suicide",
            PERSON: "request_human",
            THANKS: "thank",
            PLAN: "request_payment_arrangement",
            PHONE: "request_callback",
            BYE: "goodbye",
            PILLS: "crisis_suicide",
            NIGHT: "deny",
            TOMORROW: "nlu_fallback",
            WHO: "nlu_fallback",
            MONTHS: "ask_eviction_process",
            AWAY: "nlu_fallback",
        },
        {DESPAIR: "suicide", PILLS: "suicide"},
        {PHONE: [("phone", "+31611122233")]},
    )


async def said(desk: Desk, *texts: str) -> str:
    """The last thing that the assistant said after these messages."""
    conversation_id: UUID | None = None
    for text in texts:
        conversation_id = await desk.say("s1", text)
    assert conversation_id is not None
    return (await desk.transcript(conversation_id))[-1].text


async def test_who_is_not_understood_a_second_time_in_a_talk_is_offered_a_person(desk: Desk) -> None:
    assert "Zal een medewerker dit lezen" not in await said(desk, UNCLEAR)
    assert "medewerker dit lezen" in await said(desk, PLAIN, AGAIN)


@pytest.mark.parametrize(
    ("text", "words"),
    [(PERSON, "medewerker"), (THANKS, "mens|medewerker"), (PLAN, "later|straks"), (PHONE, "0611122233")],
)
async def test_while_a_danger_holds_on_what_is_asked_is_not_passed_over(desk: Desk, text: str, words: str) -> None:
    told = await said(desk, DESPAIR, text)
    assert any(word in told for word in words.split("|"))
    assert "113" in told
    assert "Denk je aan zelfmoord? Dat mag je hier" not in told


async def test_a_goodbye_while_a_life_is_in_danger_gets_the_whole_reply(desk: Desk) -> None:
    told = await said(desk, DESPAIR, BYE)
    assert "Bel 113 of 0800-0113" in told
    assert "Lukt het om iemand bij je te vragen?" in told


async def test_where_to_call_is_said_in_other_words_the_second_time(desk: Desk) -> None:
    first = await said(desk, DESPAIR, THANKS)
    second = await said(desk, PERSON)
    assert first.split("\n\n")[-1] != second.split("\n\n")[-1]
    assert "113" in second


async def test_means_at_hand_get_a_more_urgent_reply_that_asks_one_thing(desk: Desk) -> None:
    told = await said(desk, DESPAIR, PILLS)
    assert "Leg het nu weg, of geef het aan iemand" in told
    assert "Bel meteen 112" in told
    assert told.rstrip().endswith("?")


async def test_after_means_were_at_hand_the_talk_does_not_grow_calmer(desk: Desk) -> None:
    told = await said(desk, DESPAIR, PILLS, UNCLEAR)
    assert "Ga naar een andere kamer" in told


async def test_who_put_the_means_away_is_believed(desk: Desk) -> None:
    told = await said(desk, DESPAIR, PILLS, AWAY)
    assert "Goed dat het weg is" in told
    assert "Loop weg" not in await said(desk, UNCLEAR)


async def test_who_says_good_night_while_a_life_is_in_danger_is_not_thanked_for_staying(desk: Desk) -> None:
    told = await said(desk, DESPAIR, NIGHT)
    assert "Ga nog niet weg" in told
    assert "Bel 113 of 0800-0113" in told


async def test_what_can_wait_may_be_talked_about_later_and_no_law_frightens(desk: Desk) -> None:
    for asked in (TOMORROW, MONTHS):
        told = await said(desk, DESPAIR, asked)
        assert not any(word in told for word in ("rechter", "vonnis", "contract"))
        assert "later" in told or "daarna" in told


async def test_who_asks_whether_anybody_was_told_hears_what_is_so(desk: Desk) -> None:
    told = await said(desk, DESPAIR, WHO)
    assert "melding" in told
    assert "bel nu zelf" in told
    assert "113" in told
