"""What somebody who listens to the chat hears by itself: everything new once, nothing old."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.web.errors import Refusal
from tests.integration.browser.conftest import Look
from tests.support.chat_stand_in import ChatStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

HEARING = (Path(__file__).parent / "hearing.js").read_text(encoding="utf-8")


async def opened(look: Look, chat: ChatStandIn) -> Page:
    page = await look(chat.base, script=HEARING)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    return page


async def heard(page: Page, *last: str) -> list[str]:
    """All that was said, once the last of it has been."""
    for words in last:
        await page.wait_for_function("words => heard.some((said) => said.includes(words))", arg=words)
    said: list[str] = await page.evaluate("heard")
    return said


def times(said: list[str], words: str) -> int:
    return sum(line.count(words) for line in said)


async def test_a_question_and_its_answer_are_each_heard_once_and_not_again_after_a_reload(
    chat: ChatStandIn, look: Look
) -> None:
    page = await opened(look, chat)
    await page.locator("[data-test=input]").fill("mijn vraag")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-from=tenant]")).to_have_attribute("data-state", "sent")
    chat.seen()
    chat.typing(True)
    await heard(page, "Digitale assistent typt")
    chat.typing(False)
    await chat.says("het antwoord", buttons=["Ja", "Nee"])
    said = await heard(page, "Je kunt kiezen")
    assert times(said, "mijn vraag") == 1
    assert times(said, "Jij:") == 1
    assert times(said, "het antwoord") == 1
    assert times(said, "Digitale assistent: het antwoord") == 1
    assert times(said, "Je kunt kiezen: Ja, Nee.") == 1
    assert times(said, "verstuurd") == 0, "how far it got is there to be looked up, not to interrupt"
    assert len(said) <= 5, said
    await page.reload()
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(page.locator("[data-test=message]")).to_have_count(2)
    await chat.until(lambda chat: len(chat.resumed) == 2)
    await chat.says("iets nieuws")
    said = await heard(page, "iets nieuws")
    assert times(said, "het antwoord") == 0
    assert times(said, "mijn vraag") == 0
    assert times(said, "iets nieuws") == 1


async def test_a_failure_is_heard_once_and_the_message_is_not_read_again_when_it_goes(
    chat: ChatStandIn, look: Look
) -> None:
    page = await opened(look, chat)
    chat.fault = Refusal(422, "no", "Dit ging niet.")
    await page.locator("[data-test=input]").fill("mijn vraag")
    await page.keyboard.press("Enter")
    await heard(page, "Je bericht is niet verstuurd.")
    chat.fault = None
    await page.locator("[data-test=retry]").click()
    await expect(page.locator("[data-from=tenant]")).to_have_attribute("data-state", "sent")
    await chat.says("het antwoord")
    said = await heard(page, "het antwoord")
    assert times(said, "mijn vraag") == 1
    assert times(said, "Je bericht is niet verstuurd.") == 1


async def test_what_was_missed_is_heard_once_when_the_connection_is_back_and_news_when_the_chat_is_closed(
    chat: ChatStandIn, look: Look
) -> None:
    page = await opened(look, chat)
    await chat.says("een")
    await heard(page, "een")
    chat.cut()
    await chat.says("twee")
    await chat.until(lambda chat: len(chat.resumed) == 2)
    await chat.says("drie")
    said = await heard(page, "twee", "drie")
    assert [times(said, f": {words}") for words in ("een", "twee", "drie")] == [1, 1, 1]
    await page.keyboard.press("Escape")
    await chat.says("ben je er nog?")
    assert times(await heard(page, "1 nieuw bericht"), "1 nieuw bericht") == 1
