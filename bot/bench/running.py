"""A program of our own to measure: free ports, a var directory of its own, no merge window."""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.dialogue.supervisor import free_port
from bot.settings import PROJECT

START_SECONDS = 600.0
#: Settings that whoever measures may choose; all others are ours.
KEPT = ("HUURKOMPAS_ENGINE_MODEL", "HUURKOMPAS_CHROMIUM")


@dataclass
class Running:
    """A started program, and how to reach its parts."""

    process: subprocess.Popen[bytes]
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
    token = secrets.token_hex(24)
    values = {
        **{k: v for k, v in os.environ.items() if not k.startswith("HUURKOMPAS_") or k in KEPT},
        **{f"HUURKOMPAS_{name}_PORT": str(port) for name, port in ports.items()},
        "HUURKOMPAS_VAR_DIR": str(var_dir),
        "HUURKOMPAS_ENGINE_TOKEN": token,
        "HUURKOMPAS_MERGE_WINDOW_MS": "0",
        **more,
    }
    return values, ports, token


def launch(
    var_dir: Path,
    values: Mapping[str, str],
    ports: Mapping[str, int],
    token: str,
    command: Sequence[str] = (sys.executable, "-m", "bot", "start"),
) -> Running:
    """Start a program; returns at once."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own program
        list(command), cwd=PROJECT, env=dict(values), stdout=subprocess.DEVNULL
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


def wait_until_ready(running: Running) -> None:
    """Wait until everything answers. Raises RuntimeError when the program ended instead, or took too long."""
    while time.perf_counter() - running.began < START_SECONDS:
        if running.process.poll() is not None:
            raise RuntimeError(f"the program ended with code {running.process.returncode}")
        if _is_ready(running):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the program was not ready after {START_SECONDS} s")


def _is_ready(running: Running) -> bool:
    try:
        with urllib.request.urlopen(running.internal + "/readyz", timeout=5) as response:  # noqa: S310 - loopback
            return bool(response.status == 200)
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return False


def stop(running: Running, how: signal.Signals = signal.SIGTERM) -> int:
    """Ask it to stop, and wait; returns its exit code."""
    if running.process.poll() is None:
        running.process.send_signal(how)
    return running.process.wait()


@contextmanager
def program(var_dir: Path | None = None, **more: str) -> Iterator[Running]:
    """A started program in a fresh (or the given) var directory; stopped afterwards. `more`: settings of its own."""
    with tempfile.TemporaryDirectory(prefix="huurkompas-bench-") as fresh:
        folder = var_dir or Path(fresh)
        values, ports, token = environment(folder, **more)
        running = launch(folder, values, ports, token)
        try:
            wait_until_ready(running)
            yield running
        finally:
            stop(running)
