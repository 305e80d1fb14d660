"""What is said of itself about an agreement: once, by a way that may carry it, and not while something stands."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.arrangements.asked import asked
from bot.arrangements.models import AgreementEvent
from bot.arrangements.reaching import UNDELIVERED
from bot.arrangements.rules.guarding import Nudge
from bot.conversation.models import Conversation, Message, Owner, State
from bot.handoff.models import Handoff
from bot.staff.agreements import AgreementLists, Filters, Show
from bot.staff.models import Staff
from bot.tenancy.models import ContactPoint, EntryKind
from tests.integration.arranging.guarded import Guarded
from tests.integration.arranging.tenant import ENTITIES, INTENTS, SIGNALS, Tenant, book
from tests.support.acting import Acting
from tests.support.engine import StubEngine
from tests.support.tenants import KIM_PHONE, Outgoing

#: Words after which nothing is sent of ourselves.


async def test_a_reminder_goes_once_to_the_telephone_on_file(guarded: Guarded) -> None:
    guarded.clock.set_to(guarded.first - timedelta(days=3))
    while not await guarded.round():
        guarded.clock.move(days=-1)
    (sent,) = guarded.outgoing.sent
    assert sent.to == KIM_PHONE
    # With an ordinary space: the firm one would make every SMS three of the other alphabet.
    assert "€ 341,89" in sent.text
    assert guarded.view.reference in sent.text
    assert "Wolkenveld" not in sent.text
    assert await guarded.round() == 0
    assert len(guarded.outgoing.sent) == 1


async def test_not_at_night(guarded: Guarded) -> None:
    guarded.clock.set_to(guarded.first, hour=22)
    assert await guarded.round() == 0
    assert guarded.outgoing.sent == []


async def test_on_telegram_it_goes_there_and_nowhere_else(guarded: Guarded) -> None:
    conversation = await guarded.telephone("telegram", None)
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 1
    assert guarded.outgoing.sent == []
    (text,) = await guarded.said_in(conversation)
    assert "herinnering" in text


@pytest.mark.parametrize(("hours", "in_chat"), [(2, 1), (30, 0)])
async def test_whatsapp_carries_it_inside_its_day_and_an_sms_does_outside(
    guarded: Guarded, hours: int, in_chat: int
) -> None:
    guarded.clock.set_to(guarded.first)
    conversation = await guarded.telephone("whatsapp", guarded.clock() - timedelta(hours=hours))
    assert await guarded.round() == 1
    assert len(await guarded.said_in(conversation)) == in_chat
    assert len(guarded.outgoing.sent) == 1 - in_chat


async def test_while_a_person_talks_with_them_nothing_else_does(guarded: Guarded, collector: Staff) -> None:
    conversation = await guarded.telephone("telegram", None)
    await guarded.desk.services.ownership.take(conversation, collector.id)
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 0
    assert await guarded.nudges() == []
    async with guarded.database.transaction() as session:
        await session.execute(update(Conversation).where(Conversation.id == conversation).values(owner=Owner.ASSISTANT))
    assert await guarded.round() == 1


async def test_after_a_miss_a_friendly_question_and_then_a_person(guarded: Guarded) -> None:
    conversation = await guarded.telephone("telegram", None)
    day = guarded.first
    for _ in range(12):
        day += timedelta(days=1)
        guarded.clock.set_to(day)
        await guarded.round()
    nudges = [nudge for number, nudge in await guarded.nudges() if number == 1]
    assert sorted(nudges) == [Nudge.PERSON, Nudge.QUESTION]
    assert "tussen gekomen" in (await guarded.said_in(conversation))[0]
    async with guarded.database.transaction() as session:
        (handoff,) = (await session.scalars(select(Handoff))).all()
    assert guarded.view.reference in handoff.summary


async def test_a_payment_is_thanked_for_once(guarded: Guarded) -> None:
    conversation = await guarded.telephone("telegram", None)
    guarded.clock.set_to(guarded.first)
    await book(
        guarded.database, guarded.tenants.contract, guarded.clock, EntryKind.PAYMENT, -34_189, guarded.view.reference
    )
    assert await guarded.round() == 1
    assert await guarded.round() == 0
    (text,) = await guarded.said_in(conversation)
    assert "ontvangen" in text


async def test_who_cannot_be_reached_is_a_task_for_a_person(guarded: Guarded) -> None:
    async with guarded.database.transaction() as session:
        for point in (await session.scalars(select(ContactPoint))).all():
            await session.delete(point)
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 1
    async with guarded.database.transaction() as session:
        tasks = await session.scalar(
            select(func.count()).select_from(AgreementEvent).where(AgreementEvent.kind == "task")
        )
    assert tasks == 1


async def test_what_did_not_change_is_looked_at_once_a_day(guarded: Guarded) -> None:
    upkeep = guarded.desk.services.arrangements.upkeep
    assert len(await upkeep._to_look_at()) == 1
    await upkeep.bring_up_to_date()
    assert await upkeep._to_look_at() == []
    await book(guarded.database, guarded.tenants.contract, guarded.clock, EntryKind.PAYMENT, -100)
    assert len(await upkeep._to_look_at()) == 1
    await upkeep.bring_up_to_date()
    guarded.clock.move(days=1)
    assert len(await upkeep._to_look_at()) == 1


async def test_a_question_that_still_waits_in_a_chat_was_not_asked(guarded: Guarded) -> None:
    conversation = await guarded.telephone("telegram", None)
    guarded.clock.set_to(guarded.first + timedelta(days=1))
    assert await guarded.round() == 1
    assert await guarded.nudges() == [(1, Nudge.QUESTION)]

    async def known() -> dict[int, date]:
        async with guarded.database.transaction() as session:
            return dict((await asked(session, [guarded.view.id]))[guarded.view.id])

    assert await known() == {}
    async with guarded.database.transaction() as session:
        sent = update(Message).where(Message.conversation_id == conversation).values(state=State.SENT)
        await session.execute(sent)
    assert await known() == {1: guarded.first + timedelta(days=1)}


async def test_a_reminder_by_sms_that_fails_is_a_task_and_the_tenant_hears_so(guarded: Guarded) -> None:
    guarded.outgoing.broken = True
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 1
    view = await guarded.desk.services.arrangements.agreements.find(guarded.view.id)
    assert view.task == UNDELIVERED
    listed = await AgreementLists(guarded.database, guarded.clock).listed(Show.TASKS, Filters())
    assert [row.id for row in listed.rows] == [guarded.view.id]


async def test_who_asks_how_it_stands_hears_that_a_message_did_not_arrive(
    guarded: Guarded, outgoing: Outgoing, engine: StubEngine
) -> None:
    engine.react = Acting(guarded.desk.services.answering, INTENTS, SIGNALS, ENTITIES)
    outgoing.broken = True
    guarded.clock.set_to(guarded.first)
    await guarded.round()
    outgoing.broken = False
    kim = Tenant(guarded.desk, outgoing)
    assert "kwam niet bij je aan" in await kim.proves("hoe staat het met mijn regeling")
