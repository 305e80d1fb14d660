"""A danger that was only half heard: asked after calmly, with the number; a yes brings the protocol, a no the talk."""

from uuid import UUID

import pytest

from bot.conversation.models import Conversation, Owner
from tests.support.acting import Acting
from tests.support.engine import StubEngine
from tests.support.wiring import Desk

SOUNDS, YES, NO, AGAIN = "ik heb dat geld niet", "ja", "nee", "ik weet het gewoon niet meer"
HALF = 0.63


@pytest.fixture(autouse=True)
def acting(desk: Desk, engine: StubEngine) -> None:
    intents = {SOUNDS: "nlu_fallback", AGAIN: "nlu_fallback", YES: "affirm", NO: "deny"}
    engine.react = Acting(desk.services.answering, intents, {SOUNDS: "violence", AGAIN: "violence"}, sureness=HALF)


async def heard(desk: Desk, text: str) -> tuple[Conversation, str]:
    conversation_id: UUID = await desk.say("s1", text)
    async with desk.services.database.transaction() as session:
        conversation = await session.get_one(Conversation, conversation_id)
    return conversation, (await desk.transcript(conversation_id))[-1].text


async def test_it_is_asked_with_the_number_and_nobody_is_told_to_wipe_a_talk(desk: Desk) -> None:
    conversation, said = await heard(desk, SOUNDS)
    assert "Is er iemand die je bang maakt" in said
    assert "112" in said
    assert "wis dit gesprek" not in said
    assert conversation.danger is None


async def test_a_yes_brings_the_protocol_and_the_top_of_the_queue(desk: Desk) -> None:
    await heard(desk, SOUNDS)
    conversation, said = await heard(desk, YES)
    assert "0800-2000" in said
    assert (conversation.danger, conversation.owner) == ("violence", Owner.QUEUE)


async def test_a_no_is_believed_and_the_talk_goes_on(desk: Desk) -> None:
    await heard(desk, SOUNDS)
    conversation, said = await heard(desk, NO)
    assert "112" not in said
    assert "?" in said
    assert conversation.danger is None


async def test_heard_once_more_after_the_question_it_is_asked_no_second_time(desk: Desk) -> None:
    await heard(desk, SOUNDS)
    conversation, said = await heard(desk, AGAIN)
    assert "Ben je nu in gevaar" in said
    assert (conversation.danger, conversation.owner) == ("violence", Owner.QUEUE)
