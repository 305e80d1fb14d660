"""Proposals and agreements at the desk: lists, decisions, races, and who may not."""

import asyncio
import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse

from bot.arrangements.rules.life import EndReason, State
from bot.arrangements.writing.pdf import as_pdf
from bot.staff.models import Role, Staff
from bot.tenancy.models import Stage
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import FOR_THE_ASSISTANT, NO_INLINE, Renting, ids_in, rent
from tests.integration.staff.scene import Scene, Visit

FORMS = ("akkoord", "wijzig", "afwijzen", "stop", "verbreek")


@pytest.fixture
async def renting(scene: Scene) -> Renting:
    return await rent(scene, stage=Stage.SUMMONS)


@pytest.fixture
async def browser(visit: NewVisit, sanne: Staff) -> Visit:
    return await visit(sanne)


async def listed(browser: Visit, show: str, more: str = "") -> list[UUID]:
    return ids_in(await browser.page(f"/agreements?toon={show}{more}"), "agreement")


async def state_of(renting: Renting, agreement_id: UUID) -> State:
    return (await renting.agreements.find(agreement_id)).state


async def text_of(response: ClientResponse, status: int) -> str:
    text = await response.text()
    assert response.status == status, (response.status, text)
    return text


async def test_a_proposal_waits_with_what_the_policy_wants_looked_at(browser: Visit, renting: Renting) -> None:
    view = await renting.proposes()
    assert await listed(browser, "wacht") == [view.id]
    page = await browser.page(f"/agreements/{view.id}")
    assert "Fase: dagvaarding" in page
    assert "A. van der Wolkenveld" in page
    assert "Betalingsregeling" in page
    assert page.count('data-test="instalment"') == 9
    paper = await browser.get(f"/agreements/{view.id}/afspraak.pdf")
    assert (paper.status, paper.headers["Cache-Control"]) == (200, "private, no-store")
    assert await paper.read() == as_pdf(view.document, view.proposed_at)


async def test_approving_offers_it_and_the_tenant_still_says_yes(browser: Visit, renting: Renting) -> None:
    view = await renting.proposes()
    response = await browser.post(f"/agreements/{view.id}/akkoord")
    assert response.status == 303
    page = await browser.page(response.headers["Location"].removeprefix("/staff"))
    assert "Goedgekeurd. De huurder kan nu ja zeggen." in page
    assert "goedgekeurd, Sanne" in page
    assert await state_of(renting, view.id) is State.OFFERED
    assert (await listed(browser, "wacht"), await listed(browser, "huurder")) == ([], [view.id])


async def test_of_two_colleagues_at_once_one_wins_and_the_other_reads_who(
    visit: NewVisit, renting: Renting, sanne: Staff, youssef: Staff
) -> None:
    first, second = await visit(sanne), await visit(youssef)
    view = await renting.proposes()
    decline = {"reden": "Eerst schuldhulp."}
    one, other = await asyncio.gather(
        first.post(f"/agreements/{view.id}/akkoord"), second.post(f"/agreements/{view.id}/afwijzen", decline)
    )
    assert sorted((one.status, other.status)) == [303, 409]
    lost = await (one if one.status == 409 else other).text()
    assert ("Youssef wees dit al af" in lost) if one.status == 409 else ("Sanne keurde dit al goed" in lost)
    history = await renting.agreements.history(renting.contract)
    assert len([e for e in history if e.kind in ("approved", "declined")]) == 1
    if other.status == 409:
        # What was typed is not lost.
        assert "Eerst schuldhulp." in lost


async def test_two_that_approve_the_same_approve_once(
    visit: NewVisit, renting: Renting, sanne: Staff, youssef: Staff
) -> None:
    first, second = await visit(sanne), await visit(youssef)
    view = await renting.proposes()
    both = await asyncio.gather(*(v.post(f"/agreements/{view.id}/akkoord") for v in (first, second)))
    assert sorted(response.status for response in both) == [303, 409]
    assert [e.kind for e in await renting.agreements.history(renting.contract)].count("approved") == 1


async def test_declining_needs_a_reason_and_keeps_it(browser: Visit, renting: Renting) -> None:
    view = await renting.proposes()
    text = await text_of(await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": "  "}), 422)
    assert "Schrijf in een paar woorden waarom." in text
    assert await state_of(renting, view.id) is State.AWAITING_APPROVAL
    assert (await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": "Eerst schuldhulp."})).status == 303
    found = await renting.agreements.find(view.id)
    assert (found.state, found.decision_reason) == (State.DECLINED, "Eerst schuldhulp.")


async def test_another_plan_declines_the_first_and_offers_the_second_in_one_step(
    browser: Visit, renting: Renting
) -> None:
    view = await renting.proposes()
    form = {"soort": "arrangement", "termijnen": "4", "reden": "Negen is te lang bij een dagvaarding."}
    response = await browser.post(f"/agreements/{view.id}/wijzig", form)
    assert response.status == 303
    page = await browser.page(response.headers["Location"].removeprefix("/staff"))
    assert page.count('data-test="instalment"') == 4
    old = await renting.agreements.find(view.id)
    assert (old.state, old.decision_reason) == (State.DECLINED, form["reden"])
    [new] = await listed(browser, "huurder")
    assert await state_of(renting, new) is State.OFFERED


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"soort": "arrangement", "termijnen": "40"}, "termijnen"),
        ({"soort": "arrangement", "termijnen": "3", "bedrag": "50,00"}, "óf het bedrag"),
        ({"soort": "arrangement", "bedrag": "50.00"}, "met een komma"),
        ({"soort": "deferral", "tot": "2027-06-01"}, ""),
        ({"soort": "deferral", "tot": "gisteren"}, "dag-maand-jaar"),
    ],
)
async def test_a_plan_that_cannot_be_leaves_the_proposal_as_it_was(
    browser: Visit, renting: Renting, form: dict[str, str], says: str
) -> None:
    view = await renting.proposes()
    text = await text_of(await browser.post(f"/agreements/{view.id}/wijzig", {**form, "reden": "Zo beter."}), 422)
    assert 'data-test="problem"' in text
    assert says in text
    assert "Zo beter." in text
    assert await state_of(renting, view.id) is State.AWAITING_APPROVAL
    assert [e.kind for e in await renting.agreements.history(renting.contract)] == ["awaiting_approval"]


async def test_two_other_plans_at_once_make_one(
    visit: NewVisit, renting: Renting, sanne: Staff, youssef: Staff
) -> None:
    first, second = await visit(sanne), await visit(youssef)
    view = await renting.proposes()
    plans = [{"soort": "arrangement", "termijnen": str(n), "reden": "Anders."} for n in (4, 5)]
    both = await asyncio.gather(
        *(v.post(f"/agreements/{view.id}/wijzig", plan) for v, plan in zip((first, second), plans, strict=True))
    )
    assert sorted(response.status for response in both) == [303, 409]
    open_ones = [one for one in await renting.agreements.of_contract(renting.contract) if one.is_open]
    assert len(open_ones) == 1
    lost = await next(r for r in both if r.status == 409).text()
    assert re.search(r"(Sanne|Youssef) wees dit al af", lost)


async def test_what_runs_is_ended_with_a_reason(browser: Visit, scene: Scene) -> None:
    renting = await rent(scene)
    view = await renting.agrees()
    assert "Kies waarom" in await text_of(await browser.post(f"/agreements/{view.id}/stop", {"waarom": ""}), 422)
    otherwise = {"waarom": "agreed_otherwise", "reden": ""}
    await text_of(await browser.post(f"/agreements/{view.id}/stop", otherwise), 422)
    # What follows by itself cannot be chosen.
    await text_of(await browser.post(f"/agreements/{view.id}/stop", {"waarom": "kept"}), 422)
    assert (await browser.post(f"/agreements/{view.id}/stop", {"waarom": "moved"})).status == 303
    found = await renting.agreements.find(view.id)
    assert (found.state, found.end_reason) == (State.ENDED, EndReason.MOVED)
    late = await text_of(await browser.post(f"/agreements/{view.id}/stop", {"waarom": "moved"}), 409)
    assert "Sanne stopte deze afspraak al" in late


async def test_it_is_broken_off_only_where_enough_was_missed(browser: Visit, scene: Scene) -> None:
    renting = await rent(scene)
    view = await renting.agrees()
    await renting.force(view.id, state=State.AT_RISK)
    form = {"reden": "Twee keer gebeld, geen gehoor."}
    assert "nog niet genoeg gemist" in await text_of(await browser.post(f"/agreements/{view.id}/verbreek", form), 409)
    scene.clock.move(days=90)
    again = await visit_again(browser, "sanne@linde.example.nl")
    assert (await again.post(f"/agreements/{view.id}/verbreek", form)).status == 303
    assert await listed(again, "verbroken") == [view.id]
    assert form["reden"] in await again.page(f"/agreements/{view.id}")


async def visit_again(browser: Visit, email: str) -> Visit:
    """After so much time everybody signs in anew."""
    assert (await browser.sign_in(email)).status == 303
    return browser


async def test_each_list_holds_what_belongs_there_with_its_count(browser: Visit, scene: Scene) -> None:
    waiting = await (await rent(scene, "0010001", Stage.SUMMONS)).proposes()
    offered = await (await rent(scene, "0010002")).proposes(FOR_THE_ASSISTANT)
    due = await (await rent(scene, "0010003")).agrees()
    at_risk, broken, long_ago = [await rent(scene, f"001000{n}") for n in (4, 5, 6)]
    risky, gone, old = [await one.agrees() for one in (at_risk, broken, long_ago)]
    await at_risk.force(risky.id, state=State.AT_RISK)
    await broken.force(gone.id, state=State.BROKEN, ended_at=scene.clock())
    await long_ago.force(old.id, state=State.BROKEN, ended_at=scene.clock() - timedelta(days=120))
    first_due = due.terms[0].due_on
    scene.clock.move(days=(first_due - date(2026, 11, 23)).days - 3)
    await visit_again(browser, "sanne@linde.example.nl")
    assert await listed(browser, "wacht") == [waiting.id]
    assert await listed(browser, "huurder") == [offered.id]
    assert set(await listed(browser, "binnenkort")) == {due.id, risky.id}
    assert await listed(browser, "risico") == [risky.id]
    assert await listed(browser, "verbroken") == [gone.id]
    page = await browser.page("/agreements")
    counts = dict(re.findall(r'data-test="tab-(\w+)">[^<]*<span class="count">(\d+)<', page))
    assert counts == {"wacht": "1", "huurder": "1", "binnenkort": "2", "risico": "1", "verbroken": "1", "taken": "0"}


async def test_filters_narrow_the_lists_and_the_counts(browser: Visit, scene: Scene) -> None:
    one = await (await rent(scene, "0010001", Stage.SUMMONS)).proposes()
    other = await (await rent(scene, "0010002", Stage.JUDGMENT)).proposes()
    assert set(await listed(browser, "wacht")) == {one.id, other.id}
    assert await listed(browser, "wacht", "&fase=judgment") == [other.id]
    assert await listed(browser, "wacht", "&zoek=10001") == [one.id]
    assert await listed(browser, "wacht", f"&zoek={other.reference.lower()}") == [other.id]
    assert await listed(browser, "wacht", "&soort=deferral") == []
    assert "Wis filters" in await browser.page("/agreements?soort=deferral")
    for odd in ("fase=x", "soort=%00", "zoek=%27%22", "toon=niets", "blad=-4", "blad=999999"):
        assert len(ids_in(await browser.page(f"/agreements?{odd}"), "agreement")) in (0, 2)


async def test_long_lists_come_by_the_page_and_nothing_is_shown_twice(
    browser: Visit, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.staff.agreements.PAGE", 2)
    made = {(await (await rent(scene, f"001000{n}", Stage.SUMMONS)).proposes()).id for n in range(5)}
    seen: list[UUID] = []
    for page in (1, 2, 3):
        seen += await listed(browser, "wacht", f"&blad={page}")
    assert (len(seen), set(seen)) == (5, made)
    assert "Bladzijde 3 van 3" in await browser.page("/agreements?blad=99")


async def test_an_empty_list_says_so(browser: Visit) -> None:
    for show in ("wacht", "huurder", "binnenkort", "risico", "verbroken"):
        assert 'data-test="empty"' in await browser.page(f"/agreements?toon={show}")


async def test_only_collectors_and_admins_decide(
    visit: NewVisit, scene: Scene, renting: Renting, coordinator: Staff
) -> None:
    view = await renting.proposes()
    refused = await visit(coordinator)
    assert "/staff/agreements" not in await refused.page("/")
    for path in ("/agreements", "/agreements/lijst", f"/agreements/{view.id}"):
        assert (await refused.get(path)).status == 403
    for form in FORMS:
        assert (await refused.post(f"/agreements/{view.id}/{form}", {"reden": "x"})).status == 403
    assert await state_of(renting, view.id) is State.AWAITING_APPROVAL
    admin = await visit(await scene.staff("Beheer", Role.ADMIN))
    assert await listed(admin, "wacht") == [view.id]
    nobody = await visit(None)
    assert "/aanmelden" in (await nobody.get("/agreements")).headers["Location"]


@pytest.mark.parametrize("form", FORMS)
async def test_without_the_right_token_nothing_happens(browser: Visit, renting: Renting, form: str) -> None:
    view = await renting.proposes()
    data = {"csrf": "verkeerd", "reden": "x", "soort": "arrangement", "termijnen": "3"}
    response = await browser.browser.post(f"/staff/agreements/{view.id}/{form}", data=data, allow_redirects=False)
    assert response.status == 403
    assert await state_of(renting, view.id) is State.AWAITING_APPROVAL


async def test_an_unknown_agreement_is_not_found(browser: Visit) -> None:
    assert (await browser.get(f"/agreements/{uuid4()}")).status == 404
    for form in FORMS:
        posted = {"reden": "x", "soort": "arrangement", "termijnen": "3", "waarom": "moved"}
        assert (await browser.post(f"/agreements/{uuid4()}/{form}", posted)).status == 404


async def test_names_and_reasons_cannot_run_anything(browser: Visit, scene: Scene) -> None:
    sly = "<img src=x onerror=alert(1)>"
    renting = await rent(scene, stage=Stage.SUMMONS, surname=sly)
    view = await renting.proposes()
    await browser.post(f"/agreements/{view.id}/afwijzen", {"reden": sly})
    for path in (f"/agreements/{view.id}", "/agreements"):
        page = await browser.page(path)
        assert "<img" not in page
        assert not re.search(NO_INLINE, page.replace("&lt;img src=x onerror=alert(1)&gt;", ""))


async def test_the_list_renews_itself_as_a_part_of_the_page(browser: Visit, renting: Renting) -> None:
    view = await renting.proposes()
    part = await browser.get("/agreements/lijst?toon=wacht", headers={"HX-Request": "true"})
    text = await part.text()
    assert "<html" not in text
    assert ids_in(text, "agreement") == [view.id]
