"""Another telephone number, in a tenant's own words and with the real engine, to the page that undoes it."""

import re
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, ConsoleMessage

from tests.conversations.talking import Talk
from tests.e2e.conftest import Program
from tests.support.browsing import complaints, sideways

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("program")]

OLD_PHONE, OLD_MAIL, NEW_PHONE = "+31600000001", "jm.vanderwolkenveld@example.nl", "+31687654321"
LOOKS = ((320, "light"), (390, "dark"), (1280, "light"), (1280, "dark"))


async def posted(page: Any, program: Program, to: str, pattern: str) -> str:
    """What stands in the newest letter to an address, in the demo's postbox."""
    for _ in range(100):
        await page.goto(f"{program.base}/demo/postvak")
        for letter in await page.locator("main li, main article").all():
            text = await letter.inner_text()
            if to in text and (found := re.search(pattern, text)):
                return found[0]
        await page.wait_for_timeout(200)
    raise AssertionError(f"nothing for {to}")


def told_to(found: list[str]) -> Callable[[ConsoleMessage], None]:
    """Keeps what the browser complains of; a strict page gives it nothing to say."""
    return lambda message: found.append(message.text)


async def changed(program: Program, page: Any) -> str:
    """The link to undo it, as the old telephone got it."""
    six = r"\b\d{6}\b"
    async with aiohttp.ClientSession() as http:
        kim = await Talk(http, program.base, name="new number").open()
        asked = await kim.say("sinds gister een nieuwe sim dus een ander nummer, kunnen jullie dat aanpassen")
        assert "huurdersnummer" in asked["text"]
        await kim.say("0012007")
        await kim.say("19 april 1978")
        second = await kim.say(await posted(page, program, OLD_PHONE, six))
        assert "tweede code" in second["text"]
        await kim.say(await posted(page, program, OLD_MAIL, six))
        await kim.say("dat is 06 87654321")
        done = await kim.say(await posted(page, program, NEW_PHONE, six))
        assert "Gelukt" in done["text"]
        assert "87654321" not in done["text"]
    return await posted(page, program, OLD_PHONE, r"http://\S+/contactgegevens/\S+")


async def test_a_new_number_in_own_words_and_the_page_that_undoes_it(program: Program, browser: Browser) -> None:
    page = await browser.new_page()
    link = await changed(program, page)
    for width, scheme in LOOKS:
        looks: Any = {"viewport": {"width": width, "height": 700}, "color_scheme": scheme}
        context = await browser.new_context(**looks)
        page = await context.new_page()
        wrong: list[str] = []
        page.on("console", told_to(wrong))
        await page.goto(link)
        assert await complaints(page) == [], (width, scheme)
        assert not await sideways(page), (width, scheme)
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.dataset.test") == "undo"
        assert await page.evaluate(RING) >= 3, (width, scheme)
        assert wrong == []
    await page.keyboard.press("Enter")
    await page.get_by_text("teruggedraaid").wait_for()
    assert await complaints(page) == []
    await page.goto(link)
    assert await page.locator("[data-test=undo]").count() == 0
    assert await complaints(page) == []


#: Contrast of the ring around the button that has the focus with the page behind it; axe does not look at rings.
RING = """() => {
  const rgb = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(part => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const light = colour => { const [r, g, b] = rgb(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ring = light(getComputedStyle(document.activeElement).outlineColor);
  const behind = light(getComputedStyle(document.body).backgroundColor);
  return (Math.max(ring, behind) + 0.05) / (Math.min(ring, behind) + 0.05);
}"""
