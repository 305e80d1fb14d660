"""The whole program as a user has it: three processes, real HTTP, a real browser."""

import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

from bot.bench.running import Running, environment, launch, ready, stop
from install.browser import find_browser

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
    log: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.ports['PUBLIC']}"

    @property
    def internal(self) -> str:
        return f"http://127.0.0.1:{self.ports['INTERNAL']}"

    async def start(self) -> None:
        self.running = await launch(self.var_dir, self.values, self.ports, self.token)
        async with aiohttp.ClientSession() as http:
            await ready(self.running, http)

    async def stop(self) -> None:
        if self.running is not None:
            await stop(self.running)

    async def kill(self) -> None:
        """As when the power fails: no goodbye."""
        assert self.running is not None
        self.running.process.send_signal(signal.SIGKILL)
        await self.running.process.wait()

    def engine(self) -> psutil.Process:
        assert self.running is not None
        children = psutil.Process(self.running.process.pid).children(recursive=True)
        return next(child for child in children if "engine.serve" in child.cmdline())

    def belonging(self) -> list[psutil.Process]:
        """Every living process that works on this program's directory or with its ports."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            with contextlib.suppress(psutil.Error):
                words = " ".join(process.info["cmdline"] or ())
                ours = (process.info["environ"] or {}).get("HUURKOMPAS_VAR_DIR") == str(self.var_dir)
                if (ours or str(self.var_dir) in words) and process.pid != os.getpid():
                    found.append(process)
        return found


def _new_program(folder: Path, **more: str) -> Program:
    values, ports, token = environment(folder, HUURKOMPAS_NOW=SUNDAY, **more)
    return Program(folder, values, ports, token)


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not pytest's own folder: PostgreSQL's user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="huurkompas-e2e-") as path:
        yield Path(path)


@pytest.fixture
async def program(folder: Path) -> AsyncIterator[Program]:
    """A freshly started program of this test's own."""
    program = _new_program(folder)
    await program.start()
    yield program
    await program.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = find_browser()
    assert path is not None, "no Chromium; ./run test installs one"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        await browser.close()


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
