"""The first second of a start: what takes long to come up and needs little code to begin.

The engine and PostgreSQL need seconds each, and so does loading the bot's own code. All three begin here at once;
`Program` takes over when its code is there.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from bot.database.embedded import EmbeddedPostgres
from bot.dialogue.supervisor import EngineSupervisor, free_port
from bot.dialogue.training import ensure_model
from bot.ending import end
from bot.lock import VarLock, must_be_free
from bot.settings import PROJECT, Settings

log = logging.getLogger(__name__)

MODELS = PROJECT / "var" / "models"
DATABASE_CHECK_SECONDS = 2.0

Say = Callable[[str], None]


class Beginning:
    """`begin` returns at once; `database_url` and `engine` wait for what it began; `stop` undoes all of it."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings = settings
        self._say = say
        self._undo = contextlib.AsyncExitStack()
        self._database: asyncio.Task[str] | None = None
        self._engine: asyncio.Task[EngineSupervisor] | None = None
        self.engine_port = settings.engine_port or free_port()

    def begin(self) -> None:
        """Raises AlreadyRunning and PortTaken, before anything slow has begun; `stop` then lets go of the lock."""
        settings = self._settings
        lock = VarLock(settings.var_dir)
        lock.acquire()
        self._undo.callback(lock.release)
        for host, number in ((settings.public_host, settings.public_port), ("127.0.0.1", settings.internal_port)):
            must_be_free(host, number)
        self._database = asyncio.create_task(self._start_database(), name="database-start")
        if settings.engine_url is None:
            self._engine = asyncio.create_task(self._warm_engine(), name="engine-warm-up")

    async def stop(self) -> None:
        """Undo what was begun; a second time it does nothing."""
        begun = [task for task in (self._engine, self._database) if task is not None]
        # A server that is half up is waited for: cut off, it would go on without anybody.
        if self._engine is not None:
            self._engine.cancel()
        results = await asyncio.gather(*begun, return_exceptions=True)
        for result in results:
            if isinstance(result, EngineSupervisor):
                await result.stop()
        await self._undo.aclose()

    async def database_url(self) -> str:
        assert self._database is not None
        return await self._database

    async def engine(self) -> EngineSupervisor | None:
        """The engine, loading its libraries; None when somebody else runs it. Raises TrainingFailed."""
        return await self._engine if self._engine is not None else None

    async def _start_database(self) -> str:
        if self._settings.database_url is not None:
            return self._settings.database_url
        embedded = EmbeddedPostgres(self._settings.var_dir / "postgres", alone=True)
        self._undo.push_async_callback(embedded.stop)
        url = await embedded.start()
        watch = asyncio.create_task(_keep_up(embedded), name="database-watch")
        self._undo.push_async_callback(end, [watch])
        return url

    async def _warm_engine(self) -> EngineSupervisor:
        model = self._settings.engine_model or await ensure_model(MODELS, self._say)
        supervisor = EngineSupervisor(model, self.engine_port)
        await supervisor.warm_up()
        return supervisor


async def _keep_up(embedded: EmbeddedPostgres) -> None:
    while True:
        await asyncio.sleep(DATABASE_CHECK_SECONDS)
        if not embedded.is_running():
            log.error("PostgreSQL stopped; it is started again")
            try:
                await embedded.start()
            except Exception:
                log.exception("PostgreSQL could not be started again")
