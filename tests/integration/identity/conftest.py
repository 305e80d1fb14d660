"""The bot with senders whose post a test can read."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest

from bot.database.engine import Database
from bot.identity.contact_rules import ContactPolicy
from bot.identity.rules import Way
from tests.integration.identity.asking import INTENTS, SIGNALS
from tests.integration.identity.changing import POLICY, Changer, NewChanger, changes_of
from tests.support.acting import Acting
from tests.support.chatting import Chat
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import Outgoing, Somebody
from tests.support.wiring import Desk, desk_on


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, outgoing: Outgoing) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock, senders={Way.SMS: outgoing, Way.EMAIL: outgoing}) as wired:
        yield wired


@pytest.fixture
def chat(desk: Desk, engine: StubEngine) -> Callable[[], Chat]:
    engine.react = Acting(desk.services.answering, INTENTS, SIGNALS)
    return lambda: Chat(desk, uuid4().hex)


@pytest.fixture
async def changer(
    desk: Desk,
    database: Database,
    clock: FixedClock,
    outgoing: Outgoing,
    somebody: Callable[..., Awaitable[Somebody]],
) -> NewChanger:
    async def new(policy: ContactPolicy = POLICY) -> Changer:
        return Changer(desk, database, clock, outgoing, await somebody(), changes_of(desk, policy))

    return new
