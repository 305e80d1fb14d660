"""The job queue's own tables: made once from the library's schema, then brought along by the library's migrations."""

import re
from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql

_NAME = re.compile(r"^(\d+)\.(\d+)\.(\d+)_(\d+)")


def apply_job_schema(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Bring the queue's tables to the installed version. The connection is in autocommit; a step is a transaction."""
    connection.execute("CREATE TABLE IF NOT EXISTS job_schema_applied (name text PRIMARY KEY)")
    available = migrations()
    if connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone() == (None,):
        with connection.transaction():
            connection.execute(sql.SQL(SchemaManager.get_schema()))
            _note(connection, [path.name for path in available])
        return
    applied = {row[0] for row in connection.execute("SELECT name FROM job_schema_applied").fetchall()}
    for path in available:
        if path.name not in applied:
            with connection.transaction():
                connection.execute(path.read_bytes())
                _note(connection, [path.name])


def migrations() -> list[Path]:
    """The library's migration files, oldest first."""
    found = [path for path in Path(SchemaManager.get_migrations_path()).glob("*.sql") if _NAME.match(path.name)]
    return sorted(found, key=lambda path: tuple(int(n) for n in _NAME.match(path.name).groups()))  # type: ignore[union-attr]


def _note(connection: "psycopg.Connection[tuple[object, ...]]", names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO job_schema_applied (name) VALUES (%s)", [(name,) for name in names])
