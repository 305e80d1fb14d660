"""A danger that was heard and is not so: the tenant says it, and the talk goes on while the desk keeps its mark."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from bot.channels.models import Contact
from bot.conversation.models import Conversation, Owner
from tests.support.acting import Acting
from tests.support.engine import StubEngine
from tests.support.wiring import Desk

MISHEARD, DENIAL, QUESTION = (
    "en wie maakt het dan",
    "nee zo bedoel ik het niet",
    "hoeveel mag een incassobureau rekenen",
)
ASKS_TOO = "ik wil niet dood. hoeveel mag een incassobureau rekenen"
SOUNDS, STOP = "er komt vanavond niemand", "stop met die vraag"
DESPAIR = "ik wil er niet meer zijn"


@pytest.fixture(autouse=True)
def acting(desk: Desk, engine: StubEngine) -> None:
    engine.react = Acting(
        desk.services.answering,
        {
            MISHEARD: "nlu_fallback",
            DENIAL: "deny",
            QUESTION: "ask_collection_costs",
            DESPAIR: "crisis_suicide",
            ASKS_TOO: "ask_collection_costs",
            SOUNDS: "nlu_fallback",
            STOP: "opt_out",
        },
        {MISHEARD: "suicide", DESPAIR: "suicide", ASKS_TOO: "suicide", SOUNDS: "suicide"},
    )


async def heard(desk: Desk, text: str) -> tuple[Conversation, str]:
    """The conversation after a message, and the last thing that the assistant said."""
    conversation_id: UUID = await desk.say("s1", text)
    async with desk.services.database.transaction() as session:
        conversation = await session.get_one(Conversation, conversation_id)
    return conversation, (await desk.transcript(conversation_id))[-1].text


async def test_after_a_denial_it_is_let_go_and_the_desk_keeps_the_mark(desk: Desk) -> None:
    conversation, _ = await heard(desk, MISHEARD)
    assert conversation.danger == "suicide"
    conversation, said = await heard(desk, DENIAL)
    assert "Sorry" in said
    assert "113" not in said
    assert (conversation.danger, conversation.owner) == ("suicide", Owner.QUEUE)
    # What sounds like it once more is heard once more: a denial is of what was said before it.
    conversation, said = await heard(desk, SOUNDS)
    assert "113" in said
    assert conversation.danger_denied_at is None


async def test_a_question_beside_the_denial_is_answered_in_the_same_message(desk: Desk) -> None:
    await heard(desk, MISHEARD)
    conversation, said = await heard(desk, ASKS_TOO)
    assert said.index("Sorry") < said.index("art. 6:96")
    # Who speaks of death is believed, and where to call stays in sight.
    assert "113" in said
    assert "denk je aan" not in said.lower()
    assert conversation.danger == "suicide"


async def test_who_wants_an_end_of_a_question_still_gets_messages(desk: Desk) -> None:
    conversation, said = await heard(desk, STOP)
    async with desk.services.database.transaction() as session:
        gone = select(func.count()).select_from(Contact).where(Contact.opted_out_at.is_not(None))
        assert await session.scalar(gone) == 0
    assert "druk dan op de knop" in said.lower()
    assert conversation.danger is None


async def test_a_bare_no_denies_nothing(desk: Desk) -> None:
    await heard(desk, DESPAIR)
    conversation, said = await heard(desk, "nee")
    assert conversation.danger_denied_at is None
    assert "verkeerd begrepen" not in said


async def test_danger_after_a_denial_is_danger_again(desk: Desk) -> None:
    await heard(desk, MISHEARD)
    conversation, _ = await heard(desk, DENIAL)
    assert conversation.danger_denied_at is not None
    conversation, said = await heard(desk, DESPAIR)
    assert "113" in said
    assert conversation.danger_denied_at is None
