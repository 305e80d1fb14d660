"""Train the project's model: `python -m engine.train OUTPUT.tar.gz`. Quiet unless something is wrong.

`--most N` takes at most N messages an intent, `--longest N` those of at most N words, `--config FILE` another pipeline: only to
measure, and to compare.

Two programs that start at once train once: the second waits for the first and finds its model.

Each phase is told as it begins, on a line of its own: `phase: NAME`. bot/dialogue/training.py shows them to who waits.
"""

import argparse
import fcntl
import logging
import os
import re
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


class Cut(NamedTuple):
    """How much of the training data is taken: messages an intent, and words a message; None: all."""

    most: Optional[int] = None
    longest: Optional[int] = None


ALL = Cut()


def tell_phase(name: str) -> None:
    print(f"phase: {name}", flush=True)


class ComponentsTold(logging.Handler):
    """Rasa's own word on which component it trains now, told as a phase."""

    NEWS_FROM = "rasa.engine.training.hooks"
    BEGINS = re.compile(r"^Starting to train component '(\w+)'")

    def emit(self, record: logging.LogRecord) -> None:
        begins = self.BEGINS.match(record.getMessage())
        if begins:
            tell_phase(begins.group(1))

    @classmethod
    def listen(cls) -> None:
        news = logging.getLogger(cls.NEWS_FROM)
        news.setLevel(logging.INFO)
        news.propagate = False
        news.addHandler(cls())


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """One training at a time among all processes that share this folder; the system lets go when a process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".training").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(output: Path, cut: Cut, config: str = "config.yml") -> int:
    with only_one(output.parent):
        if output.is_file():
            return 0
        return _train(output, cut, config)


def _train(output: Path, cut: Cut, config: str) -> int:
    tell_phase("loading")
    from engine.serve import quiet

    quiet()
    from rasa.model_training import train

    from engine import training_speed

    quiet()
    training_speed.apply()
    ComponentsTold.listen()
    tell_phase("reading")
    began = time.perf_counter()
    # Next to its destination: moving it into place is then one step, and a broken training leaves no half a model.
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".making-") as folder:
        result = train(
            domain="domain.yml",
            config=config,
            training_files=["data"] if cut == ALL else _written(Path(folder), cut),
            output=folder,
            fixed_model_name="model",
            force_training=True,
        )
        if result.code != 0 or result.model is None:
            return result.code or 1
        os.replace(result.model, output)
    print(f"trained in {time.perf_counter() - began:.1f} s: {output.stat().st_size / 1e6:.1f} MB")
    return 0


def _written(folder: Path, cut: Cut) -> List[str]:
    """The training data with fewer messages, written into `folder`."""
    import yaml

    from engine.curve import examples

    short = {
        intent: [text for text in messages if cut.longest is None or len(text.split()) <= cut.longest]
        for intent, messages in sorted(examples().items())
    }
    intents = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in messages[: cut.most])}
        for intent, messages in short.items()
    ]
    file = folder / "nlu.yml"
    file.write_text(yaml.safe_dump({"version": "3.1", "nlu": intents}, allow_unicode=True), encoding="utf-8")
    return [str(file), "data/rules"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m engine.train")
    parser.add_argument("output", type=Path)
    parser.add_argument("--most", type=int, help="messages an intent")
    parser.add_argument("--longest", type=int, help="words a message")
    parser.add_argument("--config", default="config.yml", help="another pipeline")
    return parser.parse_args()


if __name__ == "__main__":
    options = _options()
    sys.exit(main(options.output.resolve(), Cut(options.most, options.longest), options.config))
