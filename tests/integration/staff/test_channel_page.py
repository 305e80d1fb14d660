"""An admin sees at the top of every page that something is wrong with a channel, what to do, and says "gezien"."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.channels.models import ChannelHalt
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.staff.models import Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE
from tests.integration.staff.scene import Scene

ALARM = 'data-test="channel-alarm"'


async def raised(scene: Scene, *kinds: NoticeKind, over: bool = False) -> None:
    async with scene.database.transaction() as session:
        for kind in kinds:
            facts = {"template": "bericht_van_ons", "score": "RED", "detail": "<b>x</b>"}
            await Notices(scene.clock, uuid4).tell(session, Raised("whatsapp", kind, "", facts, over))


async def test_it_stands_on_every_page_until_it_is_seen_and_then_among_the_earlier(
    visit: NewVisit, scene: Scene
) -> None:
    browser = await visit(await scene.staff("Beheer", Role.ADMIN))
    assert ALARM not in await browser.page("/accounts")
    await raised(scene, NoticeKind.TEMPLATE_QUALITY)
    assert ALARM in await browser.page("/accounts")
    assert ALARM in await browser.page("/")
    page = await browser.page("/kanalen")
    for words in ("De kwaliteit van een sjabloon daalt", "bericht_van_ons", "rood", "Wat je doet"):
        assert words in page
    assert "<b>x</b>" not in page
    assert not re.search(NO_INLINE, page)
    where = re.search(r'action="/staff(/kanalen/[^"]+/gezien)"', page)
    assert where is not None
    assert (await browser.post(where[1], {})).status == 303
    page = await browser.page("/kanalen")
    assert 'data-test="all-well"' in page
    assert 'data-test="earlier"' in page
    assert ALARM not in await browser.page("/accounts")


async def test_all_kinds_at_once_can_be_read(visit: NewVisit, scene: Scene) -> None:
    browser = await visit(await scene.staff("Beheer", Role.ADMIN))
    await raised(scene, *NoticeKind)
    page = await browser.page("/kanalen")
    assert page.count('data-test="notice"') == len(NoticeKind)
    assert f"Er zijn {len(NoticeKind)} meldingen" in await browser.page("/")
    await raised(scene, *NoticeKind, over=True)
    assert 'data-test="all-well"' in await browser.page("/kanalen")


async def test_what_stands_still_is_tried_at_once_when_an_admin_says_so(visit: NewVisit, scene: Scene) -> None:
    browser = await visit(await scene.staff("Beheer", Role.ADMIN))
    later = scene.clock() + timedelta(hours=5)
    values = {"code": "131031", "reason": "op slot", "since": scene.clock(), "fingerprint": "k", "tries": 4}
    async with scene.database.transaction() as session:
        session.add_all(ChannelHalt(channel=name, until=later, **values) for name in ("whatsapp", "whatsapp:*"))
    page = await browser.page("/kanalen")
    for words in ("Volgende poging:", "4 keer geprobeerd", "wat wij zelf beginnen"):
        assert words in page
    for name in ("whatsapp", "whatsapp:*"):
        assert f'action="/staff/kanalen/{name}/opnieuw"' in page
        assert (await browser.post(f"/kanalen/{name}/opnieuw", {})).status == 303
    assert (await browser.post("/kanalen/onbekend/opnieuw", {})).status == 303
    assert "Volgende poging: met het volgende bericht" in await browser.page("/kanalen")
    async with scene.database.transaction() as session:
        assert set(await session.scalars(select(ChannelHalt.until))) == {scene.clock()}


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.COORDINATOR])
async def test_nobody_else_sees_it(visit: NewVisit, scene: Scene, role: Role) -> None:
    staff: Staff = await scene.staff("Sanne", role)
    browser = await visit(staff)
    await raised(scene, NoticeKind.HALTED)
    assert ALARM not in await browser.page("/")
    assert (await browser.get("/kanalen")).status == 403
