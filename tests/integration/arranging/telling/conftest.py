"""A proposal that waits, and Kim where she may hear of it."""

from collections.abc import AsyncIterator

import pytest

from bot.database.engine import Database
from bot.identity.rules import Way
from bot.staff.models import Staff
from tests.integration.arranging.telling.matter import Matter
from tests.integration.arranging.tenant import ENTITIES, INTENTS, SIGNALS, Tenant
from tests.support.acting import Acting
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
        engine.react = Acting(wired.services.answering, INTENTS, SIGNALS, ENTITIES)
        yield wired


@pytest.fixture
def matter(
    desk: Desk, database: Database, clock: FixedClock, outgoing: Outgoing, tenants: Tenants, collector: Staff
) -> Matter:
    return Matter(desk, database, clock, outgoing, tenants, collector)


@pytest.fixture
async def proven(desk: Desk, outgoing: Outgoing, matter: Matter) -> Tenant:
    """Kim in the web chat, who has just proven who she is."""
    kim = Tenant(desk, outgoing)
    await kim.proves("hoeveel moet ik nog betalen")
    outgoing.sent.clear()
    return kim
