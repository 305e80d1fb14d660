"""What the detector learns from: hand-labelled sentences (`data/signals/`), and the messages of the intents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np

from engine.dangers import DANGERS
from engine.signals.normal import plain
from engine.signals.rules import LEARNED
from engine.signals.segments import segments

FOLDER = Path(__file__).resolve().parents[2] / "data" / "signals"

#: What the messages of an intent show by their nature.
SIGNAL_OF_INTENT: Dict[str, str] = {
    "crisis_suicide": "suicide",
    "crisis_violence": "violence",
    "crisis_homeless_now": "homeless_now",
    "request_emergency_aid": "no_food",
    "express_anger": "anger",
    "express_shame": "shame",
    "fear_eviction": "fear",
    "report_court_summons": "court_stage",
    "report_bailiff_letter": "bailiff_stage",
    "ask_for_someone_else": "third_party",
}
_CRISES = frozenset({"crisis_suicide", "crisis_violence", "crisis_homeless_now", "request_emergency_aid"})
#: Messages of these may well show the signal beside what they ask for, so they do not show what none looks like.
_UNSURE: Dict[str, frozenset[str]] = {
    danger: frozenset({*_CRISES, "ask_energy_help", "request_repair", "express_shame", "request_other_language"})
    for danger in ("child_at_risk", "medical_risk")
}
#: Of these signals nobody looked through the intents' messages: only these intents show what none looks like.
_CALM = frozenset(
    {"greet", "goodbye", "thank", "affirm", "inform", "ask_capabilities", "ask_contact_hours", "ask_how_to_pay"}
    | {"ask_balance", "request_paydate_change", "ask_arrangement_terms", "ask_rent_reduction", "change_contact_details"}
)
#: A long message shows its signal in one place only; which one is not known.
LONGEST_WHOLE = 30
#: Of a long ordinary story every second stretch is enough.
STORY_STEP = 2


class Examples(NamedTuple):
    """Texts in plain spelling; which signals each raises; and where that is known."""

    texts: List[str]
    truth: np.ndarray
    counted: np.ndarray


def labelled() -> Iterator[Tuple[str, frozenset[str], Tuple[str, ...]]]:
    """The hand-labelled sentences: text, its signals, and the signals that its labeller looked for."""
    for folder, looked_for in ((FOLDER, DANGERS), (FOLDER / "others", LEARNED)):
        for file in sorted(folder.glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    body = json.loads(line)
                    yield body["text"], frozenset(body["signals"]), looked_for


def dangers() -> List[Tuple[str, bool]]:
    """The sentences that somebody searched for dangers, and whether there is one."""
    return [
        (text, not signals.isdisjoint(DANGERS))
        for text, signals, looked_for in labelled()
        if looked_for == DANGERS or not signals.isdisjoint(DANGERS)
    ]


def gather(messages: Iterable[Tuple[str, str]]) -> Examples:
    """All examples, given (text, intent) of the intents' training messages."""
    texts: List[str] = []
    truth: List[Sequence[bool]] = []
    counted: List[Sequence[bool]] = []
    for text, signals, looked_for in labelled():
        texts.append(plain(text))
        truth.append([name in signals for name in LEARNED])
        counted.append([name in looked_for or name in signals for name in LEARNED])
    for text, intent in messages:
        shown = SIGNAL_OF_INTENT.get(intent)
        for part in _parts(text, shown):
            texts.append(plain(part))
            truth.append([name == shown for name in LEARNED])
            counted.append([name == shown or _is_none(name, intent) for name in LEARNED])
    return Examples(texts, np.array(truth), np.array(counted))


def _parts(text: str, shown: Optional[str]) -> List[str]:
    if len(text.split()) <= LONGEST_WHOLE:
        return [text]
    return [] if shown is not None else [part.text for part in segments(text)[::STORY_STEP]]


def _is_none(name: str, intent: str) -> bool:
    """Whether the messages of this intent show what the absence of this signal looks like."""
    return intent not in _UNSURE.get(name, ()) if name in DANGERS else intent in _CALM
