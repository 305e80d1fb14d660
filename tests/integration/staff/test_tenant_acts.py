"""What is done on a tenant's page: proposing, marking, authorising; of two at once, one."""

import asyncio
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from bot.arrangements.rules.life import State
from bot.identity.models import Authorisation
from bot.staff.models import Staff
from bot.tenancy.models import Marker, MarkerKind
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import Renting, ids_in, mandate, rent
from tests.integration.staff.scene import Scene, Visit


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def found(browser: Visit, text: str) -> list[UUID]:
    response = await browser.post("/tenants", {"zoek": text})
    return ids_in(await response.text(), "contract")


async def text_of(response: ClientResponse, status: int) -> str:
    text = await response.text()
    assert response.status == status, (response.status, text)
    return text


# ── proposing ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_plan_of_a_collector_lies_with_the_tenant_in_their_conversation(
    browser: Visit, scene: Scene, renting: Renting, sanne: Staff
) -> None:
    await renting.is_known_at("whatsapp", "31600000077")
    await scene.conversation("hoi", channel="whatsapp", address="31600000077")
    form = {"soort": "arrangement", "termijnen": "5", "inkomen": "24"}
    response = await browser.post(f"/tenants/{renting.contract}/voorstel", form)
    assert response.status == 303
    assert "Je voorstel ligt er." in await browser.page(response.headers["Location"].removeprefix("/staff"))
    [view] = await renting.agreements.of_contract(renting.contract)
    assert (view.state, len(view.terms)) == (State.OFFERED, 5)
    agreed = await renting.agreements.agree(view.id, view.text_digest, person_id=renting.person, source="ja")
    assert agreed.state is State.ACTIVE


async def test_what_the_policy_refuses_no_button_grants(browser: Visit, renting: Renting) -> None:
    path = f"/tenants/{renting.contract}/voorstel"
    text = await text_of(await browser.post(path, {"soort": "arrangement", "termijnen": "30"}), 422)
    assert "Dit kan wel:" in text
    assert 'value="30"' in text
    await text_of(await browser.post(path, {"soort": "deferral", "tot": "2027-05-01"}), 422)
    await text_of(await browser.post(path, {"soort": "pay_date", "dag": "13"}), 422)
    await text_of(await browser.post(path, {"soort": "niets"}), 422)
    assert await renting.agreements.of_contract(renting.contract) == ()


async def test_what_runs_is_spread_anew_and_goes_on_until_the_yes(browser: Visit, renting: Renting) -> None:
    live = await renting.agrees()
    form = {"soort": "arrangement", "termijnen": "6", "loopt": str(live.id)}
    assert (await browser.post(f"/tenants/{renting.contract}/voorstel", form)).status == 303
    views = await renting.agreements.of_contract(renting.contract)
    assert {view.state for view in views} == {State.ACTIVE, State.OFFERED}
    other = {**form, "loopt": str(uuid4())}
    await text_of(await browser.post(f"/tenants/{renting.contract}/voorstel", other), 409)


# ── markers and authorisations ────────────────────────────────────────────────────────────────────


async def test_a_marker_is_set_once_and_cleared_with_a_note(
    browser: Visit, scene: Scene, renting: Renting, sanne: Staff
) -> None:
    path = f"/tenants/{renting.contract}/bijzonderheid"
    form = {"soort": "administrator", "notitie": "Bewindvoerder De Eik"}
    both = await asyncio.gather(browser.post(path, form), browser.post(path, form))
    assert sorted(response.status for response in both) == [303, 409]
    assert "Sanne zette het erop" in await next(r for r in both if r.status == 409).text()
    async with scene.database.transaction() as session:
        [marker] = (await session.scalars(select(Marker))).all()
    assert (marker.kind, marker.note, marker.set_by_id) == (MarkerKind.ADMINISTRATOR, form["notitie"], sanne.id)
    assert "Bewindvoerder De Eik" in await browser.page(f"/tenants/{renting.contract}")
    await text_of(await browser.post(f"{path}/{marker.id}/weg", {"notitie": " "}), 422)
    both = await asyncio.gather(
        *(browser.post(f"{path}/{marker.id}/weg", {"notitie": "Bewind is klaar"}) for _ in "ab")
    )
    assert sorted(response.status for response in both) == [303, 409]
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "geldt niet meer" in page
    assert "Bewind is klaar" in page
    await text_of(await browser.post(path, {"soort": "verzonnen"}), 422)


async def test_a_marker_of_another_tenant_is_left_alone(browser: Visit, scene: Scene, renting: Renting) -> None:
    other = await rent(scene, "0010002")
    await browser.post(f"/tenants/{renting.contract}/bijzonderheid", {"soort": "wsnp"})
    async with scene.database.transaction() as session:
        [marker] = (await session.scalars(select(Marker))).all()
    wrong = f"/tenants/{other.contract}/bijzonderheid/{marker.id}/weg"
    await text_of(await browser.post(wrong, {"notitie": "x"}), 409)
    async with scene.database.transaction() as session:
        assert (await session.get_one(Marker, marker.id)).cleared_on is None


async def test_an_authorisation_is_written_down_with_what_was_seen_and_an_end_and_can_be_ended(
    browser: Visit, scene: Scene, renting: Renting, sanne: Staff
) -> None:
    path = f"/tenants/{renting.contract}/machtiging"
    assert (await browser.post(path, mandate(renting))).status == 303
    async with scene.database.transaction() as session:
        [given] = (await session.scalars(select(Authorisation))).all()
    assert (given.tenant_id, given.proof_seen, given.recorded_by_id) == (renting.person, "mandate", sanne.id)
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "B. Helper" in page
    assert "Machtiging met handtekening gezien" in page
    other = await rent(scene, "0010002")
    await text_of(await browser.post(f"/tenants/{other.contract}/machtiging/{given.id}/stop"), 409)
    assert (await browser.post(f"{path}/{given.id}/stop")).status == 303
    assert "Telt niet meer" in await browser.page(f"/tenants/{renting.contract}")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"einde": "2030-01-01"}, "hoogstens een jaar"),
        ({"einde": ""}, "dag-maand-jaar"),
        ({"bewijs": ""}, "welk bewijs"),
        ({"voor": ""}, "welke huurder"),
        ({"voor": str(uuid4())}, "niet op deze huurovereenkomst"),
        ({"telefoon": ""}, "daar gaat de code heen"),
        ({"telefoon": "12"}, "telefoonnummer van de gemachtigde klopt niet"),
        ({"achternaam": ""}, "achternaam"),
        ({"geboren": "2050-01-01"}, "niet in het verleden"),
    ],
)
async def test_an_authorisation_that_is_not_whole_leaves_nothing_behind(
    browser: Visit, scene: Scene, renting: Renting, wrong: dict[str, str], says: str
) -> None:
    response = await browser.post(f"/tenants/{renting.contract}/machtiging", mandate(renting, **wrong))
    assert says in await text_of(response, 422)
    async with scene.database.transaction() as session:
        assert (await session.scalars(select(Authorisation))).all() == []
    assert await found(browser, "Helper") == []
