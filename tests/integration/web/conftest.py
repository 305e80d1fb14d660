"""The public application on a real port, with the job worker running and a stand-in for the engine."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from tests.support.wiring import Desk

SECRET = b"a secret for tests that is long enough to be one"


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator["TestClient[Any, Any]"]:
    await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
    app = bootstrap.public(desk.settings, desk.services, SECRET)
    async with TestClient(TestServer(app)) as client:
        yield client
