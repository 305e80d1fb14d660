"""A tenant, a collector and a coordinator, in real browsers, across a reload and a restart."""

import asyncio
import re

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.demo import DEMO_STAFF
from tests.e2e.conftest import Program

pytestmark = pytest.mark.slow

COLLECTOR, COORDINATOR, ADMIN = DEMO_STAFF[0], DEMO_STAFF[2], DEMO_STAFF[3]
PATIENCE = 15_000


async def say(page: Page, text: str) -> Locator:
    """The tenant types; gives the assistant's answer to it."""
    answers = page.locator("[data-test=message][data-from=assistant]")
    before = await answers.count()
    await page.locator("[data-test=input]").fill(text)
    await page.locator("[data-test=send]").click()
    await expect(answers).to_have_count(before + 1, timeout=PATIENCE)
    return answers.last


async def sign_in(page: Page, base: str, who: tuple[str, str, str, str]) -> None:
    await page.goto(f"{base}/staff/")
    await page.locator("[data-test=staff-email]").fill(who[0])
    await page.locator("[data-test=staff-password]").fill(who[3])
    await page.locator("[data-test=sign-in]").click()
    await expect(page.locator("[data-test=me]")).to_contain_text(who[1])


async def test_a_tenant_talks_at_two_in_the_night_and_a_collector_answers(
    program: Program, phone: BrowserContext, workplace: BrowserContext
) -> None:
    tenant = await phone.new_page()
    refused: list[str] = []
    tenant.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    await tenant.goto(program.base)
    await tenant.locator("[data-test=open]").click()

    first = await say(tenant, "ik kan de huur deze maand niet betalen")
    await expect(first).to_contain_text("computerprogramma")
    assert await first.locator("[data-test=button]").count() >= 2

    fear = await say(tenant, "word ik nu uit huis gezet??")
    await expect(fear).to_contain_text(re.compile("rechter"))
    await expect(fear).to_contain_text("Bron:")
    await expect(fear).not_to_contain_text("computerprogramma")

    person = await say(tenant, "ik wil iemand spreken")
    await expect(person).to_contain_text("morgen vóór 10.30 uur")

    desk = await workplace.new_page()
    await sign_in(desk, program.base, COLLECTOR)
    mine = desk.locator("[data-test=inbox-row]", has_text="iemand spreken")
    await mine.locator("a").first.click()
    await expect(desk.locator("[data-test=message][data-author=tenant]").last).to_contain_text("iemand spreken")
    await desk.locator("button[data-test=take]").click()
    await expect(desk.locator("[data-test=owner]")).to_have_attribute("data-owner", "person")
    await desk.locator("[data-test=reply]").fill("Dag, met Sanne. Vertel, wat is er gebeurd?")
    await desk.locator("[data-test=send-reply]").click()

    from_desk = tenant.locator("[data-test=message][data-from=staff]")
    await expect(from_desk).to_contain_text("met Sanne", timeout=3_000)
    await tenant.reload()
    await expect(from_desk).to_contain_text("met Sanne", timeout=PATIENCE)
    await expect(tenant.locator("[data-test=message][data-from=tenant]")).to_have_count(3)

    said = await tenant.locator("[data-test=message] [data-test=text]").all_inner_texts()
    assert len(said) > 6
    await asyncio.to_thread(program.stop)
    await asyncio.to_thread(program.start)
    await tenant.reload()
    await expect(tenant.locator("[data-test=message] [data-test=text]")).to_have_text(
        said, use_inner_text=True, timeout=PATIENCE
    )
    await tenant.locator("[data-test=input]").fill("fijn dat er iemand is")
    await tenant.locator("[data-test=send]").click()
    await desk.reload()
    await expect(desk.locator("[data-test=message][data-author=tenant]").last).to_contain_text(
        "fijn dat er iemand is", timeout=PATIENCE
    )
    assert not [line for line in refused if "Content Security Policy" in line]


async def test_a_coordinator_reads_masked_what_was_understood_and_a_collector_may_not_browse(
    program: Program, phone: BrowserContext, workplace: BrowserContext
) -> None:
    tenant = await phone.new_page()
    await tenant.goto(program.base)
    await tenant.locator("[data-test=open]").click()
    await say(tenant, "mijn naam is Fatima Bakkerveld, mijn rekening is NL91ABNA0417164300, wat staat er open?")

    desk = await workplace.new_page()
    await sign_in(desk, program.base, COORDINATOR)
    await desk.goto(f"{program.base}/staff/overzicht?zoek=rekeningen")
    await desk.locator("[data-test=overview-row] a").first.click()
    page = desk.locator("main")
    await expect(page).to_contain_text("wat staat er open")
    await expect(page).to_contain_text("Hoogte achterstand")
    await expect(page).not_to_contain_text("NL91ABNA0417164300")
    await expect(page).not_to_contain_text("Bakkerveld")

    other = await workplace.browser.new_context() if workplace.browser else workplace
    collector = await other.new_page()
    await sign_in(collector, program.base, COLLECTOR)
    answer = await collector.goto(f"{program.base}/staff/overzicht")
    assert answer is not None
    assert answer.status == 403
    await other.close()
