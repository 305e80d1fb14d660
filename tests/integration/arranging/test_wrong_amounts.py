""" "Klopt niet" and "al betaald", said in the chat."""

from sqlalchemy import select

from bot.arrangements.disputes import Dispute
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from tests.integration.arranging.tenant import Tenant
from tests.support.tenants import Tenants
from tests.support.wiring import Desk

WISH = "ik wil een regeling"


async def test_a_payment_that_the_ledger_has_needs_no_dispute(kim: Tenant, database: Database) -> None:
    asked = await kim.proves("ik heb al betaald")
    assert "Op welke dag" in asked
    answer = await kim.says("200 euro op 3 november")
    assert "gevonden: €\u00a0200,00" in answer
    assert "€\u00a01.025,68" in answer
    async with database.transaction() as session:
        assert (await session.scalars(select(Dispute))).all() == []


async def test_a_payment_that_nobody_knows_is_for_a_person_and_nobody_asks_for_it(
    kim: Tenant, database: Database, desk: Desk, tenants: Tenants
) -> None:
    await kim.proves("ik heb al betaald")
    answer = await kim.says("612,84 op 10 november")
    assert "vragen we je niet" in answer
    async with database.transaction() as session:
        (dispute,) = (await session.scalars(select(Dispute))).all()
    assert (dispute.paid_cents, str(dispute.paid_on)) == (61_284, "2026-11-10")
    assert "eerst uit" in await kim.says(WISH)
    outlook = await desk.services.arrangements.proposals.outlook(tenants.contract)
    assert "dispute" in outlook.hindrances


async def test_words_of_their_own_about_a_wrong_amount_reach_a_person(kim: Tenant, database: Database) -> None:
    await kim.proves("het bedrag klopt niet")
    await kim.presses("Bedrag klopt niet")
    assert "genoteerd" in await kim.says("de huur van oktober was lager")
    async with database.transaction() as session:
        (dispute,) = (await session.scalars(select(Dispute))).all()
        assert dispute.said == "de huur van oktober was lager"
        assert (await session.get_one(Conversation, kim.conversation)).owner is Owner.QUEUE
