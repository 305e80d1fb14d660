"""The learned detector: one linear score per signal over TF-IDF of the views. Kept in plain files, never pickled."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Sequence, Tuple

import numpy as np
from scipy import sparse

from engine.beside import in_halves, second_process
from engine.signals.views import VIEWS

#: What each view makes of one text.
Reading = Dict[str, FrozenSet[str]]
#: A signal is rare, and a missed danger is worse than a false alarm.
WEIGHT_OF_SIGNAL = 3
SOFTNESS = 1.0
TOLERANCE = 0.2
SEED = 7


class Detector:
    """Scores a stretch of text for each signal. Above zero it leans to yes; where it counts is set outside."""

    def __init__(
        self,
        names: Sequence[str],
        tokens: Dict[str, List[str]],
        telling: np.ndarray,
        planes: np.ndarray,
        offsets: np.ndarray,
    ) -> None:
        self.names = list(names)
        self._tokens, self._telling = tokens, telling.astype(np.float32)
        self._planes, self._offsets = planes.astype(np.float32), offsets.astype(np.float32)
        self._index: Dict[str, Dict[str, int]] = {}
        position = 0
        for view, kept in tokens.items():
            self._index[view] = {token: position + number for number, token in enumerate(kept)}
            position += len(kept)

    @classmethod
    def fit(cls, names: Sequence[str], texts: Sequence[str], truth: np.ndarray, counted: np.ndarray) -> "Detector":
        """`truth[i, j]`: text i raises signal j; where `counted[i, j]` is false nobody knows and it is left out."""
        with second_process() as pool:
            read = in_halves(pool, _read_all, texts)
            tokens, telling = _vocabulary(read)
            detector = cls(names, tokens, telling, np.zeros((len(telling), len(names))), np.zeros(len(names)))
            separate = partial(_separate, detector._matrix(read, pool), truth, counted)
            for at, (plane, offset) in enumerate(in_halves(pool, separate, range(len(names)))):
                detector._planes[:, at], detector._offsets[at] = plane, offset
        return detector

    def score(self, plain: str) -> np.ndarray:
        """One score per signal for a text in plain spelling."""
        columns, values = self._row(_read(plain))
        return values @ self._planes[columns] + self._offsets if len(columns) else self._offsets.copy()

    def _matrix(self, read: Sequence[Reading], pool: ProcessPoolExecutor) -> sparse.csr_matrix:
        rows = in_halves(pool, self._rows, read)
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        where = np.concatenate([columns for columns, _ in rows])
        data = np.concatenate([values for _, values in rows])
        return sparse.csr_matrix((data, where, ends), shape=(len(rows), len(self._telling)), dtype=np.float32)

    def _rows(self, read: Sequence[Reading]) -> List[Tuple[np.ndarray, np.ndarray]]:
        return [self._row(reading) for reading in read]

    def _row(self, reading: Reading) -> Tuple[np.ndarray, np.ndarray]:
        columns: List[np.ndarray] = []
        values: List[np.ndarray] = []
        for name, view in VIEWS.items():
            index = self._index[name]
            # In order, so that the same data makes the same model: sets come in another order in every process.
            found = sorted(at for at in map(index.get, reading[name]) if at is not None)
            if not found:
                continue
            column = np.fromiter(found, dtype=np.int64, count=len(found))
            value = self._telling[column]
            columns.append(column)
            values.append(value * (view.weight / np.sqrt(value @ value)))
        if not columns:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return np.concatenate(columns), np.concatenate(values)

    def save(self, folder: Path) -> None:
        about: Dict[str, Any] = {"names": self.names, "tokens": self._tokens}
        (folder / "detector.json").write_text(
            json.dumps(about, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )
        np.savez(
            folder / "detector.npz",
            telling=self._telling.astype(np.float16),
            planes=self._planes.astype(np.float16),
            offsets=self._offsets,
        )

    @classmethod
    def load(cls, folder: Path) -> "Detector":
        about = json.loads((folder / "detector.json").read_text(encoding="utf-8"))
        with np.load(folder / "detector.npz", allow_pickle=False) as arrays:
            return cls(about["names"], about["tokens"], arrays["telling"], arrays["planes"], arrays["offsets"])


def _separate(
    matrix: sparse.csr_matrix, truth: np.ndarray, counted: np.ndarray, columns: Sequence[int]
) -> List[Tuple[np.ndarray, float]]:
    """A separating plane for each of these signals."""
    from sklearn.svm import LinearSVC

    found: List[Tuple[np.ndarray, float]] = []
    for at in columns:
        machine = LinearSVC(C=SOFTNESS, class_weight={0: 1, 1: WEIGHT_OF_SIGNAL}, tol=TOLERANCE, random_state=SEED)
        known = np.flatnonzero(counted[:, at])
        machine.fit(matrix[known], truth[known, at])
        found.append((machine.coef_[0], float(machine.intercept_[0])))
    return found


def _read_all(texts: Sequence[str]) -> List[Reading]:
    return [_read(text) for text in texts]


def _read(plain: str) -> Reading:
    return {name: frozenset(view.read(plain)) for name, view in VIEWS.items()}


def _vocabulary(read: Sequence[Reading]) -> Tuple[Dict[str, List[str]], np.ndarray]:
    """Which tokens there are, and how telling each is: the rarer, the more."""
    tokens: Dict[str, List[str]] = {}
    telling: List[np.ndarray] = []
    for name, view in VIEWS.items():
        seen: "Counter[str]" = Counter()
        for reading in read:
            seen.update(reading[name])
        kept = sorted(token for token, count in seen.items() if count >= view.least)
        tokens[name] = kept
        counts = np.array([seen[token] for token in kept], dtype=np.float64)
        telling.append(np.log((1 + len(read)) / (1 + counts)) + 1)
    return tokens, np.concatenate(telling)
