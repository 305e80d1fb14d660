"""Starts the engine, watches it, and starts it again when it falls over.

An engine starts in two steps. First it loads its libraries, which takes seconds and needs nothing from us; meanwhile
the bot loads its own and PostgreSQL comes up. Then it is told where the database is, on its standard input, and serves.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bot.dialogue.training import ENGINE_PYTHON
from bot.ending import end
from bot.settings import PROJECT

log = logging.getLogger(__name__)

POLL_SECONDS = 0.15
STOP_SECONDS = 6.0
#: Waits between restarts, growing; the engine that stayed up this long starts again without a wait.
RESTART_WAITS = (0.0, 1.0, 3.0, 10.0, 30.0)
STABLE_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class EngineSupervisor:
    """One engine process of our own, on a free loopback port."""

    def __init__(self, model: Path, port: int) -> None:
        self._model = model
        self._port = port
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
        # Rasa resets the filters that hide its libraries' deprecations; the interpreter's own setting it leaves.
        environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
        # A session of its own: Ctrl-C is for us, and we stop it in order. It ends by itself when we die.
        self._process = await asyncio.create_subprocess_exec(
            str(ENGINE_PYTHON),
            "-m",
            "engine.serve",
            str(self._model),
            str(self._port),
            cwd=PROJECT,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=sys.stderr,
            start_new_session=True,
        )

    async def start(self, environment: Mapping[str, str], is_ready: Callable[[], Awaitable[bool]]) -> None:
        """The second step, after `warm_up`; returns at once. `ready` is set when turns can be taken."""
        self._told = json.dumps(dict(environment)).encode() + b"\n"
        await self._tell()
        self._watcher = asyncio.create_task(self._watch(is_ready), name="engine-watch")

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

    async def _watch(self, is_ready: Callable[[], Awaitable[bool]]) -> None:
        failures = 0
        while True:
            assert self._process is not None
            began = asyncio.get_running_loop().time()
            await self._until_ready_or_dead(self._process, is_ready)
            code = await self._process.wait()
            self.ready.clear()
            lived = asyncio.get_running_loop().time() - began
            failures = 0 if lived > STABLE_SECONDS else min(failures + 1, len(RESTART_WAITS) - 1)
            log.error("the engine stopped (code %s); it is started again", code)
            await asyncio.sleep(RESTART_WAITS[max(0, failures - 1)])
            self.restarts += 1
            await self.warm_up()
            await self._tell()

    async def _until_ready_or_dead(
        self, process: asyncio.subprocess.Process, is_ready: Callable[[], Awaitable[bool]]
    ) -> None:
        while process.returncode is None:
            if await is_ready():
                self.ready.set()
                return
            await asyncio.sleep(POLL_SECONDS)
