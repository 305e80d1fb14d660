"""The whole program as a user has it: three processes, real HTTP, a real browser."""

import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.async_api import Browser, BrowserContext

from bot.bench.running import Running, environment, launch, stop, wait_until_ready
from bot.database.embedded import DATABASE
from tests.support.browsing import launched

#: Sunday afternoon: nobody is at the desk, so the promise is about tomorrow.
SUNDAY = "2026-11-22T14:00:00+01:00"


@dataclass
class Program:
    """A program that a test may stop, kill and start again on the same data."""

    var_dir: Path
    values: dict[str, str]
    ports: dict[str, int]
    token: str
    running: Running | None = None

    @classmethod
    def in_folder(cls, folder: Path, **more: str) -> "Program":
        values, ports, token = environment(folder, HUURKOMPAS_NOW=SUNDAY, **more)
        return cls(folder, values, ports, token)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.ports['PUBLIC']}"

    @property
    def bot(self) -> psutil.Process:
        assert self.running is not None
        return psutil.Process(self.running.process.pid)

    @property
    def engine(self) -> psutil.Process:
        return next(child for child in self.bot.children(recursive=True) if "engine.serve" in child.cmdline())

    @property
    def postmaster(self) -> psutil.Process:
        ours = [p for p in self.belonging() if p.name() == "postgres"]
        return next(p for p in ours if p.ppid() not in {other.pid for other in ours})

    @property
    def database_url(self) -> str:
        """Of its embedded PostgreSQL, as it runs now: where its socket is stands in its own notes."""
        notes = (self.var_dir / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return f"postgresql://postgres@/{DATABASE}?host={notes[4]}&port={notes[3]}"

    def start(self) -> None:
        self.running = launch(self.var_dir, self.values, self.ports, self.token)
        wait_until_ready(self.running)

    def kill_bot(self) -> None:
        """As when the power fails: no goodbye."""
        assert self.running is not None
        self.running.process.kill()
        self.running.process.wait()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.running is not None
        return stop(self.running, how)

    def belonging(self) -> list[psutil.Process]:
        """Every living process that works on this program's directory."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ", "status"]):
            words = " ".join(process.info["cmdline"] or ())
            ours = (process.info["environ"] or {}).get("HUURKOMPAS_VAR_DIR") == str(self.var_dir)
            if (ours or str(self.var_dir) in words) and process.info["status"] != psutil.STATUS_ZOMBIE:
                found.append(process)
        return found


@contextmanager
def started_program(**more: str) -> Iterator[Program]:
    # Not pytest's own folder: PostgreSQL's user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="huurkompas-e2e-") as path:
        program = Program.in_folder(Path(path), **more)
        program.start()
        try:
            yield program
        finally:
            program.stop()


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """One program for all tests that leave it as they found it."""
    with started_program() as running:
        yield running


@pytest.fixture
def own_program() -> Iterator[Program]:
    """A program of this test's own, to be killed."""
    with started_program() as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with launched() as started:
        yield started


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A tenant's telephone."""
    context = await browser.new_context(viewport={"width": 390, "height": 800}, locale="nl-NL")
    yield context
    await context.close()


@pytest.fixture
async def workplace(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A collector's screen."""
    context = await browser.new_context(viewport={"width": 1280, "height": 850}, locale="nl-NL")
    yield context
    await context.close()
