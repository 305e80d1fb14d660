"""A conversation script: what the tenant says, what the answer must convey, and what it must not say.

In `scripts/*.yml`, each a list under `conversations`:
- `name`: whose conversation it is and what it shows;
- `turns`: `says` (or `presses`, the title of a button of the last answer), `conveys` and `never`: regular expressions,
  case and line breaks do not matter; every one of `conveys` must be found, none of `never`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Turn:
    says: str | None
    presses: str | None
    conveys: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    name: str
    file: str
    turns: tuple[Turn, ...]


def scripts() -> list[Script]:
    """All scripts, in the order of the files."""
    found = []
    for file in sorted(SCRIPTS.glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["conversations"]:
            found.append(Script(entry["name"], file.stem, tuple(_turn(turn) for turn in entry["turns"])))
    return found


def _turn(raw: dict[str, Any]) -> Turn:
    unknown = set(raw) - {"says", "presses", "conveys", "never"}
    if unknown or ("says" in raw) == ("presses" in raw):
        raise ValueError(f"a turn has one of 'says' and 'presses', and nothing unknown: {raw}")
    return Turn(raw.get("says"), raw.get("presses"), tuple(raw.get("conveys", ())), tuple(raw.get("never", ())))


def shortcomings(turn: Turn, text: str) -> list[str]:
    """What an answer lacks, or says and may not."""
    flat = " ".join(text.split())
    lacking = [f"does not convey {p!r}" for p in turn.conveys if not re.search(p, flat, re.IGNORECASE)]
    wrong = [f"says {p!r}" for p in turn.never if re.search(p, flat, re.IGNORECASE)]
    return lacking + wrong


def repeats(texts: Sequence[str]) -> list[str]:
    """Answers that are word for word the one before."""
    return [after for before, after in zip(texts, texts[1:], strict=False) if before == after]
