"""What the desk sees of contact data that were changed in the chat, and how it puts them back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.identity.models import ContactChange
from bot.staff.models import Staff
from bot.tenancy.models import ContactKind, ContactPoint
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import Renting, rent
from tests.integration.staff.scene import Scene, Visit

OLD, NEW = "+31600000077", "+31687654321"


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


@pytest.fixture
async def change(scene: Scene, renting: Renting) -> UUID:
    """A change that was made in a chat an hour ago, of which the old address was told."""
    conversation = await scene.conversation("nieuw nummer")
    at, change_id, new = scene.clock() - timedelta(hours=1), uuid4(), uuid4()
    cools = at + timedelta(days=7)
    async with scene.database.transaction() as session:
        old = await session.scalar(select(ContactPoint).where(ContactPoint.value == OLD))
        assert old is not None
        old.retires_at, old.replaced_by_id = cools, change_id
        made = ContactPoint(id=new, person_id=renting.person, kind=ContactKind.PHONE, value=NEW, noted_at=at)
        made.cools_until = cools
        session.add(made)
        await session.flush()
        session.add(
            ContactChange(
                id=change_id, person_id=renting.person, kind="phone", state="done", conversation_id=conversation,
                shown="+316 •••••• 21", code_hash="", code_until=at, tries=0, asked_at=at, done_at=at,
                cools_until=cools, contact_id=new, told_at=at, told_by="sms",
            )
        )  # fmt: skip
    return change_id


async def test_the_tenant_s_page_and_timeline_tell_of_it(browser: Visit, renting: Renting, change: UUID) -> None:
    page = await browser.page(f"/tenants/{renting.contract}")
    told = "Wijzigde het telefoonnummer in de chat, nu +316 •••••• 21. Het oude adres kreeg bericht"
    assert page.count(told) == 2
    assert OLD in page
    assert NEW in page


async def test_a_person_puts_it_back_once(browser: Visit, scene: Scene, renting: Renting, change: UUID) -> None:
    path = f"/tenants/{renting.contract}/contact/{change}/terug"
    response = await browser.post(path, {})
    assert response.status == 303
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "Wijziging van het telefoonnummer teruggedraaid" in page
    assert NEW not in page
    assert "Draai terug" not in page
    async with scene.database.transaction() as session:
        kept = (await session.scalars(select(ContactPoint).where(ContactPoint.kind == ContactKind.PHONE))).all()
        assert [(one.value, one.retires_at) for one in kept] == [(OLD, None)]
    assert (await browser.post(path, {})).status == 409


async def test_from_the_page_of_another_tenancy_nothing_is_put_back(browser: Visit, scene: Scene, change: UUID) -> None:
    other = await rent(scene, "0010009")
    response = await browser.post(f"/tenants/{other.contract}/contact/{change}/terug", {})
    assert response.status == 409


async def test_who_may_not_collect_puts_nothing_back(
    visit: NewVisit, coordinator: Staff, renting: Renting, change: UUID
) -> None:
    response = await (await visit(coordinator)).post(f"/tenants/{renting.contract}/contact/{change}/terug", {})
    assert response.status in (403, 404)
