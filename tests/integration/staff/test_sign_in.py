"""Signing in: who gets in, who is kept out, and what a session is."""

import asyncio

import pytest
from sqlalchemy import select

from bot.staff.accounts import AccountError
from bot.staff.models import Role, Staff, StaffSession
from bot.staff.sign_in import hashed
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import PASSWORD, Scene, token_in


async def test_with_the_right_password_the_inbox_opens(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(None)
    response = await browser.sign_in(sanne.email.upper())
    assert (response.status, response.headers["Location"]) == (303, "/staff/")
    assert "Sanne" in await browser.page("/")


async def test_without_signing_in_every_page_leads_to_the_sign_in_page_and_back(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(None)
    response = await browser.get("/?toon=open")
    assert response.status == 303
    assert response.headers["Location"].startswith("/staff/aanmelden?verder=/staff/")
    signed_in = await browser.sign_in(sanne.email, back="/staff/?toon=open")
    assert signed_in.headers["Location"] == "/staff/?toon=open"


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(None)
    wrong = await browser.sign_in(sanne.email, "niet het goede wachtwoord")
    unknown = await browser.sign_in("niemand@linde.example.nl", "niet het goede wachtwoord")
    assert wrong.status == unknown.status == 401
    first, second = await wrong.text(), await unknown.text()
    assert first.replace(sanne.email, "X") == second.replace("niemand@linde.example.nl", "X")


async def test_after_five_failures_the_account_is_locked_and_the_answer_does_not_say_so(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser = await visit(None)
    for _ in range(5):
        refused = await (await browser.sign_in(sanne.email, "niet het goede wachtwoord")).text()
    right = await browser.sign_in(sanne.email)
    assert right.status == 401
    assert await right.text() == refused
    scene.clock.move(minutes=15)
    assert (await browser.sign_in(sanne.email)).status == 303


async def test_the_second_lock_is_longer_and_success_wipes_the_count(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser = await visit(None)
    for _ in range(2):
        for _ in range(5):
            await browser.sign_in(sanne.email, "niet het goede wachtwoord")
        scene.clock.move(minutes=16)
    assert (await browser.sign_in(sanne.email)).status == 401
    scene.clock.move(minutes=15)
    assert (await browser.sign_in(sanne.email)).status == 303
    async with scene.database.transaction() as session:
        staff = await session.get_one(Staff, sanne.id)
        assert (staff.failed_attempts, staff.locked_until) == (0, None)


async def test_many_guesses_at_the_same_moment_get_no_more_tries_than_five(
    scene: Scene, visit: NewVisit, sanne: Staff
) -> None:
    browser = await visit(None)
    wrong = [browser.sign_in(sanne.email, f"gok nummer {n} van velen") for n in range(12)]
    await asyncio.gather(*wrong)
    async with scene.database.transaction() as session:
        assert (await session.get_one(Staff, sanne.id)).failed_attempts == 5
    assert (await browser.sign_in(sanne.email)).status == 401


async def test_one_address_can_try_sixty_times_in_ten_minutes(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(None)
    for n in range(60):
        await browser.sign_in(f"iemand{n}@linde.example.nl", "een gok van zomaar wat")
    assert (await browser.sign_in(sanne.email)).status == 429


async def test_the_database_holds_only_a_hash_of_the_cookie(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    secret = browser.cookies()["huurkompas_staff"]
    async with scene.database.transaction() as session:
        stored = (await session.scalars(select(StaffSession.secret_hash))).all()
    assert stored == [hashed(secret)]
    assert secret not in stored


async def test_signing_in_again_makes_a_new_session_and_ends_the_old(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser = await visit(sanne)
    before = browser.cookies()["huurkompas_staff"]
    page = await browser.page("/")
    await browser.browser.post("/staff/afmelden", data={"csrf": token_in(page)})
    await browser.sign_in(sanne.email)
    after = browser.cookies()["huurkompas_staff"]
    assert before != after
    async with scene.database.transaction() as session:
        assert (await session.scalars(select(StaffSession.secret_hash))).all() == [hashed(after)]


async def test_behind_https_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(scene: Scene, sanne: Staff) -> None:
    from aiohttp.test_utils import TestClient, TestServer

    async with TestClient(TestServer(scene.app(secure=True))) as client:
        form = await client.get("/staff/aanmelden")
        cookie = form.cookies["__Host-huurkompas_form"]
        response = await client.post(
            "/staff/aanmelden",
            data={"csrf": token_in(await form.text()), "email": sanne.email, "password": PASSWORD},
            headers={"Cookie": f"__Host-huurkompas_form={cookie.value}"},
            allow_redirects=False,
        )
    kept = response.cookies["__Host-huurkompas_staff"]
    assert kept["secure"]
    assert kept["httponly"]
    assert (kept["path"], kept["samesite"], kept["domain"], kept["max-age"]) == ("/", "Lax", "", "")


async def test_a_session_ends_after_two_idle_hours(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    scene.clock.move(minutes=100)
    assert (await browser.get("/")).status == 200
    scene.clock.move(minutes=119)
    assert (await browser.get("/")).status == 200
    scene.clock.move(minutes=121)
    assert (await browser.get("/")).status == 303


async def test_a_page_that_refreshes_itself_does_not_keep_a_session_alive(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser = await visit(sanne)
    for _ in range(3):
        scene.clock.move(minutes=50)
        refreshed = await browser.get("/lijst", headers={"HX-Request": "true"})
    assert refreshed.status == 401
    assert refreshed.headers["HX-Redirect"].startswith("/staff/aanmelden")


async def test_a_session_ends_after_twelve_hours_of_work(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    for _ in range(11):
        scene.clock.move(hours=1)
        assert (await browser.get("/")).status == 200
    scene.clock.move(hours=1)
    assert (await browser.get("/")).status == 303


async def test_signing_out_ends_the_session_on_the_server_too(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    secret = browser.cookies()["huurkompas_staff"]
    token = token_in(await browser.page("/"))
    await browser.browser.post("/staff/afmelden", data={"csrf": token}, allow_redirects=False)
    again = await browser.get("/", headers={"Cookie": f"huurkompas_staff={secret}"})
    assert again.status == 303


async def test_an_account_that_is_switched_off_is_out_at_once(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    async with scene.database.transaction() as session:
        (await session.get_one(Staff, sanne.id)).active = False
    assert (await browser.get("/")).status == 303
    assert (await browser.sign_in(sanne.email)).status == 401


async def test_a_sign_in_form_of_another_browser_is_refused(visit: NewVisit, sanne: Staff) -> None:
    mine, other = await visit(None), await visit(None)
    token = token_in(await other.page("/aanmelden"))
    await mine.page("/aanmelden")
    form = {"csrf": token, "email": sanne.email, "password": PASSWORD}
    assert (await mine.browser.post("/staff/aanmelden", data=form, allow_redirects=False)).status == 403


@pytest.mark.parametrize("email", ["\x00sanne", "' OR 1=1 --", "x" * 5000, ""])
async def test_odd_input_is_refused_and_never_a_failure_of_ours(visit: NewVisit, sanne: Staff, email: str) -> None:
    browser = await visit(None)
    assert (await browser.sign_in(email, "\x00" + "z" * 3000)).status == 401


async def test_an_account_gets_a_password_made_up_that_works(visit: NewVisit, scene: Scene) -> None:
    staff, made_up = await scene.accounts.add("nieuw@linde.example.nl", "Nieuwe Collega", Role.COLLECTOR)
    assert made_up is not None
    browser = await visit(None)
    assert (await browser.sign_in(staff.email, made_up)).status == 303


@pytest.mark.parametrize(
    ("email", "name", "password", "says"),
    [
        ("SANNE@linde.example.nl", "Sanne B", PASSWORD, "Er is al een medewerker"),
        ("geen-adres", "Sanne B", PASSWORD, "geen e-mailadres"),
        ("s@linde.example.nl", "  ", PASSWORD, "Vul een naam in"),
        ("s@linde.example.nl", "Sanne B", "kort", "te kort"),
    ],
)
async def test_a_faulty_account_is_refused_with_a_clear_line(
    scene: Scene, sanne: Staff, email: str, name: str, password: str, says: str
) -> None:
    with pytest.raises(AccountError, match=says):
        await scene.accounts.add(email, name, Role.COLLECTOR, password)
