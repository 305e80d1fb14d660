"""axe-core finds nothing to complain about, in light and dark, on a telephone and at a desk."""

from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from playwright.async_api import Browser, Page

from tests.e2e.conftest import Program
from tests.e2e.test_first_conversation import ADMIN, COLLECTOR, COORDINATOR, say, sign_in

pytestmark = pytest.mark.slow

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def complaints(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it is now. The page's policy forbids inline script: it goes in by the debugger."""
    await page.evaluate(AXE)
    found: list[dict[str, Any]] = await page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations"
        ".map(v => ({id: v.id, where: v.nodes.map(n => n.target.join(' '))}))",
        STANDARDS,
    )
    return found


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
async def test_the_chat_is_accessible(program: Program, browser: Browser, scheme: Any, width: int) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(program.base)
    assert await complaints(page) == []
    await page.locator("[data-test=open]").click()
    await say(page, "ik kan de huur niet betalen")
    assert await complaints(page) == []
    sideways = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not sideways
    await context.close()


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


async def sideways(page: Page) -> bool:
    """Whether the page itself has to be moved sideways to be read."""
    found: bool = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found
