"""One browser for everything that needs no engine, in a loop that lasts as long as the browser does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from bot.conversation.changes import Changes
from bot.staff.models import Staff
from tests.integration.staff.scene import PASSWORD, Scene
from tests.support.browsing import launched
from tests.support.chat_stand_in import ChatStandIn
from tests.support.clock import FixedClock
from tests.support.postgres import TestServer as Postgres

Look = Callable[..., Awaitable[Page]]
#: How long the page may take for what it does by itself.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser) -> AsyncIterator[Look]:
    """Opens a page for somebody of its own, on a screen that the test names. No script may break, nor the policy."""
    wrong: list[str] = []

    async def looked(address: str, width: int = 1280, height: int = 850, **how: Any) -> Page:
        script = how.pop("script", None)
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **how)
        stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        if script:
            await page.add_init_script(script)
        await page.goto(address)
        return page

    async with AsyncExitStack() as stack:
        yield looked
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="session")
async def chat() -> AsyncIterator[ChatStandIn]:
    async with ChatStandIn().running() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def scene(postgres: Postgres, database_url: str, clock: FixedClock) -> AsyncIterator[Scene]:
    database = postgres.pool(database_url)
    changes = Changes(database.libpq_url)
    await changes.start()
    yield Scene(database, clock, changes)
    await changes.stop()
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def base(scene: Scene) -> AsyncIterator[str]:
    async with TestServer(scene.app()) as server:
        yield str(server.make_url("/staff/"))


async def signed_in(look: Look, base: str, staff: Staff, **how: Any) -> Page:
    """Somebody of the desk, at the first page, without a mouse."""
    page = await look(base, **how)
    await page.locator("[data-test=staff-email]").focus()
    await page.keyboard.type(staff.email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.locator("[data-test=me]").wait_for()
    return page
