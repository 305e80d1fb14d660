"""The job queue: a job a conversation under its own lock, and sweeps for what a crash left behind."""

import asyncio
import contextlib
import logging
import select
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import procrastinate
import psycopg
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.alarms import Alarms
from bot.conversation.outbox import Outbox
from bot.conversation.turns import TurnService
from bot.database.engine import Database
from bot.database.session import leave_job
from bot.ending import end

log = logging.getLogger(__name__)

TURN_TASK = "conversation.turn"
SEND_TASK = "conversation.send"
QUEUE = "conversations"
#: A worker that has not been heard of for this long is dead, and its jobs go to another.
HEARTBEAT_SECONDS = 2.0
DEAD_AFTER_SECONDS = 8.0
SWEEP_SECONDS = 3.0
#: A round that hangs on a database that went away is given up, and tried anew.
SWEEP_LIMIT_SECONDS = 20.0
#: A job whose conversation is busy is looked at again after this long, also without a nudge.
POLL_SECONDS = 0.5
STOP_SECONDS = 8.0
CLOSE_SECONDS = 5.0
#: What a worker may take for all of that.
ENDING_SECONDS = STOP_SECONDS + CLOSE_SECONDS + 3
RENEW_SECONDS = 1.0
LOCK_PREFIX = "conversation:"

_ORPHANED = text("""
    SELECT DISTINCT m.conversation_id FROM messages m
    WHERE m.author = 'tenant' AND m.handled_at IS NULL AND NOT EXISTS (
        SELECT FROM procrastinate_jobs j
        WHERE j.lock = :prefix || m.conversation_id::text AND j.status IN ('todo', 'doing'))
""").columns(conversation_id=Uuid)


class _Connector(procrastinate.PsycopgConnector):
    """Tells of trouble: a worker that could not write that a job is done holds its conversation as long as it lives."""

    def __init__(self, *, on_trouble: Callable[[], None], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._on_trouble = on_trouble

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        try:
            await super().execute_query_async(query, **arguments)
        except procrastinate.exceptions.ConnectorException:
            self._on_trouble()
            raise


class Jobs:
    """Wraps procrastinate: queueing inside our own transactions, one worker, and the sweep."""

    def __init__(self, database: Database, *, workers: int) -> None:
        self._database = database
        self._workers = workers
        self._renew_worker = asyncio.Event()
        self._queue = self._make_app()
        self._tasks: list[asyncio.Task[None]] = []
        #: Also asked where a cancellation may have been lost (`bot/ending.py`).
        self._stopping = False
        self.turns: TurnService | None = None
        self.outbox: Outbox | None = None
        self._alarms: Alarms | None = None

    async def open(self) -> None:
        await self._queue.open_async()

    async def queue_turn(self, session: AsyncSession, conversation_id: UUID) -> None:
        """Queue the work for a conversation, in the caller's transaction: stored and queued, or neither."""
        _leave(session, TURN_TASK, conversation_id)

    async def start(self, turns: TurnService, outbox: Outbox) -> None:
        """Begin working. Call after `open`."""
        self.turns, self.outbox = turns, outbox
        self._stopping = False
        self._alarms = Alarms(outbox.dispatch)
        outbox.wake_by(self._alarms.set)
        self._tasks = [
            asyncio.create_task(self._work(), name="worker"),
            asyncio.create_task(self._keep_sweeping(), name="sweep"),
        ]

    async def stop(self) -> None:
        self._stopping = True
        await end(self._tasks, ENDING_SECONDS)
        if self._alarms is not None:
            await self._alarms.stop()
        await self._queue.close_async()

    def _make_app(self) -> procrastinate.App:
        # Enough connections to fetch and finish jobs; what the jobs do uses the bot's own pool.
        connector = _Connector(
            on_trouble=self._renew_worker.set,
            conninfo=self._database.libpq_url,
            min_size=2,
            max_size=8,
            pool_factory=_pool,
        )
        app = procrastinate.App(connector=connector)
        app.task(name=TURN_TASK, queue=QUEUE, retry=5)(self._take_turns)
        app.task(name=SEND_TASK, queue=QUEUE, retry=5)(self._send)
        return app

    async def _take_turns(self, conversation_id: str) -> None:
        assert self.turns is not None
        await self.turns.handle(UUID(conversation_id))

    async def _send(self, conversation_id: str) -> None:
        assert self.outbox is not None
        await self.outbox.dispatch(UUID(conversation_id))

    async def _work(self) -> None:
        """Keep a worker running. After trouble with the database a new one takes over: the old one may go on looking
        alive while it no longer hears of new jobs, or cannot finish those it has.
        """
        while not self._stopping:
            self._renew_worker.clear()
            app = self._make_app()
            try:
                await app.open_async()
                if not self._stopping:
                    await self._work_until_trouble(app)
            except (procrastinate.exceptions.ProcrastinateException, psycopg.Error, OSError) as error:
                log.warning("no job worker could be started: %s", error)
            finally:
                # Also when stopped while still opening: connections in the making would outlive us.
                await _quietly(app.close_async())
            log.warning("the job worker is renewed")
            await asyncio.sleep(RENEW_SECONDS)

    async def _work_until_trouble(self, app: procrastinate.App) -> None:
        worker = asyncio.create_task(self._run_worker(app), name="worker-run")
        renewal = asyncio.create_task(self._renew_worker.wait())
        try:
            await asyncio.wait({worker, renewal}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            renewal.cancel()
            worker.cancel()
            await asyncio.wait({worker}, timeout=STOP_SECONDS + 2)

    async def _run_worker(self, app: procrastinate.App) -> None:
        try:
            await app.run_worker_async(
                queues=[QUEUE],
                concurrency=self._workers,
                install_signal_handlers=False,
                delete_jobs="successful",
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=DEAD_AFTER_SECONDS,
                shutdown_graceful_timeout=STOP_SECONDS,
            )
        except (procrastinate.exceptions.ProcrastinateException, psycopg.Error, OSError) as error:
            log.warning("the job worker stopped: %s", error)

    async def _keep_sweeping(self) -> None:
        while not self._stopping:
            try:
                async with asyncio.timeout(SWEEP_LIMIT_SECONDS):
                    await self.sweep()
            except Exception as error:  # the sweep must outlive any fault; the next round tries again
                log.warning("the sweep failed: %s: %s", type(error).__name__, error)
                self._renew_worker.set()
            await asyncio.sleep(SWEEP_SECONDS)

    async def sweep(self) -> None:
        """Give jobs of dead workers to the living, and queue what waits without a job."""
        manager = self._queue.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
            log.warning("job %s of a worker that died is done again", job.id)
            await manager.retry_job(job)
        await self._queue_each(await self._orphaned(), self.queue_turn)
        if self.outbox is not None:
            await self._queue_each(await self.outbox.due(), self._queue_send)

    async def _queue_each(
        self, conversations: Sequence[UUID], queue: Callable[[AsyncSession, UUID], Awaitable[None]]
    ) -> None:
        for conversation_id in conversations:
            async with self._database.transaction() as session:
                await queue(session, conversation_id)

    async def _queue_send(self, session: AsyncSession, conversation_id: UUID) -> None:
        _leave(session, SEND_TASK, conversation_id)

    async def _orphaned(self) -> Sequence[UUID]:
        """Conversations with a waiting message and no job for it."""
        async with self._database.reading() as session:
            return (await session.scalars(_ORPHANED, {"prefix": LOCK_PREFIX})).all()


def _leave(session: AsyncSession, task: str, conversation_id: UUID) -> None:
    lock = f"{LOCK_PREFIX}{conversation_id}"
    leave_job(session, QUEUE, task, lock, {"conversation_id": str(conversation_id)})


def _pool(**arguments: Any) -> AsyncConnectionPool:
    return AsyncConnectionPool(**{**arguments, "check": _must_be_alive})


async def _must_be_alive(connection: psycopg.AsyncConnection[Any]) -> None:
    """As the pool's own check, but the server is only asked where there is something to ask.

    Nothing waits to be read on an idle connection, unless its server has gone away.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        await AsyncConnectionPool.check_connection(connection)


async def _quietly(closing: Awaitable[None]) -> None:
    """Close what may be broken already."""
    with contextlib.suppress(procrastinate.exceptions.ProcrastinateException, psycopg.Error, OSError, TimeoutError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await closing
