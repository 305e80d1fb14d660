"""The chat on small screens and large letters: everything can be read and pressed, by moving in one direction only."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.web.errors import Refusal
from tests.integration.browser.conftest import Look
from tests.support.browsing import complaints, sideways
from tests.support.chat_stand_in import ChatStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKING = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
WORD = "Aansprakelijkheidswaardevaststellingsveranderingen" * 6
ADDRESS = "https://www.woningcorporatie.example/" + "een-heel-lang-pad/" * 20
TITLE = "Betalingsregelingaanvraagformuliergegeven"
NAME = "Wilhelmina-van-der-Heijdenvandenbergheknoops"
SCHEDULE = {
    "kind": "schedule",
    "text": "1: woensdag 23 december 2026, € 1.234,56",
    "caption": "Zo betaal je",
    "columns": ["Termijn", "Uiterlijk", "Achterstand", "Samen met de huur"],
    "rows": [["1", "woensdag 23 december 2026", "€ 1.234,56", "€ 12.345,67"]],
}
ROAD = {
    "kind": "road",
    "text": "1. Herinnering",
    "steps": [{"title": WORD, "state": "past"}, {"title": "Dagvaarding", "state": "now", "day_text": "3 december"}],
}
#: Width, height and size of letters, as CSS sees them.
SCREENS = {
    "1280 x 1024, enlarged to 200 %": (640, 512, 1.0),
    "1280 x 1024, enlarged to 400 %": (320, 256, 1.0),
    "a small telephone": (320, 568, 1.0),
    "a small telephone with letters of 200 %": (320, 568, 2.0),
    "a telephone with letters of 200 %": (390, 800, 2.0),
    "a desk": (1280, 850, 1.0),
    "a desk with letters of 200 %": (1280, 850, 2.0),
}


async def fill(chat: ChatStandIn) -> None:
    """Whatever may be said in a chat that is hard to fit in."""
    await chat.says(WORD, sender="tenant")
    await chat.says(f"Kijk op {ADDRESS} of bel 088 - 123 45 67.")
    await chat.says(SCHEDULE["text"], figure=SCHEDULE)
    await chat.says(ROAD["text"], figure=ROAD)
    await chat.says(WORD, sender="staff", name=NAME)
    await chat.says("Wat wil je?", buttons=[TITLE, "Iets anders", "Ik wil een medewerker spreken"])


async def set_letters(page: Page, size: float) -> None:
    """As a reader does in the settings of the browser."""
    setting = await page.context.new_cdp_session(page)
    await setting.send("Page.setFontSizes", {"fontSizes": {"standard": round(16 * size)}})


async def hindered(page: Page) -> dict[str, list[str]]:
    """What is wrong on which screen."""
    wrong = {}
    for screen, (width, height, letters) in SCREENS.items():
        await page.set_viewport_size({"width": width, "height": height})
        await set_letters(page, letters)
        await page.locator("[data-test=input]").fill("nog een regel\n" * 12 if height < 300 else "")
        wrong[screen] = await page.evaluate(LOOKING)
        await page.locator("[data-test=menu]").click()
        wrong[f"{screen}, with the menu"] = await page.evaluate(LOOKING)
        await page.keyboard.press("Escape")
    return {screen: found for screen, found in wrong.items() if found}


async def test_everything_can_be_read_and_pressed_on_every_screen(chat: ChatStandIn, look: Look) -> None:
    await fill(chat)
    page = await look(chat.base)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-test=button]").last.wait_for()
    assert await hindered(page) == {}
    chat.fault = Refusal(422, "no", "Dit bericht konden we niet bewaren. Probeer het nog een keer, of bel ons.")
    await page.locator("[data-test=input]").fill(WORD)
    await page.keyboard.press("Enter")
    await page.locator("[data-test=retry]").wait_for()
    assert await hindered(page) == {}


@pytest.mark.parametrize(("width", "height", "scheme"), [(320, 256, "light"), (1280, 850, "dark")])
async def test_the_chat_and_the_page_around_it_are_accessible(
    chat: ChatStandIn, look: Look, width: int, height: int, scheme: Any
) -> None:
    await fill(chat)
    page = await look(chat.base, width, height, color_scheme=scheme)
    await page.locator("[data-test=open]").wait_for()
    assert await complaints(page) == []
    assert not await sideways(page)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-test=message]").last.wait_for()
    assert await complaints(page) == []
    await page.locator("[data-test=menu]").click()
    await page.locator("[data-test=new]").click()
    for answer in ("confirm", "cancel"):
        button = page.locator(f"[data-test={answer}]")
        await button.scroll_into_view_if_needed()
        await expect(button).to_be_in_viewport(ratio=1)
    assert await complaints(page) == []
