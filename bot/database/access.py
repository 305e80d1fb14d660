"""The configured database for a command, whether or not the program runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.database.embedded import EmbeddedPostgres
from bot.database.engine import Database
from bot.database.migrate import migrate
from bot.lock import AlreadyRunning, VarLock
from bot.settings import Settings


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Database]:
    """The database, brought up to date; an embedded one is started when it does not run, and stopped again then."""
    embedded = None if settings.database_url else EmbeddedPostgres(settings.var_dir / "postgres", alone=False)
    url = settings.database_url or (await embedded.start() if embedded else "")
    database = Database(url)
    try:
        await migrate(database.url)
        yield database
    finally:
        await database.close()
        if embedded is not None and not _somebody_runs(settings):
            await embedded.stop()


def _somebody_runs(settings: Settings) -> bool:
    lock = VarLock(settings.var_dir)
    try:
        lock.acquire()
    except AlreadyRunning:
        return True
    lock.release()
    return False
