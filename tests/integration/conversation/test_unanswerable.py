"""Messages that cannot be answered: three tries, then one honest line and a person."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation.models import Author, Conversation, Kind, Message, Owner, Turn
from bot.conversation.rules import TURN_TRIES
from bot.dialogue.speech import Speaker
from bot.handoff.models import Handoff, Reason
from bot.staff.models import Staff
from tests.support.wiring import Desk


class Broken:
    """Something that raises, as often as it is told to; its message holds what the tenant wrote."""

    def __init__(self, works: Any, times: int = 1000) -> None:
        self._works, self.times, self.calls = works, times, 0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls <= self.times:
            raise KeyError("mijn geheime woorden")
        return self._works(*arguments, **named)


def said(lines: list[Any], author: Author = Author.ASSISTANT) -> list[str]:
    return [line.text for line in lines if line.author is author]


async def test_a_message_that_cannot_be_answered_ends_with_a_person_and_one_honest_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Broken(Speaker.merge)
    monkeypatch.setattr(Speaker, "merge", broken)
    conversation = await desk.say("a", "mijn geheime woorden")
    await desk.services.turns.handle(conversation)
    (reply,) = said(await desk.transcript(conversation))
    assert "bij ons iets mis" in reply
    assert desk.services.content.corporation.phone in reply
    async with desk.services.database.transaction() as session:
        owner = await session.scalar(select(Conversation.owner))
        reason = await session.scalar(select(Handoff.reason))
        outcome = await session.scalar(select(Turn.outcome))
        handled = await session.scalar(select(Message.handled_at).where(Message.author == Author.TENANT))
    assert (owner, reason, outcome) == (Owner.QUEUE, Reason.UNHANDLED, "unhandled")
    assert handled is not None
    assert broken.calls == TURN_TRIES
    assert "KeyError" in caplog.text
    assert "geheime" not in caplog.text


async def test_a_message_whose_first_try_fails_is_answered_and_calls_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge = Speaker.merge
    broken = Broken(lambda messages: merge(desk.services.turns._speaker, messages), times=1)
    monkeypatch.setattr(Speaker, "merge", broken)
    conversation = await desk.say("a", "hallo")
    (reply,) = said(await desk.transcript(conversation))
    assert reply.endswith("antwoord op: hallo")
    assert broken.calls == 2
    async with desk.services.database.transaction() as session:
        assert await session.scalar(select(Conversation.owner)) is Owner.ASSISTANT
        assert await session.scalar(select(Handoff)) is None


async def test_where_even_the_honest_line_cannot_be_composed_a_person_is_called_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.services.outbox, "compose", Broken(None))
    conversation = await desk.say("a", "hallo")
    assert said(await desk.transcript(conversation)) == []
    async with desk.services.database.transaction() as session:
        assert await session.scalar(select(Handoff.reason)) is Reason.UNHANDLED
        waits = select(Message).where(Message.author == Author.TENANT, Message.handled_at.is_(None))
        assert await session.scalar(waits) is None


async def test_a_button_whose_payload_does_not_decode_ends_with_a_person(desk: Desk) -> None:
    conversation = await desk.say("a", "Ja", kind=Kind.BUTTON, payload="intent:affirm{niet af")
    (reply,) = said(await desk.transcript(conversation))
    assert "bij ons iets mis" in reply
    await desk.say("a", "hallo")
    assert said(await desk.transcript(conversation))[-1].endswith("antwoord op: hallo")


async def test_a_button_that_fails_while_a_person_has_the_conversation_is_left_to_that_person(
    desk: Desk, collector: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = await desk.say("a", "hallo")
    await desk.services.ownership.take(conversation, collector.id)
    before = len(await desk.transcript(conversation))
    monkeypatch.setattr(desk.services.turns, "beside", Broken(None))
    await desk.say("a", "Ja", kind=Kind.BUTTON, payload="intent:affirm")
    assert len(await desk.transcript(conversation)) == before + 1
    async with desk.services.database.transaction() as session:
        outcomes = (await session.scalars(select(Turn.outcome).order_by(Turn.at))).all()
    assert "unhandled" in outcomes
