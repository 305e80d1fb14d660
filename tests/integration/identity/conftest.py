"""The bot with senders whose post a test can read."""

from collections.abc import AsyncIterator

import pytest

from bot.database.engine import Database
from bot.identity.rules import Way
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import Outgoing
from tests.support.wiring import Desk, desk_on


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock, senders={Way.SMS: outgoing, Way.EMAIL: outgoing}) as wired:
        yield wired
