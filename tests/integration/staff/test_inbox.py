"""The inbox: what is in it, in what order, and how it stays current."""

import asyncio
import re

from aiohttp import ClientResponse

from bot.conversation.models import Author
from bot.handoff.models import Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, inbox_ids


async def next_event(stream: ClientResponse, kind: str) -> None:
    """Wait for an event of this kind."""
    async with asyncio.timeout(5):
        async for line in stream.content:
            if line == f"event: {kind}\n".encode():
                return
    raise AssertionError("the stream ended")


async def test_danger_comes_first_then_urgency_then_who_waits_longest(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    first = await scene.conversation("ik wil een mens", reason=Reason.ASKED)
    scene.clock.move(minutes=5)
    second = await scene.conversation("bel mij", reason=Reason.CALLBACK)
    scene.clock.move(minutes=5)
    urgent = await scene.conversation("er is een vonnis", reason=Reason.EVICTION)
    scene.clock.move(minutes=5)
    danger = await scene.conversation("ik wil niet meer leven", reason=Reason.DANGER, danger="suicide")
    page = await (await visit(sanne)).page("/")
    assert inbox_ids(page) == [danger, urgent, first, second]
    assert "Denkt aan zelfdoding" in page


async def test_the_filters_tell_waiting_mine_and_all_open_apart(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    await scene.conversation("gewoon een vraag")
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    mine = await scene.conversation("van mij", reason=Reason.ASKED, staff=sanne)
    other = await scene.conversation("van hem", reason=Reason.ASKED, staff=youssef)
    browser = await visit(sanne)
    assert set(inbox_ids(await browser.page("/"))) == {waiting, mine}
    assert inbox_ids(await browser.page("/?toon=wacht")) == [waiting]
    assert inbox_ids(await browser.page("/?toon=mij")) == [mine]
    assert set(inbox_ids(await browser.page("/?toon=open"))) == {waiting, mine, other}
    assert "Youssef" in await browser.page("/?toon=open")
    assert set(inbox_ids(await browser.page("/?toon=onzin"))) == {waiting, mine}


async def test_a_row_tells_channel_reason_question_and_promise(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    await scene.conversation("eerst dit", "kan ik morgen betalen?", reason=Reason.CALLBACK, channel="whatsapp")
    browser = await visit(sanne)
    page = await browser.page("/")
    assert "<title>(1) Postvak" in page
    for words in ("WhatsApp", "Wil teruggebeld worden", "“kan ik morgen betalen?”", "vóór 16.00 uur", "zojuist"):
        assert words in page
    assert "te laat" not in page
    scene.clock.move(hours=2)
    await browser.sign_in(sanne.email)
    assert "te laat" in await browser.page("/")


async def test_what_i_answered_last_sinks_and_rises_again_when_the_tenant_writes(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    old = await scene.conversation("oud", reason=Reason.ASKED, staff=sanne)
    scene.clock.move(minutes=5)
    new = await scene.conversation("nieuw", reason=Reason.ASKED, staff=sanne)
    scene.clock.move(minutes=5)
    await scene.says(old, "ik kijk het na", Author.STAFF, staff_id=sanne.id)
    browser = await visit(sanne)
    page = await browser.page("/?toon=mij")
    assert inbox_ids(page) == [new, old]
    assert "beantwoord" in page
    await scene.says(new, "hier ook", Author.STAFF, staff_id=sanne.id)
    scene.clock.move(minutes=5)
    await scene.says(old, "en nu?")
    assert inbox_ids(await browser.page("/?toon=mij")) == [old, new]


async def test_an_empty_inbox_says_that_nobody_waits(visit: NewVisit, sanne: Staff) -> None:
    page = await (await visit(sanne)).page("/")
    assert "Niemand wacht." in page
    assert "<title>Postvak" in page


async def test_what_a_tenant_types_is_never_markup(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    await scene.conversation('<img src=x onerror="alert(1)">', reason=Reason.ASKED)
    page = await (await visit(sanne)).page("/")
    assert "<img" not in page
    assert "&lt;img" in page


async def test_a_new_conversation_is_announced_at_once_and_stands_in_the_list(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser = await visit(sanne)
    async with browser.browser.get("/staff/stroom") as stream:
        assert stream.content_type == "text/event-stream"
        conversation = await scene.conversation("hallo")
        await scene.handoffs.request(conversation, Reason.ASKED, "hallo")
        await next_event(stream, "changed")
    rows = await (await browser.get("/lijst", headers={"HX-Request": "true"})).text()
    assert inbox_ids(rows) == [conversation]
    assert re.search(r"<title>\(1\) Postvak", rows)
    assert "<html" not in rows


async def test_a_burst_of_changes_becomes_few_events(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    conversation = await scene.conversation("hallo")
    async with browser.browser.get("/staff/stroom") as stream:
        for n in range(20):
            await scene.says(conversation, f"bericht {n}")
        await asyncio.sleep(0.6)
        received = await stream.content.read(10_000)
    assert 1 <= received.count(b"event: changed") <= 4


async def test_a_stream_without_a_session_tells_the_browser_to_stop(visit: NewVisit) -> None:
    assert (await (await visit(None)).get("/stroom")).status == 204


async def test_streams_end_at_once_when_the_program_stops(scene: Scene, sanne: Staff) -> None:
    from aiohttp.test_utils import TestClient, TestServer

    from tests.integration.staff.scene import Visit

    server = TestServer(scene.app())
    async with TestClient(server) as client:
        visit = Visit(client)
        await visit.sign_in(sanne.email)
        async with client.get("/staff/stroom") as stream:
            await stream.content.readline()
            async with asyncio.timeout(5):
                await server.close()
