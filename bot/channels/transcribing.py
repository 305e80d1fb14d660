"""The port for a transcriber on this machine: a program that hears a voice note and writes down the words.

It gets the sound on its standard input and the type ("audio/ogg") as its last argument, and writes plain text. What it
writes is for the desk, beside the sound itself; the assistant never acts on it.
"""

import asyncio
import contextlib
import logging
import shlex
import shutil
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

#: Bytes and type to words; empty where nothing was understood.
Transcribe = Callable[[bytes, str], Awaitable[str]]

TAKES_AT_MOST = 120.0
LONGEST = 4000


def missing(command: str) -> bool:
    """Whether there is no such program here."""
    try:
        parts = shlex.split(command)
    except ValueError:
        return True
    return not parts or shutil.which(parts[0]) is None


def transcriber(command: str, takes_at_most: float = TAKES_AT_MOST) -> Transcribe:
    async def hear(content: bytes, kind: str) -> str:
        process = await asyncio.create_subprocess_exec(
            *shlex.split(command),
            kind,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(takes_at_most):
                said, _ = await process.communicate(content)
        except TimeoutError:
            log.warning("the transcriber took too long")
            return ""
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode != 0:
            log.warning("the transcriber failed: %s", process.returncode)
            return ""
        return " ".join(said.decode("utf-8", "replace").replace("\x00", "").split())[:LONGEST]

    return hear
