"""What the detector learns from: hand-labelled sentences (`data/signals/`), and the messages of the intents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Sequence, Tuple

import numpy as np

from engine.signals.normal import plain
from engine.signals.rules import DANGERS
from engine.signals.segments import segments

FOLDER = Path(__file__).resolve().parents[2] / "data" / "signals"

DANGER_OF_INTENT: Dict[str, str] = {
    "crisis_suicide": "suicide",
    "crisis_violence": "violence",
    "crisis_homeless_now": "homeless_now",
    "request_emergency_aid": "no_food",
}
#: Messages of these may well name a danger beside what they ask for, so they do not show what none looks like.
_UNSURE: Dict[str, frozenset[str]] = {
    danger: frozenset(
        {*DANGER_OF_INTENT, "ask_energy_help", "request_repair", "express_shame", "request_other_language"}
    )
    for danger in ("child_at_risk", "medical_risk")
}
#: A long message names its danger in one place only; which one is not known.
LONGEST_WHOLE = 30
#: Of a long ordinary story every second stretch is enough.
STORY_STEP = 2


class Examples(NamedTuple):
    """Texts in plain spelling; which dangers each raises; and where that is known."""

    texts: List[str]
    truth: np.ndarray
    counted: np.ndarray


def labelled() -> List[Tuple[str, frozenset[str]]]:
    """The hand-labelled sentences."""
    found: List[Tuple[str, frozenset[str]]] = []
    for file in sorted(FOLDER.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                body = json.loads(line)
                found.append((body["text"], frozenset(body["signals"])))
    return found


def gather(messages: Iterable[Tuple[str, str]]) -> Examples:
    """All examples, given (text, intent) of the intents' training messages."""
    texts: List[str] = []
    truth: List[Sequence[bool]] = []
    counted: List[Sequence[bool]] = []
    for text, signals in labelled():
        texts.append(plain(text))
        truth.append([danger in signals for danger in DANGERS])
        counted.append([True] * len(DANGERS))
    for text, intent in messages:
        danger = DANGER_OF_INTENT.get(intent)
        parts = [text]
        if len(text.split()) > LONGEST_WHOLE:
            parts = [] if danger is not None else [part.text for part in segments(text)[::STORY_STEP]]
        for part in parts:
            texts.append(plain(part))
            truth.append([name == danger for name in DANGERS])
            counted.append([intent not in _UNSURE.get(name, ()) for name in DANGERS])
    return Examples(texts, np.array(truth), np.array(counted))
