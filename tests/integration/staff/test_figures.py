"""The figures: what counts, what does not, and who may see them."""

import re
from datetime import timedelta

import pytest

from bot.conversation.models import Author
from bot.handoff.models import Reason
from bot.staff.figures import FigureService, Part
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE, rent
from tests.integration.staff.scene import Scene


@pytest.fixture
def figures(scene: Scene) -> FigureService:
    return FigureService(scene.database, scene.clock)


async def test_conversations_count_when_a_tenant_wrote_in_the_period(scene: Scene, figures: FigureService) -> None:
    old = await scene.conversation("lang geleden")
    scene.clock.move(hours=24 * 40)
    await scene.says(old, "Nog een bericht van ons.", Author.STAFF)
    await scene.conversation("hoi", last_activity_at=scene.clock())
    await scene.conversation("help", reason=Reason.ASKED, last_activity_at=scene.clock(), outcome="answered")
    await scene.conversation("au", reason=Reason.DANGER, channel="whatsapp", last_activity_at=scene.clock())
    talks = (await figures.of_the_last(30)).talks
    assert (talks.total, talks.alone, talks.in_danger) == (3, Part(1, 3), 1)
    assert talks.by_channel == {"web": 2, "whatsapp": 1}
    assert talks.outcomes == {"answered": 1}
    assert (await figures.of_the_last(90)).talks.total == 4


async def test_a_promise_is_kept_by_taking_in_time_and_broken_by_waiting(
    scene: Scene, figures: FigureService, sanne: Staff
) -> None:
    in_time = await scene.conversation("een", reason=Reason.ASKED)
    too_late = await scene.conversation("twee", reason=Reason.ASKED)
    await scene.conversation("drie", reason=Reason.CALLBACK)
    scene.clock.move(minutes=60)
    await scene.ownership.take(in_time, sanne.id)
    scene.clock.move(minutes=120)
    await scene.ownership.take(too_late, sanne.id)
    await scene.conversation("vier: heeft nog tijd", reason=Reason.ASKED)
    promises = (await figures.of_the_last(7)).promises
    assert promises.total == 4
    assert promises.by_reason == [(Reason.ASKED, 3), (Reason.CALLBACK, 1)]
    assert promises.kept == Part(1, 3)
    assert promises.median == timedelta(minutes=120)
    assert promises.late_now == 1


async def test_what_was_not_understood_and_what_was_doubtful_are_told_apart(
    scene: Scene, figures: FigureService
) -> None:
    talk = await scene.conversation()
    for intent, confidence in (("ask_help", 0.9), ("ask_help", 0.3), ("nlu_fallback", 0.2), ("greet", 0.5)):
        await scene.understood(talk, await scene.says(talk, "iets"), intent, confidence=confidence)
    heard = (await figures.of_the_last(7)).heard
    assert (heard.turns, heard.not_understood, heard.unsure) == (4, Part(1, 4), Part(1, 4))


async def test_agreements_are_kept_or_broken_among_those_that_ended(scene: Scene, figures: FigureService) -> None:
    await (await rent(scene, "0012001")).agrees()
    broken = await (renting := await rent(scene, "0012002")).agrees()
    await renting.force(broken.id, state="broken", ended_at=scene.clock())
    at_risk = await (renting := await rent(scene, "0012003")).agrees()
    await renting.force(at_risk.id, state="at_risk")
    await (await rent(scene, "0012004")).proposes()
    plans = (await figures.of_the_last(30)).plans
    assert (plans.agreed, plans.live, plans.at_risk, plans.kept) == (3, 2, 1, Part(0, 1))


async def test_an_empty_desk_has_figures_without_shares(visit: NewVisit, coordinator: Staff) -> None:
    page = await (await visit(coordinator)).page("/cijfers")
    assert "nog geen beloften" in page
    assert "0%" not in page.replace("50%", "")
    assert not re.search(NO_INLINE, page)


async def test_the_period_is_chosen_and_nonsense_means_the_usual_one(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    browser = await visit(coordinator)
    assert re.search(r'dagen=7" aria-current="page"', await browser.page("/cijfers?dagen=7"))
    for path in ("/cijfers", "/cijfers?dagen=999999999999", "/cijfers?dagen=-1"):
        assert re.search(r'dagen=30" aria-current="page"', await browser.page(path))


async def test_a_collector_does_not_see_them(visit: NewVisit, sanne: Staff) -> None:
    assert (await (await visit(sanne)).get("/cijfers")).status == 403
