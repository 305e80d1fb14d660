"""One conversation at the desk: reading, taking, answering, handing back."""

import asyncio
import re
from uuid import UUID, uuid4

from sqlalchemy import select, update

from bot.conversation.models import Author, Kind, Message, Owner, State
from bot.handoff.models import Handoff, Reason
from bot.staff.models import ReadLogEntry, Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene
from tests.integration.staff.taking import taken


async def lines(scene: Scene, conversation: UUID, author: Author) -> list[Message]:
    async with scene.database.transaction() as session:
        where = (Message.conversation_id == conversation, Message.author == author)
        return list((await session.scalars(select(Message).where(*where).order_by(Message.seq))).all())


async def purposes(scene: Scene, conversation: UUID) -> list[tuple[UUID | None, str]]:
    async with scene.database.transaction() as session:
        where = ReadLogEntry.conversation_id == conversation
        entries = (await session.scalars(select(ReadLogEntry).where(where).order_by(ReadLogEntry.at))).all()
        return [(entry.staff_id, entry.purpose) for entry in entries]


async def test_taking_makes_it_mine_and_tells_the_tenant_my_name(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    found = await scene.read(conversation)
    assert (found.owner, found.owner_staff_id) == (Owner.PERSON, sanne.id)
    [notice] = await lines(scene, conversation, Author.NOTICE)
    assert "Sanne" in notice.text
    page = await browser.page(f"/gesprekken/{conversation}")
    assert 'data-test="reply"' in page
    assert "Jij hebt dit gesprek." in page


async def test_opening_a_conversation_is_written_in_the_read_log(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED)
    browser = await visit(sanne)
    await browser.page(f"/gesprekken/{conversation}")
    assert await purposes(scene, conversation) == [(sanne.id, "inbox")]


async def test_a_reply_reaches_the_transcript_with_my_name_and_its_state(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    response = await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": " Dag <b>jij</b> \r\n"})
    assert response.status == 303
    [line] = await lines(scene, conversation, Author.STAFF)
    assert (line.text, line.staff_id, line.state) == ("Dag <b>jij</b>", sanne.id, State.SENT)
    page = await browser.page(f"/gesprekken/{conversation}")
    assert "Dag &lt;b&gt;jij&lt;/b&gt;" in page
    assert "verzonden" in page


async def test_the_same_reply_sent_twice_reaches_the_tenant_once(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    form = {"tekst": "Ik bel je morgen.", "bericht": str(uuid4())}
    for _ in range(2):
        response = await browser.post(f"/gesprekken/{conversation}/antwoord", form)
        assert response.status == 303
    assert [line.text for line in await lines(scene, conversation, Author.STAFF)] == ["Ik bel je morgen."]


async def test_a_reply_cannot_borrow_the_mark_of_another_message(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    [theirs] = await lines(scene, conversation, Author.TENANT)
    form = {"tekst": "dag", "bericht": str(theirs.id)}
    assert (await browser.post(f"/gesprekken/{conversation}/antwoord", form)).status == 400
    assert await lines(scene, conversation, Author.STAFF) == []


async def test_every_form_for_a_reply_has_a_mark_of_its_own(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    pages = [await browser.page(f"/gesprekken/{conversation}") for _ in range(2)]
    marks = [re.findall(r'name="bericht" value="([0-9a-f-]{36})"', page) for page in pages]
    assert all(len(found) == 1 for found in marks)
    assert marks[0] != marks[1]


async def test_a_reply_from_the_live_page_gives_an_empty_box_back(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    path = f"/gesprekken/{conversation}/antwoord"
    response = await browser.post(path, {"tekst": "dag"}, headers={"HX-Request": "true"})
    body = await response.text()
    assert (response.status, response.headers["HX-Trigger"]) == (200, "nieuws")
    assert 'data-test="reply"' in body
    assert "<html" not in body


async def test_an_empty_or_far_too_long_reply_is_refused_and_kept(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    empty = await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": " \n "})
    long = await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": "woord " * 1000})
    assert (empty.status, long.status) == (422, 422)
    page = await long.text()
    assert "te lang" in page
    assert "woord woord" in page
    assert await lines(scene, conversation, Author.STAFF) == []


async def test_who_does_not_have_it_cannot_answer_and_keeps_the_text(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=youssef)
    browser = await visit(sanne)
    response = await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": "mijn lange antwoord"})
    page = await response.text()
    assert response.status == 409
    assert "Youssef heeft dit gesprek" in page
    assert "mijn lange antwoord" in page
    assert await lines(scene, conversation, Author.STAFF) == []


async def test_when_two_take_at_once_one_has_it_and_the_other_reads_who(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    first, second = await visit(sanne), await visit(youssef)
    for _ in range(5):
        conversation = await scene.conversation("help", reason=Reason.ASKED)
        path = f"/gesprekken/{conversation}/neem"
        responses = await asyncio.gather(first.post(path), second.post(path))
        assert sorted(response.status for response in responses) == [303, 409]
        owner = (await scene.read(conversation)).owner_staff_id
        loser = next(response for response in responses if response.status == 409)
        assert f"{'Sanne' if owner == sanne.id else 'Youssef'} heeft dit gesprek" in await loser.text()
        assert len(await lines(scene, conversation, Author.NOTICE)) == 1


async def test_taking_from_a_colleague_asks_first_and_is_logged(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=youssef)
    browser = await visit(sanne)
    asked = await browser.post(f"/gesprekken/{conversation}/neem")
    assert asked.status == 409
    assert "Ja, ik neem het over" in await asked.text()
    assert (await scene.read(conversation)).owner_staff_id == youssef.id
    sure = await browser.post(f"/gesprekken/{conversation}/neem", {"zeker": "ja"})
    assert sure.status == 303
    assert (await scene.read(conversation)).owner_staff_id == sanne.id
    assert (sanne.id, "takeover") in await purposes(scene, conversation)


async def test_handing_back_asks_for_the_outcome_and_tells_the_tenant(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    path = f"/gesprekken/{conversation}/geef-terug"
    assert (await browser.post(path)).status == 422
    assert (await browser.post(path, {"uitkomst": "verzonnen"})).status == 422
    done = await browser.post(path, {"uitkomst": "arrangement"})
    assert (done.status, done.headers["Location"]) == (303, "/staff/?melding=teruggegeven")
    found = await scene.read(conversation)
    assert (found.owner, found.outcome) == (Owner.ASSISTANT, "arrangement")
    assert len(await lines(scene, conversation, Author.NOTICE)) == 2
    async with scene.database.transaction() as session:
        assert (await session.scalars(select(Handoff.closed_at))).one() is not None


async def test_after_danger_handing_back_asks_whether_help_is_arranged(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne, danger="violence")
    path = f"/gesprekken/{conversation}/geef-terug"
    unsure = await browser.post(path, {"uitkomst": "answered"})
    assert unsure.status == 422
    assert "juiste hulp" in await unsure.text()
    assert (await browser.post(path, {"uitkomst": "answered", "veilig": "ja"})).status == 303
    assert (await scene.read(conversation)).danger is None


async def test_what_a_colleague_has_cannot_be_handed_back(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED, staff=youssef)
    response = await (await visit(sanne)).post(f"/gesprekken/{conversation}/geef-terug", {"uitkomst": "other"})
    assert response.status == 409
    assert (await scene.read(conversation)).owner_staff_id == youssef.id


async def test_a_conversation_of_the_assistant_is_read_only_after_taking_it(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation("dit is voor de assistent")
    browser = await visit(sanne)
    page = await browser.page(f"/gesprekken/{conversation}")
    assert "dit is voor de assistent" not in page
    assert await purposes(scene, conversation) == []
    refreshed = await browser.get(f"/gesprekken/{conversation}/regels?na=0")
    assert refreshed.headers["HX-Refresh"] == "true"
    await browser.post(f"/gesprekken/{conversation}/neem")
    assert "dit is voor de assistent" in await browser.page(f"/gesprekken/{conversation}")


async def test_tenant_assistant_colleague_and_notice_are_told_apart_in_words(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation("van de huurder", reason=Reason.ASKED, staff=sanne)
    buttons = [{"title": "Regeling", "payload": "x"}]
    await scene.says(conversation, "van de assistent", Author.ASSISTANT, buttons=buttons)
    await scene.says(conversation, "van sanne", Author.STAFF, staff_id=sanne.id)
    await scene.says(conversation, "een mededeling", Author.NOTICE)
    await scene.says(conversation, "", kind=Kind.MEDIA)
    page = await (await visit(sanne)).page(f"/gesprekken/{conversation}")
    authors = re.findall(r'data-test="message" data-author="(\w+)"', page)
    assert authors == ["tenant", "assistant", "staff", "notice", "tenant"]
    for words in ("Huurder", "Assistent", "medewerker", "Mededeling aan de huurder", "bijlage", "Regeling"):
        assert words in page


async def test_a_collector_sees_subject_and_signals_and_a_coordinator_the_certainty_too(
    visit: NewVisit, scene: Scene, sanne: Staff, coordinator: Staff
) -> None:
    conversation = await scene.conversation(reason=Reason.ASKED)
    line = await scene.says(conversation, "ik schaam me, wat is mijn achterstand")
    signals = [{"name": "shame", "confidence": 0.9, "text": "ik schaam me"}]
    await scene.understood(conversation, line, "ask_balance", confidence=0.456, signals=signals)
    for_collector = await (await visit(sanne)).page(f"/gesprekken/{conversation}")
    for_coordinator = await (await visit(coordinator)).page(f"/gesprekken/{conversation}")
    assert "Hoogte achterstand" in for_collector
    assert "Schaamte" in for_collector
    assert "45% zeker" not in for_collector
    assert "45% zeker" in for_coordinator


async def test_a_failed_message_says_why(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne, channel="whatsapp")
    scene.remote.refuse("het nummer bestaat niet meer")
    await browser.post(f"/gesprekken/{conversation}/antwoord", {"tekst": "ben je daar?"})
    assert "niet verzonden: het nummer bestaat niet meer" in await browser.page(f"/gesprekken/{conversation}")


async def test_the_dossier_tells_stage_reason_and_who_looked(
    visit: NewVisit, scene: Scene, sanne: Staff, youssef: Staff
) -> None:
    conversation = await scene.conversation("vonnis!", reason=Reason.EVICTION, stage="judgment", channel="telegram")
    await (await visit(youssef)).page(f"/gesprekken/{conversation}")
    page = await (await visit(sanne)).page(f"/gesprekken/{conversation}")
    for words in (
        "niet bekend",
        "Telegram",
        "Vonnis",
        "Vonnis of ontruiming",
        "“vonnis!”",
        "Keken hier ook",
        "Youssef",
    ):
        assert words in page


async def test_the_dossier_tells_where_and_when_somebody_wants_to_be_reached(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation("bel me", reason=Reason.CALLBACK)
    async with scene.database.transaction() as session:
        reach = {"phone": "06-22334455", "call_when": "overdag, niet sms", "address": "Lindelaan 88"}
        await session.execute(update(Handoff).where(Handoff.conversation_id == conversation).values(reach=reach))
    page = await (await visit(sanne)).page(f"/gesprekken/{conversation}")
    assert 'href="tel:0622334455"' in page
    for words in ("06-22334455", "overdag, niet sms", "Lindelaan 88", "niet nagekeken"):
        assert words in page


async def test_a_long_conversation_shows_its_end_with_a_way_to_the_beginning(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation(*(f"bericht {n:03}" for n in range(210)), reason=Reason.ASKED, staff=sanne)
    browser = await visit(sanne)
    page = await browser.page(f"/gesprekken/{conversation}")
    assert "bericht 209" in page
    assert "bericht 009" not in page
    older = re.search(r'href="/staff(/gesprekken/[^"]+\?voor=\d+)"', page)
    assert older is not None
    assert "bericht 009" in await browser.page(older[1])


async def test_an_admin_works_like_a_collector(visit: NewVisit, scene: Scene) -> None:
    admin = await scene.staff("Beheer", Role.ADMIN)
    _, conversation = await taken(scene, visit, admin)
    assert (await scene.read(conversation)).owner_staff_id == admin.id
