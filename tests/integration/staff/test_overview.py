"""The coordinator's overview: filters, search, pages; and a conversation in which nobody can be recognised."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.conversation.models import Author
from bot.handoff.models import Reason
from bot.staff.models import ReadLogEntry, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, Visit, overview_ids

PERSONAL = (
    "Hoi ik ben Fatima el Amrani, geboren 3 mei 1985, ik woon op Steenstraat 12 in 6828 CA Arnhem.",
    "mijn nummer is 06-12345678 en mail fatima.amrani@gmail.com",
    "rekening NL91 ABNA 0417 1643 00, bsn 123456782",
)
SECRETS = ("Fatima", "Amrani", "1985", "Steenstraat", "6828", "12345678", "gmail", "0417", "123456782", "31612345678")


async def found(browser: Visit, **filters: str) -> list[UUID]:
    return overview_ids(await browser.page(f"/overzicht?{urlencode(filters)}"))


async def test_nothing_personal_is_ever_in_a_page_of_the_review(
    visit: NewVisit, scene: Scene, coordinator: Staff, sanne: Staff
) -> None:
    conversation = await scene.conversation(
        *PERSONAL, reason=Reason.ASKED, channel="whatsapp", address="31612345678", staff=sanne
    )
    line = await scene.says(conversation, "ja met fatima, dat klopt")
    signals = [{"name": "fear", "confidence": 0.8, "text": "ik ben Fatima en ik ben bang"}]
    await scene.understood(
        conversation, line, "fear_eviction", signals=signals, entities=[{"entity": "phone", "value": "+31612345678"}]
    )
    await scene.says(conversation, "Dag mevrouw El Amrani, ik kijk mee", Author.STAFF, staff_id=sanne.id)
    browser = await visit(coordinator)
    for path in (f"/overzicht/{conversation}", "/overzicht", "/overzicht?zoek=rekening", "/overzicht?zoek=klopt"):
        page = await browser.page(path)
        content = re.sub(r'value="[^"]*"|data-conversation="[^"]*"|href="[^"]*"', "", page)
        for secret in SECRETS:
            assert secret.lower() not in content.lower(), (path, secret)
    review = await browser.page(f"/overzicht/{conversation}")
    assert "[naam]" in review
    assert "[iban]" in review


async def test_reviewing_is_written_in_the_read_log_and_changes_nothing(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    conversation = await scene.conversation("hallo")
    page = await (await visit(coordinator)).page(f"/overzicht/{conversation}")
    assert "<form" not in page.replace('<form class="me"', "")
    async with scene.database.transaction() as session:
        [entry] = (await session.scalars(select(ReadLogEntry))).all()
    assert (entry.staff_id, entry.conversation_id, entry.purpose) == (coordinator.id, conversation, "review")


async def test_the_review_shows_what_the_assistant_made_of_each_message(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    conversation = await scene.conversation()
    line = await scene.says(conversation, "wat is mijn achterstand en mag de deurwaarder binnenkomen")
    await scene.understood(
        conversation,
        line,
        "ask_balance",
        confidence=0.42,
        ranking=[{"name": "ask_balance", "confidence": 0.42}, {"name": "ask_how_to_pay", "confidence": 0.3}],
        topics=["ask_balance", "ask_landlord_powers"],
        signals=[{"name": "bailiff_stage", "confidence": 0.8, "text": "deurwaarder"}],
    )
    await scene.says(conversation, "Dat zit zo.", Author.ASSISTANT, facts=["bailiff-entry"])
    page = await (await visit(coordinator)).page(f"/overzicht/{conversation}")
    assert "Wat mag de verhuurder" in page
    for words in ("Hoogte achterstand", "42% zeker", "Hoe betalen", "Deurwaarder", "bailiff-entry"):
        assert words in page


async def test_search_understands_dutch_word_forms(visit: NewVisit, scene: Scene, coordinator: Staff) -> None:
    hit = await scene.conversation("ik heb huurachterstanden opgebouwd")
    await scene.conversation("mijn cv is stuk")
    browser = await visit(coordinator)
    assert await found(browser, zoek="huurachterstand") == [hit]
    assert await found(browser, zoek='"huurachterstanden opgebouwd" -cv') == [hit]
    assert await found(browser, zoek="niets hiervan") == []


@pytest.mark.parametrize("odd", ["'", '"""', "-", "a & | !", "\x00", "%", "\\", ":*", "x" * 5000])
async def test_odd_searches_find_nothing_and_never_fail(
    visit: NewVisit, scene: Scene, coordinator: Staff, odd: str
) -> None:
    await scene.conversation("gewoon")
    assert (await (await visit(coordinator)).get("/overzicht", params={"zoek": odd})).status == 200


async def test_filters_narrow_by_channel_outcome_owner_and_danger(
    visit: NewVisit, scene: Scene, coordinator: Staff, sanne: Staff
) -> None:
    plain = await scene.conversation("a", outcome="answered")
    whatsapp = await scene.conversation("b", channel="whatsapp")
    hers = await scene.conversation("c", reason=Reason.ASKED, staff=sanne)
    danger = await scene.conversation("d", reason=Reason.DANGER, danger="suicide")
    browser = await visit(coordinator)
    assert await found(browser, kanaal="whatsapp") == [whatsapp]
    assert await found(browser, uitkomst="answered") == [plain]
    assert plain not in await found(browser, uitkomst="none")
    assert await found(browser, wie=str(sanne.id)) == [hers]
    assert await found(browser, wie="queue") == [danger]
    assert await found(browser, gevaar="ja") == [danger]
    assert len(await found(browser, kanaal="onzin", uitkomst="onzin", wie="onzin", van="onzin", zekerheid="x")) == 4


async def test_intent_and_certainty_must_fit_the_same_message(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    unsure, sure = await scene.conversation(), await scene.conversation()
    for conversation, balance, other in ((unsure, 0.3, 0.9), (sure, 0.95, 0.2)):
        await scene.understood(conversation, await scene.says(conversation, "x"), "ask_balance", confidence=balance)
        await scene.understood(conversation, await scene.says(conversation, "y"), "greet", confidence=other)
    browser = await visit(coordinator)
    assert set(await found(browser, onderwerp="ask_balance")) == {unsure, sure}
    assert await found(browser, onderwerp="ask_balance", zekerheid="50") == [unsure]
    assert set(await found(browser, zekerheid="50")) == {unsure, sure}


async def test_the_dates_take_whole_days_in_amsterdam(visit: NewVisit, scene: Scene, coordinator: Staff) -> None:
    late = scene.clock.now.replace(hour=23, minute=30)
    conversation = await scene.conversation("laat", created_at=late, last_activity_at=late)
    browser = await visit(coordinator)
    assert await found(browser, van="2026-11-23", tot="2026-11-23") == [conversation]
    assert await found(browser, van="2026-11-24") == []
    assert await found(browser, tot="2026-11-22") == []


async def test_pages_of_fifty_show_each_conversation_exactly_once(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    made = set()
    for n in range(113):
        # Many at the same moment: the order must not depend on luck.
        moment = scene.clock.now - timedelta(hours=n // 20)
        made.add(await scene.conversation(created_at=moment, last_activity_at=moment))
    browser, seen, path = await visit(coordinator), [], "/overzicht?kanaal=web"
    for size in (50, 50, 13):
        page = await browser.page(path)
        ids = overview_ids(page)
        assert len(ids) == size
        seen += ids
        link = re.search(r'href="/staff(/overzicht\?[^"]+)" data-test="next-page"', page)
        path = link[1].replace("&amp;", "&") if link else ""
    assert path == ""
    assert len(seen) == len(set(seen))
    assert set(seen) == made


async def test_a_row_tells_messages_main_subject_lowest_certainty_and_earlier_danger(
    visit: NewVisit, scene: Scene, coordinator: Staff
) -> None:
    conversation = await scene.conversation(reason=Reason.DANGER, outcome="referred")
    for intent, confidence in (("ask_balance", 0.9), ("ask_balance", 0.8), ("greet", 0.317)):
        line = await scene.says(conversation, "iets")
        await scene.understood(conversation, line, intent, confidence=confidence)
    await scene.says(conversation, "een mededeling", Author.NOTICE)
    page = await (await visit(coordinator)).page("/overzicht")
    row = page[page.index('data-test="overview-row"') :]
    for words in ("Hoogte achterstand", "31%", "eerder", "Doorverwezen naar hulp", '<td class="num">3</td>'):
        assert words in row


async def test_an_empty_overview_says_so(visit: NewVisit, coordinator: Staff) -> None:
    assert "Geen gesprekken gevonden." in await (await visit(coordinator)).page("/overzicht?zoek=niets")
