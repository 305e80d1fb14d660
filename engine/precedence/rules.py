"""Which of several things in a message comes first: crisis, then legal stage, then what else it asks.

The order is the language contract's. Pure: takes a parse answer's parts, gives them back in their right order.
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

#: The intent that each danger is, where there is one, most urgent first.
CRISIS_OF_SIGNAL: Dict[str, str] = {
    "suicide": "crisis_suicide",
    "violence": "crisis_violence",
    "homeless_now": "crisis_homeless_now",
    "no_food": "request_emergency_aid",
}
CRISES = frozenset(CRISIS_OF_SIGNAL.values())
#: From the bailiff onwards, furthest first: who has a judgment needs that answer, whatever else is in the message.
LEGAL_STAGES = ("report_eviction_notice", "report_court_summons", "report_bailiff_letter")
#: A question about the very letter or step is that question, not the report of it.
ABOUT_THE_STAGE = frozenset({*LEGAL_STAGES, "suspect_scam", "ask_seizure", "report_administrator"})
#: How sure a danger must be to become the intent; as a signal it counts from lower on. Where both readings were right
#: equally often on messages that were not learned from (`./run evaluate`).
SURE: Dict[str, float] = {"suicide": 0.97, "violence": 0.96, "homeless_now": 0.96, "no_food": 0.96}


class Understood(NamedTuple):
    """The parts of a parse answer that have an order."""

    intent: Mapping[str, Any]
    ranking: Sequence[Mapping[str, Any]]
    topics: Sequence[str]


def in_order(understood: Understood, signals: Sequence[Mapping[str, Any]]) -> Understood:
    """The same, with what comes first in first place."""
    name = str(understood.intent.get("name"))
    if name in CRISES:
        return understood
    crisis = _crisis(signals)
    if crisis is not None:
        return _promoted(understood, *crisis)
    if name not in ABOUT_THE_STAGE:
        stage = next((stage for stage in LEGAL_STAGES if stage in understood.topics), None)
        if stage is not None:
            return _promoted(understood, stage, float(understood.intent.get("confidence") or 0.0))
    return understood


def _crisis(signals: Sequence[Mapping[str, Any]]) -> Optional[Tuple[str, float]]:
    sure = {str(signal.get("name")): float(signal.get("confidence") or 0.0) for signal in signals}
    for signal, intent in CRISIS_OF_SIGNAL.items():
        if sure.get(signal, 0.0) >= SURE[signal]:
            return intent, sure[signal]
    return None


def _promoted(understood: Understood, name: str, confidence: float) -> Understood:
    first: Dict[str, Any] = {"name": name, "confidence": confidence}
    rest: List[Mapping[str, Any]] = [item for item in understood.ranking if item.get("name") != name]
    topics = list(understood.topics)
    if name not in topics:
        topics.insert(0, name)
    return Understood(first, [first, *rest], topics)
