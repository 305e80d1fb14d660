"""All signals of a message: what is said outright, what the learned detector hears, and what the intent gives away."""

from __future__ import annotations

import math
from datetime import date
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional, Protocol, Sequence

from engine.dangers import DANGERS
from engine.signals.denials import only_denies
from engine.signals.eviction import Day, dated, is_near
from engine.signals.language import has_dutch, other_language
from engine.signals.lean import Lean
from engine.signals.normal import fold, plain
from engine.signals.rules import rules, says
from engine.signals.segments import Segment, segments, sentences

SAID_OUTRIGHT = 0.95
DATED = 0.9
FELT = 0.8
#: Scores of the learned detector above which a signal counts; chosen by `python -m engine.signals.tune`: for a danger recall
#: first, for the others as often wrong as missed.
THRESHOLDS: Dict[str, float] = {
    "suicide": -0.3,
    "violence": -0.3,
    "homeless_now": -0.3,
    "no_food": -0.3,
    "child_at_risk": -0.35,
    "medical_risk": -0.35,
    "fear": -0.2,
    "shame": -0.15,
    "anger": -0.2,
    "sadness": -0.35,
    "court_stage": -0.25,
    "bailiff_stage": -0.3,
    "third_party": -0.2,
}
#: A danger that scores lower than its threshold by more than this is none, whatever the rest of the message says.
OUT_OF_REACH = 0.8
#: Of the dangers heard in a message those count that are not further than this behind the clearest one, or that are clear
#: in their own sentence, whatever the message leans to. What leans to a crisis lifts every danger, and the reply is to one:
#: without this, one in four heard the lines for another danger than theirs (0002).
BEHIND = 0.6
CLEAR = 0.1
#: How steeply a score turns into a confidence.
STEEPNESS = 2.5


class Signal(NamedTuple):
    """One signal and the words that raised it."""

    name: str
    confidence: float
    text: str
    code: Optional[str] = None

    def plain(self) -> Dict[str, Any]:
        """As it stands in a parse answer."""
        found: Dict[str, Any] = {"name": self.name, "confidence": round(self.confidence, 3), "text": self.text}
        if self.code:
            found["code"] = self.code
        return found


class Heard(NamedTuple):
    """A danger that the detector heard, by how much, and by how much without what the message leans to."""

    signal: Signal
    over: float
    alone: float


class Scores(Protocol):
    """What of the learned detector is needed here."""

    names: List[str]

    def score(self, plain: str) -> Sequence[float]: ...


def find(
    text: str,
    detector: Optional[Scores] = None,
    days: Iterable[Day] = (),
    today: Optional[date] = None,
    lean: Optional[Lean] = None,
) -> List[Signal]:
    """Signals of a message, dangers first; each once, with the stretch that raised it most clearly.

    Without a `lean` a danger is judged by its own stretch alone.
    """
    best: Dict[str, Signal] = {}
    language = other_language(text)
    if language:
        _keep(best, Signal("other_language", language.confidence, text.strip(), language.code))
    # Foreign words for a danger are looked for where there is reason to think that the words are foreign.
    dutch = language is None and has_dutch(text)
    named = list(days)
    for sentence in sentences(text):
        words = plain(sentence.text)
        for name, rule in rules("others.yml").items():
            if says(rule, words):
                _keep(best, Signal(name, FELT, sentence.text))
        _dated(best, sentence, named, today)
    heard: List[Heard] = []
    for segment in segments(text):
        denied = only_denies(plain(segment.text))
        if not denied:
            _outright(best, segment, dutch)
        if detector is not None:
            stretch: List[Heard] = []
            _learned(best, stretch, segment, detector, dutch, lean)
            heard += [] if denied else stretch
    for signal in clearest(heard):
        _keep(best, signal)
    order = {name: at for at, name in enumerate(DANGERS)}
    return sorted(best.values(), key=lambda signal: order.get(signal.name, len(order)))


def _outright(best: Dict[str, Signal], segment: Segment, dutch: bool) -> None:
    foreign = "" if _is_dutch(segment, dutch) else fold(segment.text)
    for name, rule in rules("dangers.yml").items():
        if says(rule, plain(segment.text), foreign):
            _keep(best, Signal(name, SAID_OUTRIGHT, segment.text))


def _learned(
    best: Dict[str, Signal], heard: List[Heard], segment: Segment, detector: Scores, dutch: bool, lean: Optional[Lean]
) -> None:
    """What the detector hears in a stretch: dangers are put aside in `heard`, to be weighed against each other."""
    words = plain(segment.text)
    leaning: Optional[float] = None
    for name, score in zip(detector.names, detector.score(words)):
        alone = float(score) - THRESHOLDS[name]
        if name not in DANGERS:
            if alone > 0:
                _keep(best, Signal(name, _confidence(alone), segment.text))
            continue
        over = alone
        if lean is not None and alone > -OUT_OF_REACH:
            if leaning is None:
                leaning = lean.of(segment.text)
            over += leaning
        if over > 0 and not (_is_dutch(segment, dutch) and not rules("dangers.yml")[name].may_learn(words)):
            heard.append(Heard(Signal(name, _confidence(over), segment.text), over, alone))


def clearest(heard: Sequence[Heard]) -> List[Signal]:
    """The dangers that count among those heard, each in the stretch where it is clearest."""
    best: Dict[str, Heard] = {}
    for one in heard:
        known = best.get(one.signal.name)
        if known is None or one.over > known.over:
            best[one.signal.name] = one
    top = max((one.over for one in best.values()), default=0.0)
    return [one.signal for one in best.values() if one.over >= top - BEHIND or one.alone > CLEAR]


def _is_dutch(segment: Segment, dutch: bool) -> bool:
    return dutch and (segment.text.isascii() or other_language(segment.text) is None)


def _dated(best: Dict[str, Signal], sentence: Segment, named: Sequence[Day], today: Optional[date]) -> None:
    day = dated(sentence, named, today)
    if day is None:
        return
    _keep(best, Signal("eviction_date", DATED, sentence.text))
    if today is not None and is_near(day, today):
        _keep(best, Signal("homeless_now", DATED, sentence.text))


def _confidence(over: float) -> float:
    """One half at the threshold, towards one above it; `over` is the distance to it."""
    return 1.0 / (1.0 + math.exp(-STEEPNESS * over))


def _keep(best: Dict[str, Signal], signal: Signal) -> None:
    known = best.get(signal.name)
    if known is None or signal.confidence > known.confidence:
        best[signal.name] = signal


def from_intent(text: str, intent: Mapping[str, Any]) -> Optional[Signal]:
    """A crisis intent is a danger too, where no sentence of its own raised it."""
    name = INTENT_DANGERS.get(str(intent.get("name")))
    sure = float(intent.get("confidence") or 0.0)
    return Signal(name, sure, text.strip()) if name and sure >= SURE_INTENT else None


INTENT_DANGERS = {
    "crisis_suicide": "suicide",
    "crisis_violence": "violence",
    "crisis_homeless_now": "homeless_now",
    "request_emergency_aid": "no_food",
}
SURE_INTENT = 0.5
