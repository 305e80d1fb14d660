"""One program per var directory and per port: a second start is refused with a clear line."""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from bot.failures import PlainFailure


class AlreadyRunning(PlainFailure):
    """Another program works in this var directory."""


class VarLock:
    """Held as long as the process lives; the system frees it however the process ends."""

    def __init__(self, var_dir: Path) -> None:
        self._path = var_dir / "huurkompas.lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises AlreadyRunning, with the other's process id."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            pid = file.read().strip() or "onbekend"
            file.close()
            raise AlreadyRunning(
                f"Huurkompas draait al in {self._path.parent} (proces {pid}). "
                "Stop dat eerst, of kies een andere map met HUURKOMPAS_VAR_DIR."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class PortTaken(PlainFailure):
    """Another program listens where we must."""


def must_be_free(host: str, port: int) -> None:
    """Raises PortTaken at once, before anything slow has begun."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"poort {port} op {host} is niet vrij ({error.strerror}). Stop wat daar draait, of kies een andere "
                "poort met HUURKOMPAS_PUBLIC_PORT of HUURKOMPAS_INTERNAL_PORT."
            ) from error
