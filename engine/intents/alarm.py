"""One plane more over the same features: whether a message is of somebody in danger, whichever danger it is.

The detector of dangers hears one stretch at a time and one danger at a time; this looks at the whole message, and learns from
the messages of the intents and from the hand-labelled sentences together. Measured in docs/decisions/0002.
"""

from __future__ import annotations

from typing import List, NamedTuple, Sequence

import numpy as np
from scipy import sparse

from engine.dangers import CRISIS_INTENTS, UNDECIDED_INTENTS

SOFTNESS = 0.25
#: A missed danger is worse than a false alarm.
WEIGHT_OF_DANGER = 3
TOLERANCE = 0.2


class Alarm(NamedTuple):
    """Where the plane stands."""

    plane: np.ndarray
    offset: float

    def of(self, columns: np.ndarray, values: np.ndarray) -> float:
        """How far a message is on the side of danger; below nought it is on the other."""
        return float(values @ self.plane[columns].astype(np.float32)) + self.offset


class Labelled(NamedTuple):
    """Rows over the intents' features, and which of them are of somebody in danger."""

    rows: sparse.csr_matrix
    danger: np.ndarray

    @classmethod
    def together(
        cls,
        messages: sparse.csr_matrix,
        intents: Sequence[str],
        sentences: List[sparse.csr_matrix],
        danger: Sequence[bool],
    ) -> Labelled:
        """The messages whose intent says whether there is danger, and the hand-labelled sentences."""
        told = np.array([intent not in UNDECIDED_INTENTS for intent in intents])
        crisis = np.array([intent in CRISIS_INTENTS for intent in intents])
        rows = sparse.vstack([messages[told], *sentences], format="csr")
        return cls(rows, np.concatenate([crisis[told], np.array(danger, dtype=bool)]))


def separate(labelled: Labelled, seed: int) -> Alarm:
    """Fit the plane."""
    from sklearn.svm import LinearSVC

    weights = {0: 1, 1: WEIGHT_OF_DANGER}
    machine = LinearSVC(C=SOFTNESS, class_weight=weights, tol=TOLERANCE, random_state=seed)
    machine.fit(labelled.rows, labelled.danger.astype(int))
    return Alarm(machine.coef_[0].astype(np.float16), float(machine.intercept_[0]))
