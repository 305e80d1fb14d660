"""A corporation with a page to pay on: its link stands in the reminder, on every channel, and tells nothing else."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete

from bot.channels.contract import OutboundMessage
from bot.channels.telegram.rendering import call_of
from bot.database.engine import Database
from bot.identity.rules import Way
from bot.tenancy.models import ContactPoint
from tests.integration.arranging.guarded import Guarded, kim_agrees
from tests.integration.arranging.tenant import ENTITIES, INTENTS, SIGNALS, Tenant
from tests.support.acting import Acting
from tests.support.channels import telegram_settings, whatsapp_settings
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import KIM_PHONE, NUMBER, Outgoing, Tenants
from tests.support.wiring import CONTENT, desk_on

LINK = "https://betalen.example.nl/huur?bedrag={amount}&kenmerk={reference}"


@pytest.fixture
async def guarded(
    database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing, tenants: Tenants
) -> AsyncIterator[Guarded]:
    payment = CONTENT.corporation.payment.model_copy(update={"link": LINK})
    content = replace(CONTENT, corporation=CONTENT.corporation.model_copy(update={"payment": payment}))
    more = {"whatsapp": whatsapp_settings("http://127.0.0.1:9"), "telegram": telegram_settings("http://127.0.0.1:9")}
    senders = {Way.SMS: outgoing, Way.EMAIL: outgoing}
    async with desk_on(database, engine, clock, senders=senders, content=content, **more) as desk:
        engine.react = Acting(desk.services.answering, INTENTS, SIGNALS, ENTITIES)
        yield await kim_agrees(desk, database, clock, outgoing, tenants)


def test_no_messaging_service_opens_it_for_a_preview() -> None:
    text = f"Betalen kan hier: {LINK}"
    assert call_of(OutboundMessage(uuid4(), "11", text, ()))["link_preview_options"].is_disabled
    assert "link_preview_options" not in call_of(OutboundMessage(uuid4(), "11", "Dank je wel.", ()))


@pytest.mark.parametrize("way", ["telegram", "whatsapp", "sms", "email"])
async def test_the_reminder_has_the_link_whole_and_the_account_beside_it(guarded: Guarded, way: str) -> None:
    guarded.clock.set_to(guarded.first)
    if way in (Way.SMS, Way.EMAIL):
        if way == Way.EMAIL:
            async with guarded.database.transaction() as session:
                await session.execute(delete(ContactPoint).where(ContactPoint.value == KIM_PHONE))
        assert await guarded.round() == 1
        (sent,) = guarded.outgoing.sent
        assert (sent.way, sent.to) == (way, {Way.SMS: KIM_PHONE, Way.EMAIL: "kim@example.nl"}[sent.way])
        text = sent.text
    else:
        conversation = await guarded.telephone(way, guarded.clock() - timedelta(hours=1))
        assert await guarded.round() == 1
        (text,) = await guarded.said_in(conversation)
    (link,) = re.findall(r"https://\S+", text)
    assert link == f"https://betalen.example.nl/huur?bedrag=341.89&kenmerk={guarded.view.reference}"
    assert NUMBER not in link
    assert CONTENT.corporation.payment.iban in text


async def test_who_asks_how_it_stands_or_pays_all_at_once_can_pay_there_too(guarded: Guarded) -> None:
    kim = Tenant(guarded.desk, guarded.outgoing)
    status = await kim.proves("hoe staat het met mijn regeling")
    assert f"https://betalen.example.nl/huur?bedrag=341.89&kenmerk={guarded.view.reference}" in status
    assert "bedrag=1025.68&" in await kim.presses("Alles ineens betalen")


async def test_what_was_paid_of_it_is_not_asked_for_again(guarded: Guarded) -> None:
    await guarded.pay(10_000)
    guarded.clock.set_to(guarded.first)
    await guarded.round()
    assert "bedrag=241.89&" in guarded.outgoing.sent[-1].text


async def test_the_question_after_a_miss_and_the_thanks_ask_for_nothing(guarded: Guarded) -> None:
    guarded.clock.set_to(guarded.first + timedelta(days=1))
    await guarded.round()
    await guarded.pay(34_189)
    await guarded.round()
    assert len(guarded.outgoing.sent) == 2
    assert not any("https://" in sent.text for sent in guarded.outgoing.sent)
