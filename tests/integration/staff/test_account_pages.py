"""Who works here, as an admin sees and changes it; and everybody's own password."""

import re
from uuid import UUID

import pytest

from bot.conversation.models import Owner
from bot.handoff.models import Reason
from bot.staff.models import Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE
from tests.integration.staff.scene import PASSWORD, Scene, Visit, inbox_ids

FRESH = "zomerfiets langs de dijk"


@pytest.fixture
async def admin(scene: Scene) -> Staff:
    return await scene.staff("Beheer", Role.ADMIN)


@pytest.fixture
async def office(visit: NewVisit, admin: Staff) -> Visit:
    return await visit(admin)


def made_up(page: str) -> str:
    found = re.search(r'data-test="password">([^<]+)<', page)
    assert found is not None
    return found[1]


async def test_a_new_colleague_signs_in_with_the_password_that_is_shown_once(
    office: Visit, visit: NewVisit, scene: Scene
) -> None:
    form = {"naam": "Fatima el Amrani-van den Broek", "email": "fatima@linde.example.nl", "rol": "coordinator"}
    page = await (await office.post("/accounts", form)).text()
    browser = await visit(None)
    assert (await browser.sign_in("fatima@linde.example.nl", made_up(page))).status == 303
    assert "coördinator" in await browser.page("/")
    [fatima] = [staff for staff in await scene.accounts.everybody() if staff.email == "fatima@linde.example.nl"]
    assert made_up(page) not in await office.page(f"/accounts/{fatima.id}")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"naam": "Fatima", "email": "geen adres", "rol": "collector"}, "geen e-mailadres"),
        ({"naam": " ", "email": "f@linde.example.nl", "rol": "collector"}, "Vul een naam in"),
        ({"naam": "Fatima", "email": "f@linde.example.nl", "rol": "baas"}, "Kies een rol"),
        ({"naam": "Fatima", "email": "BEHEER@linde.example.nl", "rol": "collector"}, "Er is al een medewerker"),
    ],
)
async def test_what_cannot_be_made_is_said_and_what_was_typed_stays(
    office: Visit, scene: Scene, form: dict[str, str], says: str
) -> None:
    before = len(await scene.accounts.everybody())
    response = await office.post("/accounts", form)
    page = await response.text()
    assert response.status == 422
    assert says in page
    assert f'value="{form["email"]}"' in page
    assert len(await scene.accounts.everybody()) == before


async def test_who_leaves_is_signed_out_and_their_conversations_wait_for_a_colleague(
    office: Visit, visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    mine = await scene.conversation("help", reason=Reason.ASKED, staff=sanne)
    his = await scene.conversation("ook", reason=Reason.ASKED, staff=youssef)
    in_danger = await scene.conversation("ik wil niet meer", reason=Reason.DANGER, danger="suicide", staff=sanne)
    hers = await visit(sanne)
    assert "De 2 gesprekken die nog lopen" in await office.page(f"/accounts/{sanne.id}")
    response = await office.post(f"/accounts/{sanne.id}/sluit")
    assert response.headers["Location"] == f"/staff/accounts/{sanne.id}?melding=gesloten"
    assert (await hers.get("/")).status == 303
    assert (await scene.read(mine)).owner is Owner.QUEUE
    assert (await scene.read(his)).owner_staff_id == youssef.id
    assert inbox_ids(await office.page("/?toon=wacht")) == [in_danger, mine]
    assert (await office.post(f"/accounts/{sanne.id}/open")).status == 303
    assert (await (await visit(None)).sign_in(sanne.email)).status == 303


async def test_another_role_holds_from_the_next_click_on(office: Visit, visit: NewVisit, sanne: Staff) -> None:
    hers = await visit(sanne)
    assert (await hers.get("/overzicht")).status == 403
    assert (await office.post(f"/accounts/{sanne.id}/rol", {"rol": "coordinator"})).status == 303
    assert (await hers.get("/overzicht")).status == 200
    assert (await hers.get("/tenants")).status == 403
    assert (await office.post(f"/accounts/{sanne.id}/rol", {"rol": "keizer"})).status == 422


async def test_a_lost_password_is_replaced_by_one_that_is_shown_once(
    office: Visit, visit: NewVisit, sanne: Staff
) -> None:
    hers = await visit(sanne)
    page = await (await office.post(f"/accounts/{sanne.id}/wachtwoord")).text()
    assert (await hers.get("/")).status == 303
    assert (await (await visit(None)).sign_in(sanne.email)).status == 401
    assert (await (await visit(None)).sign_in(sanne.email, made_up(page))).status == 303


async def test_an_admin_cannot_lock_the_door_behind_themselves(office: Visit, scene: Scene, admin: Staff) -> None:
    for path, form in (("sluit", {}), ("rol", {"rol": "collector"})):
        response = await office.post(f"/accounts/{admin.id}/{path}", form)
        assert response.status == 422
        assert "Je eigen account sluit je niet" in await response.text()
    assert (await office.post(f"/accounts/{admin.id}/wachtwoord")).headers["Location"] == "/staff/wachtwoord"
    [same] = [staff for staff in await scene.accounts.everybody() if staff.id == admin.id]
    assert (same.active, same.role) == (True, Role.ADMIN)


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.COORDINATOR])
async def test_nobody_else_sees_or_changes_accounts(visit: NewVisit, scene: Scene, admin: Staff, role: Role) -> None:
    staff = await scene.staff("Noor", role)
    browser = await visit(staff)
    for path in ("/accounts", f"/accounts/{admin.id}"):
        assert (await browser.get(path)).status == 403
    posts = [("/accounts", {"naam": "X", "email": "x@example.nl", "rol": "admin"})]
    posts += [(f"/accounts/{staff.id}/rol", {"rol": "admin"}), (f"/accounts/{admin.id}/sluit", {})]
    posts += [(f"/accounts/{admin.id}/wachtwoord", {}), (f"/accounts/{admin.id}/open", {})]
    for path, form in posts:
        assert (await browser.post(path, form)).status == 403
    assert "/staff/accounts" not in await browser.page("/")
    assert {s.role for s in await scene.accounts.everybody() if s.id == staff.id} == {staff.role}


async def test_an_account_that_is_not_there_is_not_found(office: Visit) -> None:
    for path in ("", "/sluit", "/open", "/rol", "/wachtwoord"):
        address = f"/accounts/{UUID(int=9)}{path}"
        response = await (office.post(address, {"rol": "admin"}) if path else office.get(address))
        assert response.status == 404


async def test_who_knows_the_old_password_chooses_another_and_stays_signed_in_here_only(
    visit: NewVisit, sanne: Staff
) -> None:
    here, there = await visit(sanne), await visit(sanne)
    response = await here.post("/wachtwoord", {"nu": PASSWORD, "nieuw": FRESH, "nogmaals": FRESH})
    assert response.headers["Location"] == "/staff/wachtwoord?melding=wachtwoord"
    assert "nieuw wachtwoord" in await here.page("/wachtwoord?melding=wachtwoord")
    assert (await there.get("/")).status == 303
    assert (await (await visit(None)).sign_in(sanne.email, FRESH)).status == 303
    assert (await (await visit(None)).sign_in(sanne.email)).status == 401


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"nu": "fout", "nieuw": FRESH, "nogmaals": FRESH}, "wachtwoord van nu klopt niet"),
        ({"nu": PASSWORD, "nieuw": FRESH, "nogmaals": f"{FRESH}!"}, "niet gelijk"),
        ({"nu": PASSWORD, "nieuw": "kort", "nogmaals": "kort"}, "te kort"),
        ({"nu": PASSWORD, "nieuw": "sanne in de zomer", "nogmaals": "sanne in de zomer"}, "de naam"),
        ({}, "te kort"),
    ],
)
async def test_a_password_that_will_not_do_changes_nothing(
    visit: NewVisit, sanne: Staff, form: dict[str, str], says: str
) -> None:
    browser = await visit(sanne)
    response = await browser.post("/wachtwoord", form)
    page = await response.text()
    assert response.status == 422
    assert says in page
    assert FRESH not in page
    assert (await (await visit(None)).sign_in(sanne.email)).status == 303


async def test_guessing_the_old_password_locks_the_account_as_at_the_door(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    for guess in range(5):
        await browser.post("/wachtwoord", {"nu": f"gok {guess}", "nieuw": FRESH, "nogmaals": FRESH})
    response = await browser.post("/wachtwoord", {"nu": PASSWORD, "nieuw": FRESH, "nogmaals": FRESH})
    assert response.status == 422
    assert (await (await visit(None)).sign_in(sanne.email)).status == 401


async def test_the_pages_hold_no_inline_script_style_or_handler(office: Visit, sanne: Staff) -> None:
    for path in ("/accounts", f"/accounts/{sanne.id}", "/wachtwoord"):
        assert not re.search(NO_INLINE, await office.page(path))
