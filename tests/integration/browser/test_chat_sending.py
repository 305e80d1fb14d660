"""What becomes of a message that does not get through: said in Dutch, kept, and sent again without doubling."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.web.errors import Refusal
from tests.integration.browser.conftest import Look
from tests.support.chat_stand_in import ChatStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHY = "Dit bericht konden we niet bewaren."


async def talking(look: Look, chat: ChatStandIn, **how: Any) -> Page:
    page = await look(chat.base, **how)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    return page


async def write(page: Page, text: str) -> Locator:
    await page.locator("[data-test=input]").fill(text)
    await page.locator("[data-test=send]").click()
    return page.locator("[data-from=tenant]", has_text=text)


async def test_a_message_shows_how_far_it_got_and_a_refused_one_goes_with_one_press(
    chat: ChatStandIn, look: Look
) -> None:
    page = await talking(look, chat)
    first = await write(page, "goedenavond")
    await expect(first).to_have_attribute("data-state", "sent")
    await expect(first).to_contain_text("verstuurd")
    chat.seen()
    await expect(first).to_contain_text("verstuurd en ontvangen")
    chat.fault = Refusal(422, "no", WHY)
    second = await write(page, "ik kan het niet betalen")
    await expect(second).to_have_attribute("data-state", "failed")
    await expect(second).to_contain_text(WHY)
    await expect(second).to_contain_text("niet verstuurd")
    chat.fault = None
    await second.get_by_role("button", name="probeer opnieuw").click()
    await expect(second).to_have_attribute("data-state", "sent")
    await expect(second).not_to_contain_text(WHY)
    await expect(second).to_have_count(1)
    assert [line["text"] for line in chat.lines] == ["goedenavond", "ik kan het niet betalen"]
    assert chat.posts[1]["id"] == chat.posts[2]["id"], "so that the server can tell that it is the same"


async def test_a_mark_that_another_conversation_has_is_not_tried_for_ever(chat: ChatStandIn, look: Look) -> None:
    """It was stored before this conversation began, and its answer got lost: only with a mark of its own it gets in."""
    page = await talking(look, chat)
    chat.fault = Refusal(409, "id_taken", "Dit bericht kon niet worden bewaard. Probeer het opnieuw.")
    mine = await write(page, "hallo")
    await mine.get_by_role("button", name="probeer opnieuw").wait_for()
    chat.fault = None
    await mine.get_by_role("button", name="probeer opnieuw").click()
    await expect(mine).to_have_attribute("data-state", "sent")
    first, second = chat.posts
    assert (first["text"], second["text"]) == ("hallo", "hallo")
    assert first["id"] != second["id"]


async def test_a_refused_message_holds_up_nothing_and_what_was_on_its_way_at_a_reload_goes_once(
    chat: ChatStandIn, look: Look
) -> None:
    page = await talking(look, chat)
    chat.fault = Refusal(422, "no", WHY)
    first = await write(page, "eerste")
    await expect(first).to_have_attribute("data-state", "failed")
    chat.fault = "lost before"
    await write(page, "tweede")
    await chat.until(lambda chat: chat.posts[-1]["text"] == "tweede")
    chat.fault = None
    await page.reload()
    await expect(page.locator("[data-from=tenant]", has_text="tweede")).to_have_attribute("data-state", "sent")
    await expect(first).to_have_attribute("data-state", "failed")
    await first.get_by_role("button", name="verwijder").click()
    await expect(page.locator("[data-from=tenant]")).to_have_count(1)
    assert [line["text"] for line in chat.lines] == ["tweede"]
    assert len({post["id"] for post in chat.posts}) == 2


async def test_without_a_network_a_message_waits_and_goes_once_by_itself(chat: ChatStandIn, look: Look) -> None:
    page = await talking(look, chat)
    await page.context.set_offline(True)
    mine = await write(page, "hallo")
    await expect(mine).to_have_attribute("data-state", "failed")
    await expect(page.locator("[data-test=status]")).to_contain_text("Je hebt geen internet.")
    await page.context.set_offline(False)
    await expect(mine).to_have_attribute("data-state", "sent")
    await expect(page.locator("[data-test=status]")).to_contain_text("Je bent weer verbonden.")
    assert [line["text"] for line in chat.lines] == ["hallo"]
