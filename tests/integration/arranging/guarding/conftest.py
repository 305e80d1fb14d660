"""A bot that guards an agreement, with every way to its tenant."""

from collections.abc import AsyncIterator

import pytest

from bot.database.engine import Database
from bot.identity.rules import Way
from tests.integration.arranging.guarded import Guarded, kim_agrees
from tests.support.channels import telegram_settings, whatsapp_settings
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import Outgoing, Tenants
from tests.support.wiring import Desk, desk_on


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing) -> AsyncIterator[Desk]:
    senders = {Way.SMS: outgoing, Way.EMAIL: outgoing}
    both = {"whatsapp": whatsapp_settings("http://127.0.0.1:9"), "telegram": telegram_settings("http://127.0.0.1:9")}
    async with desk_on(database, engine, clock, senders=senders, **both) as wired:
        yield wired


@pytest.fixture
async def guarded(desk: Desk, database: Database, clock: FixedClock, outgoing: Outgoing, tenants: Tenants) -> Guarded:
    return await kim_agrees(desk, database, clock, outgoing, tenants)
