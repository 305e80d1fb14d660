"""An engine that falls over, or lives and answers nothing, is started again; one that is slow or busy is left alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.dialogue.pulse import LOOK_EVERY, LOOK_LIMIT, MISSES
from bot.dialogue.supervisor import (
    POLL_SECONDS,
    RESTART_WAITS,
    STABLE_SECONDS,
    START_LIMIT,
    EngineSupervisor,
    Time,
)

TOLD = b'{"SECRET": "x"}\n'


class Pipe:
    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data

    async def drain(self) -> None: ...

    def close(self) -> None: ...


class Process:
    """An engine process that ends when it is killed, or when the test lets it die."""

    def __init__(self) -> None:
        self.pid = 1
        self.returncode: int | None = None
        self.stdin = Pipe()
        self.killed = False
        self._ended = asyncio.Event()

    def dies(self, code: int) -> None:
        self.returncode = code
        self._ended.set()

    def kill(self) -> None:
        self.killed = True
        self.dies(-9)

    def send_signal(self, number: int) -> None:
        self.dies(-number)

    async def wait(self) -> int:
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode


class Engine:
    """Replies to looks as the script says; when that has run out, a look takes for ever."""

    def __init__(self, *script: bool | Callable[[], bool]) -> None:
        self.answers = 0
        self.limits: list[float] = []
        self.through = asyncio.Event()
        self._script = list(script)

    async def is_ready(self, limit: float = 0.0) -> bool:
        await asyncio.sleep(0)
        if not self._script:
            self.through.set()
            await asyncio.Event().wait()
        self.limits.append(limit)
        reply = self._script.pop(0)
        return reply() if callable(reply) else reply


class Bench:
    """A supervisor whose processes and hours are the test's."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.seconds = 0.0
        self.slept: list[float] = []
        self.supervisor = EngineSupervisor(Path("model"), 1, self._launch, Time(lambda: self.seconds, self._sleep))

    async def _launch(self, model: Path, port: int) -> Process:
        self.processes.append(Process())
        return self.processes[-1]

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.seconds += seconds

    @asynccontextmanager
    async def watching(self, engine: Engine) -> AsyncIterator[None]:
        """Watch until the script is through."""
        await self.supervisor.warm_up()
        await self.supervisor.start({"SECRET": "x"}, engine)
        try:
            async with asyncio.timeout(5):
                await engine.through.wait()
            yield
        finally:
            await self.supervisor.stop()


@pytest.fixture
async def bench() -> Bench:
    return Bench()


UP, SILENT = True, False
LOOKS_WHILE_STARTING = int(START_LIMIT / POLL_SECONDS)


async def test_an_engine_that_answers_nothing_any_more_is_ended_and_started_again(bench: Bench) -> None:
    engine = Engine(UP, *[SILENT] * MISSES)
    async with bench.watching(engine):
        first, second = bench.processes
        assert first.killed
        assert second.stdin.written == TOLD, "the new one is told what the first was told"
        assert bench.supervisor.restarts == 1
    assert engine.limits[1:] == [LOOK_LIMIT] * MISSES, "a look that takes long is a look without an answer"
    assert bench.slept[:MISSES] == [LOOK_EVERY] * MISSES


async def test_now_and_then_a_look_without_an_answer_is_no_reason(bench: Bench) -> None:
    some = [SILENT] * (MISSES - 1)
    async with bench.watching(Engine(UP, *some, UP, *some, UP)):
        assert len(bench.processes) == 1
        assert bench.supervisor.ready.is_set()


async def test_a_busy_engine_that_answers_turns_and_no_looks_is_left_alone(bench: Bench) -> None:
    def a_turn_was_answered() -> bool:
        engine.answers += 1
        return SILENT

    engine = Engine(UP, *[a_turn_was_answered] * 4 * MISSES)
    async with bench.watching(engine):
        assert len(bench.processes) == 1


async def test_a_turn_from_before_the_looks_does_not_stand_for_life_during_them(bench: Bench) -> None:
    engine = Engine(UP, *[SILENT] * MISSES)
    engine.answers = 7
    async with bench.watching(engine):
        assert bench.supervisor.restarts == 1


async def test_an_engine_that_takes_long_to_start_is_left_alone(bench: Bench) -> None:
    async with bench.watching(Engine(*[SILENT] * LOOKS_WHILE_STARTING)):
        assert len(bench.processes) == 1
        assert not bench.supervisor.ready.is_set()


async def test_an_engine_that_never_takes_a_turn_is_ended_and_another_is_tried(bench: Bench) -> None:
    async with bench.watching(Engine(*[SILENT] * (LOOKS_WHILE_STARTING + 2), UP, UP)):
        first, second = bench.processes
        assert first.killed
        assert second.stdin.written == TOLD
        assert bench.supervisor.ready.is_set()
        assert bench.seconds > START_LIMIT


async def test_one_that_dies_while_it_starts_is_started_again(bench: Bench) -> None:
    def dies() -> bool:
        bench.processes[0].dies(1)
        return SILENT

    async with bench.watching(Engine(SILENT, dies, UP)):
        assert [process.killed for process in bench.processes] == [False, False]
        assert bench.supervisor.restarts == 1


async def test_an_engine_that_dies_is_started_again(bench: Bench) -> None:
    def dies() -> bool:
        bench.processes[0].dies(1)
        return UP

    async with bench.watching(Engine(UP, dies)):
        assert [process.killed for process in bench.processes] == [False, False]
        assert bench.processes[1].stdin.written == TOLD
        assert not bench.supervisor.ready.is_set(), "nobody is told that it is there before it is"


async def test_what_hangs_again_and_again_is_started_less_and_less_often(bench: Bench) -> None:
    hanging = [UP, *[SILENT] * MISSES]
    async with bench.watching(Engine(*hanging * 4)):
        waits = [seconds for seconds in bench.slept if seconds != LOOK_EVERY]
    assert waits == list(RESTART_WAITS[:4])


async def test_one_that_did_its_work_for_long_is_started_again_without_a_wait(bench: Bench) -> None:
    long = [UP] * int(STABLE_SECONDS / LOOK_EVERY)
    async with bench.watching(Engine(*[UP, *long, *[SILENT] * MISSES] * 3)):
        waits = [seconds for seconds in bench.slept if seconds != LOOK_EVERY]
    assert waits == [0.0, 0.0, 0.0]
