"""Tenants who can prove who they are, and an engine that understands what a test says it understands."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot.database.engine import Database
from bot.identity.rules import Way
from tests.integration.arranging.tenant import ENTITIES, INTENTS, SIGNALS, Tenant
from tests.support.acting import Acting
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import Outgoing, Tenants
from tests.support.wiring import Desk, desk_on


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock, senders={Way.SMS: outgoing, Way.EMAIL: outgoing}) as wired:
        yield wired


@pytest.fixture
def kim(desk: Desk, engine: StubEngine, outgoing: Outgoing, tenants: Tenants) -> Tenant:
    engine.react = Acting(desk.services.answering, INTENTS, SIGNALS, ENTITIES)
    return Tenant(desk, outgoing)


@pytest.fixture
def another(desk: Desk, outgoing: Outgoing) -> Callable[[], Tenant]:
    """Kim once more, in another tab."""
    return lambda: Tenant(desk, outgoing)
