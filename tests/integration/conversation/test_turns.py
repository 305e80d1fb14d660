"""A message's way, from the channel to the reply, with everything real but the engine."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.conversation.models import Author, Conversation, Kind, Message, Owner, State, Turn
from bot.conversation.rules import TURNS_PER_ENGINE_SESSION
from bot.handoff.models import Handoff, Reason
from bot.staff.models import Staff
from tests.support.clock import FixedClock
from tests.support.engine import Gate, turn
from tests.support.wiring import Desk


def said(lines: list[Any], author: Author = Author.ASSISTANT) -> list[str]:
    return [line.text for line in lines if line.author is author]


async def test_a_message_gets_one_reply_with_what_was_understood_beside_it(desk: Desk) -> None:
    conversation = await desk.say("a", "hallo")
    replies = said(await desk.transcript(conversation))
    assert len(replies) == 1
    assert replies[0].endswith("antwoord op: hallo")
    async with desk.services.database.transaction() as session:
        recorded = await session.scalar(select(Turn).where(Turn.conversation_id == conversation))
    assert recorded is not None
    assert (recorded.intent, recorded.confidence, recorded.outcome) == ("greet", 0.9, "answered")


async def test_the_first_reply_says_that_it_is_a_computer_and_the_second_does_not(desk: Desk) -> None:
    conversation = await desk.say("a", "hallo")
    await desk.say("a", "nog iets")
    first, second = said(await desk.transcript(conversation))
    assert "computerprogramma" in first
    assert "computerprogramma" not in second


async def test_the_same_message_delivered_twice_is_stored_and_answered_once(desk: Desk) -> None:
    conversation = await desk.say("a", "hallo", provider_id="same")
    await desk.say("a", "hallo", provider_id="same")
    lines = await desk.transcript(conversation)
    assert len(said(lines)) == 1
    assert len(said(lines, Author.TENANT)) == 1


async def test_two_copies_at_the_same_moment_are_stored_once(desk: Desk) -> None:
    await asyncio.gather(*(desk.say("a", "hallo", provider_id="same", work=False) for _ in range(8)))
    async with desk.services.database.transaction() as session:
        stored = (await session.scalars(select(Message))).all()
        conversations = (await session.scalars(select(Conversation))).all()
    assert len(stored) == 1
    assert len(conversations) == 1


async def test_a_burst_of_texts_is_one_turn_and_a_button_stands_alone(desk: Desk) -> None:
    await desk.say("a", "hoi", work=False)
    await desk.say("a", "ik heb een vraag", work=False)
    await desk.say("a", "Ja", work=False, kind=Kind.BUTTON, payload="intent:affirm")
    await desk.say("a", "en dan?")
    assert [(c["text"], c["intent"]) for c in desk.engine.calls] == [
        ("hoi\nik heb een vraag", None),
        (None, "affirm"),
        ("en dan?", None),
    ]


async def test_when_the_engine_fails_the_tenant_gets_one_honest_line_and_a_person_is_called_in(desk: Desk) -> None:
    async def fail(body: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({"error": "boom"}, status=500)

    desk.engine.react = fail
    conversation = await desk.say("a", "hallo")
    (reply,) = said(await desk.transcript(conversation))
    assert desk.services.content.corporation.phone in reply
    assert "bewaard" in reply
    async with desk.services.database.transaction() as session:
        owner = await session.scalar(select(Conversation.owner))
        handoff = await session.scalar(select(Handoff))
    assert owner is Owner.QUEUE
    assert handoff is not None
    assert handoff.reason is Reason.ENGINE_DOWN


async def test_the_full_line_about_the_engine_is_said_once_an_outage(desk: Desk, clock: FixedClock) -> None:
    async def fail(body: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=503)

    desk.engine.react = fail
    conversation = await desk.say("a", "hallo")
    clock.move(minutes=1)
    await desk.say("a", "hallo?")
    full, short = said(await desk.transcript(conversation))
    assert len(short) < len(full)


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="[]", content_type="application/json"),
        web.Response(text="{", content_type="application/json"),
        web.Response(text="fine", content_type="text/plain"),
        web.Response(status=404),
    ],
    ids=["empty list", "broken json", "no json", "not found"],
)
async def test_whatever_odd_thing_the_engine_says_the_tenant_is_not_left_in_silence(
    desk: Desk, answer: web.Response
) -> None:
    async def odd(body: dict[str, Any]) -> web.StreamResponse:
        return answer

    desk.engine.react = odd
    conversation = await desk.say("a", "hallo")
    assert len(said(await desk.transcript(conversation))) == 1


async def test_a_turn_in_which_no_words_were_said_asks_for_other_words(desk: Desk) -> None:
    async def silent(body: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({**turn(""), "messages": []})

    desk.engine.react = silent
    conversation = await desk.say("a", "xyz")
    (reply,) = said(await desk.transcript(conversation))
    assert reply


async def test_several_things_said_in_one_turn_go_out_as_one_message(desk: Desk) -> None:
    async def twice(body: dict[str, Any]) -> web.StreamResponse:
        answer = turn("eerst dit")
        button = {"title": "Ja", "payload": "intent:affirm"}
        answer["messages"].append({"text": "dan dat", "buttons": [button], "custom": {"facts": ["f1"]}})
        return web.json_response(answer)

    desk.engine.react = twice
    conversation = await desk.say("a", "hallo")
    lines = [line for line in await desk.transcript(conversation) if line.author is Author.ASSISTANT]
    assert len(lines) == 1
    assert lines[0].text.endswith("eerst dit\n\ndan dat")
    assert lines[0].buttons == ({"title": "Ja", "payload": "intent:affirm"},)
    assert lines[0].facts == ("f1",)


async def test_a_person_who_takes_over_while_the_assistant_composes_is_the_only_voice(
    desk: Desk, collector: Staff
) -> None:
    gate = Gate()
    desk.engine.react = gate
    conversation = await desk.say("a", "hallo", work=False)
    composing = asyncio.create_task(desk.services.turns.handle(conversation))
    await gate.reached.wait()
    await desk.services.ownership.take(conversation, collector.id)
    gate.open.set()
    await composing
    assert said(await desk.transcript(conversation)) == []
    async with desk.services.database.transaction() as session:
        draft = await session.scalar(select(Message).where(Message.author == Author.ASSISTANT))
    assert draft is not None
    assert draft.state is State.DROPPED


async def test_a_draft_from_before_a_take_over_stays_unsent_after_the_hand_back(desk: Desk, collector: Staff) -> None:
    gate = Gate()
    desk.engine.react = gate
    conversation = await desk.say("a", "hallo", work=False)
    composing = asyncio.create_task(desk.services.turns.handle(conversation))
    await gate.reached.wait()
    await desk.services.ownership.take(conversation, collector.id)
    await desk.services.ownership.hand_back(conversation, collector.id, notice="Terug bij de computer.")
    gate.open.set()
    await composing
    lines = await desk.transcript(conversation)
    assert said(lines) == []
    assert said(lines, Author.NOTICE) == ["Terug bij de computer."]


async def test_while_a_person_owns_the_conversation_the_engine_is_not_asked(desk: Desk, collector: Staff) -> None:
    conversation = await desk.say("a", "hallo")
    await desk.services.ownership.take(conversation, collector.id)
    asked = len(desk.engine.calls)
    await desk.say("a", "ben je er nog?")
    assert len(desk.engine.calls) == asked
    await desk.services.ownership.reply(conversation, collector.id, "Ja, ik lees mee.")
    assert said(await desk.transcript(conversation), Author.STAFF) == ["Ja, ik lees mee."]


async def test_after_a_hand_back_the_assistant_answers_again_in_a_fresh_session(desk: Desk, collector: Staff) -> None:
    conversation = await desk.say("a", "hallo")
    await desk.services.ownership.take(conversation, collector.id)
    await desk.services.ownership.hand_back(conversation, collector.id, notice="Terug.")
    await desk.say("a", "nog een vraag")
    first, second = desk.engine.calls
    assert first["sender"] != second["sender"]
    assert len(said(await desk.transcript(conversation))) == 2


async def test_the_engines_session_is_renewed_so_that_it_stays_short(desk: Desk, clock: FixedClock) -> None:
    for number in range(TURNS_PER_ENGINE_SESSION + 1):
        clock.move(seconds=5)
        await desk.say("a", f"vraag {number}")
    senders = [call["sender"] for call in desk.engine.calls]
    assert len(set(senders)) == 2
    assert senders[-1] != senders[0]


async def test_what_is_no_text_gets_a_kind_line_and_is_kept(desk: Desk) -> None:
    conversation = await desk.say("a", "", kind=Kind.UNKNOWN, raw={"type": "poll"})
    (reply,) = said(await desk.transcript(conversation))
    assert reply
    assert desk.engine.calls == []
    async with desk.services.database.transaction() as session:
        kept = await session.scalar(select(Message.raw).where(Message.author == Author.TENANT))
    assert kept == {"type": "poll"}
