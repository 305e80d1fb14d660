"""The page that takes in a file: over HTTP, from the form to the answered question; and who may not."""

import asyncio
import re
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from aiohttp import ClientResponse, FormData

from bot.staff.models import Role, Staff
from bot.staff.views import importing
from bot.tenancy.importing.reading import LARGEST_FILE
from bot.tenancy.services import TenancyService
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, Visit, token_in
from tests.support.files import HEADER, line

OTHER = line(Overeenkomstnummer="0002", Debiteurnummer="D2")
NO_INLINE = r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on|\bjs:"


def a_file(*lines: str) -> bytes:
    return "\r\n".join([HEADER, *lines, ""]).encode()


async def offer(browser: Visit, body: bytes | None, *, token: str | None = None) -> ClientResponse:
    """Send the form as a browser does: the token first, then the file."""
    form = FormData(quote_fields=False)
    form.add_field("csrf", token if token is not None else token_in(await browser.page("/import")))
    if body is not None:
        form.add_field("bestand", body, filename="export/huur.csv", content_type="text/csv")
    else:
        form.add_field("bestand", b"", filename="", content_type="application/octet-stream")
    return await browser.browser.post("/staff/import", data=form, allow_redirects=False)


async def settled(browser: Visit, response: ClientResponse) -> tuple[str, str]:
    """Follow a run until nobody works on it any more; its path and its page."""
    assert response.status == 303, await response.text()
    path = response.headers["Location"].removeprefix("/staff")
    async with asyncio.timeout(20):
        while True:
            page = await browser.page(path)
            if "hx-get" not in page:
                return path, page
            await asyncio.sleep(0.02)


async def take_in(browser: Visit, *lines: str) -> str:
    path, page = await settled(browser, await offer(browser, a_file(*lines)))
    assert 'data-state="checked"' in page, page
    response = await browser.post(f"{path}/verwerk")
    return (await settled(browser, response))[1]


@pytest.fixture
async def browser(visit: NewVisit, coordinator: Staff) -> Visit:
    return await visit(coordinator)


async def test_a_file_is_looked_at_first_and_changes_things_only_after_a_yes(browser: Visit, scene: Scene) -> None:
    tenancy = TenancyService(scene.database)
    path, page = await settled(browser, await offer(browser, a_file(line(), line(Boekingsnummer="B2", Bedrag="x"))))
    assert "Er is nog niets veranderd." in page
    assert "Regel 3 <strong>overgeslagen</strong>: Bedrag &#39;x&#39; is geen bedrag" in page
    assert "huur.csv" in page
    assert "export" not in page
    assert await tenancy.find_contract("0001") is None
    _, page = await settled(browser, await browser.post(f"{path}/verwerk"))
    assert 'data-test="applied"' in page
    assert await tenancy.find_contract("0001") is not None
    assert "verwerkt" in await browser.page("/import")


async def test_a_file_may_also_be_put_aside(browser: Visit, scene: Scene) -> None:
    path, _ = await settled(browser, await offer(browser, a_file(line())))
    assert (await browser.post(f"{path}/weg")).status == 303
    late = await browser.post(f"{path}/verwerk")
    assert late.status == 409
    assert "al beslist" in await late.text()
    assert await TenancyService(scene.database).find_contract("0001") is None


async def test_the_same_file_again_says_that_nothing_changes(browser: Visit) -> None:
    await take_in(browser, line())
    _, page = await settled(browser, await offer(browser, a_file(line())))
    assert "al verwerkt" in page


async def test_what_is_gone_is_asked_and_answered_in_the_console(browser: Visit, scene: Scene) -> None:
    await take_in(browser, line(), OTHER)
    scene.clock.move(minutes=1)
    page = await take_in(browser, OTHER)
    assert "overeenkomst verdwenen uit het bestand" in page
    assert "1 vraag wacht" in await browser.page("/import")
    questions = await browser.page("/import/vragen")
    assert "0001, €\u00a0600,00" in questions
    chosen = re.search(r'name="vraag" value="([^"]+)"', questions)
    assert chosen is not None
    nothing = await browser.post("/import/vragen", {"soort": "contract_gone", "vraag": chosen[1]})
    assert nothing.status == 422
    wrong = await browser.post("/import/vragen", {"soort": "contract_gone", "vraag": chosen[1], "antwoord": "left"})
    assert "past niet bij deze vraag" in await wrong.text()
    said = {"soort": "contract_gone", "vraag": chosen[1], "antwoord": "paid"}
    assert (await browser.post("/import/vragen", said)).status == 303
    tenancy = TenancyService(scene.database)
    contract = await tenancy.find_contract("0001")
    assert contract is not None
    debt = await tenancy.debt(contract, scene.clock().date())
    assert debt is not None
    assert debt.balance_cents == 0
    assert "Geen vragen van deze soort" in await browser.page("/import/vragen?soort=contract_gone")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "Het bestand is leeg"),
        (a_file(line()).decode().encode("latin-1"), "geen UTF-8"),
        (b"PK\x03\x04", "Excel- of zip-bestand"),
        (b"Naam;Bedrag\nX;1\n", "In de eerste regel ontbreekt"),
        (b"\xef\xbb\xbfNaam,Bedrag\nX,1\n", "gescheiden door komma"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_with_the_reason(browser: Visit, body: bytes, told: str) -> None:
    _, page = await settled(browser, await offer(browser, body))
    assert told in page
    assert 'data-state="refused"' in page


async def test_sending_the_form_without_a_file_says_so(browser: Visit) -> None:
    response = await offer(browser, None)
    assert response.status == 422
    assert "Kies eerst een bestand." in await response.text()


async def test_a_file_that_is_too_large_is_refused_in_dutch_and_not_kept(
    browser: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGEST_FILE", 1_000)
    monkeypatch.setattr(importing, "LARGEST_UPLOAD", 10_000_000)
    told = await offer(browser, a_file(*[line()] * 50))
    assert told.status == 422
    assert "Het bestand is te groot" in await told.text()
    assert 'data-test="run"' not in await browser.page("/import")


async def test_two_hundred_megabytes_are_refused_by_their_length_alone(browser: Visit) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"--x\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(2 * LARGEST_FILE)}
    response = await browser.browser.post("/staff/import", data=slowly(), headers=headers, allow_redirects=False)
    assert response.status == 422
    assert "te groot: 200 MB, hoogstens 100 MB" in await response.text()


@pytest.mark.parametrize("token", ["", "verkeerd"])
async def test_a_file_without_the_right_token_is_not_taken(browser: Visit, token: str) -> None:
    response = await offer(browser, a_file(line()), token=token)
    assert response.status == 403
    assert 'data-test="run"' not in await browser.page("/import")


async def test_a_plain_form_in_place_of_a_file_is_not_taken(browser: Visit) -> None:
    assert (await browser.post("/import", {"bestand": "x"})).status == 403


async def test_only_coordinators_and_admins_may_take_in_files(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    collector = await visit(sanne)
    assert "/staff/import" not in await collector.page("/")
    token = token_in(await collector.page("/"))
    assert (await offer(collector, a_file(line()), token=token)).status == 403
    for path in ("/import", "/import/vragen", f"/import/{uuid4()}", f"/import/{uuid4()}/stand"):
        assert (await collector.get(path)).status == 403
    admin = await visit(await scene.staff("Beheer", Role.ADMIN))
    assert "Huurders en boekingen inlezen" in await admin.page("/import")


async def test_somebody_who_is_not_signed_in_is_asked_to(visit: NewVisit) -> None:
    nobody = await visit(None)
    response = await nobody.get("/import")
    assert (response.status, "/aanmelden" in response.headers["Location"]) == (303, True)


async def test_an_unknown_file_is_not_found(browser: Visit) -> None:
    assert (await browser.get(f"/import/{uuid4()}")).status == 404
    assert (await browser.get("/import/vragen?soort=verzonnen")).status == 200


async def test_the_part_that_renews_itself_makes_the_page_load_anew_at_the_end(browser: Visit) -> None:
    path, _ = await settled(browser, await offer(browser, a_file(line())))
    part = await browser.get(f"{path}/stand", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    assert "<html" not in await part.text()


async def test_the_pages_hold_no_inline_script_style_or_handler(browser: Visit) -> None:
    await take_in(browser, line(), OTHER)
    sly = line(Overeenkomstnummer="<b>", Bedrag="<i>")
    _, checked = await settled(browser, await offer(browser, a_file(OTHER, sly)))
    for page in (checked, await browser.page("/import"), await browser.page("/import/vragen")):
        assert not re.search(NO_INLINE, page)
        assert "<i>" not in page
