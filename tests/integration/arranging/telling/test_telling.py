"""What a collector decides, told in the chat by itself: once, where it may, and never to somebody who is not proven."""

import asyncio
import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.arrangements.countering import CounterService, OtherPlan
from bot.arrangements.disputes import FINDINGS, DisputeKind, DisputeOutcome
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor, Agreement
from bot.arrangements.rules.life import EndReason, State
from bot.arrangements.rules.schedule import Wish
from bot.channels.models import Contact
from bot.clock import in_amsterdam
from bot.conversation.models import Author, Conversation
from bot.conversation.models import State as Fate
from bot.dialogue.arranging import telling
from bot.tenancy.models import ContactPoint
from tests.integration.arranging.telling.matter import ADDRESS, Matter
from tests.integration.arranging.tenant import Tenant
from tests.support.tenants import KIM_PHONE


async def test_an_approval_stands_in_the_chat_with_the_text_and_a_yes_that_counts(
    matter: Matter, proven: Tenant
) -> None:
    waiting = await matter.proposes(proven.conversation)
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    assert await matter.round() == 1
    assert await matter.round() == 0
    last = await proven.last()
    assert (last.author, "Goed nieuws" in last.text, view.message in last.text) == (Author.NOTICE, True, True)
    assert matter.outgoing.sent == []
    await proven.presses("Ja, ik ga akkoord")
    assert (await matter.known.agreements.find(view.id)).state is State.ACTIVE


async def test_a_clear_yes_can_also_be_typed_under_it(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    await proven.says("stop maar")
    await matter.round()
    assert "duidelijk ja" in await proven.says("ja")
    await proven.says("ik ga akkoord")
    assert (await matter.known.agreements.find(view.id)).state is State.ACTIVE


async def test_no_amount_is_said_where_nobody_is_proven_any_more(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.approve(waiting.id, matter.collector.id)
    matter.clock.move(minutes=20)
    assert await matter.round() == 1
    (hint,) = [line for line in await matter.lines(proven.conversation) if "nieuws" in line.text]
    assert "€" not in hint.text
    assert waiting.reference not in hint.text
    assert [button["title"] for button in hint.buttons] == ["Mijn afspraak"]
    (sent,) = matter.outgoing.sent
    assert (sent.to, "nieuws over je afspraak" in sent.text, "€" in sent.text) == (KIM_PHONE, True, False)
    # The button leads to the text once it is proven who presses it.
    assert "€" not in await proven.presses("Mijn afspraak")


async def test_a_decline_gives_the_reason_and_the_next_best_path(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "Negen maanden is te lang")
    assert await matter.round() == 1
    last = await proven.last()
    assert "De reden: Negen maanden is te lang." in last.text
    assert "ander plan kan wel" in last.text
    assert "request_payment_arrangement" in last.buttons[0]["payload"]
    assert await proven.presses("Ander plan")


async def test_a_change_tells_the_reason_and_the_new_text_in_one_message(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    counter = CounterService(matter.known.ground, matter.known.proposals)
    answer = await counter.counter(
        waiting.id, matter.collector.id, "Zo is het sneller klaar", OtherPlan(Wish(terms=4), income_day=24)
    )
    assert await matter.round() == 1
    last = await proven.last()
    assert "stelt iets anders voor. De reden: Zo is het sneller klaar." in last.text
    assert answer.agreement is not None
    assert answer.agreement.message in last.text
    await proven.presses("Ja, ik ga akkoord")
    assert (await matter.known.agreements.find(answer.agreement.id)).state is State.ACTIVE


async def test_a_collectors_own_proposal_is_told(matter: Matter) -> None:
    conversation = await matter.telegram()
    by = Asker(Actor.STAFF, conversation, matter.collector.id)
    answer = await matter.known.proposals.propose_arrangement(matter.tenants.contract, Wish(terms=3), Told(), by)
    assert answer.agreement is not None
    assert await matter.round() == 1
    (line,) = await matter.lines(conversation)
    assert "doet je een voorstel" in line.text
    assert "€" in line.text
    assert [button["title"] for button in line.buttons][0] == "Ja, ik ga akkoord"
    assert line.figure is not None
    assert str(line.figure["text"]) in line.text


async def test_not_at_night_and_not_on_a_sunday_but_the_morning_after(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.approve(waiting.id, matter.collector.id)
    local = in_amsterdam(matter.clock.now)
    matter.clock.now = local.replace(hour=23)
    assert await matter.round() == 0
    matter.clock.now = (local + timedelta(days=6 - local.weekday())).replace(hour=12)
    assert in_amsterdam(matter.clock.now).weekday() == 6
    assert await matter.round() == 0
    matter.clock.now = (local + timedelta(days=7 - local.weekday())).replace(hour=12)
    assert await matter.round() == 1


async def test_on_whatsapp_outside_its_day_an_sms_says_that_there_is_news_and_not_which(matter: Matter) -> None:
    conversation = await matter.telegram("whatsapp", matter.clock() - timedelta(hours=30))
    waiting = await matter.proposes(conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    assert await matter.round() == 1
    assert await matter.lines(conversation) == []
    (sent,) = matter.outgoing.sent
    assert "te lang" not in sent.text


@pytest.mark.parametrize("hindrance", ["opted_out", "danger"])
async def test_it_waits_while_something_asks_us_to_be_still(matter: Matter, hindrance: str) -> None:
    conversation = await matter.telegram()
    waiting = await matter.proposes(conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    contact = update(Contact).where(Contact.address == ADDRESS)
    talk = update(Conversation).where(Conversation.id == conversation)
    opted = hindrance == "opted_out"
    async with matter.database.transaction() as session:
        await session.execute(contact.values(opted_out_at=matter.clock()) if opted else talk.values(danger="violence"))
    assert await matter.round() == 0
    async with matter.database.transaction() as session:
        await session.execute(contact.values(opted_out_at=None) if opted else talk.values(danger=None))
    assert await matter.round() == 1


async def test_what_was_overtaken_is_not_told(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    await matter.known.agreements.agree(view.id, view.text_digest, person_id=matter.tenants.kim, source="message 1")
    assert await matter.round() == 0
    # Nor is the yes: it is known nowhere else.
    assert [news.told_by for news in await matter.news()] == ["passed", "passed"]


async def test_two_processes_tell_it_once(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    before = len(await matter.lines(proven.conversation))
    assert sum(await asyncio.gather(*(matter.round() for _ in range(4)))) == 1
    assert len(await matter.lines(proven.conversation)) == before + 1


async def test_who_cannot_be_reached_is_a_task_on_the_desks_list(matter: Matter) -> None:
    async with matter.database.transaction() as session:
        for point in (await session.scalars(select(ContactPoint))).all():
            await session.delete(point)
    waiting = await matter.proposes()
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    assert await matter.round() == 1
    async with matter.database.transaction() as session:
        row = await session.get_one(Agreement, waiting.id)
        assert "Bel even" in row.task
        assert row.task_since is not None


async def test_an_sms_about_news_that_fails_is_a_task_too(matter: Matter) -> None:
    matter.outgoing.broken = True
    waiting = await matter.proposes()
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    assert await matter.round() == 1
    assert "kwam niet aan" in (await matter.known.agreements.find(waiting.id)).task


@pytest.mark.parametrize("outcome", FINDINGS)
async def test_a_closed_dispute_is_told_with_the_reason(
    matter: Matter, proven: Tenant, outcome: DisputeOutcome
) -> None:
    disputes = matter.known.disputes
    dispute = await disputes.open(
        matter.tenants.contract,
        DisputeKind.PAID,
        said="op 3 november",
        conversation_id=proven.conversation,
        person_id=matter.tenants.kim,
    )
    assert await disputes.close(dispute, matter.collector.id, "Het stond op een oud nummer", outcome)
    assert not await disputes.close(dispute, matter.collector.id, "nog eens", outcome)
    assert await matter.round() == 1
    last = await proven.last()
    assert "Het stond op een oud nummer." in last.text
    assert [button["title"] for button in last.buttons][0] == "Wat staat er open"


async def test_a_stopped_agreement_is_told_but_not_a_death(matter: Matter, proven: Tenant) -> None:
    for reason, told in ((EndReason.AGREED_OTHERWISE, 1), (EndReason.DEATH, 0)):
        answer = await matter.known.proposals.propose_arrangement(
            matter.tenants.contract, Wish(terms=3), Told(income_day=24), Asker(conversation_id=proven.conversation)
        )
        offer = answer.agreement
        assert offer is not None, answer
        await matter.known.agreements.agree(offer.id, offer.text_digest, person_id=None, source="message 1")
        await matter.known.collector.end(offer.id, matter.collector.id, reason, "anders")
        assert await matter.round() == told
        break_over = update(Agreement).where(Agreement.id == offer.id)
        async with matter.database.transaction() as session:
            await session.execute(break_over.values(ended_at=matter.clock() - timedelta(days=900)))


async def test_what_is_decided_in_this_process_is_told_without_waiting_for_the_next_round(
    matter: Matter, proven: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "EVERY_SECONDS", 3600.0)
    work = asyncio.create_task(matter.desk.services.telling.keep_on())
    try:
        with matter.desk.services.changes.watch(proven.conversation) as nudges:
            waiting = await matter.proposes(proven.conversation)
            await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
            matter.desk.services.telling.soon()
            async with asyncio.timeout(20):
                while not [news for news in await matter.news() if news.told_at]:
                    await nudges.get()
    finally:
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work


async def test_news_that_a_channel_does_not_bring_goes_by_sms_once_and_not_in_the_chat_any_more(matter: Matter) -> None:
    conversation = await matter.telegram()
    waiting = await matter.proposes(conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    # Nobody answers at the address of Telegram.
    assert await matter.round() == 1
    assert matter.outgoing.sent == []
    matter.clock.move(hours=5)
    assert await matter.round() == 1
    (sent,) = matter.outgoing.sent
    assert "te lang" not in sent.text
    assert [line.state for line in await matter.lines(conversation)] == [Fate.DROPPED]
    assert await matter.round() == 0
    assert len(matter.outgoing.sent) == 1


async def test_who_opted_out_before_it_came_through_is_not_followed_by_sms(matter: Matter) -> None:
    conversation = await matter.telegram()
    waiting = await matter.proposes(conversation)
    await matter.known.collector.decline(waiting.id, matter.collector.id, "te lang")
    await matter.round()
    async with matter.database.transaction() as session:
        await session.execute(update(Contact).values(opted_out_at=matter.clock()))
    matter.clock.move(hours=5)
    assert await matter.round() == 0
    assert matter.outgoing.sent == []
    assert [line.state for line in await matter.lines(conversation)] == [Fate.DROPPED]
