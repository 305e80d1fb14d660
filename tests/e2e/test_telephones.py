"""The demo's telephones in a real browser, the desk that hears them, and linking one of them to a tenant by hand."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Program
from tests.e2e.test_arrangement import newest_code
from tests.e2e.test_first_conversation import COLLECTOR, sign_in
from tests.support.browsing import complaints, sideways

pytestmark = pytest.mark.slow

PATIENCE = 20_000
#: A tenant of the demo with a running agreement.
AGREED, BORN = "0012259", "19 mei 1979"
NAMES = {"whatsapp": "WhatsApp", "telegram": "Telegram"}


def telephone(page: Page, channel: str) -> Locator:
    return page.locator(f"[data-channel={channel}]")


async def answered(phone: Locator, count: int) -> Locator:
    """The answer that makes so many of them."""
    answers = phone.locator(".bubble:not(.bubble--mine)")
    await expect(answers).to_have_count(count, timeout=PATIENCE)
    return answers.last


async def say(phone: Locator, text: str, count: int) -> Locator:
    await phone.locator("input[name=tekst]").fill(text)
    await phone.get_by_role("button", name="Verstuur").click()
    return await answered(phone, count)


def from_channel(desk: Page, channel: str) -> Locator:
    """The conversation of that telephone in the inbox, where others may wait too."""
    return desk.locator("[data-test=inbox-row]", has_text=NAMES[channel]).first.locator("a")


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_what_a_telephone_sends_is_answered_and_seen_and_heard_at_the_desk(
    program: Program, phone: BrowserContext, workplace: BrowserContext, channel: str
) -> None:
    page = await phone.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    await page.goto(f"{program.base}/demo/telefoon")
    mine = telephone(page, channel)
    await expect(mine).to_contain_text("Nog geen berichten")
    await expect(await say(mine, "ik kan de huur deze maand niet betalen", 1)).to_contain_text("computerprogramma")
    await mine.get_by_role("button", name="Foto van een brief").click()
    await answered(mine, 2)
    await mine.get_by_role("button", name="Spraakbericht").click()
    await answered(mine, 3)
    await page.reload()
    await answered(mine, 3)
    await expect(mine.locator(".bubble--mine")).to_have_count(3)
    assert refused == []

    desk = await workplace.new_page()
    await sign_in(desk, program.base, COLLECTOR)
    await from_channel(desk, channel).click()
    picture = desk.locator("img.file__picture").first
    await expect(picture).to_be_visible(timeout=PATIENCE)
    await picture.scroll_into_view_if_needed()
    await picture.evaluate("i => i.decode()")
    assert await picture.evaluate("i => i.naturalWidth") > 100
    sound = desk.locator("audio.file__sound").first
    await expect(sound).to_be_visible()
    # It really plays: the browser knows how long it lasts once it has read it.
    seconds = await sound.evaluate(
        "a => new Promise((known, failed) => {"
        " a.addEventListener('loadedmetadata', () => known(a.duration)); a.addEventListener('error', failed);"
        " a.preload = 'metadata'; a.load(); })"
    )
    assert seconds > 1


async def test_linking_by_hand_shows_from_whom_to_whom_does_it_and_can_be_undone(
    program: Program, phone: BrowserContext, workplace: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.goto(f"{program.base}/demo/telefoon")
    await say(telephone(page, "telegram"), "ik wil iemand spreken", 1)
    desk = await workplace.new_page()
    await sign_in(desk, program.base, COLLECTOR)
    rows = desk.locator("[data-test=inbox-row]", has_text=NAMES["telegram"])
    await rows.filter(has_text="ik wil iemand spreken").first.locator("a").click()
    await desk.locator("button[data-test=take]").click()
    conversation = desk.url
    main = desk.locator("main")
    await desk.get_by_role("link", name="koppelen").click()
    await expect(main).to_contain_text(re.compile("Nu gekoppeld aan dit [A-Za-z]+-adres: niemand"))

    await desk.get_by_label("Huurdersnummer of achternaam").fill("0012175")
    await desk.get_by_role("button", name="Zoek").click()
    await desk.get_by_role("link", name="Kies").first.click()
    await expect(main).to_contain_text("Dit gaat er gebeuren")
    await expect(main).to_contain_text(re.compile(r"gaat van niemand naar \S+"))
    assert await complaints(desk) == []
    # Nothing has happened yet.
    await expect(desk.locator("[data-test=undo-link]")).to_have_count(0)

    await desk.locator("[data-test=link]").click()
    await expect(main).not_to_contain_text(re.compile("Nu gekoppeld aan dit [A-Za-z]+-adres: niemand"))
    await desk.locator("[data-test=undo-link]").click()
    await expect(main).to_contain_text(re.compile("Nu gekoppeld aan dit [A-Za-z]+-adres: niemand"))
    await expect(desk.locator("[data-test=undo-link]")).to_have_count(0)
    await desk.goto(conversation)
    await expect(main).to_contain_text("niet bekend")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
async def test_the_page_with_the_telephones_is_accessible(
    program: Program, browser: Browser, scheme: Any, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{program.base}/demo/telefoon")
    await say(telephone(page, "telegram"), "hallo", 1)
    for fold in await page.locator("summary").all():
        await fold.click()
    assert await complaints(page) == []
    assert not await sideways(page)
    await context.close()


async def test_a_reminder_goes_as_a_template_and_one_tap_opens_the_talk_again(
    program: Program, phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.goto(f"{program.base}/demo/telefoon")
    mine = telephone(page, "whatsapp")
    await say(mine, "hoe staat het met mijn regeling", 1)
    await say(mine, AGREED, 2)
    await say(mine, BORN, 3)
    await expect(await say(mine, await newest_code(program, phone), 4)).to_contain_text("R-")

    await mine.get_by_text("Een herinnering die wij beginnen").click()
    switch = mine.get_by_label("mag zelf beginnen op WhatsApp")
    await switch.check()
    await mine.get_by_role("button", name="Een dag later: stuur de herinnering").click()
    template = await answered(mine, 5)
    await switch.uncheck()
    await expect(template).to_contain_text("We hebben een bericht voor je over wat we samen afspraken")
    await expect(template).not_to_contain_text("€")
    await mine.locator(".choices button:enabled").click()
    await expect(await answered(mine, 6)).to_contain_text(re.compile("herinnering.*€", re.DOTALL))
    # From here on it is a talk like any other.
    await expect(await say(mine, "het lukt deze maand niet", 7)).not_to_be_empty()
    assert await complaints(page) == []


async def test_the_reminder_that_we_begin_is_off_by_itself_and_asks_for_an_agreement_first(
    program: Program, phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.goto(f"{program.base}/demo/telefoon")
    mine = telephone(page, "whatsapp")
    await mine.get_by_text("Een herinnering die wij beginnen").click()
    await expect(mine.get_by_label("mag zelf beginnen op WhatsApp")).not_to_be_checked()
    await mine.get_by_role("button", name="Een dag later: stuur de herinnering").click()
    await expect(mine.get_by_role("alert")).to_contain_text("Maak hier eerst een regeling")
    await expect(telephone(page, "telegram").get_by_text("Een herinnering die wij beginnen")).to_have_count(0)
    assert await complaints(page) == []
