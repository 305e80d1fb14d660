"""A program of our own to measure: free ports, a var directory of its own, no merge window."""

import asyncio
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from bot.dialogue.supervisor import free_port
from bot.settings import PROJECT

START_SECONDS = 300.0
#: Settings that whoever measures may choose; all others are ours.
KEPT = ("HUURKOMPAS_ENGINE_MODEL", "HUURKOMPAS_CHROMIUM")


@dataclass
class Running:
    """A started program, and how to reach its parts."""

    process: asyncio.subprocess.Process
    base: str
    internal: str
    engine: str
    token: str
    began: float

    def processes(self) -> list[psutil.Process]:
        """The bot, the engine and every PostgreSQL process of this program."""
        bot = psutil.Process(self.process.pid)
        postmaster = [
            p
            for p in psutil.process_iter(["cmdline"])
            if any(self.var_dir in part for part in p.info["cmdline"] or ())
            and "postgres" in " ".join(p.info["cmdline"])
        ]
        families = [bot, *postmaster]
        return list({p.pid: p for root in families for p in (root, *root.children(recursive=True))}.values())

    var_dir: str = ""


def environment(var_dir: Path, **more: str) -> tuple[dict[str, str], dict[str, int], str]:
    ports = {name: free_port() for name in ("PUBLIC", "INTERNAL", "ENGINE")}
    token = secrets.token_urlsafe(24)
    values = {
        **{k: v for k, v in os.environ.items() if not k.startswith("HUURKOMPAS_") or k in KEPT},
        **{f"HUURKOMPAS_{name}_PORT": str(port) for name, port in ports.items()},
        "HUURKOMPAS_VAR_DIR": str(var_dir),
        "HUURKOMPAS_ENGINE_TOKEN": token,
        "HUURKOMPAS_MERGE_WINDOW_MS": "0",
        **more,
    }
    return values, ports, token


async def launch(var_dir: Path, environment_values: Mapping[str, str], ports: Mapping[str, int], token: str) -> Running:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "start",
        cwd=PROJECT,
        env=dict(environment_values),
        stdout=asyncio.subprocess.DEVNULL,
    )
    here = "http://127.0.0.1"
    return Running(
        process=process,
        base=f"{here}:{ports['PUBLIC']}",
        internal=f"{here}:{ports['INTERNAL']}",
        engine=f"{here}:{ports['ENGINE']}",
        token=token,
        began=began,
        var_dir=str(var_dir),
    )


async def ready(running: Running, http: aiohttp.ClientSession) -> None:
    """Wait until everything answers. Raises RuntimeError when the program ended instead."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            if running.process.returncode is not None:
                raise RuntimeError(f"the program ended with code {running.process.returncode}")
            try:
                async with http.get(running.internal + "/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


async def stop(running: Running) -> None:
    if running.process.returncode is None:
        running.process.send_signal(signal.SIGTERM)
        await running.process.wait()


@asynccontextmanager
async def program(http: aiohttp.ClientSession, var_dir: Path | None = None) -> AsyncIterator[Running]:
    """A started program in a fresh (or the given) var directory; stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="huurkompas-bench-") as fresh:
        folder = var_dir or Path(fresh)
        values, ports, token = environment(folder)
        running = await launch(folder, values, ports, token)
        try:
            await ready(running, http)
            yield running
        finally:
            await stop(running)
