"""The open page of a conversation hears at once what happens in it."""

import asyncio
import re

from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene
from tests.integration.staff.taking import taken
from tests.integration.staff.test_inbox import next_event


async def test_a_new_message_reaches_the_open_page_once(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    page = await browser.page(f"/gesprekken/{conversation}")
    state = dict(re.findall(r'name="(na|acties|dossier)" value="([^"]*)"', page))
    async with browser.browser.get(f"/staff/gesprekken/{conversation}/stroom") as stream:
        await scene.says(conversation, "ben je er nog?")
        await next_event(stream, "changed")
    update = await (await browser.get(f"/gesprekken/{conversation}/regels", params=state)).text()
    assert update.count("ben je er nog?") == 1
    assert 'data-test="reply"' not in update, "what is being typed is left alone"
    state["na"] = re.findall(r'name="na" value="(\d+)"', update)[0]
    again = await (await browser.get(f"/gesprekken/{conversation}/regels", params=state)).text()
    assert "ben je er nog?" not in again


async def test_a_stream_of_one_conversation_is_silent_about_others(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    other = await scene.conversation("iets anders")
    async with browser.browser.get(f"/staff/gesprekken/{conversation}/stroom") as stream:
        await scene.says(other, "nog iets")
        await asyncio.sleep(0.4)
        await scene.says(conversation, "dit wel")
        await next_event(stream, "changed")


async def test_the_open_page_learns_that_a_colleague_took_over(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    page = await browser.page(f"/gesprekken/{conversation}")
    state = dict(re.findall(r'name="(na|acties|dossier)" value="([^"]*)"', page))
    await scene.ownership.take(conversation, youssef.id, force=True)
    update = await (await browser.get(f"/gesprekken/{conversation}/regels", params=state)).text()
    assert "Youssef heeft dit gesprek." in update
    assert "Verstuur" not in update
