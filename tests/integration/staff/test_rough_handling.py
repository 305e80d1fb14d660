"""What people and their browsers do that nobody means to do."""

import re
from urllib.parse import quote

import pytest

from bot.conversation.models import Kind
from bot.handoff.models import Reason
from bot.identity.hearing import MARKS
from bot.staff.figures import FigureService, Part
from bot.staff.models import Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import rent
from tests.integration.staff.scene import Scene, overview_ids, token_in
from tests.integration.staff.taking import taken

NUL = "\x00"


@pytest.mark.parametrize("path", ["/agreements?zoek=%00", "/agreements/lijst?zoek=R-%00", "/overzicht?zoek=%00"])
async def test_a_character_that_no_database_takes_finds_nothing_and_breaks_nothing(
    visit: NewVisit, scene: Scene, path: str
) -> None:
    browser = await visit(await scene.staff("Beheer", Role.ADMIN))
    assert (await browser.get(path)).status == 200


async def test_it_breaks_nothing_in_a_reason_or_a_note_either(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    renting = await rent(scene)
    waiting = await renting.proposes()
    browser = await visit(sanne)
    response = await browser.post(f"/agreements/{waiting.id}/afwijzen", {"reden": f"te{NUL} hoog"})
    assert response.status == 303
    assert "te hoog" in await browser.page(f"/agreements/{waiting.id}")
    note = {"soort": "administrator", "notitie": f"brief{NUL} gezien"}
    assert (await browser.post(f"/tenants/{renting.contract}/bijzonderheid", note)).status == 303
    assert "brief gezien" in await browser.page(f"/tenants/{renting.contract}")


async def test_who_took_a_conversation_begins_to_type_at_once(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    response = await browser.post(f"/gesprekken/{conversation}/neem")
    after = response.headers["Location"].removeprefix("/staff")
    assert re.search(r"<textarea[^>]+ autofocus", await browser.page(after))
    assert not re.search(r"<textarea[^>]+ autofocus", await browser.page(f"/gesprekken/{conversation}"))


async def test_a_form_sent_after_the_session_ended_leads_back_to_the_page_it_was_on(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    page = f"/staff/gesprekken/{conversation}"
    token = token_in(await browser.page(f"/gesprekken/{conversation}"))
    scene.clock.move(minutes=121)
    response = await browser.browser.post(
        f"{page}/geef-terug",
        data={"csrf": token},
        headers={"Referer": str(browser.browser.make_url(page))},
        allow_redirects=False,
    )
    assert response.headers["Location"] == f"/staff/aanmelden?verder={quote(page)}&melding=verlopen"


@pytest.mark.parametrize("referer", ["https://elders.example.nl/staff/overzicht", "", "//x", "javascript:alert(1)"])
async def test_it_never_leads_to_a_page_of_somebody_else(visit: NewVisit, referer: str) -> None:
    browser = await visit(None)
    response = await browser.browser.post(
        "/staff/wachtwoord", headers={"Referer": referer} if referer else {}, allow_redirects=False
    )
    assert response.headers["Location"] == "/staff/aanmelden?verder=/staff/"


async def test_a_picture_after_words_is_told_in_the_list(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    conversation = await scene.conversation("kijk eens naar mijn brief", reason=Reason.FILE)
    scene.clock.move(minutes=1)
    await scene.says(conversation, "", kind=Kind.MEDIA)
    page = await (await visit(sanne)).page("/")
    assert "“kijk eens naar mijn brief”" in page
    assert "en stuurde een bijlage" in page


async def test_a_number_that_was_asked_for_is_not_counted_as_something_not_understood(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    talk = await scene.conversation()
    await scene.understood(talk, await scene.says(talk, "wat staat er open?"), "ask_balance", confidence=0.9)
    for mark in MARKS.values():
        await scene.understood(talk, await scene.says(talk, mark), "nlu_fallback", confidence=0.2)
    browser = await visit(coordinator)
    assert overview_ids(await browser.page("/overzicht?zekerheid=30")) == []
    page = await browser.page("/overzicht")
    assert overview_ids(page) == [talk]
    assert "20%" not in page
    heard = (await FigureService(scene.database, scene.clock).of_the_last(7)).heard
    assert (heard.turns, heard.not_understood) == (1, Part(0, 1))
