"""Being asked back, and what is said while a danger holds on: with the real services and a stand-in for the engine."""

from uuid import UUID

import pytest

from tests.support.acting import Acting
from tests.support.engine import StubEngine
from tests.support.wiring import Desk

UNCLEAR, AGAIN, PLAIN = "iets met dat ding", "weer dat ding", "hoe betaal ik"
DESPAIR, PERSON, THANKS, PLAN, PHONE, BYE = (
    "ik wil er niet meer zijn",
    "kan ik een mens spreken",
    "bedankt",
    "kan ik in delen betalen?",
    "bel mij op 0611122233 als hij werkt",
    "dag allemaal",
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
        },
        {DESPAIR: "suicide"},
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
