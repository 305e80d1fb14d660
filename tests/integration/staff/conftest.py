"""A desk to visit, and people who work there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.conversation.changes import Changes
from bot.database.engine import Database
from bot.staff.models import Role, Staff
from tests.integration.staff.scene import Scene, Visit
from tests.support.clock import FixedClock

NewVisit = Callable[[Staff | None], Awaitable[Visit]]


@pytest.fixture
async def scene(database: Database, clock: FixedClock) -> AsyncIterator[Scene]:
    changes = Changes(database.libpq_url)
    await changes.start()
    yield Scene(database, clock, changes)
    await changes.stop()


@pytest.fixture
async def visit(scene: Scene) -> AsyncIterator[NewVisit]:
    """Opens a browser of its own for a person, signed in unless nobody is given."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TestServer(scene.app()))

        async def opened(staff: Staff | None) -> Visit:
            made = Visit(await stack.enter_async_context(TestClient(server)))
            if staff is not None:
                response = await made.sign_in(staff.email)
                assert response.status == 303, await response.text()
            return made

        yield opened


@pytest.fixture
async def sanne(scene: Scene) -> Staff:
    return await scene.staff("Sanne")


@pytest.fixture
async def youssef(scene: Scene) -> Staff:
    return await scene.staff("Youssef")


@pytest.fixture
async def coordinator(scene: Scene) -> Staff:
    return await scene.staff("Marijke", Role.COORDINATOR)
