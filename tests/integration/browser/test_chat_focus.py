"""The chat by keyboard: where the focus goes, and that it is never lost."""

import pytest
from playwright.async_api import Page, expect

from bot.web.errors import Refusal
from tests.integration.browser.conftest import Look
from tests.support.browsing import focused, pressed
from tests.support.chat_stand_in import ChatStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOT_NOW = Refusal(422, "no", "Dit bericht konden we niet bewaren.")


async def opened(look: Look, chat: ChatStandIn, **how: object) -> Page:
    page = await look(chat.base, **how)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    return page


async def asked(chat: ChatStandIn) -> None:
    await chat.says("Wat is er aan de hand?", buttons=["Ik heb een brief", "Iets anders"])


async def test_tab_goes_from_the_page_through_the_chat_and_out_again(chat: ChatStandIn, look: Look) -> None:
    await asked(chat)
    page = await look(chat.base)
    await page.locator("[data-test=open]").wait_for()
    await page.locator("footer a").last.focus()
    assert await pressed(page, "Tab", "Enter") == ["open", "input"]
    await page.locator("[data-test=button]").last.wait_for()
    inside = ["exit", "menu", "close", "region", "tel:112", "button", "button", "input"]
    back = await pressed(page, *["Shift+Tab"] * 8)
    assert back == [*reversed(inside[:-1]), "/staff/"]
    there = await pressed(page, *["Tab"] * 10)
    assert there[:9] == [*inside, "send"]
    assert there[9] in ("body", "#inhoud"), "the chat keeps nobody in"


async def test_escape_closes_what_opened_last_and_the_focus_goes_back(chat: ChatStandIn, look: Look) -> None:
    page = await opened(look, chat)
    await page.locator("[data-test=menu]").focus()
    assert await pressed(page, "Enter") == ["person"]
    assert await pressed(page, "Escape") == ["menu"]
    await page.locator("[data-test=menu]").press("Enter")
    await page.locator("[data-test=new]").press("Enter")
    assert await focused(page) == "cancel"
    assert set(await pressed(page, "Tab", "Tab", "Tab")) <= {"confirm", "cancel", "body"}, "nothing behind the question"
    assert await pressed(page, "Escape") == ["menu"], "who says no to wiping is where they were"
    assert await pressed(page, "Escape") == ["open"]
    await page.locator("[data-huurkompas-open]").focus()
    assert await pressed(page, "Enter") == ["input"]
    assert await pressed(page, "Escape") == ["#contact"], "back on what opened it"


async def test_on_a_telephone_the_page_behind_is_out_of_reach_and_no_keyboard_pops_up_after_a_tap(
    chat: ChatStandIn, look: Look
) -> None:
    await asked(chat)
    page = await opened(look, chat, width=390, height=800, has_touch=True, is_mobile=True)
    await page.locator("[data-test=button]").last.wait_for()
    reached = await pressed(page, *["Tab"] * 20)
    assert set(reached) == {"exit", "menu", "close", "region", "tel:112", "button", "input", "send", "body"}
    await page.locator("[data-test=button]").first.tap()
    await expect(page.locator("[data-test=button]")).to_have_count(0)
    assert await focused(page) == "region"


async def test_what_vanishes_by_itself_leaves_the_focus_in_the_conversation(chat: ChatStandIn, look: Look) -> None:
    page = await opened(look, chat)
    buttons, starter = page.locator("[data-test=button]"), page.locator("[data-test=starter]").first
    await starter.focus()
    await asked(chat)
    await expect(starter).to_be_hidden()
    assert await focused(page) == "region"
    await buttons.first.focus()
    await chat.says("Ik ben er ook even bij.", sender="staff", name="Sanne")
    await expect(buttons).to_have_count(0)
    assert await focused(page) == "region"


async def test_what_vanishes_because_it_was_pressed_moves_the_focus_to_the_text_box(
    chat: ChatStandIn, look: Look
) -> None:
    await asked(chat)
    page = await opened(look, chat)
    chat.fault = NOT_NOW
    await page.locator("[data-test=button]").first.press("Enter")
    await expect(page.locator("[data-test=button]")).to_have_count(0)
    assert await focused(page) == "input"
    chat.fault = None
    await page.locator("[data-test=retry]").press("Enter")
    assert await focused(page) == "input"
    await expect(page.locator("[data-test=retry]")).to_have_count(0)
    await page.context.set_offline(True)
    await page.keyboard.type("hallo")
    await page.keyboard.press("Enter")
    await page.locator("[data-test=drop]").press("Enter")
    assert await focused(page) == "input"
    await page.keyboard.type("hallo?")
    await page.keyboard.press("Enter")
    await page.locator("[data-test=retry]").focus()
    await page.context.set_offline(False)
    await expect(page.locator("[data-test=retry]")).to_have_count(0)
    assert await focused(page) == "region", "it went by itself"


async def test_news_further_down_that_is_read_by_scrolling_leaves_the_focus_in_the_conversation(
    chat: ChatStandIn, look: Look
) -> None:
    for number in range(12):
        await chat.says(f"Regel {number}. " + "Dit is een lang bericht. " * 8)
    page = await opened(look, chat)
    await page.locator("[data-test=message]").last.wait_for()
    log = page.get_by_role("region", name="Gesprek")
    await log.evaluate("log => log.scrollTo(0, 0)")
    await chat.says("Nog iets.")
    await page.locator("[data-test=pill]").focus()
    await log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    await expect(page.locator("[data-test=pill]")).to_be_hidden()
    assert await focused(page) == "region"
