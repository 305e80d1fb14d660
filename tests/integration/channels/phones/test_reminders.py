"""A reminder that we begin: as the approved template, else by another way, and never against a wish."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.arrangements.begun import BegunMessage
from bot.arrangements.book import AgreementView
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import AgreementEvent
from bot.arrangements.rules.schedule import Wish
from bot.channels.models import ChannelHalt, Contact, MonthlyCount
from bot.channels.pacing import window_is_open
from bot.conversation.models import Author, Conversation, Message, State
from bot.database.engine import Database
from bot.identity.rules import Way
from bot.simulators.faults import Fault
from bot.staff.models import Staff
from bot.tenancy.models import ChannelIdentity
from tests.support.channels import PHONE
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.phones import Providers, bot_with, providers, until
from tests.support.tenants import KIM_PHONE, Outgoing, Tenants
from tests.support.wiring import CONTENT, Desk

TEMPLATE = "bericht_van_ons"


@pytest.fixture
async def made(clock: FixedClock) -> AsyncIterator[Providers]:
    async with providers(clock) as running:
        yield running


@pytest.fixture
async def desk(
    made: Providers, database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing
) -> AsyncIterator[Desk]:
    senders = {Way.SMS: outgoing, Way.EMAIL: outgoing}
    async with bot_with(made, database, engine, clock, senders=senders) as wired:
        yield wired


@dataclass
class Kim:
    """Wrote on WhatsApp, is proven there, and has an agreement of three terms; her last word is days ago."""

    desk: Desk
    made: Providers
    clock: FixedClock
    outgoing: Outgoing
    view: AgreementView

    @property
    def first(self) -> date:
        return self.view.terms[0].due_on

    def switch(self, on: bool) -> None:
        approved = self.desk.services.connected.approved
        approved.templates = approved.templates.model_copy(update={"outreach": on})

    async def round(self) -> int:
        """What is due is said; what became of it is reported; what did not arrive goes on."""
        said = await self.desk.services.guarding.once()
        await self.made.settle()
        return said + await self.desk.services.guarding.once()

    def shown(self) -> list[str]:
        return [self.made.graph.text(sent.body) for sent in self.made.graph.phone(PHONE).received]

    def templates(self) -> list[str]:
        bodies = [sent.body for sent in self.made.graph.phone(PHONE).received]
        return [body["template"]["name"] for body in bodies if body["type"] == "template"]

    async def reminder(self) -> Message:
        async with self.desk.services.database.transaction() as session:
            return (await session.scalars(select(Message).where(Message.begun))).one()

    async def ways(self) -> list[str]:
        """By which ways the history says that the reminder went."""
        async with self.desk.services.database.transaction() as session:
            found = select(AgreementEvent.detail).where(AgreementEvent.kind == "nudge-reminder")
            return [str(detail["by"]) for detail in await session.scalars(found.order_by(AgreementEvent.number))]


@pytest.fixture
async def kim(desk: Desk, made: Providers, clock: FixedClock, outgoing: Outgoing, tenants: Tenants) -> Kim:
    services, known = desk.services, desk.services.arrangements
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: made.graph.phone(PHONE).received)
    async with services.database.transaction() as session:
        proven = {"channel": "whatsapp", "address": PHONE, "person_id": tenants.kim, "proven_at": clock()}
        session.add(ChannelIdentity(id=uuid4(), **proven))
    answer = await known.proposals.propose_arrangement(tenants.contract, Wish(terms=3), Told(income_day=24), Asker())
    assert answer.agreement is not None
    offered = answer.agreement
    view = await known.agreements.agree(offered.id, offered.text_digest, person_id=tenants.kim, source="message 1")
    found = Kim(desk, made, clock, outgoing, view)
    found.switch(True)
    found.clock.set_to(found.first)
    await made.settle()
    return found


async def test_it_goes_as_the_approved_template_with_its_parameters_and_one_tap_brings_the_rest(kim: Kim) -> None:
    assert await kim.round() == 1
    sent = kim.made.graph.phone(PHONE).received[-1].body["template"]
    (parameters,) = [part["parameters"] for part in sent["components"] if part["type"] == "body"]
    values = CONTENT.corporation.values()
    assert (sent["name"], sent["language"]) == (TEMPLATE, {"code": "nl"})
    assert [one["text"] for one in parameters] == [values["corporation"], " ".join(values["phone"].split())]
    assert "€" not in kim.shown()[-1]
    assert (await kim.reminder()).state is State.PARKED
    await kim.made.graph.press(PHONE, 0)
    await until(lambda: "herinnering" in kim.shown()[-1])
    await kim.made.settle()
    assert (await kim.reminder()).state is State.DELIVERED
    assert kim.outgoing.sent == []
    assert await kim.ways() == ["whatsapp"]


async def test_the_answer_to_it_opens_the_free_window_again(kim: Kim) -> None:
    await kim.round()
    await kim.made.graph.say(PHONE, text={"body": "wat is er?"})
    await until(lambda: any("herinnering" in text for text in kim.shown()))
    async with kim.desk.services.database.transaction() as session:
        contact = (await session.scalars(select(Contact))).one()
    assert window_is_open(contact.last_inbound_at, kim.clock(), 24)


async def test_it_is_counted_for_the_month(kim: Kim) -> None:
    async def counted() -> int:
        async with kim.desk.services.database.transaction() as session:
            return sum(await session.scalars(select(MonthlyCount.delivered)))

    before = await counted()
    await kim.round()
    assert await counted() == before + 1


async def test_it_is_begun_once_and_the_next_goes_by_sms_until_they_write_again(kim: Kim) -> None:
    assert await kim.round() == 1
    kim.clock.set_to(kim.first + timedelta(days=1))
    assert await kim.round() == 1
    assert kim.templates() == [TEMPLATE]
    assert len(kim.outgoing.sent) == 1


async def test_with_the_switch_off_it_goes_by_sms_at_once(kim: Kim) -> None:
    kim.switch(False)
    assert await kim.round() == 1
    assert kim.templates() == []
    assert [sent.to for sent in kim.outgoing.sent] == [KIM_PHONE]


@pytest.mark.parametrize("code", [131026, 131049, 131064, 130472, 131030, 132015, 132001, 131021, 999999])
async def test_a_template_that_fails_after_it_was_taken_is_followed_by_an_sms(kim: Kim, code: int) -> None:
    kim.made.graph.fails_with = [code]
    assert await kim.round() == 2
    assert [sent.to for sent in kim.outgoing.sent] == [KIM_PHONE]
    assert "€" in kim.outgoing.sent[0].text
    # What waited in the chat is not said a second time when they write.
    assert (await kim.reminder()).state is State.DROPPED
    assert await kim.ways() == ["whatsapp", "sms"]
    assert await kim.round() == 0


async def test_a_paused_template_rests_and_the_sms_goes_in_the_same_round(kim: Kim) -> None:
    kim.made.graph.faults.set(Fault.TEMPLATE_PAUSED, 1)
    await kim.desk.services.guarding.once()
    assert kim.templates() == []
    assert [sent.to for sent in kim.outgoing.sent] == [KIM_PHONE]
    async with kim.desk.services.database.transaction() as session:
        assert (await session.scalars(select(ChannelHalt.channel))).all() == [f"whatsapp:{TEMPLATE}"]


@pytest.mark.parametrize("event", ["PAUSED", "DISABLED", "REJECTED"])
async def test_a_template_that_whatsapp_says_it_stopped_is_not_tried_until_it_is_approved_again(
    kim: Kim, event: str
) -> None:
    await kim.made.graph.decide(TEMPLATE, event)
    calls = len(kim.made.graph.calls)
    await kim.round()
    assert len(kim.made.graph.calls) == calls
    assert len(kim.outgoing.sent) == 1
    kim.clock.move(seconds=5)
    await kim.made.graph.decide(TEMPLATE, "APPROVED")
    kim.clock.set_to(kim.first + timedelta(days=1))
    await kim.round()
    assert kim.templates() == [TEMPLATE]


async def test_who_said_stop_gets_neither_template_nor_sms(kim: Kim) -> None:
    await kim.made.graph.say(PHONE, text={"body": "stop"})
    await until(lambda: any("uit onszelf" in text for text in kim.shown()))
    kim.clock.set_to(kim.first + timedelta(days=1))
    assert await kim.round() == 0
    assert kim.templates() == []
    assert kim.outgoing.sent == []


async def test_who_stopped_such_messages_in_whatsapp_itself_is_not_followed_by_sms(kim: Kim) -> None:
    kim.made.graph.fails_with = [131050]
    assert await kim.round() == 1
    assert kim.outgoing.sent == []
    assert (await kim.reminder()).state is State.DROPPED
    async with kim.desk.services.database.transaction() as session:
        assert (await session.scalars(select(BegunMessage.settled_by))).all() == ["silent"]


async def test_an_account_that_is_locked_does_not_hold_it_up_for_longer_than_hours(kim: Kim) -> None:
    kim.made.graph.fails_with = [131031] * 20
    await kim.round()
    assert kim.outgoing.sent == []
    kim.clock.move(hours=5)
    await kim.round()
    assert [sent.to for sent in kim.outgoing.sent] == [KIM_PHONE]
    async with kim.desk.services.database.transaction() as session:
        fates = (await session.scalars(select(Message.state).where(Message.template.is_not(None)))).all()
    assert fates == [State.DROPPED]


async def test_nobody_on_file_and_not_reached_is_a_task_for_a_person(kim: Kim) -> None:
    kim.made.graph.fails_with = [131026]
    kim.outgoing.broken = True
    await kim.round()
    view = await kim.desk.services.arrangements.agreements.find(kim.view.id)
    assert view.task


async def test_a_blocked_telegram_is_followed_by_an_sms_too(kim: Kim, tenants: Tenants) -> None:
    kim.switch(False)
    await kim.made.botapi.say(11, text="hallo")
    await until(lambda: kim.made.botapi.chat(11).received)
    async with kim.desk.services.database.transaction() as session:
        proven = {"channel": "telegram", "address": "11", "person_id": tenants.kim, "proven_at": kim.clock()}
        session.add(ChannelIdentity(id=uuid4(), **proven))
    kim.made.botapi.chat(11).blocked = True
    assert await kim.round() == 2
    assert [sent.to for sent in kim.outgoing.sent] == [KIM_PHONE]
    assert await kim.ways() == ["telegram", "sms"]


async def test_what_was_announced_and_never_opened_is_not_said_weeks_later(kim: Kim) -> None:
    await kim.round()
    kim.clock.move(days=8)
    await kim.desk.services.guarding.follow()
    assert (await kim.reminder()).state is State.DROPPED


async def test_a_person_s_answer_is_announced_as_an_answer_and_not_as_a_first_word(kim: Kim, collector: Staff) -> None:
    conversation = await _conversation(kim)
    await kim.desk.services.ownership.take(conversation, collector.id)
    await kim.desk.services.ownership.reply(conversation, collector.id, "Je kunt morgen bellen.")
    await kim.made.settle()
    assert kim.templates() == ["antwoord_klaar"]


async def _conversation(kim: Kim) -> UUID:
    async with kim.desk.services.database.transaction() as session:
        return (await session.scalars(select(Conversation.id))).one()


async def test_after_a_failed_announcement_the_next_answer_is_announced_anew(kim: Kim, collector: Staff) -> None:
    kim.made.graph.fails_with = [131049]
    await kim.round()
    conversation = await _conversation(kim)
    await kim.desk.services.ownership.take(conversation, collector.id)
    await kim.desk.services.ownership.reply(conversation, collector.id, "Je kunt morgen bellen.")
    await kim.made.settle()
    assert kim.templates() == ["antwoord_klaar"]
    async with kim.desk.services.database.transaction() as session:
        staff = select(Message.state).where(Message.author == Author.STAFF)
        assert (await session.scalars(staff)).all() == [State.PARKED]
