"""The road as a picture: drawn in the browser for eyes and ears, and as words wherever nothing can be drawn."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright

from bot import bootstrap
from bot.dialogue.speech import Speech
from bot.guidance.deadlines import DeadlineKind, deadline
from bot.guidance.timeline import STAGES, DayWords, Step, picture
from install.browser import find_browser
from tests.integration.web.conftest import SECRET
from tests.support.engine import StubEngine, turn
from tests.support.wiring import Desk

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TITLES = ("Herinnering", "Aanmaning met 14 dagen", "Incassobureau of deurwaarder", "Dagvaarding en de rechter")
STEPS = [Step(stage, title) for stage, title in zip(STAGES[:4], TITLES, strict=True)]
STEPS.append(Step(None, "Uitzetting"))
HEARING = deadline(DeadlineKind.HEARING, date(2026, 12, 3), date(2026, 11, 22))
FIGURE = picture(
    STEPS, "summons", "hier ben je", words={"hearing": DayWords("summons", "zitting op {day}")}, found=HEARING,
    today=date(2026, 11, 22),
)  # fmt: skip
WORDS = f"De rechter gaat kijken.\n\n{FIGURE['text']}\n\nGa naar de zitting. Wie kan er met je mee?"


async def draw(body: dict[str, Any]) -> web.StreamResponse:
    """As the engine hands on what an action said: the words and what goes with them."""
    said = Speech(WORDS, figure=FIGURE).as_response()
    return web.json_response(turn(said["text"], custom=said["json_message"]))


@pytest.fixture
async def address(desk: Desk, engine: StubEngine) -> AsyncIterator[str]:
    engine.react = draw
    await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
    async with TestServer(bootstrap.public(desk.settings, desk.services, SECRET)) as server:
        yield str(server.make_url("/"))


async def ask(page: Page, address: str) -> None:
    await page.goto(address)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-test=input]").fill("waar sta ik nu?")
    await page.locator("[data-test=send]").click()
    await page.locator("[data-test=road]").wait_for()


async def test_the_web_chat_gets_the_words_and_the_picture(desk: Desk, engine: StubEngine) -> None:
    engine.react = draw
    conversation = await desk.say("s1", "waar sta ik nu?")
    line = (await desk.transcript(conversation))[-1]
    assert FIGURE["text"] in line.text
    assert line.figure == FIGURE


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
async def test_the_road_is_an_ordered_list_that_everybody_can_follow(address: str, scheme: Any, width: int) -> None:
    path = find_browser()
    assert path is not None, "no Chromium; ./run test installs one"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = await context.new_page()
        problems: list[str] = []
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        await ask(page, address)
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
        assert not await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        await page.evaluate(AXE)
        complaints = await page.evaluate(
            "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations.map(v => v.id)",
            STANDARDS,
        )
        assert complaints == []
        assert problems == []
        await browser.close()


async def test_a_picture_that_the_chat_does_not_know_stays_words(address: str, engine: StubEngine) -> None:
    async def odd(body: dict[str, Any]) -> web.StreamResponse:
        return web.json_response(
            turn(WORDS, custom={"figure": {"kind": "road", "text": FIGURE["text"], "steps": [{}]}})
        )

    engine.react = odd
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = await browser.new_page()
        await page.goto(address)
        await page.locator("[data-test=open]").click()
        await page.locator("[data-test=input]").fill("waar sta ik nu?")
        await page.locator("[data-test=send]").click()
        said = page.locator("[data-from=assistant] [data-test=text]").last
        await said.get_by_text("Dagvaarding").wait_for()
        assert "○ Uitzetting" in await said.inner_text()
        await browser.close()
