"""The public application with WhatsApp and Telegram switched on, and no worker: a test decides when a turn is taken."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.database.engine import Database
from tests.support.channels import telegram_settings, whatsapp_settings
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.wiring import Desk, desk_on

SECRET = b"a secret for tests that is long enough to be one"


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock, whatsapp=whatsapp_settings(), telegram=telegram_settings()) as wired:
        yield wired


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator["TestClient[Any, Any]"]:
    app = bootstrap.public(desk.settings, desk.services, SECRET)
    async with TestClient(TestServer(app)) as client:
        yield client
