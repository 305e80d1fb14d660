"""A real browser for the tests, and what is asked of every page in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import axe_core_python
from playwright.async_api import Browser, Page, async_playwright

from install.browser import find_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.dataset.test ?? (at?.id || at?.getAttribute('role') || at?.getAttribute('href') || at?.localName);
}"""


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    path = find_browser()
    assert path is not None, "no Chromium; ./run test installs one"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


async def complaints(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it is now. The page's policy forbids inline script: it goes in by the debugger."""
    await page.evaluate(AXE)
    found: list[dict[str, Any]] = await page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations"
        ".map(v => ({id: v.id, where: v.nodes.map(n => n.target.join(' '))}))",
        STANDARDS,
    )
    return found


async def sideways(page: Page) -> bool:
    """Whether the page itself has to be moved sideways to be read."""
    found: bool = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found


async def focused(page: Page) -> str:
    """What has the focus, also inside the chat: by its test name, else its id, role, address or tag."""
    name: str = await page.evaluate(FOCUSED)
    return name


async def pressed(page: Page, *keys: str) -> list[str]:
    """Presses one key after the other; gives what had the focus after each."""
    way = []
    for key in keys:
        await page.keyboard.press(key)
        way.append(await focused(page))
    return way
