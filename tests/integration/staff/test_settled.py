"""What is decided on a page of its own leaves the queue with it; what waits for more than that does not."""

import asyncio
from uuid import UUID

import pytest

from bot.arrangements.ground import Asker
from bot.arrangements.queueing import ProposalQueue
from bot.conversation.models import Conversation, Owner
from bot.ending import end
from bot.handoff.models import Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import Renting, rent
from tests.integration.staff.scene import Scene, Visit
from tests.integration.staff.test_referrals_content_policy import signed_up

DECISIONS = {
    "akkoord": {},
    "afwijzen": {"reden": "te lang"},
    "wijzig": {"soort": "arrangement", "termijnen": "4", "reden": "te lang"},
}


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def owner(scene: Scene, conversation: UUID) -> Owner:
    async with scene.database.transaction() as session:
        return (await session.get_one(Conversation, conversation)).owner


@pytest.mark.parametrize("form", DECISIONS)
async def test_a_decision_frees_the_conversation_that_waited_for_it(
    browser: Visit, scene: Scene, renting: Renting, form: str
) -> None:
    conversation = await scene.conversation("90 euro per maand")
    view = await renting.proposes(conversation=conversation)
    await scene.handoffs.request(conversation, Reason.PROPOSAL, "Voorstel")
    assert (await browser.post(f"/agreements/{view.id}/{form}", DECISIONS[form])).status == 303
    assert await owner(scene, conversation) is Owner.ASSISTANT
    assert 'data-test="inbox-row"' not in await browser.page("/lijst")


async def test_who_asked_for_a_person_as_well_still_waits_for_one(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    for first, then in ((Reason.PROPOSAL, Reason.ASKED), (Reason.ASKED, Reason.PROPOSAL)):
        conversation = await scene.conversation("kan ik iemand spreken")
        view = await renting.proposes(conversation=conversation)
        for reason in (first, then):
            await scene.handoffs.request(conversation, reason)
        assert (await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": "te lang"})).status == 303
        assert await owner(scene, conversation) is Owner.QUEUE


async def test_who_has_the_conversation_keeps_it(
    browser: Visit, scene: Scene, renting: Renting, youssef: Staff
) -> None:
    conversation = await scene.conversation("90 euro per maand")
    view = await renting.proposes(conversation=conversation)
    await scene.handoffs.request(conversation, Reason.PROPOSAL)
    await scene.ownership.take(conversation, youssef.id)
    await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": "te lang"})
    assert await owner(scene, conversation) is Owner.PERSON


async def test_a_proposal_that_is_taken_back_leaves_the_queue_at_once_and_the_timeline_tells_it(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    conversation = await scene.conversation("90 euro per maand")
    async with scene.database.transaction() as session:
        where = await session.get_one(Conversation, conversation)
        await renting.is_known_at(where.channel, where.address)
    queue = ProposalQueue(scene.database, scene.handoffs, scene.changes)
    view = await renting.proposes(conversation=conversation)
    await scene.handoffs.request(conversation, Reason.PROPOSAL, "Voorstel")
    keeping = asyncio.create_task(queue.keep_on())
    try:
        # Another that waits takes its place: a person still has to look.
        newer = await renting.proposes(conversation=conversation)
        await queue.once()
        assert (await owner(scene, conversation), newer.id == view.id) == (Owner.QUEUE, False)
        with scene.changes.watch(conversation) as nudges:
            await renting.agreements.withdraw(newer.id, Asker(conversation_id=conversation))
            async with asyncio.timeout(10):
                while (await nudges.get()).kind != "owner":
                    pass
    finally:
        await end([keeping])
    assert await owner(scene, conversation) is Owner.ASSISTANT
    assert 'data-test="inbox-row"' not in await browser.page("/lijst")
    told = await browser.page(f"/tenants/{renting.contract}")
    assert "uit de wachtrij, niet meer nodig" in told
    assert "van tafel gehaald" in told


async def test_a_sign_up_that_is_carried_out_frees_it_too(browser: Visit, scene: Scene) -> None:
    one = await signed_up(scene)
    conversation = UUID((await browser.page("/referrals")).split("/gesprekken/")[1][:36])
    await scene.handoffs.request(conversation, Reason.SIGN_UP)
    assert (await browser.post(f"/referrals/{one}/klaar", {"notitie": "Gebeld"})).status == 303
    assert await owner(scene, conversation) is Owner.ASSISTANT


async def test_another_plan_begins_with_the_income_day_that_the_tenants_own_was_made_after(
    browser: Visit, renting: Renting
) -> None:
    view = await renting.proposes()
    page = await browser.page(f"/agreements/{view.id}")
    assert 'name="inkomen" inputmode="numeric" maxlength="2" value="24"' in page
