"""Installing as on a fresh machine whose package cache is warm, and what a second start adds to it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.figures import Figure
from bot.settings import PROJECT

INSTALL_SECONDS = 120
SECOND_START_SECONDS = 0.5

#: Of a file: its place, its size in bytes, and when it was written.
Held = frozenset[tuple[str, int, int]]


def installing() -> list[Figure]:
    """Both environments from nothing, in a folder of their own; then once more, when there is nothing to do.

    The folder is on the disk where environments belong: uv links packages out of its cache there, as it does for users.
    """
    with TemporaryDirectory(prefix=".bench-install-", dir=PROJECT / "var") as folder:
        project = Path(folder).resolve()
        for part in ("install", "requirements"):
            shutil.copytree(PROJECT / part, project / part)
        first = _set_up(project)
        before = held(project / "var")
        second = _set_up(project)
        changed = len(before ^ held(project / "var"))
    return [
        Figure("installing, with a warm package cache", first, INSTALL_SECONDS, "s"),
        Figure("set-up work of a second start", second, SECOND_START_SECONDS, "s"),
        Figure("the same: files written or changed by it", changed, 0, ""),
    ]


def held(folder: Path) -> Held:
    """Every file in here as it is now."""
    found = ((str(path.relative_to(folder)), path.lstat()) for path in folder.rglob("*") if not path.is_dir())
    return frozenset((name, state.st_size, state.st_mtime_ns) for name, state in found)


def _set_up(project: Path) -> float:
    """What `./run start` does first, in this folder; seconds."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-S", "-B", "-m", "install", "bot", "engine"], cwd=project, check=True)
    return time.perf_counter() - began
