"""The links to an agreement on paper: for a day, and only for who may hear of it at that moment."""

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import Update, update

from bot import bootstrap
from bot.arrangements.ground import Asker, Told
from bot.arrangements.rules.schedule import Wish
from bot.database.engine import Database
from bot.identity.models import IdentitySession
from bot.tenancy.models import ContractParty
from tests.integration.arranging.records import agreements
from tests.integration.arranging.tenant import Tenant
from tests.support.clock import FixedClock
from tests.support.tenants import Tenants
from tests.support.wiring import SECRET, Desk

FITS = ("ja", "200 euro per maand", "de 10e", "600 euro", "nee")


async def agreed(kim: Tenant) -> str:
    await kim.proves("ik wil een regeling")
    await kim.plans(*FITS)
    return await kim.presses("Ja, ik ga akkoord")


def links(text: str) -> list[str]:
    return re.findall(r"https?://\S+?(/afspraak/\S+)", text)


@asynccontextmanager
async def site(desk: Desk) -> AsyncIterator["TestClient[Any, Any]"]:
    async with TestClient(TestServer(bootstrap.public(desk.settings, desk.services, SECRET))) as client:
        yield client


async def is_gone(got: ClientResponse) -> bool:
    """A page in Dutch, with nothing of anybody in it."""
    page = await got.text()
    assert not re.search(r"R-[2-9A-Z]{5}|€|Wolkenveld|0012007|Zilverlinde", page)
    return got.status == 404 and got.content_type == "text/html" and "Deze link werkt niet meer" in page


async def test_it_is_on_paper_for_who_has_the_link_and_for_a_day(
    kim: Tenant, desk: Desk, clock: FixedClock, database: Database
) -> None:
    clock.move(microseconds=123_456)
    pdf, ics = links(await agreed(kim))
    (made,) = await agreements(database)
    async with site(desk) as web:
        got = await web.get(pdf)
        assert got.status == 200
        assert got.headers["Content-Type"] == "application/pdf"
        assert got.headers["Cache-Control"] == "private, no-store"
        assert made.reference in got.headers["Content-Disposition"]
        read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(await got.read())).pages)
        assert made.reference in read
        calendar = await web.get(ics)
        assert calendar.headers["Content-Type"].startswith("text/calendar")
        assert "BEGIN:VEVENT" in await calendar.text()
        assert await is_gone(await web.get(pdf.replace("/afspraak/", "/afspraak/x")))
        # The level lapses long before the link does.
        clock.move(hours=23)
        assert (await web.get(pdf)).status == 200
        clock.move(hours=2)
        assert await is_gone(await web.get(pdf))


async def test_a_link_opens_nothing_for_who_may_not_hear_of_it_any_more(
    kim: Tenant, desk: Desk, clock: FixedClock, database: Database, tenants: Tenants
) -> None:
    found = links(await agreed(kim))
    theirs = (ContractParty.contract_id == tenants.contract, ContractParty.person_id == tenants.kim)

    async def put(statement: Update) -> None:
        async with database.transaction() as session:
            await session.execute(statement)

    async with site(desk) as web:

        async def all_gone() -> bool:
            return all([await is_gone(await web.get(link)) for link in found])

        await put(update(ContractParty).where(*theirs).values(until=clock().date()))
        assert await all_gone()
        await put(update(ContractParty).where(*theirs).values(until=None))
        assert (await web.get(found[0])).status == 200
        await put(update(IdentitySession).values(person_id=tenants.ex))
        assert await all_gone()
        await put(update(IdentitySession).values(person_id=tenants.kim))
        assert (await web.get(found[0])).status == 200
        await desk.services.identity.share_device(kim.conversation)
        assert (await web.get(found[0])).status == 200
        clock.move(hours=3)
        assert await all_gone()
        await put(update(IdentitySession).values(shared_device=False))
        assert (await web.get(found[0])).status == 200
        await desk.services.identity.forget(kim.conversation, "goodbye")
        assert await all_gone()


async def test_the_calendar_behind_an_old_link_has_the_days_of_now(kim: Tenant, desk: Desk, database: Database) -> None:
    _, ics = links(await agreed(kim))
    known, (first,) = desk.services.arrangements, await agreements(database)
    wish = Told(income_day=10, room_cents=60_000, room_asked=True)
    changed = await known.changes.respread(first.id, Wish(terms=2), wish, Asker())
    assert changed.agreement is not None
    digest = changed.agreement.text_digest
    await known.agreements.agree(changed.agreement.id, digest, person_id=None, source="x")
    async with site(desk) as web:
        events = Calendar.from_ical(await (await web.get(ics)).text()).walk("VEVENT")
    told = {str(event["uid"]).rsplit("-", 1)[1]: str(event["status"]) for event in events}
    # Six instalments became two: the other four are taken out of a calendar that has them.
    assert told == {f"{n}@huurkompas": "CONFIRMED" if n < 3 else "CANCELLED" for n in range(1, 7)}
    assert {int(event["sequence"]) for event in events} == {2}
    assert all(str(event["uid"]).startswith(str(first.id)) for event in events)
