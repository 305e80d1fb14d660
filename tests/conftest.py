"""Fixtures for all tests. Nothing here reaches beyond this machine."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_socket
from hypothesis import settings as hypothesis_settings

from bot.database.engine import Database
from tests.support.clock import FixedClock
from tests.support.postgres import TestServer, test_server

#: Fixtures that several rooms share.
pytest_plugins = ["tests.support.tenants"]

hypothesis_settings.register_profile("huurkompas", deadline=None, derandomize=True, max_examples=100)
hypothesis_settings.load_profile("huurkompas")


#: What needs no language model comes first, for it is trained meanwhile, and takes about as long; then what does, and
#: takes long. At the end nobody should wait for one long file, so the rest of the short ones come last.
ORDER = ("unit", "integration/arrang", "integration/identity", "integration/staff", "conversations", "e2e", "nlu", "")
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path.relative_to(TESTS).as_posix()))


def _turn(path: str) -> int:
    return next(at for at, start in enumerate(ORDER) if path.startswith(start))


@pytest.fixture(autouse=True)
def _only_this_machine() -> Iterator[None]:
    """No test may reach the network: every address but loopback and sockets of this machine is refused."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    pytest_socket._remove_restrictions()


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    with test_server() as server:
        yield server


@pytest.fixture
def database_url(postgres: TestServer) -> Iterator[str]:
    with postgres.database() as url:
        yield url


@pytest.fixture
async def database(postgres: TestServer, database_url: str) -> AsyncIterator[Database]:
    database = postgres.pool(database_url)
    yield database
    await database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()
