"""What every page passes: tokens, origins, roles, headers, and errors in Dutch."""

import re
from uuid import UUID

import pytest

from bot.handoff.models import Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, token_in


async def test_a_post_without_the_token_changes_nothing(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    for form in ({}, {"csrf": "verkeerd"}):
        response = await browser.browser.post(f"/staff/gesprekken/{waiting}/neem", data=form, allow_redirects=False)
        assert response.status == 403
        assert "stond te lang open" in await response.text()
    assert (await scene.read(waiting)).owner == "queue"


async def test_the_token_of_a_colleague_does_not_fit(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    mine, other = await visit(sanne), await visit(youssef)
    token = token_in(await other.page("/"))
    response = await mine.browser.post(f"/staff/gesprekken/{waiting}/neem", data={"csrf": token})
    assert response.status == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.nl"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
async def test_a_post_from_another_site_is_refused_even_with_the_token(
    visit: NewVisit, scene: Scene, sanne: Staff, headers: dict[str, str]
) -> None:
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    assert (await browser.post(f"/gesprekken/{waiting}/neem", headers=headers)).status == 403


async def test_the_token_may_come_in_a_header(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    token = token_in(await browser.page("/"))
    path = f"/staff/gesprekken/{waiting}/neem"
    response = await browser.browser.post(path, headers={"X-CSRF-Token": token}, allow_redirects=False)
    assert response.status == 303


async def test_a_collector_may_not_open_the_overview_and_is_told_so_in_dutch(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    waiting = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    for path in ("/overzicht", f"/overzicht/{waiting}"):
        response = await browser.get(path)
        assert response.status == 403
        assert "Hier mag je niet bij" in await response.text()
    assert "/staff/overzicht" not in await browser.page("/")


async def test_a_coordinator_opens_the_overview_and_the_inbox(visit: NewVisit, coordinator: Staff) -> None:
    browser = await visit(coordinator)
    assert "Overzicht van gesprekken" in await browser.page("/overzicht")
    assert "Postvak" in await browser.page("/")


@pytest.mark.parametrize(
    "path", ["/bestaat-niet", f"/gesprekken/{UUID(int=7)}", "/gesprekken/1; drop table", "/static/x"]
)
async def test_what_does_not_exist_is_said_in_dutch(visit: NewVisit, sanne: Staff, path: str) -> None:
    response = await (await visit(sanne)).get(path)
    assert response.status == 404
    assert "Niet gevonden" in await response.text()


async def test_pages_are_never_kept_and_say_no_more_than_needed(visit: NewVisit, sanne: Staff) -> None:
    response = await (await visit(sanne)).get("/")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


async def test_pages_hold_no_inline_script_style_or_handler(visit: NewVisit, scene: Scene, coordinator: Staff) -> None:
    waiting = await scene.conversation("help", reason=Reason.DANGER, danger="suicide")
    browser = await visit(coordinator)
    for path in ("/", f"/gesprekken/{waiting}", "/overzicht", f"/overzicht/{waiting}"):
        page = await browser.page(path)
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on|\bjs:", page)


async def test_static_files_may_be_kept_for_ever_under_the_hash_of_their_content(visit: NewVisit) -> None:
    browser = await visit(None)
    page = await browser.page("/aanmelden")
    address = re.search(r'href="(/staff/static/desk\.css\?v=\w+)"', page)
    assert address is not None
    kept = await browser.browser.get(address[1])
    assert (kept.status, kept.content_type) == (200, "text/css")
    assert "immutable" in kept.headers["Cache-Control"]
    other = await browser.browser.get("/staff/static/desk.css?v=oud")
    assert other.headers["Cache-Control"] == "no-cache"


async def test_a_form_that_is_far_too_large_is_refused_in_dutch(visit: NewVisit, sanne: Staff) -> None:
    response = await (await visit(sanne)).post("/afmelden", {"rommel": "x" * 100_000})
    assert response.status == 413
    assert "Te groot" in await response.text()
