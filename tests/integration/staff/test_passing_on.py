"""Passing a conversation on to whichever colleague is free."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bot.conversation.models import Author, Message, Owner
from bot.handoff.models import Handoff, Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, inbox_ids
from tests.integration.staff.taking import taken


async def open_handoff(scene: Scene, conversation: UUID) -> Handoff:
    async with scene.database.transaction() as session:
        where = (Handoff.conversation_id == conversation, Handoff.closed_at.is_(None))
        return (await session.scalars(select(Handoff).where(*where))).one()


async def notices(scene: Scene, conversation: UUID) -> list[str]:
    async with scene.database.transaction() as session:
        where = (Message.conversation_id == conversation, Message.author == Author.NOTICE)
        return list((await session.scalars(select(Message.text).where(*where).order_by(Message.seq))).all())


async def test_it_waits_again_for_everybody_with_a_promise_that_the_tenant_reads(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne, "kan ik morgen bellen?")
    asked = (await open_handoff(scene, conversation)).requested_at
    scene.clock.move(minutes=40)
    response = await browser.post(f"/gesprekken/{conversation}/doorgeven")
    assert response.headers["Location"] == "/staff/?melding=doorgegeven"
    found = await scene.read(conversation)
    assert (found.owner, found.owner_staff_id) == (Owner.QUEUE, None)
    handoff = await open_handoff(scene, conversation)
    assert (handoff.taken_at, handoff.staff_id, handoff.requested_at) == (None, None, asked)
    assert handoff.promised_at == scene.handoffs.promised_by()
    assert scene.handoffs.promise_sentence() in (await notices(scene, conversation))[-1]
    assert inbox_ids(await (await visit(youssef)).page("/?toon=wacht")) == [conversation]
    assert (await browser.get(f"/gesprekken/{conversation}")).status == 200


async def test_what_was_taken_from_the_assistant_waits_too_when_it_is_passed_on(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation("hallo", staff=sanne)
    browser = await visit(sanne)
    assert (await browser.post(f"/gesprekken/{conversation}/doorgeven")).status == 303
    assert (await open_handoff(scene, conversation)).reason is Reason.OTHER
    assert inbox_ids(await browser.page("/?toon=wacht")) == [conversation]


async def test_a_conversation_with_danger_is_never_laid_aside(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne, danger="suicide")
    page = await browser.page(f"/gesprekken/{conversation}")
    assert 'data-test="pass-on"' not in page
    response = await browser.post(f"/gesprekken/{conversation}/doorgeven")
    assert response.status == 409
    assert "Er is gevaar." in await response.text()
    assert (await scene.read(conversation)).owner_staff_id == sanne.id


async def test_nobody_passes_on_what_a_colleague_has(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=youssef)
    response = await (await visit(sanne)).post(f"/gesprekken/{conversation}/doorgeven")
    assert response.status == 409
    assert "Youssef heeft dit gesprek" in await response.text()
    assert (await scene.read(conversation)).owner_staff_id == youssef.id
    assert (await (await visit(sanne)).post(f"/gesprekken/{UUID(int=7)}/doorgeven")).status == 404


async def test_passing_on_twice_tells_the_tenant_once(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    statuses = [(await browser.post(f"/gesprekken/{conversation}/doorgeven")).status for _ in range(2)]
    assert statuses == [303, 409]
    assert len(await notices(scene, conversation)) == 2


async def test_the_assistant_begins_afresh_while_the_tenant_waits(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    before = await scene.read(conversation)
    await browser.post(f"/gesprekken/{conversation}/doorgeven")
    after = await scene.read(conversation)
    assert after.engine_session != before.engine_session
    assert after.owner_version == before.owner_version + 1
    assert (await open_handoff(scene, conversation)).promised_at - scene.clock() > timedelta(0)
