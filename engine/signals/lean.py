"""What the intents make of a sentence that sounds like danger.

A sentence alone is often undecided: "ik heb alles weggegeven" is a farewell, or a move to a smaller home. What the message
is about tells them apart, and so does the sentence when it is read as a message of its own: near a crisis and far from
everything else, or the other way round. Measured in docs/decisions/0002.
"""

from __future__ import annotations

from typing import Callable, Sequence

from engine.dangers import CRISIS_INTENTS

#: Where the intent classifier leaves a message's Lean for those who come after it.
CRISIS_LEAN = "crisis_lean"
#: How much the nearest crisis and the nearest other intent count, in the units of a danger's own score.
OF_CRISIS = 0.7
OF_OTHERS = 1.0
#: How much it counts that the whole message sounds like danger (`engine/intents/alarm.py`).
OF_ALARM = 0.6
#: A lean that leaves a danger's score as it is: where more false alarms would be the price of each danger heard, on
#: messages that were not learned from (0002).
NEUTRAL = -0.28

#: Scores of the intents, in the order of their names.
Scores = Callable[[str], Sequence[float]]


class Lean:
    """Of one message; `whole` are its scores, `read` scores a stretch of it as a message of its own, and `alarm` is how
    much the message sounds like danger.
    """

    def __init__(self, intents: Sequence[str], whole: Sequence[float], read: Scores, alarm: float) -> None:
        self._crises = [at for at, name in enumerate(intents) if name in CRISIS_INTENTS]
        self._others = [at for at, name in enumerate(intents) if name not in CRISIS_INTENTS]
        self._read = read
        self._alarm = OF_ALARM * alarm
        self._whole = self._lean(whole)

    def of(self, stretch: str) -> float:
        """Added to the score of a danger in this stretch: above nought for a crisis, below for anything else.

        A message about something else does not hide the sentence that is a crisis, nor the sentence the message.
        """
        return max(self._whole, self._lean(self._read(stretch))) + self._alarm - NEUTRAL

    def _lean(self, scores: Sequence[float]) -> float:
        crisis, other = max(scores[at] for at in self._crises), max(scores[at] for at in self._others)
        return float(OF_CRISIS * crisis - OF_OTHERS * other)
