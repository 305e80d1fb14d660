"""Starts the engine, watches it, and starts it again when it falls over or answers nothing any more.

An engine starts in two steps. First it loads its libraries, which takes seconds and needs nothing from us; meanwhile
the bot loads its own and PostgreSQL comes up. Then it is told where the database is, on its standard input, and serves.

Who waits for an answer when it ends, by itself or by our hand, loses the connection at once, and so gets the honest
line; so does who writes before it is back.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.dialogue.pulse import LOOK_EVERY, LOOK_LIMIT, Pulse
from bot.dialogue.training import ENGINE_PYTHON
from bot.ending import end
from bot.settings import PROJECT

log = logging.getLogger(__name__)

POLL_SECONDS = 0.15
STOP_SECONDS = 6.0
#: Waits between restarts, growing; the engine that stayed up this long starts again without a wait.
RESTART_WAITS = (0.0, 1.0, 3.0, 10.0, 30.0)
STABLE_SECONDS = 60.0
#: An engine that cannot take turns after so long hangs. It starts in some twelve seconds, in a minute on a machine that
#: is very busy; none that would still come may be shot, for the next one would take as long.
START_LIMIT = 600.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Watched(Protocol):
    """What is asked of whoever speaks with the engine."""

    @property
    def answers(self) -> int:
        """How many turns were answered so far."""
        ...

    async def is_ready(self, limit: float = ...) -> bool:
        """Whether turns can be taken; False too when nothing was heard within `limit` seconds."""
        ...


@dataclass(frozen=True)
class Time:
    """The clock of whoever watches: seconds that only go forward, and waiting."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


Launch = Callable[[Path, int], Awaitable[asyncio.subprocess.Process]]


async def launch(model: Path, port: int) -> asyncio.subprocess.Process:
    """The first step of a start; returns at once."""
    # Rasa resets the filters that hide its libraries' deprecations; the interpreter's own setting it leaves.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    # A session of its own: Ctrl-C is for us, and we stop it in order. It ends by itself when we die.
    return await asyncio.create_subprocess_exec(
        str(ENGINE_PYTHON),
        "-m",
        "engine.serve",
        str(model),
        str(port),
        cwd=PROJECT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=sys.stderr,
        start_new_session=True,
    )


class EngineSupervisor:
    """One engine process of our own, on a free loopback port."""

    def __init__(self, model: Path, port: int, launch: Launch = launch, time: Time | None = None) -> None:
        self._model = model
        self._port = port
        self._launch = launch
        self._time = time or Time()
        self._told = b""
        self._process: asyncio.subprocess.Process | None = None
        self._watcher: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def warm_up(self) -> None:
        """The first step; returns at once."""
        self._process = await self._launch(self._model, self._port)

    async def start(self, environment: Mapping[str, str], engine: Watched) -> None:
        """The second step, after `warm_up`; returns at once. `ready` is set when turns can be taken."""
        self._told = json.dumps(dict(environment)).encode() + b"\n"
        await self._tell()
        self._watcher = asyncio.create_task(self._watch(engine), name="engine-watch")

    async def stop(self) -> None:
        if self._watcher is not None:
            await end([self._watcher])
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _tell(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        # One that died while it loaded is noticed, and replaced, by who watches.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(self._told)
            await self._process.stdin.drain()
        self._process.stdin.close()

    async def _watch(self, engine: Watched) -> None:
        failures = 0
        while True:
            assert self._process is not None
            began = self._time.now()
            if await self._comes_up(self._process, engine):
                what = await self._until_over(self._process, engine)
            else:
                what = f"did not start (code {self._process.returncode})"
            self.ready.clear()
            lived = self._time.now() - began
            failures = 0 if lived > STABLE_SECONDS else min(failures + 1, len(RESTART_WAITS) - 1)
            log.error("the engine %s; it is started again", what)
            await self._time.sleep(RESTART_WAITS[max(0, failures - 1)])
            self.restarts += 1
            await self.warm_up()
            await self._tell()

    async def _comes_up(self, process: asyncio.subprocess.Process, engine: Watched) -> bool:
        """Wait until it takes turns. False: it died first, or hung and was ended."""
        began = self._time.now()
        while process.returncode is None:
            if await engine.is_ready():
                self.ready.set()
                return True
            if self._time.now() - began > START_LIMIT:
                await _kill(process)
                break
            await self._time.sleep(POLL_SECONDS)
        return False

    async def _until_over(self, process: asyncio.subprocess.Process, engine: Watched) -> str:
        """Wait until the process has ended; one that hangs is ended. Returns what happened, for the log."""
        pulse = Pulse()
        ended = asyncio.ensure_future(process.wait())
        try:
            while not await self._happens(ended, LOOK_EVERY):
                before = engine.answers
                looked = await engine.is_ready(LOOK_LIMIT)
                if pulse.hangs(looked=looked, answered=engine.answers - before):
                    await _kill(process)
                    return "answered nothing any more"
            return f"stopped (code {process.returncode})"
        finally:
            ended.cancel()

    async def _happens(self, event: "asyncio.Future[int]", within: float) -> bool:
        """Whether this happens within so many seconds; waits no longer than that."""
        resting = asyncio.ensure_future(self._time.sleep(within))
        either: set[asyncio.Future[Any]] = {event, resting}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            resting.cancel()
        return event.done()


async def _kill(process: asyncio.subprocess.Process) -> None:
    """End one that hangs: asked kindly it would not hear that either."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
