"""axe-core finds nothing to complain about at the desk, in light and dark. The chat: tests/integration/browser."""

from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.channels.web_views import HISTORY
from tests.e2e.conftest import Program
from tests.e2e.test_first_conversation import ADMIN, COLLECTOR, COORDINATOR, sign_in
from tests.support.browsing import complaints, sideways
from tests.support.long_talk import lengthen

pytestmark = pytest.mark.slow


async def test_what_was_said_long_ago_is_brought_in_by_the_keyboard_and_told_in_one_sentence(
    program: Program, browser: Browser
) -> None:
    """Some seconds, in a program that runs already: where the focus goes only a browser shows."""
    context = await browser.new_context(viewport={"width": 390, "height": 800})
    page = await context.new_page()
    await page.goto(program.base)
    async with page.expect_response("**/chat/sessions") as opening:
        await page.locator("[data-test=open]").click()
    opened = await (await opening.value).json()
    lengthen(program.database_url, opened["conversation"], 2 * HISTORY + 50)

    refused = await refused_once(page)
    messages, earlier = page.locator("[data-test=message]"), page.locator("[data-test=earlier]")
    await page.reload()
    await expect(messages).to_have_count(HISTORY, timeout=10_000)
    await expect(earlier).to_have_text("Eerdere berichten tonen")
    assert await complaints(page) == []

    await expect(messages.first).to_contain_text("regel 251")
    await earlier.focus()
    before = await top_of(messages.first)
    await page.keyboard.press("Enter")
    await expect(messages).to_have_count(2 * HISTORY)
    assert await top_of(messages.nth(HISTORY)) == pytest.approx(before, abs=1), "what is looked at stays where it is"
    await expect(page.locator("[data-test=announcer]").first).to_have_text(
        "200 eerdere berichten staan nu boven het gesprek."
    )
    assert await focused(page) == "earlier"
    await expect(page.locator("[role=log]")).to_have_attribute("aria-live", "polite")
    await page.keyboard.press("Enter")
    await expect(messages).to_have_count(2 * HISTORY + 50)
    await expect(messages.first).to_contain_text("regel 1")
    await expect(earlier).to_be_hidden()
    assert await focused(page) == "Gesprek", "the focus has a place when the button goes"
    assert len(refused) == 3
    await expect(page.locator("[data-test=status]")).to_be_empty()
    await context.close()


async def refused_once(page: Page) -> list[str]:
    """At first everything is asked for too often: the chat waits as told, and says nothing of it. What was refused."""
    refused: list[str] = []

    async def too_busy(route: Route) -> None:
        kind = route.request.url.partition("?")[0] + str("before=" in route.request.url)
        if route.request.method != "GET" or kind in refused:
            await route.continue_()
            return
        refused.append(kind)
        error = {"error": {"code": "too_busy", "message": "Het is nu even druk in de chat."}}
        await route.fulfill(status=429, headers={"Retry-After": "0.1"}, json=error)

    await page.route("**/chat/*", too_busy)
    return refused


async def top_of(element: Locator) -> float:
    box = await element.bounding_box()
    assert box is not None
    return box["y"]


async def focused(page: Page) -> str:
    """What has the focus inside the chat, by its name."""
    found: str = await page.evaluate(
        "(e => e.dataset.test ?? e.getAttribute('aria-label'))"
        "(document.querySelector('huurkompas-chat').shadowRoot.activeElement)"
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_desk_is_accessible(program: Program, browser: Browser, scheme: Any) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 850}, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{program.base}/staff/")
    assert await complaints(page) == []
    await sign_in(page, program.base, COLLECTOR)
    assert await complaints(page) == []
    await context.clear_cookies()
    await sign_in(page, program.base, COORDINATOR)
    for path in ("overzicht", "import", "import/vragen"):
        await page.goto(f"{program.base}/staff/{path}")
        assert await complaints(page) == []
    await context.clear_cookies()
    await sign_in(page, program.base, ADMIN)
    await page.goto(f"{program.base}/staff/kanalen")
    assert await complaints(page) == []
    await context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
async def test_the_pages_about_tenants_are_accessible(
    program: Program, browser: Browser, scheme: Any, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
    page = await context.new_page()
    await sign_in(page, program.base, COLLECTOR)
    for path in ("agreements", "agreements?toon=risico", "tenants", "referrals", "policy"):
        await page.goto(f"{program.base}/staff/{path}")
        assert await complaints(page) == [], path
        assert not await sideways(page), path
    await page.goto(f"{program.base}/staff/tenants")
    await page.locator("[data-test=search]").fill("0012175")
    await page.locator("[data-test=find]").click()
    assert await complaints(page) == []
    await page.locator("[data-test=tenant-row] a").first.click()
    await page.locator("[data-test=balance]").wait_for()
    for fold in await page.locator("summary").all():
        await fold.click()
    assert await complaints(page) == []
    assert not await sideways(page)
    await context.clear_cookies()
    await sign_in(page, program.base, COORDINATOR)
    await page.goto(f"{program.base}/staff/content")
    assert await complaints(page) == []
    assert not await sideways(page)
    await context.close()
