"""The stage that the ledger knows is told to who has proven to be the tenant, and to nobody after that."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.tenancy.models import Contract, Stage
from tests.integration.identity.asking import BALANCE, INTENTS
from tests.support.acting import Acting
from tests.support.chatting import Chat
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import KIM_PHONE, Outgoing, Tenants
from tests.support.wiring import Desk

WHERE = "waar sta ik nu"
AFRAID = "word ik nu uit huis gezet"
LETTER = "ik heb een herinnering gekregen"
MORE = {WHERE: "ask_eviction_process", AFRAID: "fear_eviction", LETTER: "report_reminder_letter"}


@pytest.fixture
def chat(desk: Desk, engine: StubEngine) -> Callable[[], Chat]:
    engine.react = Acting(desk.services.answering, INTENTS | MORE, {})
    return lambda: Chat(desk, "kim")


@pytest.fixture
async def summoned(tenants: Tenants, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(update(Contract).where(Contract.id == tenants.contract).values(stage=Stage.SUMMONS))


async def prove(kim: Chat, outgoing: Outgoing) -> None:
    await kim.says(BALANCE)
    await kim.says("0012007")
    await kim.says("19-4-1978")
    await kim.desk.services.post.settled()
    await kim.says(outgoing.to(KIM_PHONE)[-1])


@pytest.mark.usefixtures("summoned")
async def test_who_is_proven_sees_where_they_stand_without_being_asked(
    chat: Callable[[], Chat], outgoing: Outgoing
) -> None:
    kim = chat()
    await prove(kim, outgoing)
    told = await kim.says(WHERE)
    assert "● Dagvaarding" in told
    assert "gegevens" in told
    figure = (await kim.last()).figure
    assert [step["state"] for step in figure["steps"]].index("now") == 3


@pytest.mark.usefixtures("summoned")
async def test_who_is_not_proven_is_put_nowhere(chat: Callable[[], Chat]) -> None:
    told = await chat().says(WHERE)
    assert "●" not in told
    assert "gegevens bij ons" not in told


@pytest.mark.usefixtures("summoned")
async def test_the_stage_is_not_left_behind_for_the_next_at_this_screen(
    chat: Callable[[], Chat], outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    kim = chat()
    await prove(kim, outgoing)
    await kim.says(WHERE)
    async with database.transaction() as session:
        assert (await session.get_one(Conversation, kim.conversation)).stage is None
    clock.move(hours=9)
    assert "●" not in await kim.says(WHERE)


@pytest.mark.usefixtures("summoned")
async def test_the_further_of_what_is_told_and_what_is_known_counts(
    chat: Callable[[], Chat], outgoing: Outgoing
) -> None:
    kim = chat()
    await prove(kim, outgoing)
    await kim.says(LETTER)
    assert "● Dagvaarding" in await kim.says(WHERE)


@pytest.mark.usefixtures("summoned")
async def test_which_letter_it_was_is_not_asked_where_the_ledger_knows(
    chat: Callable[[], Chat], outgoing: Outgoing
) -> None:
    kim = chat()
    await prove(kim, outgoing)
    # The question about the amount stays open, and comes back; the one about the letter is not asked.
    answer = await kim.says(AFRAID)
    assert "brief" not in answer.rpartition("\n\n")[2]


async def test_no_arrears_in_the_ledger_leaves_the_question_open(
    chat: Callable[[], Chat], tenants: Tenants, outgoing: Outgoing
) -> None:
    kim = chat()
    await prove(kim, outgoing)
    assert "●" not in await kim.says(WHERE)
