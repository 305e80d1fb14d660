"""The demo's telephone: a day later a reminder that we begin, by template where that is switched on, else by SMS."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.arrangements.ground import Asker, Told
from bot.arrangements.rules.schedule import Wish
from bot.database.engine import Database
from bot.identity.rules import Way
from bot.simulators.demo import PATH, DemoPhones
from bot.simulators.reminding import WORDS, DemoReminder
from bot.tenancy.models import ChannelIdentity
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.phones import until
from tests.support.tenants import Outgoing, Tenants
from tests.support.wiring import CONTENT, Desk, desk_on

SECRET = b"a secret for tests that is long enough to be one"
NUMBER = "12345678"


@dataclass
class Page:
    site: "TestClient[Any, Any]"
    desk: Desk
    clock: FixedClock

    async def post(self, where: str, **body: Any) -> tuple[int, dict[str, Any]]:
        response = await self.site.post(f"{PATH}/{where}", json={"nummer": NUMBER, **body})
        return response.status, await response.json()

    async def heard(self) -> list[str]:
        state = await (await self.site.get(f"{PATH}/stand", params={"nummer": NUMBER})).json()
        return [message["text"] for message in state["whatsapp"]["messages"] if not message.get("mine")]

    async def says(self, **body: Any) -> None:
        before = len(await self.heard())
        assert (await self.post("zeg", kanaal="whatsapp", **body))[0] == 200

        async def answered() -> bool:
            return len(await self.heard()) > before

        await until(answered)


@pytest.fixture
async def page(database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession() as http:
        phones = DemoPhones(clock, http, CONTENT.templates.approved)
        await phones.start()
        phones.reminds = True
        more = {"whatsapp": phones.whatsapp(), "telegram": phones.telegram()}
        async with desk_on(database, engine, clock, senders={Way.SMS: outgoing, Way.EMAIL: outgoing}, **more) as desk:
            services = desk.services
            reminder = DemoReminder(
                database, services.arrangements.due, services.guarding, services.connected.approved, phones
            )
            routes = (*phones.routes(), *reminder.routes())
            app = bootstrap.public(desk.settings, services, SECRET, routes)
            async with TestClient(TestServer(app)) as site:
                phones.deliver_to(str(site.make_url("")).rstrip("/"))
                await services.connected.start(None)
                await services.jobs.start(services.turns, services.outbox)
                yield Page(site, desk, clock)
                await phones.stop()


@pytest.fixture
async def agreed(page: Page, tenants: Tenants) -> Page:
    """Kim wrote from this telephone, is proven there, and has an agreement."""
    known = page.desk.services.arrangements
    await page.says(tekst="hallo")
    proven = {"channel": "whatsapp", "address": f"319{NUMBER}", "person_id": tenants.kim, "proven_at": page.clock()}
    async with page.desk.services.database.transaction() as session:
        session.add(ChannelIdentity(id=uuid4(), **proven))
    answer = await known.proposals.propose_arrangement(tenants.contract, Wish(terms=3), Told(income_day=24), Asker())
    assert answer.agreement is not None
    await known.agreements.agree(
        answer.agreement.id, answer.agreement.text_digest, person_id=tenants.kim, source="message 1"
    )
    return page


async def test_switched_on_the_template_comes_and_one_tap_brings_the_reminder_again_and_again(agreed: Page) -> None:
    assert await (await agreed.site.get(f"{PATH}/zelf")).json() == {"aan": False}
    assert await agreed.post("zelf", aan=True) == (200, {"aan": True})
    for _ in range(2):
        assert await agreed.post("herinnering") == (200, {"tekst": WORDS["whatsapp"]})
        assert "We hebben een bericht voor je" in (await agreed.heard())[-1]
        await agreed.says(soort="knop", knop=0)
        assert "herinnering" in (await agreed.heard())[-1]


async def test_as_it_stands_it_goes_by_sms_and_a_paused_template_ends_there_too(
    agreed: Page, outgoing: Outgoing
) -> None:
    assert await agreed.post("herinnering") == (200, {"tekst": WORDS["sms"]})
    await agreed.post("zelf", aan=True)
    await agreed.post("storing", kanaal="whatsapp", storing="template_paused", aan=True)
    assert await agreed.post("herinnering") == (200, {"tekst": WORDS["sms"]})
    assert len(outgoing.sent) == 2


async def test_who_blocks_us_gets_it_by_sms(agreed: Page, outgoing: Outgoing) -> None:
    await agreed.post("zelf", aan=True)
    await agreed.post("storing", kanaal="whatsapp", storing="blocked", aan=True)
    assert await agreed.post("herinnering") == (200, {"tekst": WORDS["sms"]})
    assert len(outgoing.sent) == 1


async def test_without_an_agreement_it_says_what_to_do_first(page: Page) -> None:
    status, told = await page.post("herinnering")
    assert status == 422
    assert "Maak hier eerst een regeling" in told["error"]["message"]
    assert (await page.post("herinnering", nummer="x"))[0] == 422


async def test_the_page_shows_the_switch_and_the_key(page: Page) -> None:
    shown = await (await page.site.get(PATH)).text()
    assert shown.count("data-outreach") == 1
    assert shown.count("data-remind>") == 1
