"""Numbers, birth dates and codes that were typed are kept nowhere."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot import bootstrap
from bot.conversation.models import Conversation, Message
from bot.database.engine import Database
from bot.identity.models import IdentityInput
from bot.identity.rules import Level, Way
from bot.staff.models import Staff
from bot.staff.reading import DeskReader
from tests.integration.identity.asking import BALANCE, INTENTS, SIGNALS, NewChat, everything, proven
from tests.support.acting import Acting
from tests.support.channels import (
    post_telegram,
    post_whatsapp,
    telegram_settings,
    tg_message,
    wa_text,
    whatsapp_settings,
    with_contacts,
)
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import KIM_PHONE, Outgoing, Tenants, other_than
from tests.support.wiring import SECRET, Desk, desk_on


async def test_nothing_that_was_typed_is_kept_readably_or_reaches_the_engine(
    chat: NewChat, tenants: Tenants, outgoing: Outgoing, engine: StubEngine, database: Database, collector: Staff,
    clock: FixedClock, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(0)
    kim = chat()
    await kim.says(BALANCE)
    await kim.says("0012007")
    await kim.says("19-04-1978")
    code = outgoing.last
    await kim.says(other_than(code))
    await kim.says(f"code {code}")
    assert await kim.level() is Level.OWN
    secrets = ("0012007", "12007", "19-04-1978", "1978-04-19", code, other_than(code))
    async with database.transaction() as session:
        said = (await session.scalars(select(Message.text).order_by(Message.seq))).all()
        assert (await session.scalars(select(IdentityInput))).all() == []
        kept = await everything(session, without={"contracts", "persons"})
    assert [s for s in said if "[" in s] == ["[huurdersnummer]", "[geboortedatum]", "[code]", "code [code]"]
    assert not [secret for secret in secrets if secret in kept]
    assert not [secret for secret in secrets if secret in json.dumps(engine.calls)]
    desk_lines = await DeskReader(database, clock, uuid4).last_lines(kim.conversation)
    assert not [s for s in secrets for line in desk_lines if s in line.text or s in str(line.understanding)]
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy"))
    assert not [secret for secret in (code, KIM_PHONE) if secret in ours]


async def test_what_a_colleague_asks_for_is_not_hidden_but_a_code_is(
    chat: NewChat, tenants: Tenants, outgoing: Outgoing, desk: Desk, collector: Staff
) -> None:
    kim = chat()
    await kim.says(BALANCE)
    await kim.says("0012007")
    await kim.says("19-04-1978")
    await desk.services.ownership.take(kim.conversation, collector.id)
    await desk.say(kim.address, outgoing.last)
    await desk.say(kim.address, "0012007")
    lines = [line.text for line in await desk.transcript(kim.conversation)]
    assert outgoing.last not in lines
    assert lines[-1] == "0012007"


@pytest.fixture
async def phones(
    database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing
) -> AsyncIterator[tuple[Desk, "TestClient[Any, Any]"]]:
    senders = {Way.SMS: outgoing, Way.EMAIL: outgoing}
    async with desk_on(database, engine, clock, senders=senders, whatsapp=whatsapp_settings()) as desk:
        app = bootstrap.public(desk.settings, desk.services, SECRET)
        async with TestClient(TestServer(app)) as site:
            yield desk, site


async def test_a_webhook_s_raw_form_lets_go_of_what_was_taken_out(
    phones: tuple[Desk, "TestClient[Any, Any]"], tenants: Tenants, engine: StubEngine, database: Database
) -> None:
    desk, site = phones
    engine.react = Acting(desk.services.answering, INTENTS, SIGNALS)
    for number, words in enumerate((BALANCE, "0012007", "0012007")):
        # The last one is the same webhook once more: taken in once.
        body = with_contacts(wa_text(words, message_id=f"wamid.{min(number, 1)}"))
        assert (await post_whatsapp(site, body)).status == 200
        async with database.transaction() as session:
            conversation = (await session.scalars(select(Conversation.id))).one()
            if number:
                inputs = (await session.scalars(select(IdentityInput))).all()
                assert len(inputs) == 1
                assert "0012007" not in await everything(session, without={"contracts", "identity_inputs"})
        if not number:
            await desk.services.turns.handle(conversation)


async def test_a_code_that_the_engine_takes_for_a_goodbye_is_still_a_code(
    chat: NewChat, tenants: Tenants, outgoing: Outgoing, desk: Desk, engine: StubEngine
) -> None:
    kim = chat()
    engine.react = Acting(desk.services.answering, {BALANCE: "ask_balance", "[code]": "cancel"}, {})
    assert "€\u00a01.025,68" in await proven(kim, outgoing)


async def test_an_edited_message_is_sifted_like_a_new_one(
    database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing, tenants: Tenants
) -> None:
    senders = {Way.SMS: outgoing, Way.EMAIL: outgoing}
    async with desk_on(database, engine, clock, senders=senders, telegram=telegram_settings()) as desk:
        engine.react = Acting(desk.services.answering, INTENTS, SIGNALS)
        app = bootstrap.public(desk.settings, desk.services, SECRET)
        async with TestClient(TestServer(app)) as site:
            await post_telegram(site, tg_message(text=BALANCE))
            async with database.transaction() as session:
                conversation = (await session.scalars(select(Conversation.id))).one()
            await desk.services.turns.handle(conversation)
            first = tg_message(text="0012008")
            await post_telegram(site, first)
            edit = {"update_id": 990_001, "edited_message": {**first["message"], "edit_date": 1795438801}}
            edit["edited_message"]["text"] = "0012007"
            assert (await post_telegram(site, edit)).status == 200
            async with database.transaction() as session:
                inputs = (await session.scalars(select(IdentityInput.value))).all()
                kept = await everything(session, without={"contracts", "identity_inputs"})
            assert inputs == ["0012007"]
            assert "0012007" not in kept
            assert "0012008" not in kept
