"""axe-core finds nothing to complain about at the desk, in light and dark. The chat: tests/integration/browser."""

from typing import Any

import pytest
from playwright.async_api import Browser

from tests.e2e.conftest import Program
from tests.e2e.test_first_conversation import ADMIN, COLLECTOR, COORDINATOR, sign_in
from tests.support.browsing import complaints, sideways

pytestmark = pytest.mark.slow


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
