"""The desk without a mouse: from the queue to handing back, and what comes in meanwhile takes nobody's place away."""

import pytest
from playwright.async_api import Page, expect

from bot.conversation.models import Owner
from bot.handoff.models import Reason
from tests.integration.browser.conftest import Look, signed_in
from tests.integration.staff.scene import Scene
from tests.support.browsing import focused, pressed

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def live(page: Page) -> None:
    await expect(page.locator("#verbinding")).to_have_attribute("data-state", "live")


async def tabbed_to(page: Page, name: str, most: int = 20) -> None:
    for _ in range(most):
        if (await pressed(page, "Tab")) == [name]:
            return
    raise AssertionError(f"{name} is not reached with {most} presses of Tab")


async def test_from_the_queue_to_handing_back_without_a_mouse(scene: Scene, base: str, look: Look) -> None:
    sanne = await scene.staff()
    await scene.conversation("later wel", reason=Reason.ASKED)
    scene.clock.move(minutes=1)
    conversation = await scene.conversation("ik kan niet betalen", reason=Reason.EVICTION)
    page = await signed_in(look, base, sanne)
    await live(page)
    assert f"rij-{conversation}" in await pressed(page, "ArrowDown", "ArrowDown", "Home")
    await page.locator(f"#rij-{conversation}").press("Enter")
    await page.locator("[data-test=owner]").wait_for()
    await tabbed_to(page, "take", 30)
    await page.keyboard.press("Enter")
    mine = page.locator("[data-test=message][data-author=staff]")
    await expect(page.locator("[data-test=reply]")).to_be_focused()
    await page.keyboard.type("Dag, met Sanne.")
    await page.keyboard.press("Control+Enter")
    await expect(mine).to_have_count(1)
    await expect(page.locator("[data-test=reply]")).to_be_focused()
    await page.keyboard.type("Wat is er gebeurd?")
    await tabbed_to(page, "send-reply", 2)
    await page.keyboard.press("Enter")
    await expect(mine).to_have_count(2)
    await expect(page.locator("[data-test=reply]")).to_be_focused()
    await expect(page.locator("[data-test=reply]")).to_have_value("")
    await tabbed_to(page, "summary", 3)
    await page.keyboard.press("Enter")
    await tabbed_to(page, "outcome", 1)
    await page.keyboard.press("ArrowDown")
    await tabbed_to(page, "hand-back", 2)
    await page.keyboard.press("Enter")
    await page.locator("[data-test=take-back]").wait_for()
    assert (await scene.read(conversation)).owner is Owner.ASSISTANT


async def test_a_list_that_changes_leaves_the_focus_on_its_conversation_or_the_one_that_took_its_place(
    scene: Scene, base: str, look: Look
) -> None:
    sanne, youssef = await scene.staff(), await scene.staff("Youssef")
    asked = []
    for said in ("een", "twee", "drie"):
        asked.append(await scene.conversation(said, reason=Reason.ASKED))
        scene.clock.move(minutes=1)  # who asked first stands first
    first, second, third = asked
    page = await signed_in(look, base, sanne)
    await live(page)
    await page.locator(f"#rij-{second}").focus()
    await scene.conversation("vier", reason=Reason.DANGER, danger="suicide")
    await scene.says(first, "nog iets")
    await expect(page.locator("[data-test=inbox-row]")).to_have_count(4)
    await expect(page.locator(f"#rij-{second}")).to_be_focused()
    await scene.ownership.take(second, youssef.id)
    await expect(page.locator("[data-test=inbox-row]")).to_have_count(3)
    await expect(page.locator(f"#rij-{third}")).to_be_focused()
    await scene.ownership.take(third, youssef.id)
    await expect(page.locator("[data-test=inbox-row]")).to_have_count(2)
    await expect(page.locator(f"#rij-{first}")).to_be_focused()


async def test_what_comes_in_does_not_disturb_who_types_nor_lose_their_text_to_a_colleague(
    scene: Scene, base: str, look: Look
) -> None:
    sanne, youssef = await scene.staff(), await scene.staff("Youssef")
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=sanne)
    page = await signed_in(look, base, sanne)
    await page.goto(f"{base}gesprekken/{conversation}")
    await live(page)
    await page.locator("[data-test=reply]").focus()
    await page.keyboard.type("Dag Fatima, ")
    await pressed(page, *["ArrowLeft"] * 8)
    await scene.says(conversation, "ben je er nog?")
    await expect(page.locator("[data-test=message][data-author=tenant]")).to_have_count(2)
    await page.keyboard.type("x")
    await expect(page.locator("[data-test=reply]")).to_have_value("Dag xFatima, ")
    await scene.ownership.take(conversation, youssef.id, force=True)
    await expect(page.locator("[data-test=owner]")).to_contain_text("Youssef heeft dit gesprek.")
    await expect(page.locator("#bewaard")).to_have_value("Dag xFatima, ")
    await expect(page.locator("#bewaard")).to_be_focused()


async def test_who_could_not_send_or_saved_a_note_goes_on_where_they_were(scene: Scene, base: str, look: Look) -> None:
    sanne = await scene.staff()
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=sanne)
    page = await signed_in(look, base, sanne)
    await page.goto(f"{base}gesprekken/{conversation}")
    await live(page)
    await page.locator("[data-test=reply]").focus()
    await page.keyboard.type("Dag, met Sanne.")
    await page.context.set_offline(True)
    await tabbed_to(page, "send-reply", 2)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Niet verzonden")).to_be_visible()
    assert await focused(page) in ("send-reply", "reply"), "once more is one press away"
    await page.context.set_offline(False)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-test=message][data-author=staff]")).to_have_count(1)
    await page.locator("[data-test=open-note]").focus()
    await page.keyboard.press("Enter")
    await tabbed_to(page, "note-text", 1)
    await page.keyboard.type("Belt morgen terug.")
    await tabbed_to(page, "save-note", 1)
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-test=note]")).to_have_count(1)
    await expect(page.locator("[data-test=open-note]")).to_be_focused()
