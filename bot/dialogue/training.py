"""Training the engine's model, only when something it depends on has changed."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.failures import PlainFailure
from bot.settings import PROJECT
from engine.model_file import model_path

ENGINE_PYTHON = PROJECT / "var" / "env" / "engine" / "bin" / "python"
KEPT_MODELS = 2
#: How often a phase that takes long is named again, in seconds.
TOLD_EVERY = 10.0
#: What the training writes at the begin of each phase, before its name.
PHASE = "phase: "
#: Phases in Dutch; one that is not here is told by its own name.
PHASES = {
    "loading": "het programma laden",
    "reading": "de voorbeelden lezen",
    "DutchSpacy": "woorden en vormen klaarzetten",
    "DutchIntentClassifier": "onderwerpen leren herkennen",
    "DutchEntities": "bedragen, datums en nummers leren herkennen",
    "DutchSignals": "signalen van nood leren herkennen",
    "DutchTopics": "bijzaken leren herkennen",
    "DutchThemes": "nauwe vragen leren herkennen",
    "DutchPrecedence": "voorrang vastleggen",
    "RulePolicy": "gespreksregels leren",
}
OUTPUT_KEPT = 4000
LONGEST_LINE = 2**20

Say = Callable[[str], None]


class TrainingFailed(PlainFailure):
    """The engine could not be trained; the text holds the end of its output."""


async def ensure_model(models: Path, say: Say) -> Path:
    """The trained model of the present content, trained first if there is none. Raises TrainingFailed."""
    path = await asyncio.to_thread(model_path, models)
    if await asyncio.to_thread(path.is_file):
        return path
    say("Het taalmodel wordt getraind (eenmalig; duurt twee tot drie minuten) …")
    await train(_command(path), say)
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


@dataclass
class Progress:
    """What a training tells of itself while it goes on: each phase as it begins, and what takes long once more."""

    say: Say
    clock: Callable[[], float] = time.monotonic
    phase: str = "het programma laden"
    #: The end of what it wrote besides, for when it fails.
    output: str = ""
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def take(self, line: str) -> None:
        """A line of its output."""
        if not line.startswith(PHASE):
            self.output = (self.output + line)[-OUTPUT_KEPT:]
            return
        name = line.removeprefix(PHASE).strip()
        self.phase = PHASES.get(name, name)
        self._tell()

    def still(self) -> None:
        """Nothing new for a while."""
        self._tell("nog bezig met ")

    def _tell(self, before: str = "") -> None:
        self.say(f"… {before}{self.phase} ({self.clock() - self._began:.0f} s)")


async def train(command: Sequence[str], say: Say, every: float = TOLD_EVERY) -> None:
    """Run a training, telling how far it is. Raises TrainingFailed."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=PROJECT,
        env=_environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=LONGEST_LINE,
    )
    assert process.stdout is not None
    progress = Progress(say)
    try:
        await follow(process.stdout.readline, progress, every)
        code = await process.wait()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if code != 0:
        raise TrainingFailed(f"het trainen mislukte (code {code}):\n{progress.output}")
    sys.stderr.flush()


async def follow(read: Callable[[], Awaitable[bytes]], progress: Progress, every: float) -> None:
    """Until the output ends."""
    reading = asyncio.ensure_future(read())
    try:
        while True:
            done, _ = await asyncio.wait({reading}, timeout=every)
            if not done:
                progress.still()
                continue
            if not (line := reading.result()):
                return
            progress.take(line.decode(errors="replace"))
            reading = asyncio.ensure_future(read())
    finally:
        reading.cancel()


def _forget_old(models: Path, keep: Path) -> None:
    newest = sorted(models.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in [p for p in newest if p != keep][KEPT_MODELS - 1 :]:
        path.unlink(missing_ok=True)
