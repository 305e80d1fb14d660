"""To an agreed arrangement in a browser, with the real engine: by the assistant alone, whose PDF is opened and read;
and with a collector who looks at the proposal first."""

import re

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from bot.simulators.postbox import PATH as POSTBOX
from tests.e2e.conftest import Program
from tests.e2e.test_first_conversation import COLLECTOR, PATIENCE, say, sign_in
from tests.support.browsing import complaints
from tests.support.pdf import structure

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("program")]

NUMBER, BORN = "0012245", "8 februari 1993"
#: The demo's proposal that waits for a collector.
WAITING, WAITING_BORN = "0012203", "24 juni 1996"


async def newest_code(program: Program, phone: BrowserContext) -> str:
    """The six digits that were sent last."""
    box = await (await phone.request.get(f"{program.base}{POSTBOX}")).text()
    code = re.search(r"\b\d{6}\b", re.sub(r"<time.*?</time>", "", box, flags=re.DOTALL))
    assert code is not None
    return code[0]


async def test_from_the_first_word_to_an_arrangement_on_paper(program: Program, phone: BrowserContext) -> None:
    page = await phone.new_page()
    await page.goto(program.base)
    await page.locator("[data-test=open]").click()
    turns = 0

    async def tells(words: str) -> str:
        nonlocal turns
        turns += 1
        return await (await say(page, words)).inner_text()

    assert "huurdersnummer" in await tells("kan ik in delen betalen")
    assert "geboortedatum" in await tells(NUMBER)
    assert "zes cijfers" in await tells(BORN)
    named = await tells(await newest_code(program, phone))
    assert "oktober 2026" in named
    assert "jou lukken" in await tells("ja dat klopt")
    assert "inkomen" in await tells("250 euro per maand")
    assert "over" in await tells("de 24e")
    assert "schulden" in await tells("600 euro")
    text = await tells("nee")
    table = page.locator("[data-test=schedule] table").last
    assert await table.locator("tbody tr").count() == 3
    assert await table.locator("th[scope=col]").all_inner_texts() == [
        "Termijn",
        "Uiterlijk op",
        "Termijnbedrag",
        "Huur",
        "Samen",
    ]
    assert not await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert await complaints(page) == []
    assert "Betalingsregeling R-" in text
    assert "€\u00a0250,00" in text

    answers = page.locator("[data-test=message][data-from=assistant]")
    count = await answers.count()
    turns += 1
    await answers.last.get_by_role("button", name="Ja, ik ga akkoord").click()
    await expect(answers).to_have_count(count + 1, timeout=PATIENCE)
    await expect(answers.last).to_contain_text("Afgesproken")
    assert turns <= 12

    reference = re.search(r"R-[2-9A-Z]{5}", await answers.last.inner_text())
    assert reference is not None
    shown = await answers.last.inner_text()
    assert "Je afspraak (pdf)" in shown
    assert "In je agenda (ics)" in shown
    assert "http" not in shown
    paper = await opened(page, answers.last.locator("a[href$='afspraak.pdf']"))
    read = "\n".join(sheet.extract_text() for sheet in paper.pages)
    assert reference[0] in read
    assert "250,00" in read
    assert NUMBER in read
    kinds = [kind for kind, _ in structure(paper)]
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/TR")) == (1, 5, 1 + 3)
    assert {"/H1", "/P"} <= set(kinds)
    assert str(paper.trailer["/Root"]["/Lang"]).startswith("nl")


async def opened(page: Page, link: Locator) -> PdfReader:
    """The paper as the browser shows it when somebody presses the link, and as it saves it."""
    async with page.expect_popup() as popup:
        await link.click()
    shown = await popup.value
    # Its own viewer took it for a PDF, and not for a page or an error.
    await shown.wait_for_load_state()
    assert await shown.evaluate("document.contentType") == "application/pdf"
    await shown.close()
    async with page.expect_download() as saved:
        await link.evaluate("""found => {
          const copy = document.createElement('a');
          copy.href = found.href;
          copy.download = '';
          copy.click();
        }""")
    download = await saved.value
    assert re.fullmatch(r"afspraak-R-[2-9A-Z]{5}-0\.pdf", download.suggested_filename)
    return PdfReader(await download.path())


async def test_what_a_collector_approves_by_keyboard_is_agreed_by_the_tenant(
    program: Program, phone: BrowserContext, workplace: BrowserContext
) -> None:
    desk, page = await workplace.new_page(), await phone.new_page()
    await sign_in(desk, program.base, COLLECTOR)
    await approve(desk, program)

    await page.goto(program.base)
    await page.locator("[data-test=open]").click()
    for words in ("hoe staat het met mijn voorstel", WAITING, WAITING_BORN):
        await say(page, words)
    offer = await say(page, await newest_code(program, phone))
    await expect(offer).to_contain_text("Een medewerker van Woonstichting De Linde heeft hiernaar gekeken")
    answers = page.locator("[data-test=message][data-from=assistant]")
    count = await answers.count()
    await offer.get_by_role("button", name="Ja, ik ga akkoord").click()
    await expect(answers).to_have_count(count + 1, timeout=PATIENCE)
    await expect(answers.last).to_contain_text("Afgesproken")
    await desk.reload()
    await expect(desk.locator("[data-test=state]")).to_have_text("Loopt")


async def approve(desk: Page, program: Program) -> None:
    """From the list to the decision without a mouse."""
    await desk.goto(f"{program.base}/staff/agreements")
    await desk.locator("tr", has_text=WAITING).get_by_role("link").first.focus()
    await desk.keyboard.press("Enter")
    await desk.locator("[data-test=approve]").focus()
    await desk.keyboard.press("Enter")
    await expect(desk.locator("[data-test=flash]")).to_contain_text("Goedgekeurd")
    await expect(desk.locator("[data-test=state]")).to_have_text("Aangeboden aan de huurder")
