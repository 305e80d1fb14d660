"""A bot at work between both simulators, on a clock that a test can move on."""

from collections.abc import AsyncIterator

import pytest

from bot.database.engine import Database
from tests.support.engine import StubEngine
from tests.support.phones import MovingClock, Providers, bot_with, providers
from tests.support.wiring import Desk


@pytest.fixture
def moving() -> MovingClock:
    return MovingClock()


@pytest.fixture
async def made(moving: MovingClock) -> AsyncIterator[Providers]:
    async with providers(moving) as running:
        yield running


@pytest.fixture
async def desk(made: Providers, database: Database, engine: StubEngine, moving: MovingClock) -> AsyncIterator[Desk]:
    async with bot_with(made, database, engine, moving) as wired:
        yield wired
