"""Disputes at the desk: the list, closing one with what was found, and that the tenant is to be told."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.arrangements.disputes import Dispute, DisputeKind, DisputeOutcome, DisputeService
from bot.arrangements.models import Agreement
from bot.arrangements.news import News, TenantNews
from bot.staff.models import Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE, Renting, ids_in, rent
from tests.integration.staff.scene import Scene, Visit

FOUND = {"uitkomst": "payment_found", "reden": "Je betaling stond op het oude nummer."}


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def disputed(
    scene: Scene, number: str = "0012999", said: str = "Ik betaalde op 3 november"
) -> tuple[Renting, UUID]:
    renting = await rent(scene, number)
    disputes = DisputeService(scene.database, scene.clock, uuid4)
    made = await disputes.open(
        renting.contract, DisputeKind.PAID, said=said, conversation_id=None, person_id=renting.person, paid_cents=65_000
    )
    return renting, made


async def read(scene: Scene, dispute: UUID) -> Dispute:
    async with scene.database.transaction() as session:
        return await session.get_one(Dispute, dispute)


async def test_open_disputes_are_listed_oldest_first_with_what_was_said(browser: Visit, scene: Scene) -> None:
    _, first = await disputed(scene, "0010001", "<b>sluw</b>")
    scene.clock.move(minutes=5)
    _, second = await disputed(scene, "0010002")
    page = await browser.page("/disputes")
    assert ids_in(page, "id") == [first, second]
    assert "Huurder zegt: al betaald." in page
    assert "€\u00a0650,00" in page
    assert "<b>sluw" not in page
    assert "Bezwaren" in await browser.page("/")


async def test_an_empty_list_says_so(browser: Visit) -> None:
    assert 'data-test="empty"' in await browser.page("/disputes")


async def test_closing_one_keeps_outcome_and_reason_and_leaves_news_for_the_tenant(
    browser: Visit, scene: Scene, sanne: Staff
) -> None:
    renting, dispute = await disputed(scene)
    response = await browser.post(f"/tenants/{renting.contract}/bezwaar/{dispute}", FOUND)
    assert response.status == 303
    row = await read(scene, dispute)
    assert (row.outcome, row.finding, row.staff_id) == (DisputeOutcome.PAYMENT_FOUND, FOUND["reden"], sanne.id)
    async with scene.database.transaction() as session:
        (news,) = (await session.scalars(select(TenantNews))).all()
    assert (news.kind, news.reason, news.told_at) == (News.DISPUTE_CLOSED, FOUND["reden"], None)
    page = await browser.page(f"/tenants/{renting.contract}?melding=nagekeken")
    assert "betaling gevonden" in page
    assert "De huurder weet dit nog niet." in page
    assert "Die krijgt vanzelf bericht" in page
    assert ids_in(await browser.page("/disputes"), "id") == []


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"uitkomst": "", "reden": "Zo is het."}, "Kies wat je hebt gevonden."),
        ({"uitkomst": "anders", "reden": "Zo is het."}, "Kies wat je hebt gevonden."),
        ({"uitkomst": "withdrawn", "reden": "Zo is het."}, "Kies wat je hebt gevonden."),
        ({"uitkomst": "stands", "reden": "  "}, "De huurder leest dit."),
    ],
)
async def test_without_an_outcome_and_a_reason_it_stays_open_and_nothing_typed_is_lost(
    browser: Visit, scene: Scene, form: dict[str, str], says: str
) -> None:
    renting, dispute = await disputed(scene)
    response = await browser.post(f"/tenants/{renting.contract}/bezwaar/{dispute}", form)
    text = await response.text()
    assert response.status == 422
    assert says in text
    assert form["reden"].strip() in text
    assert (await read(scene, dispute)).closed_at is None


async def test_what_a_tenant_took_back_is_off_the_list_and_told_as_theirs(browser: Visit, scene: Scene) -> None:
    renting = await rent(scene, "0012999")
    disputes = DisputeService(scene.database, scene.clock, uuid4)
    talk = await scene.conversation()
    said = {"said": "te hoog", "person_id": renting.person}
    dispute = await disputes.open(renting.contract, DisputeKind.AMOUNT, conversation_id=talk, **said)
    # From another talk it stays: there somebody else may have said it.
    assert not await disputes.withdraw(renting.contract, uuid4())
    assert ids_in(await browser.page("/disputes"), "id") == [dispute]
    assert await disputes.withdraw(renting.contract, talk)
    assert not await disputes.withdraw(renting.contract, talk)
    assert ids_in(await browser.page("/disputes"), "id") == []
    page = await browser.page(f"/tenants/{renting.contract}")
    assert "door de huurder ingetrokken" in page.lower()
    assert "De huurder weet dit nog niet." not in page
    async with scene.database.transaction() as session:
        assert (await session.scalars(select(TenantNews))).all() == []
    lost = await (await browser.post(f"/tenants/{renting.contract}/bezwaar/{dispute}", FOUND)).text()
    assert "De huurder heeft dit zelf ingetrokken" in lost


async def test_of_two_colleagues_at_once_one_closes_it_and_the_other_reads_who(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    first, second = await visit(sanne), await visit(youssef)
    renting, dispute = await disputed(scene)
    path = f"/tenants/{renting.contract}/bezwaar/{dispute}"
    stands = {"uitkomst": "stands", "reden": "Het klopt."}
    one, other = await asyncio.gather(first.post(path, FOUND), second.post(path, stands))
    assert sorted((one.status, other.status)) == [303, 409]
    lost = await (one if one.status == 409 else other).text()
    assert "keek dit al na" in lost
    async with scene.database.transaction() as session:
        assert len((await session.scalars(select(TenantNews))).all()) == 1


async def test_a_dispute_of_another_tenant_is_not_found_and_who_may_not_is_refused(
    browser: Visit, visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    renting, _ = await disputed(scene, "0010001")
    _, other = await disputed(scene, "0010002")
    assert (await browser.post(f"/tenants/{renting.contract}/bezwaar/{other}", FOUND)).status == 404
    assert (await browser.post(f"/tenants/{renting.contract}/bezwaar/{uuid4()}", FOUND)).status == 404
    refused = await visit(coordinator)
    assert (await refused.get("/disputes")).status == 403
    assert (await refused.post(f"/tenants/{renting.contract}/bezwaar/{other}", FOUND)).status == 403
    assert "/staff/disputes" not in await refused.page("/")


async def test_the_pages_hold_nothing_inline(browser: Visit, scene: Scene) -> None:
    import re

    renting, _ = await disputed(scene)
    for path in ("/disputes", f"/tenants/{renting.contract}"):
        assert not re.search(NO_INLINE, await browser.page(path))


async def test_a_task_stands_on_its_list_until_somebody_says_that_it_is_done(
    browser: Visit, visit: NewVisit, scene: Scene
) -> None:
    renting = await rent(scene)
    view = await renting.agrees()
    assert ids_in(await browser.page("/agreements?toon=taken"), "agreement") == []
    await renting.force(view.id, task="Een bericht over de afspraak kwam niet aan.", task_since=scene.clock())
    page = await browser.page("/agreements?toon=taken")
    assert ids_in(page, "agreement") == [view.id]
    assert "kwam niet aan" in page
    assert 'data-test="task"' in await browser.page(f"/agreements/{view.id}")
    for _ in range(2):
        assert (await browser.post(f"/agreements/{view.id}/gedaan")).status == 303
    assert ids_in(await browser.page("/agreements?toon=taken"), "agreement") == []
    assert [event.kind for event in await renting.agreements.history(renting.contract)].count("task_done") == 1
    async with scene.database.transaction() as session:
        assert (await session.get_one(Agreement, view.id)).task == ""
    nobody = await visit(await scene.staff("Kees", Role.COORDINATOR))
    assert (await nobody.post(f"/agreements/{view.id}/gedaan")).status == 403


async def test_the_page_tells_whether_the_tenant_knows(browser: Visit, scene: Scene) -> None:
    renting = await rent(scene)
    view = await renting.proposes()
    assert 'data-test="heard"' not in await browser.page(f"/agreements/{view.id}")
    assert (await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": "Te lang."})).status == 303
    assert "Nog niet. Een bericht gaat vanzelf" in await browser.page(f"/agreements/{view.id}")
    async with scene.database.transaction() as session:
        (news,) = (await session.scalars(select(TenantNews))).all()
        news.told_at, news.told_by = scene.clock(), "telegram"
    assert "Ja, via Telegram." in await browser.page(f"/agreements/{view.id}")
