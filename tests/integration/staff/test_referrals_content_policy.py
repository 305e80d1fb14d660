"""Sign-ups to carry out, the content to look over, and a policy to try."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from aiohttp import FormData
from sqlalchemy import select

from bot.arrangements.news import News, TenantNews
from bot.dialogue.models import WarmReferral
from bot.knowledge.loading import load_knowledge
from bot.settings import PROJECT
from bot.staff import referrals
from bot.staff.models import ReadLogEntry, Role, Staff
from bot.tenancy.models import Stage
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE, ids_in, rent
from tests.integration.staff.scene import DEMO, Scene, Visit, token_in

WORDS = "Fatima, 06-00000012. Ik heb hulp nodig met <b>geld</b>."


async def signed_up(scene: Scene, organisation: str = "Budgetcoach", passed_on: str = WORDS, days_ago: int = 0) -> UUID:
    conversation = await scene.conversation("hoi")
    async with scene.database.transaction() as session:
        made = WarmReferral(
            id=uuid4(),
            conversation_id=conversation,
            referral_id="coach",
            organisation=organisation,
            passed_on=passed_on,
            consented_at=scene.clock() - timedelta(days=days_ago),
        )
        session.add(made)
    return made.id


# ── sign-ups ──────────────────────────────────────────────────────────────────────────────────────


async def test_exactly_what_was_agreed_to_is_shown_and_the_reading_is_noted(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    one = await signed_up(scene)
    page = await (await visit(sanne)).page("/referrals")
    assert ids_in(page, "id") == [one]
    shown = WORDS.replace("<", "&lt;").replace(">", "&gt;")
    assert f'data-test="passed-on">{shown}</blockquote>' in page
    async with scene.database.transaction() as session:
        [entry] = (await session.scalars(select(ReadLogEntry))).all()
    assert (entry.staff_id, entry.purpose) == (sanne.id, "referral")


async def test_the_oldest_waits_on_top_and_what_is_done_says_by_whom(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    new, old = await signed_up(scene, "Voedselbank"), await signed_up(scene, "Budgetcoach", days_ago=3)
    browser = await visit(sanne)
    assert ids_in(await browser.page("/referrals"), "id") == [old, new]
    without = await browser.post(f"/referrals/{old}/klaar", {"notitie": " "})
    assert (without.status, "Schrijf erbij" in await without.text()) == (422, True)
    assert (
        await browser.post(f"/referrals/{old}/klaar", {"notitie": "Gebeld, dinsdag", "voor-huurder": "Zij bellen"})
    ).status == 303
    assert ids_in(await browser.page("/referrals"), "id") == [new]
    done = await browser.page("/referrals?toon=gedaan")
    assert ids_in(done, "id") == [old]
    assert "door Sanne: Gebeld, dinsdag" in done
    assert "Nog niet. Een bericht gaat vanzelf" in done
    async with scene.database.transaction() as session:
        (news,) = (await session.scalars(select(TenantNews))).all()
    assert (news.kind, news.referral_id, news.reason) == (News.REFERRED, old, "Zij bellen")


async def test_of_two_colleagues_one_did_it_and_the_other_reads_who(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    one = await signed_up(scene)
    first, second = await visit(sanne), await visit(youssef)
    both = await asyncio.gather(*(v.post(f"/referrals/{one}/klaar", {"notitie": "Gebeld"}) for v in (first, second)))
    assert sorted(response.status for response in both) == [303, 409]
    assert re.search(r"(Sanne|Youssef) deed dit al", await next(r for r in both if r.status == 409).text())


async def test_sign_ups_come_by_the_page_and_an_empty_list_says_so(
    visit: NewVisit, scene: Scene, sanne: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await visit(sanne)
    assert 'data-test="empty"' in await browser.page("/referrals")
    monkeypatch.setattr(referrals, "PAGE", 2)
    made = [await signed_up(scene, days_ago=9 - n) for n in range(3)]
    assert ids_in(await browser.page("/referrals"), "id") == made[:2]
    assert ids_in(await browser.page("/referrals?blad=2"), "id") == made[2:]


async def test_a_sign_up_needs_the_token_and_must_exist(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    one = await signed_up(scene)
    browser = await visit(sanne)
    data = {"csrf": "verkeerd", "notitie": "x"}
    assert (await browser.browser.post(f"/staff/referrals/{one}/klaar", data=data)).status == 403
    assert (await browser.post(f"/referrals/{uuid4()}/klaar", {"notitie": "x"})).status == 409


# ── the content ───────────────────────────────────────────────────────────────────────────────────


async def test_a_coordinator_reads_what_has_to_be_looked_over(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    browser = await visit(coordinator)
    page = await browser.page("/content")
    assert page.count('data-test="danger"') == len(load_knowledge(PROJECT / "content").dangers)
    assert page.count('data-test="language"') == 7
    assert 'lang="ar" dir="auto"' in page
    assert not re.search(NO_INLINE, page)
    before = page.count('data-test="fact"')
    scene.clock.move(days=4000)
    await browser.sign_in(coordinator.email)
    later = await browser.page("/content")
    assert later.count('data-test="fact"') > before
    assert "Bij gevaar: denkt aan zelfdoding" in later


async def test_the_facts_to_look_over_are_narrowed_by_standing_subject_and_how_often_they_change(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    browser = await visit(coordinator)
    whole = await browser.page("/content")
    unconfirmed = await browser.page("/content?stand=unconfirmed")
    assert 0 < unconfirmed.count('data-test="fact"') < whole.count('data-test="fact"')
    room = await browser.page("/content?stand=unconfirmed&onderwerp=process")
    assert 'data-fact="geen-winterstop"' in room
    assert 'data-fact="potjescheck"' not in room
    assert 'value="process" selected' in room
    changing = await browser.page("/content?verandert=volatile&gebruikt=ja")
    assert not re.search(NO_INLINE, changing)
    nothing = await browser.page("/content?stand=past&onderwerp=landlord")
    assert "Niets met deze filters." in nothing
    # What nobody knows counts as nothing chosen, also when it is typed into the address.
    unknown = await browser.page("/content?onderwerp=<b>&stand=x")
    assert unknown.count('data-test="fact"') == whole.count('data-test="fact"')


async def test_addresses_in_municipalities_come_onto_the_list_before_their_day(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    browser = await visit(coordinator)
    assert 'data-test="place"' not in await browser.page("/content")
    scene.clock.move(days=70)
    await browser.sign_in(coordinator.email)
    assert "VraagWijzer Rotterdam" in await browser.page("/content")


async def test_a_collector_has_no_page_about_the_content(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    assert "/staff/content" not in await browser.page("/")
    assert (await browser.get("/content")).status == 403


# ── the policy ────────────────────────────────────────────────────────────────────────────────────


async def tried(browser: Visit, change: Callable[[str], str], **other: str) -> tuple[int, str]:
    page = await browser.page("/policy")
    form = {
        "csrf": token_in(page),
        "tekst": change((DEMO / "policy.yml").read_text(encoding="utf-8")),
        "van": "2026-01-01",
        "tot": "2026-12-31",
        **other,
    }
    response = await browser.browser.post("/staff/policy", data=form, allow_redirects=False)
    return response.status, await response.text()


def stricter(text: str) -> str:
    return text.replace("{minimum: 2, maximum: 9, offered: [3, 6]}", "{minimum: 2, maximum: 4, offered: [3]}")


async def test_a_changed_policy_is_tried_and_nothing_is_changed_by_it(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    await (await rent(scene, "0010001", Stage.SUMMONS)).proposes(9)
    await (await rent(scene, "0010002")).proposes(3)
    browser = await visit(sanne)
    status, page = await tried(browser, lambda text: text)
    assert (status, "Niets zou anders gaan." in page) == (200, True)
    status, page = await tried(browser, stricter)
    assert status == 200
    assert "2 vragen opnieuw bekeken. 1 zou anders gaan." in page
    [row] = re.findall(r'<tr data-test="was-collector">(.*?)</tr>', page)
    assert re.findall(r">(\d+)<", row) == ["0", "0", "1", "1"]
    assert "Meer termijnen dan mag" in page
    assert "maximum: 9" in await browser.page("/policy")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("maximum: 9", "maximum: negen"), "heel getal"),
        (lambda text: text.replace("maximum: 9", "maximaal: 9"), "kennen we niet"),
        (lambda text: "name: [", "geen geldige YAML (regel"),
        (lambda text: "a: &a [1]\nb: *a", "verwijzingen"),
        (lambda text: "", "het bestand"),
        (lambda text: "- " * 3000, ""),
        (lambda text: "\x00", "geen geldige YAML"),
        (lambda text: "2026-02-31", "geen geldige YAML"),
    ],
)
async def test_what_is_wrong_is_told_in_dutch_and_the_text_is_kept(
    visit: NewVisit, sanne: Staff, change: Callable[[str], str], says: str
) -> None:
    browser = await visit(sanne)
    status, page = await tried(browser, change)
    assert status == 422
    assert says in page
    assert 'data-test="problem"' in page


async def test_a_file_goes_before_the_box(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser = await visit(sanne)
    form = FormData()
    for name, value in (("tekst", "x"), ("van", "2026-01-01"), ("tot", "2026-12-31")):
        form.add_field(name, value)
    form.add_field("csrf", token_in(await browser.page("/policy")))
    form.add_field("bestand", (DEMO / "policy.yml").read_bytes(), filename="policy.yml", content_type="text/yaml")
    response = await browser.browser.post("/staff/policy", data=form, allow_redirects=False)
    assert response.status == 200
    assert "In deze tijd is er niets gevraagd." in await response.text()


async def test_days_that_cannot_be_are_told(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    for wrong in ({"van": "2027-01-01"}, {"van": "x"}, {"tot": ""}):
        assert (await tried(browser, lambda text: text, **wrong))[0] == 422


async def test_a_policy_cannot_run_anything_and_needs_the_token(visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    sly = "</textarea><script>alert(1)</script>"
    status, page = await tried(browser, lambda text: f"name: '{sly}'")
    assert status == 422
    assert "<script>alert" not in page
    assert (await tried(browser, lambda text: text, csrf="verkeerd"))[0] == 403


async def test_coordinators_try_no_policy_and_admins_do(visit: NewVisit, scene: Scene, coordinator: Staff) -> None:
    browser = await visit(coordinator)
    assert "/staff/policy" not in await browser.page("/")
    assert (await browser.get("/policy")).status == 403
    assert (await browser.post("/policy", {"tekst": "x"})).status == 403
    admin = await visit(await scene.staff("Beheer", Role.ADMIN))
    menu = await admin.page("/policy")
    for path in ("agreements", "tenants", "referrals", "overzicht", "import", "content", "policy"):
        assert f'href="/staff/{path}"' in menu
