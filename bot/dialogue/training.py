"""Training the engine's model, only when something it depends on has changed."""

import asyncio
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.settings import PROJECT

ENGINE_PYTHON = PROJECT / "var" / "env" / "engine" / "bin" / "python"
#: What the model is made of.
INGREDIENTS = ("config.yml", "domain.yml", "data", "engine", "requirements/engine.txt")
KEPT_MODELS = 2


class TrainingFailed(Exception):
    """The engine could not be trained; the text holds the end of its output."""


def content_hash(project: Path = PROJECT) -> str:
    """Sixteen hex digits over the names and bytes of everything the model depends on."""
    digest = hashlib.sha256()
    for path in _ingredients(project):
        digest.update(str(path.relative_to(project)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _ingredients(project: Path) -> Iterator[Path]:
    for name in INGREDIENTS:
        path = project / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts and p.suffix != ".pyc"
            )


def model_path(models: Path, project: Path = PROJECT) -> Path:
    """Where the model of the present content is, or will be."""
    return models / f"{content_hash(project)}.tar.gz"


async def ensure_model(models: Path, say: Callable[[str], None]) -> Path:
    """The trained model of the present content, trained first if there is none. Raises TrainingFailed."""
    path = await asyncio.to_thread(model_path, models)
    if await asyncio.to_thread(path.is_file):
        return path
    say("Het taalmodel wordt getraind (eenmalig; duurt ongeveer een minuut) …")
    await _train(path)
    _forget_old(models, keep=path)
    say("Het taalmodel is klaar.")
    return path


async def _train(path: Path) -> None:
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
    }
    process = await asyncio.create_subprocess_exec(
        str(ENGINE_PYTHON),
        "-m",
        "engine.train",
        str(path),
        cwd=PROJECT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        tail = output.decode(errors="replace")[-4000:]
        raise TrainingFailed(f"het trainen mislukte (code {process.returncode}):\n{tail}")
    sys.stderr.flush()


def _forget_old(models: Path, keep: Path) -> None:
    newest = sorted(models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in [p for p in newest if p != keep][KEPT_MODELS - 1 :]:
        path.unlink(missing_ok=True)
