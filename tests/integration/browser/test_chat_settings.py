"""What a reader has set in the system is honoured by the chat: less movement, and colours of their own."""

import pytest
from playwright.async_api import Page, expect

from bot.web.errors import Refusal
from tests.integration.browser.conftest import Look
from tests.support.browsing import complaints
from tests.support.chat_stand_in import ChatStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOVING = """() => document.querySelector('huurkompas-chat').shadowRoot.getAnimations()
  .filter((one) => one.playState === 'running').map((one) => one.animationName ?? one.transitionProperty)"""
#: What can be pressed or is set off by its ground alone must have a line around it; what has the focus a frame.
UNLINED = """() => [...document.querySelector('huurkompas-chat').shadowRoot
    .querySelectorAll('.frame button, .frame textarea, .bubble, .frame, .menu')]
  .filter((e) => e.checkVisibility() && !e.matches('.link, .menu button, .from-notice *'))
  .filter((e) => {
    const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(e);
    return !parseFloat(borderTopWidth) || borderTopStyle === 'none'
      || [backgroundColor, 'rgba(0, 0, 0, 0)'].includes(borderTopColor);
  })
  .map((e) => `${e.className} ${e.dataset.test ?? ''}`)"""


async def open_and_typing(look: Look, chat: ChatStandIn, **how: object) -> Page:
    page = await look(chat.base, **how)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    chat.typing(True)
    await page.locator("[data-test=typing]").wait_for()
    return page


async def test_who_wants_less_movement_sees_none(chat: ChatStandIn, look: Look) -> None:
    for number in range(12):
        await chat.says(f"Regel {number}. " + "Dit is een lang bericht. " * 8)
    page = await open_and_typing(look, chat)
    assert "breathe" in await page.evaluate(MOVING)
    await page.emulate_media(reduced_motion="reduce")
    await expect(page.locator("[data-test=typing]")).to_be_visible()
    assert await page.evaluate(MOVING) == []
    log = page.get_by_role("region", name="Gesprek")
    await log.evaluate("log => log.scrollTo(0, 0)")
    await chat.says("Nog iets.")
    await page.locator("[data-test=pill]").click()
    left = await log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight")
    assert left < 2, "it jumps, it does not glide"


async def test_in_colours_of_the_readers_own_everything_keeps_its_outline(chat: ChatStandIn, look: Look) -> None:
    await chat.says("Dag.", sender="tenant")
    await chat.says("Wat is er?", sender="staff", name="Sanne")
    await chat.says("Kies maar.", buttons=["Ja", "Nee"])
    page = await open_and_typing(look, chat, forced_colors="active")
    assert await page.evaluate("matchMedia('(forced-colors: active)').matches")
    await page.locator("[data-test=button]").first.wait_for()
    await page.locator("[data-test=menu]").click()
    assert await page.evaluate(UNLINED) == []
    chat.fault = Refusal(422, "no", "Dit ging niet.")
    await page.locator("[data-test=input]").fill("hallo")
    await page.keyboard.press("Enter")
    await page.locator("[data-test=retry]").wait_for()
    assert await page.evaluate(UNLINED) == []
    assert await complaints(page) == []
    for control in ("menu", "input", "send", "retry"):
        await page.locator(f"[data-test={control}]").focus()
        await page.keyboard.press("Shift")  # so that the focus is the keyboard's
        outline = await page.locator(f"[data-test={control}]").evaluate(
            "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth) >= 2]"
        )
        assert outline == ["solid", True], control
