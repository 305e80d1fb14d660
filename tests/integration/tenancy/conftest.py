"""An office with a folder of its own."""

from pathlib import Path

import pytest

from bot.database.engine import Database
from tests.integration.tenancy.office import Office
from tests.support.clock import FixedClock


@pytest.fixture
def office(database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return Office(database, clock, tmp_path)
