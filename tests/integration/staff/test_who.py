"""Whose conversation it is: in the list, and in the dossier with where to call."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.channels.models import Contact
from bot.handoff.models import Reason
from bot.identity.models import IdentitySession
from bot.identity.rules import Level
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import Renting, rent
from tests.integration.staff.scene import Scene, Visit, inbox_ids

NAME = "A. van der Wolkenveld"


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def proves(scene: Scene, renting: Renting, conversation: object, **values: object) -> None:
    """The tenant proved in the chat who they are, an hour ago."""
    proven = scene.clock() - timedelta(hours=1)
    row = IdentitySession(
        conversation_id=conversation,
        touched_at=proven,
        person_id=renting.person,
        level=int(Level.OWN),
        proofs=["number", "birth_date", "code"],
        claims=[],
        proven_at=values.get("proven_at", proven),
    )
    async with scene.database.transaction() as session:
        session.add(row)


async def test_the_list_names_who_is_known_and_nobody_else(browser: Visit, scene: Scene, renting: Renting) -> None:
    await renting.is_known_at("whatsapp", "31600000077")
    await scene.conversation("hoi", reason=Reason.ASKED, channel="whatsapp", address="31600000077")
    await scene.conversation("hoi", reason=Reason.ASKED, channel="whatsapp", address="31600000078")
    proven = await scene.conversation("hallo", reason=Reason.CALLBACK)
    await proves(scene, renting, proven)
    page = await browser.page("/")
    assert len(inbox_ids(page)) == 3
    assert page.count(NAME) == 2


async def test_who_proved_it_yesterday_can_still_be_called_back(browser: Visit, scene: Scene, renting: Renting) -> None:
    conversation = await scene.conversation("bel mij morgen", reason=Reason.CALLBACK)
    await proves(scene, renting, conversation, proven_at=scene.clock() - timedelta(hours=16))
    page = await browser.page(f"/gesprekken/{conversation}")
    for words in (NAME, "Bewijs verlopen", "Vraag het opnieuw", "+31600000077", "0012999", "Lindelaan 1, Lindestad"):
        assert words in page


async def test_who_proves_it_now_is_named_without_a_warning(browser: Visit, scene: Scene, renting: Renting) -> None:
    conversation = await scene.conversation("bel mij", reason=Reason.CALLBACK)
    await proves(scene, renting, conversation, proven_at=scene.clock() - timedelta(minutes=1))
    page = await browser.page(f"/gesprekken/{conversation}")
    assert NAME in page
    assert "Bewijs verlopen" not in page


async def test_a_number_with_another_owner_names_nobody(browser: Visit, scene: Scene, renting: Renting) -> None:
    conversation = await scene.conversation("hoi", reason=Reason.ASKED, channel="whatsapp", address="31600000078")
    await proves(scene, renting, conversation)
    assert NAME in await browser.page("/")
    contact = {"channel": "whatsapp", "address": "31600000078", "phone": "31600000078"}
    async with scene.database.transaction() as session:
        session.add(Contact(id=renting.contract, **contact))
        await session.flush()
        await session.execute(update(Contact).values(identity_changed_at=scene.clock()))
    assert NAME not in await browser.page("/")
    page = await browser.page(f"/gesprekken/{conversation}")
    assert NAME not in page
    assert "tel:+31600000078" in page


async def test_before_it_may_be_read_no_name_and_no_number_is_shown(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    await renting.is_known_at("whatsapp", "31600000077")
    conversation = await scene.conversation("hoi", channel="whatsapp", address="31600000077")
    page = await browser.page(f"/gesprekken/{conversation}")
    assert NAME not in page
    assert "+31600000077" not in page
    assert "Lindelaan" not in page


async def test_the_list_is_narrowed_to_one_reason_and_still_shows_danger(browser: Visit, scene: Scene) -> None:
    await scene.conversation("een mens graag", reason=Reason.ASKED)
    callback = await scene.conversation("bel mij", reason=Reason.CALLBACK)
    danger = await scene.conversation("ik wil niet meer", reason=Reason.DANGER, danger="suicide")
    page = await browser.page("/?reden=callback")
    assert inbox_ids(page) == [danger, callback]
    assert "/staff/lijst?toon=werk&amp;reden=callback" in page
    assert inbox_ids(await browser.page("/lijst?toon=wacht&reden=callback")) == [danger, callback]
    assert len(inbox_ids(await browser.page("/?reden=onzin"))) == 3
    assert "Niets met deze reden." not in page


async def test_the_way_back_from_a_conversation_keeps_the_list_as_it_was(browser: Visit, scene: Scene) -> None:
    conversation = await scene.conversation("bel mij", reason=Reason.CALLBACK)
    own = browser.browser.make_url("/staff/?toon=wacht&reden=callback")
    response = await browser.get(f"/gesprekken/{conversation}", headers={"Referer": str(own)})
    assert 'href="/staff/?toon=wacht&amp;reden=callback" data-test="back"' in await response.text()
    assert 'href="/staff/" data-test="back"' in await browser.page(f"/gesprekken/{conversation}")
