"""Undoing a hand-back at once: everything as it was, and the tenant is told who they talk to."""

from uuid import UUID

from sqlalchemy import select

from bot.conversation.models import Author, Message, Owner
from bot.conversation.rules import TAKE_BACK_WITHIN
from bot.handoff.models import Handoff, Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, Visit
from tests.integration.staff.taking import taken

BACK = {"uitkomst": "answered", "veilig": "ja"}


async def given_back(scene: Scene, visit: NewVisit, staff: Staff, danger: str | None = None) -> tuple[Visit, UUID]:
    browser, conversation = await taken(scene, visit, staff, danger=danger)
    response = await browser.post(f"/gesprekken/{conversation}/geef-terug", BACK)
    assert response.headers["Location"] == "/staff/?melding=teruggegeven"
    return browser, conversation


async def test_it_is_ones_own_again_with_its_danger_its_handoff_and_its_outcome(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await given_back(scene, visit, sanne, danger="no_food")
    assert 'data-test="take-back"' in await browser.page("/?melding=teruggegeven")
    response = await browser.post(f"/gesprekken/{conversation}/haal-terug")
    assert response.headers["Location"] == f"/staff/gesprekken/{conversation}?genomen=ja"
    found = await scene.read(conversation)
    assert (found.owner, found.owner_staff_id) == (Owner.PERSON, sanne.id)
    assert (found.danger, found.outcome) == ("no_food", None)
    assert found.taken_version == found.owner_version
    async with scene.database.transaction() as session:
        handoff = (await session.scalars(select(Handoff).where(Handoff.conversation_id == conversation))).one()
        notices = select(Message.text).where(Message.author == Author.NOTICE).order_by(Message.seq)
        told = (await session.scalars(notices)).all()
    assert (handoff.closed_at, handoff.staff_id) == (None, sanne.id)
    assert len(told) == 3
    assert "Sanne" in told[-1]


async def test_it_cannot_be_undone_twice_by_another_or_after_a_while(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await given_back(scene, visit, sanne)
    assert (await (await visit(youssef)).post(f"/gesprekken/{conversation}/haal-terug")).status == 409
    scene.clock.move(minutes=TAKE_BACK_WITHIN.total_seconds() // 60 + 1)
    late = await browser.post(f"/gesprekken/{conversation}/haal-terug")
    assert late.status == 409
    assert 'data-test="take"' in await late.text()
    assert 'data-test="take-back"' not in await browser.page("/?melding=teruggegeven")
    assert (await scene.read(conversation)).owner is Owner.ASSISTANT


async def test_a_colleague_who_has_it_since_keeps_it(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await given_back(scene, visit, sanne)
    await (await visit(youssef)).post(f"/gesprekken/{conversation}/neem")
    assert (await browser.post(f"/gesprekken/{conversation}/haal-terug")).status == 409
    assert (await scene.read(conversation)).owner_staff_id == youssef.id


async def test_who_asked_for_a_person_in_between_waits_for_one(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await given_back(scene, visit, sanne)
    await scene.handoffs.request(conversation, Reason.ASKED, "toch een mens")
    assert (await browser.post(f"/gesprekken/{conversation}/haal-terug")).status == 409
    assert (await scene.read(conversation)).owner is Owner.QUEUE
