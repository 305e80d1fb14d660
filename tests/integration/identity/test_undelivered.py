"""A code that cannot be sent, as the tenant hears it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.handoff.models import Handoff
from tests.integration.identity.asking import BALANCE
from tests.support.chatting import Chat
from tests.support.clock import FixedClock
from tests.support.tenants import Outgoing, Tenants


@pytest.mark.parametrize("number", ["0012007", "0099999"])
async def test_a_code_that_cannot_be_sent_is_told_at_once_whether_the_tenant_exists_or_not(
    chat: Callable[[], Chat], outgoing: Outgoing, tenants: Tenants, database: Database, number: str
) -> None:
    kim = chat()
    await kim.says(BALANCE)
    await kim.says(number)
    outgoing.broken = True
    line = await kim.says("19-04-1978")
    assert "De code versturen lukt nu niet. Dat ligt aan ons" in line
    assert "088-0000 000" in line
    async with database.transaction() as session:
        conversation = await session.get_one(Conversation, kim.conversation)
        assert conversation.owner is Owner.QUEUE
        (handoff,) = (await session.scalars(select(Handoff))).all()
    assert "kon niet worden verstuurd" in handoff.summary
    assert number not in handoff.summary


async def test_after_a_failure_a_new_code_can_be_asked_for(
    chat: Callable[[], Chat], outgoing: Outgoing, tenants: Tenants, clock: FixedClock
) -> None:
    kim = chat()
    await kim.says(BALANCE)
    await kim.says("0012007")
    outgoing.broken = True
    await kim.says("19-04-1978")
    outgoing.broken = False
    clock.move(minutes=15)
    await kim.desk.services.identity.send_code(kim.conversation)
    await kim.desk.services.post.settled()
    assert "€" in await kim.says(outgoing.last)
