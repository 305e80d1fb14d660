"""The narrower answers learned: one plane each over the intents' own features, with honest chances.

One plane more is for messages that call for none of them: the intents' own messages, and those that somebody wrote because
they sound like an answer's and are not. Measured in docs/decisions/0112.
"""

from __future__ import annotations

import json
from concurrent.futures import Executor
from pathlib import Path
from typing import List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from scipy import optimize, sparse

from engine.intents.planes import separate_beside
from engine.intents.small import SmallPlanes, squeeze

#: Columns that fewer of the messages have are left out: they are many, and say little.
LEAST_MESSAGES = 3
#: How many answers are named for a message.
RANKING = 5


class Trust(NamedTuple):
    """The chance that the answer in front is right: from its score, its lead over the second and over none of them."""

    score: float
    lead: float
    over_none: float
    offset: float

    def of(self, seen: np.ndarray) -> np.ndarray:
        """`seen`: a line for each answer, of its score, its lead over the next, and its lead over none."""
        return np.asarray(1 / (1 + np.exp(-(seen @ np.array(self[:3]) + self.offset))))

    @classmethod
    def fit(cls, seen: np.ndarray, right: np.ndarray) -> Trust:
        def surprise(weights: np.ndarray) -> float:
            given = np.clip(cls(*weights).of(seen), 1e-9, 1 - 1e-9)
            return float(-np.where(right, np.log(given), np.log(1 - given)).mean())

        found = optimize.minimize(surprise, np.array([1.0, 1.0, 1.0, 0.0]), method="Nelder-Mead")
        return cls(*(float(weight) for weight in found.x))


class ThemeModel:
    """Which of the narrower answers a message calls for."""

    def __init__(
        self, names: List[str], columns: np.ndarray, planes: SmallPlanes, offsets: np.ndarray, trust: Trust
    ) -> None:
        self.names = names
        self._columns = columns
        self._planes = planes
        self._offsets = offsets
        self._trust = trust

    @classmethod
    def fit(
        cls,
        pool: Executor,
        rows: sparse.csr_matrix,
        answers: Sequence[Optional[str]],
        check: np.ndarray,
        softness: float,
        seed: int,
    ) -> ThemeModel:
        """Learn from rows over the intents' features and the answer each calls for; None: none of them.

        `check` marks the rows of another hand: how far the scores are to be trusted is learned from them, before they are
        learned from themselves. `pool` takes half of the work.
        """
        names = sorted({answer for answer in answers if answer is not None})
        number = {name: at for at, name in enumerate(names)}
        truth = np.array([len(names) if answer is None else number[answer] for answer in answers])
        seen_in = np.bincount(rows.indices, minlength=rows.shape[1])
        columns = np.flatnonzero(seen_in >= LEAST_MESSAGES).astype(np.int32)
        rows = rows[:, columns]
        planes, offsets = separate_beside(pool, rows[~check], truth[~check], softness, seed)
        trust = _trusted(rows[check] @ planes + offsets, truth[check])
        planes, offsets = separate_beside(pool, rows, truth, softness, seed)
        return cls(names, columns, SmallPlanes(*squeeze(planes)), offsets, trust)

    def rank(self, row: Tuple[np.ndarray, np.ndarray]) -> List[Tuple[str, float]]:
        """The likeliest answers to a message with their chances, best first."""
        columns, values = row
        place = np.minimum(np.searchsorted(self._columns, columns), len(self._columns) - 1)
        known = self._columns[place] == columns
        scores = self._planes.under([(place[known], values[known])])[0] + self._offsets
        best, seen = _ahead(scores, RANKING)
        return [(self.names[at], float(chance)) for at, chance in zip(best, self._trust.of(seen), strict=True)]

    def save(self, folder: Path) -> None:
        about = {"names": self.names, "trust": list(self._trust)}
        (folder / "themes.json").write_text(json.dumps(about), encoding="utf-8")
        np.savez_compressed(
            folder / "themes.npz",
            columns=self._columns,
            steps=self._planes.steps,
            largest=self._planes.largest,
            offsets=self._offsets,
        )

    @staticmethod
    def is_in(folder: Path) -> bool:
        return (folder / "themes.json").is_file()

    @classmethod
    def load(cls, folder: Path) -> ThemeModel:
        about = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
        with np.load(folder / "themes.npz", allow_pickle=False) as arrays:
            planes = SmallPlanes(arrays["steps"], arrays["largest"])
            return cls(about["names"], arrays["columns"], planes, arrays["offsets"], Trust(*about["trust"]))


def _ahead(scores: np.ndarray, length: int) -> Tuple[np.ndarray, np.ndarray]:
    """The answers in front, and of each its score, its lead over the next and its lead over none (the last score)."""
    best = np.argsort(-scores[:-1], kind="stable")[: length + 1]
    ranked = scores[best]
    seen = np.stack([ranked[:-1], ranked[:-1] - ranked[1:], ranked[:-1] - scores[-1]], axis=1)
    return best[:-1], seen


def _trusted(scores: np.ndarray, truth: np.ndarray) -> Trust:
    ahead = [_ahead(line, 1) for line in scores]
    right = np.array([best[0] for best, _ in ahead]) == truth
    return Trust.fit(np.concatenate([seen for _, seen in ahead]), right)
