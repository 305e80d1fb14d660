"""The desk on small and enlarged screens, light and dark, with something in it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.conversation.models import Author
from bot.handoff.models import Reason
from bot.staff.models import Role
from tests.integration.browser.conftest import Look, signed_in
from tests.integration.staff.scene import Scene
from tests.support.browsing import complaints, sideways

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "Aansprakelijkheidswaardevaststellingsveranderingen" * 4
ADDRESS = "https://www.woningcorporatie.example/" + "een-heel-lang-pad/" * 12
#: A desk; enlarged to 200 %; enlarged to 400 %.
SCREENS: dict[tuple[int, int], Any] = {(1280, 850): "dark", (640, 425): "light", (320, 256): "dark"}
#: What is cut off at a side: its own box goes sideways, and it is no table, menu or list that says so by a bar.
CUT_OFF = """() => [...document.querySelectorAll('main *')]
  .filter((e) => e.checkVisibility() && !e.closest('.hidden, .table-box, .tabs, .sieve, svg'))
  .filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
  .map((e) => `${e.localName}.${e.className} "${e.textContent.trim().slice(0, 30)}"`)"""


async def fit(page: Page) -> None:
    assert not await sideways(page), page.url
    assert await page.evaluate(CUT_OFF) == [], page.url


async def test_the_queue_and_a_conversation_can_be_read_and_used(scene: Scene, base: str, look: Look) -> None:
    sanne = await scene.staff("Wilhelmina-Heijdenvandenbergheknoops")
    await scene.conversation(LONG, reason=Reason.DANGER, danger="suicide")
    conversation = await scene.conversation(LONG, reason=Reason.ASKED, staff=sanne, danger="violence")
    await scene.says(conversation, f"Kijk op {ADDRESS}", Author.ASSISTANT, buttons=[{"title": LONG, "payload": "x"}])
    page = await signed_in(look, base, sanne)
    for address, shown in ((f"{base}?toon=open", "inbox-row"), (f"{base}gesprekken/{conversation}", "message")):
        await page.goto(address)
        await expect(page.locator(f"[data-test={shown}]")).to_have_count(2)
        for fold in await page.locator("summary").all():
            await fold.click()
        for (width, height), scheme in SCREENS.items():
            await page.set_viewport_size({"width": width, "height": height})
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await fit(page)
            assert await complaints(page) == [], (address, width, scheme)
    send = page.locator("[data-test=send-reply]")
    await send.scroll_into_view_if_needed()
    await expect(send).to_be_in_viewport(ratio=1)


async def test_no_other_page_of_the_desk_goes_sideways_when_it_is_enlarged(scene: Scene, base: str, look: Look) -> None:
    """Those about tenants are looked at with the whole demo in them: tests/e2e/test_accessibility.py."""
    conversation = await scene.conversation(LONG, reason=Reason.ASKED)
    await scene.says(conversation, f"Kijk op {ADDRESS}", Author.ASSISTANT)
    pages = {
        Role.COORDINATOR: ("overzicht", f"overzicht/{conversation}", "cijfers", "import"),
        Role.ADMIN: ("disputes", "kanalen", "accounts", "wachtwoord"),
    }
    for role, paths in pages.items():
        page = await signed_in(look, base, await scene.staff(role.value, role), width=320, height=256)
        for path in paths:
            answer = await page.goto(f"{base}{path}")
            assert answer is not None
            assert answer.ok, path
            await fit(page)
