"""Looking up tenants, and the page about one: what it shows, what is done on it, and what is written down of it."""

import re
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Author
from bot.handoff.models import Reason
from bot.staff import tenant_file, tenants
from bot.staff.app import staff_app
from bot.staff.models import Role, Staff, TenantRead
from bot.staff.timeline import Moment
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE, Renting, ids_in, mandate, rent
from tests.integration.staff.scene import Scene, Visit


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def search(browser: Visit, text: str, page: str = "") -> str:
    response = await browser.post("/tenants", {"zoek": text, "blad": page})
    assert response.status == 200
    return await response.text()


async def found(browser: Visit, text: str, page: str = "") -> list[UUID]:
    return ids_in(await search(browser, text, page), "contract")


async def text_of(response: ClientResponse, status: int) -> str:
    text = await response.text()
    assert response.status == status, (response.status, text)
    return text


async def reads(scene: Scene) -> list[tuple[UUID | None, UUID | None, str]]:
    async with scene.database.transaction() as session:
        rows = (await session.scalars(select(TenantRead))).all()
    return [(row.staff_id, row.contract_id, row.purpose) for row in rows]


# ── looking up ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    [
        *("0012999", "12999", "Wolkenveld", "wolk", "van der Wolkenveld", "A. van der Wolken", "mevrouw Wolkenveld"),
        *("0000 AA 1", "0000aa1", "0000 AA", "06-00000077", "+31 6 0000 0077"),
    ],
)
async def test_a_tenant_is_found_by_number_name_home_and_telephone(
    browser: Visit, renting: Renting, typed: str
) -> None:
    assert await found(browser, typed) == [renting.contract]


@pytest.mark.parametrize(
    "typed", ["Jansen", "0000 AB 1", "0000 AA 2", "0698765432", "9999999", "%", "_olk", "van den Wolk"]
)
async def test_others_are_not_found(browser: Visit, renting: Renting, typed: str) -> None:
    assert await found(browser, typed) == []


async def test_who_types_too_little_is_told(browser: Visit, renting: Renting) -> None:
    assert "te weinig om op te zoeken" in await search(browser, "w")
    assert 'data-test="empty"' in await search(browser, "Niemand")
    assert 'data-test="tenant-row"' not in await browser.page("/tenants")


async def test_every_look_up_is_written_down_without_what_was_typed(
    browser: Visit, scene: Scene, renting: Renting, sanne: Staff
) -> None:
    await found(browser, "Wolkenveld")
    await found(browser, "Niemand")
    await browser.page(f"/tenants/{renting.contract}")
    assert await reads(scene) == [
        (sanne.id, renting.contract, "search_name"),
        (sanne.id, None, "search_name"),
        (sanne.id, renting.contract, "page"),
    ]


async def test_many_are_shown_by_the_page_and_only_who_was_shown_is_written_down(
    browser: Visit, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tenants, "PAGE", 2)
    made = [(await rent(scene, f"001000{n}")).contract for n in range(3)]
    assert await found(browser, "Wolkenveld") == made[:2]
    assert await found(browser, "Wolkenveld", "2") == made[2:]
    assert await found(browser, "Wolkenveld", "99") == made[2:]
    assert [contract for _, contract, _ in await reads(scene)] == [*made, made[2]]


# ── the page ──────────────────────────────────────────────────────────────────────────────────────


async def test_the_page_tells_the_balance_the_ledger_and_the_people(browser: Visit, renting: Renting) -> None:
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "Er staat €\u00a01.300,00 open." in page
    assert "Van 2 maanden is de huur niet helemaal betaald. De oudste is oktober 2026." in page
    for words in ("A. van der Wolkenveld", "+31600000077", "geboren 3 mei 1980", "Herinnering", "oktober 2026"):
        assert words in page
    balances = re.findall(r'<td class="num">(€\u00a0[\d.,]+)</td></tr>', page)
    assert balances[:3] == ["€\u00a01.300,00", "€\u00a0650,00", "€\u00a00,00"]


async def test_a_long_ledger_comes_by_the_page_with_the_balance_running_on(
    browser: Visit, renting: Renting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tenant_file, "LEDGER_PAGE", 8)
    counts, balances = [], []
    for number in (1, 2, 3):
        page = await browser.page(f"/tenants/{renting.contract}?grootboek={number}")
        counts.append(page.count('data-test="booking"'))
        balances += re.findall(r'<td class="num">(€\u00a0[\d.,]+)</td></tr>', page)
    assert counts == [8, 8, 4]
    assert balances[-1] == "€\u00a0650,00"
    assert len(balances) == 20


async def test_the_plan_stands_there_with_its_instalments_and_state(browser: Visit, renting: Renting) -> None:
    await renting.agrees()
    page = await browser.page(f"/tenants/{renting.contract}")
    assert 'data-test="agreement" data-state="active"' in page
    assert page.count('data-test="instalment"') == 3


async def test_the_timeline_tells_that_there_was_talk_and_not_what_was_said(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    await renting.is_known_at("whatsapp", "31600000077")
    talk = await scene.conversation(
        "mijn geheim", "nog iets", reason=Reason.ASKED, channel="whatsapp", address="31600000077"
    )
    await scene.says(talk, "antwoord", Author.ASSISTANT)
    other = await scene.conversation("van een ander", channel="whatsapp", address="31600000078")
    await renting.agrees()
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "Berichten via WhatsApp: 2 van de huurder, 1 van de assistent" in page
    assert "Vraagt om een mens, nog niet opgepakt" in page
    assert "ja gezegd" in page
    assert "mijn geheim" not in page
    assert str(other) not in page


async def test_disputes_come_from_whoever_records_them(scene: Scene, renting: Renting, sanne: Staff) -> None:
    class Recorded:
        async def moments(self, session: AsyncSession, contract_id: UUID, limit: int) -> list[Moment]:
            assert contract_id == renting.contract
            return [Moment(scene.clock(), "dispute", "Zegt dat oktober betaald is")]

    from dataclasses import replace

    from aiohttp import web
    from aiohttp.test_utils import TestClient, TestServer

    app = web.Application()
    app.add_subapp("/staff/", staff_app(replace(scene.desk(), disputes=Recorded()), scene.passwords))
    async with TestServer(app) as server, TestClient(server) as client:
        browser = Visit(client)
        await browser.sign_in(sanne.email)
        assert "Zegt dat oktober betaald is" in await browser.page(f"/tenants/{renting.contract}")


async def test_from_a_conversation_there_is_a_way_only_when_it_is_proven_whose_it_is(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    conversation = await scene.conversation("hoi", reason=Reason.ASKED, channel="whatsapp", address="31600000077")
    assert 'data-test="to-tenant"' not in await browser.page(f"/gesprekken/{conversation}")
    await renting.is_known_at("whatsapp", "31600000077")
    page = await browser.page(f"/gesprekken/{conversation}")
    [way] = re.findall(r'href="/staff(/tenants\?persoon=[^"]+)" data-test="to-tenant"', page)
    response = await browser.get(way)
    assert response.headers["Location"] == f"/staff/tenants/{renting.contract}"
    assert (await browser.get(f"/tenants?persoon={uuid4()}")).status == 200


async def test_a_coordinator_sees_no_way_to_the_tenant_from_a_conversation(
    visit: NewVisit, scene: Scene, renting: Renting, coordinator: Staff
) -> None:
    await renting.is_known_at("whatsapp", "31600000077")
    conversation = await scene.conversation("hoi", reason=Reason.ASKED, channel="whatsapp", address="31600000077")
    page = await (await visit(coordinator)).page(f"/gesprekken/{conversation}")
    assert 'data-test="to-tenant"' not in page


# ── who may not ───────────────────────────────────────────────────────────────────────────────────


async def test_only_collectors_and_admins_look_up_tenants(
    visit: NewVisit, scene: Scene, renting: Renting, coordinator: Staff
) -> None:
    refused = await visit(coordinator)
    assert "/staff/tenants" not in await refused.page("/")
    path = f"/tenants/{renting.contract}"
    for one in ("/tenants", path):
        assert (await refused.get(one)).status == 403
    acts = ("voorstel", "bijzonderheid", f"bijzonderheid/{uuid4()}/weg", "machtiging", f"machtiging/{uuid4()}/stop")
    for one in ("/tenants", *(f"{path}/{act}" for act in acts)):
        assert (await refused.post(one, {"zoek": "Wolkenveld"})).status == 403
    assert await reads(scene) == []
    admin = await visit(await scene.staff("Beheer", Role.ADMIN))
    assert await found(admin, "Wolkenveld") == [renting.contract]


async def test_without_the_right_token_nothing_is_looked_up_or_done(
    browser: Visit, scene: Scene, renting: Renting
) -> None:
    path = f"/staff/tenants/{renting.contract}"
    for one in ("/staff/tenants", f"{path}/voorstel", f"{path}/bijzonderheid", f"{path}/machtiging"):
        data = {"zoek": "Wolkenveld", "soort": "wsnp", **mandate(renting), "csrf": "verkeerd"}
        assert (await browser.browser.post(one, data=data, allow_redirects=False)).status == 403
    assert await reads(scene) == []


async def test_an_unknown_tenant_is_not_found(browser: Visit) -> None:
    assert (await browser.get(f"/tenants/{uuid4()}")).status == 404
    assert (
        await browser.post(f"/tenants/{uuid4()}/voorstel", {"soort": "arrangement", "termijnen": "3"})
    ).status == 404
    assert (await browser.post(f"/tenants/{uuid4()}/bijzonderheid", {"soort": "wsnp"})).status == 404


async def test_names_and_notes_cannot_run_anything(browser: Visit, scene: Scene) -> None:
    sly = "<img src=x onerror=alert(1)>"
    renting = await rent(scene, surname=sly)
    await browser.post(f"/tenants/{renting.contract}/bijzonderheid", {"soort": "wsnp", "notitie": sly})
    await browser.post(f"/tenants/{renting.contract}/machtiging", mandate(renting, achternaam=sly, notitie=sly))
    pages = [
        await browser.page(f"/tenants/{renting.contract}"),
        await search(browser, "0012999"),
        await search(browser, sly),
    ]
    for page in pages:
        assert "<img" not in page
        assert not re.search(NO_INLINE, page.replace("&lt;img src=x onerror=alert(1)&gt;", ""))
    assert "&lt;img" in pages[0]


async def test_who_else_looked_is_shown(visit: NewVisit, renting: Renting, sanne: Staff, youssef: Staff) -> None:
    await (await visit(sanne)).page(f"/tenants/{renting.contract}")
    page = await (await visit(youssef)).page(f"/tenants/{renting.contract}")
    assert "Keken hier ook: Sanne" in page
