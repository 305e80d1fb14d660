"""Fixtures for tests of services on a real PostgreSQL, with a stand-in for the engine."""

from collections.abc import AsyncIterator

import pytest

from bot.database.engine import Database
from bot.staff.accounts import Accounts
from bot.staff.models import Role, Staff
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.wiring import Desk, desk_on


@pytest.fixture
async def engine() -> AsyncIterator[StubEngine]:
    async with StubEngine().running() as running:
        yield running


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock) as wired:
        yield wired


@pytest.fixture
async def collector(desk: Desk) -> Staff:
    accounts: Accounts = desk.services.accounts
    staff, _ = await accounts.add("sanne@example.nl", "Sanne", Role.COLLECTOR, "een-lang-wachtwoord")
    return staff
