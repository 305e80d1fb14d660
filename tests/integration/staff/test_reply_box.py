"""What helps to answer: standard answers, the room that the tenant's channel leaves, and a window that closed."""

import re
from datetime import timedelta
from uuid import uuid4

from bot.channels.models import Contact
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene
from tests.integration.staff.taking import taken


def offered(page: str) -> list[str]:
    return re.findall(r'data-test="answer-([a-z-]+)"', page)


async def test_who_has_the_conversation_is_offered_what_fits_this_tenant_with_their_own_name(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    page = await browser.page(f"/gesprekken/{conversation}")
    assert offered(page)[:2] == ["hello", "looking"]
    assert "letter" not in offered(page)
    assert 'data-put="Dag, je praat met Sanne van Woonstichting De Linde.' in page
    _, remote = await taken(scene, visit, sanne, channel="whatsapp", address="31600000077")
    assert "letter" in offered(await browser.page(f"/gesprekken/{remote}"))
    with_the_assistant = await scene.conversation("hallo")
    assert offered(await browser.page(f"/gesprekken/{with_the_assistant}")) == []


async def test_an_answer_is_measured_as_its_channel_counts(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne, channel="whatsapp", address="31600000077")
    refused = await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": "👍" * 2001})
    assert refused.status == 422
    assert "4002 tekens" in await refused.text()
    assert (await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": "👍" * 2000})).status == 303


async def test_it_is_said_beforehand_that_an_answer_will_have_to_wait(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne, channel="whatsapp", address="31600000077")
    contact = Contact(id=uuid4(), channel="whatsapp", address="31600000077", last_inbound_at=scene.clock())
    async with scene.database.transaction() as session:
        session.add(contact)
    place = f"/gesprekken/{conversation}"
    assert 'data-test="window-closed"' not in await browser.page(place)
    async with scene.database.transaction() as session:
        found = await session.get_one(Contact, contact.id)
        found.last_inbound_at = scene.clock() - timedelta(hours=24)
    assert 'data-test="window-closed"' in await browser.page(place)
