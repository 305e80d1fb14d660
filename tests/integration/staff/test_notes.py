"""Notes for colleagues: on a conversation and on a tenant's page. No tenant ever gets one."""

import re
from uuid import UUID, uuid4

from sqlalchemy import func, select

from bot.conversation.models import Message
from bot.staff.models import Note, Staff
from bot.tenancy.models import ChannelIdentity
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE, rent
from tests.integration.staff.scene import Scene
from tests.integration.staff.taking import taken

FRAGMENT = {"HX-Request": "true"}
SAID = "Dochter helpt met de post."


def shown(page: str) -> list[str]:
    return re.findall(r'noted__text">([^<]*)<', page)


async def kept(scene: Scene) -> list[UUID]:
    async with scene.database.transaction() as session:
        return list((await session.scalars(select(Note.id))).all())


async def lines(scene: Scene) -> int:
    async with scene.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(Message)) or 0


async def test_a_colleague_reads_it_and_nothing_goes_to_the_tenant(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    before = await lines(scene)
    form = {"notitie": SAID, "kenmerk": str(uuid4())}
    for _ in range(2):
        answer = await browser.post(f"/gesprekken/{conversation}/notitie", form, FRAGMENT)
        assert answer.status == 200
    assert shown(await answer.text()) == [SAID]
    assert await lines(scene) == before
    other = await visit(youssef)
    assert 'data-test="noted"' in await other.page("/?toon=open")
    seen = await other.page(f"/gesprekken/{conversation}")
    assert shown(seen) == [SAID]
    assert 'data-test="remove-note"' not in seen
    assert not re.search(NO_INLINE, seen)


async def test_it_is_taken_away_only_by_who_wrote_it(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    await browser.post(f"/gesprekken/{conversation}/notitie", {"notitie": SAID})
    (note,) = await kept(scene)
    await (await visit(youssef)).post(f"/gesprekken/{conversation}/notitie/{note}/weg")
    assert await kept(scene) == [note]
    response = await browser.post(f"/gesprekken/{conversation}/notitie/{note}/weg")
    assert response.headers["Location"] == f"/staff/gesprekken/{conversation}#notities-kop"
    assert await kept(scene) == []


async def test_an_empty_or_endless_note_is_refused_and_what_was_typed_stays(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    empty = await browser.post(f"/gesprekken/{conversation}/notitie", {"notitie": "  "})
    assert empty.status == 422
    assert "Typ eerst een notitie." in await empty.text()
    long = await browser.post(f"/gesprekken/{conversation}/notitie", {"notitie": "ja " * 700 + "slot"}, FRAGMENT)
    assert long.status == 422
    assert "slot</textarea>" in await long.text()
    assert await kept(scene) == []


async def test_who_may_not_read_a_conversation_notes_nothing_at_it(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    conversation = await scene.conversation("bij de assistent")
    assert (await (await visit(sanne)).post(f"/gesprekken/{conversation}/notitie", {"notitie": "x"})).status == 403


async def test_the_tenants_page_and_their_conversations_show_each_others_notes(
    visit: NewVisit, scene: Scene, sanne: Staff, coordinator: Staff
) -> None:
    renting = await rent(scene)
    browser, conversation = await taken(scene, visit, sanne, address="van-de-huurder")
    async with scene.database.transaction() as session:
        known = {"channel": "web", "address": "van-de-huurder", "proven_at": scene.clock()}
        session.add(ChannelIdentity(id=uuid4(), person_id=renting.person, **known))
    await browser.post(f"/gesprekken/{conversation}/notitie", {"notitie": "in het gesprek"})
    scene.clock.move(minutes=1)
    await browser.post(f"/tenants/{renting.contract}/notitie", {"notitie": "bij de woning"})
    assert shown(await browser.page(f"/tenants/{renting.contract}")) == ["bij de woning", "in het gesprek"]
    assert shown(await browser.page(f"/gesprekken/{conversation}")) == ["bij de woning", "in het gesprek"]
    # A coordinator may read the conversation, and not the tenant's file.
    other = await (await visit(coordinator)).page(f"/gesprekken/{conversation}")
    assert shown(other) == ["in het gesprek"]
