"""The road as a picture: drawn in the browser for eyes and ears, and as words where it cannot be drawn."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.integration.browser.conftest import Look
from tests.support.browsing import complaints, sideways
from tests.support.chat_stand_in import ChatStandIn
from tests.support.road import FIGURE, STEPS, WORDS

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def shown(look: Look, chat: ChatStandIn, figure: dict[str, Any], **how: Any) -> Page:
    await chat.says(WORDS, figure=figure)
    page = await look(chat.base, **how)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-from=assistant]").wait_for()
    return page


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
async def test_the_road_is_an_ordered_list_that_everybody_can_follow(
    chat: ChatStandIn, look: Look, scheme: Any, width: int
) -> None:
    page = await shown(look, chat, FIGURE, width=width, color_scheme=scheme)
    road = page.locator("ol[data-test=road]")
    assert await road.locator("li").count() == len(STEPS)
    here = road.locator("li[aria-current=step]")
    assert await here.count() == 1
    assert "Dagvaarding en de rechter" in await here.inner_text()
    assert "hier ben je" in await here.inner_text()
    assert await here.locator("time").get_attribute("datetime") == "2026-12-03"
    assert await road.locator("li[data-state=past]").count() == 3
    assert "○" not in await page.locator("[data-from=assistant] [data-test=text]").last.inner_text()
    assert await road.evaluate("list => list.scrollWidth <= list.clientWidth")
    assert not await sideways(page)
    assert await complaints(page) == []


async def test_a_picture_that_the_chat_does_not_know_stays_words(chat: ChatStandIn, look: Look) -> None:
    page = await shown(look, chat, {"kind": "road", "text": WORDS, "steps": [{}]})
    said = page.locator("[data-from=assistant] [data-test=text]").last
    assert "Dagvaarding" in await said.inner_text()
    assert "○ Uitzetting" in await said.inner_text()
