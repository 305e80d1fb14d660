"""Training the engine's model, only when something it depends on has changed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.failures import PlainFailure
from bot.settings import PROJECT
from engine.model_file import model_path

ENGINE_PYTHON = PROJECT / "var" / "env" / "engine" / "bin" / "python"
KEPT_MODELS = 2


class TrainingFailed(PlainFailure):
    """The engine could not be trained; the text holds the end of its output."""


async def ensure_model(models: Path, say: Callable[[str], None]) -> Path:
    """The trained model of the present content, trained first if there is none. Raises TrainingFailed."""
    path = await asyncio.to_thread(model_path, models)
    if await asyncio.to_thread(path.is_file):
        return path
    say("Het taalmodel wordt getraind (eenmalig; duurt twee tot drie minuten) …")
    await _train(path)
    _forget_old(models, keep=path)
    say("Het taalmodel is klaar.")
    return path


@contextmanager
def training_beside(models: Path) -> Iterator[None]:
    """Train beside other work, where training is needed. Says nothing of a failure: who then needs the model trains it
    again, and hears why it fails.
    """
    path = model_path(models)
    if path.is_file():
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    silence = subprocess.DEVNULL
    command, surroundings = _command(path), _environment()
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=PROJECT, env=surroundings, stdout=silence, stderr=silence
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _command(path: Path) -> list[str]:
    return [str(ENGINE_PYTHON), "-m", "engine.train", str(path)]


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }


async def _train(path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *_command(path),
        cwd=PROJECT,
        env=_environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        tail = output.decode(errors="replace")[-4000:]
        raise TrainingFailed(f"het trainen mislukte (code {process.returncode}):\n{tail}")
    sys.stderr.flush()


def _forget_old(models: Path, keep: Path) -> None:
    newest = sorted(models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in [p for p in newest if p != keep][KEPT_MODELS - 1 :]:
        path.unlink(missing_ok=True)
