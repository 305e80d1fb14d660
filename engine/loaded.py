"""The trained model in this process, for the tools that only read: parse and evaluate. No server, no database."""

import asyncio
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from engine.model_file import MODELS, PROJECT, model_path
from engine.text import guarded

#: What a parse answer holds besides the text; see the contract in docs/.
LISTS = ("intent_ranking", "entities", "signals", "topics", "themes")


class NoModel(Exception):
    """There is no model and training one failed."""


class Understanding:
    """Reads one message at a time, the way the running engine does."""

    def __init__(self, model: Path) -> None:
        os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
        # Importing Rasa resets the filters that would silence its libraries; not showing is what remains.
        warnings.showwarning = lambda *_, **__: None  # type: ignore[assignment]
        from engine.serve import quiet

        quiet()
        from rasa.core.agent import Agent
        from rasa.core.channels.channel import UserMessage

        from engine.speed import run_graphs_in_plain_order

        quiet()
        run_graphs_in_plain_order()
        self._message = UserMessage
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str, now: Optional[str] = None) -> Dict[str, Any]:
        """The parse answer of one message; `now` is the ISO moment it was written."""
        message = self._message(text=guarded(text), metadata={"now": now} if now else {})
        found = self._loop.run_until_complete(self._agent.processor.parse_message(message))
        intent = found.get("intent") or {}
        answer: Dict[str, Any] = {
            "text": text,
            "intent": {"name": intent.get("name"), "confidence": intent.get("confidence") or 0.0},
        }
        answer.update({name: list(found.get(name) or []) for name in LISTS})
        return answer


def find_or_train(models: Path = MODELS) -> Path:
    """The model of the present content, trained now if there is none. Raises NoModel when that fails."""
    path = model_path(models)
    if path.is_file():
        return path
    print("training the model of the present content (two to three minutes) …", file=sys.stderr, flush=True)
    code, output = _trained(path)
    if code or not path.is_file():
        raise NoModel(output[-4000:])
    return path


def _trained(path: Path) -> Tuple[int, str]:
    """Train, telling each phase as it begins. The exit code, and what was written besides."""
    command, began, output = [sys.executable, "-m", "engine.train", str(path)], time.monotonic(), ""
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as training:
        assert training.stdout is not None
        for line in training.stdout:
            if line.startswith("phase: "):
                print(
                    f"… {line[len('phase: ') :].strip()} ({time.monotonic() - began:.0f} s)",
                    file=sys.stderr,
                    flush=True,
                )
            else:
                output += line
    return training.returncode, output
