"""The learned detector: one linear score per signal over TF-IDF of the views. Kept in plain files, never pickled."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

import numpy as np
from scipy import sparse

from engine.beside import in_halves, second_process
from engine.counting import Counted, count, count_by_word, together
from engine.places import Places
from engine.signals.views import VIEWS, View, pieces_of_word, split

#: A signal is rare, and a missed danger is worse than a false alarm.
WEIGHT_OF_SIGNAL = 3
SOFTNESS = 1.0
TOLERANCE = 0.2
SEED = 7
#: Words of which the columns stay at hand: people use the same ones over and over.
WORDS_KEPT = 8000


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
        #: Only who learned them still has the tokens themselves: to read needs none.
        self._learned: Dict[str, List[str]] = {}
        self._telling = telling.astype(np.float32)
        self._planes, self._offsets = planes.astype(np.float32), offsets.astype(np.float32)
        self._places: Dict[str, Places] = {}
        position = 0
        for view, kept in tokens.items():
            self._places[view] = Places(kept, position)
            position += len(kept)
        pieces = self._places["pieces"]
        self._columns_of_word = lru_cache(maxsize=WORDS_KEPT)(lambda word: pieces.of(pieces_of_word(word)))

    @classmethod
    def fit(cls, names: Sequence[str], texts: Sequence[str], truth: np.ndarray, counted: np.ndarray) -> "Detector":
        """`truth[i, j]`: text i raises signal j; where `counted[i, j]` is false nobody knows and it is left out."""
        with second_process() as pool:
            halves = in_halves(pool, _counted, texts)
            counts = {name: together([half[name] for half in halves]) for name in VIEWS}
            del halves
            tokens, telling, matrix = _vectors(counts)
            del counts
            detector = cls(names, tokens, telling, np.zeros((len(telling), len(names))), np.zeros(len(names)))
            detector._learned = tokens
            separate = partial(_separate, matrix, truth, counted)
            for at, (plane, offset) in enumerate(in_halves(pool, separate, range(len(names)))):
                detector._planes[:, at], detector._offsets[at] = plane, offset
        return detector

    def score(self, plain: str) -> np.ndarray:
        """One score per signal for a text in plain spelling."""
        columns, values = self._row(plain)
        return values @ self._planes[columns] + self._offsets if len(columns) else self._offsets.copy()

    def _row(self, plain: str) -> Tuple[np.ndarray, np.ndarray]:
        """Which columns a text touches, and their values."""
        columns: List[int] = []
        weights: List[float] = []
        starts: List[int] = []
        for name, view in VIEWS.items():
            found = dict.fromkeys(self._found(name, view, plain))
            if found:
                starts.append(len(columns))
                weights.append(view.weight)
                columns.extend(found)
        if not columns:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        column = np.array(columns, np.int32)
        value = self._telling[column]
        scale = np.array(weights, np.float32) / np.sqrt(np.add.reduceat(value * value, starts))
        return column, value * np.repeat(scale, np.diff([*starts, len(columns)]))

    def _found(self, name: str, view: View, plain: str) -> Iterable[int]:
        """The columns of what a view sees, without the tokens that no text of the training had."""
        if view.of_word is None:
            return self._places[name].of(view.read(plain))
        return chain.from_iterable(map(self._columns_of_word, split(plain)))

    def save(self, folder: Path) -> None:
        about: Dict[str, Any] = {"names": self.names, "tokens": self._learned}
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


def _counted(texts: Sequence[str]) -> List[Dict[str, Counted]]:
    return [{name: _seen(view, texts) for name, view in VIEWS.items()}]


def _seen(view: View, texts: Sequence[str]) -> Counted:
    """Which tokens stand in each text; how often does not matter here."""
    seen = count_by_word(map(split, texts), view.of_word) if view.of_word else count(map(view.read, texts))
    seen.table.data[:] = 1
    return seen


def _vectors(counts: Mapping[str, Counted]) -> Tuple[Dict[str, List[str]], np.ndarray, sparse.csr_matrix]:
    """Which tokens there are, how telling each is (the rarer, the more), and the texts as rows."""
    tokens: Dict[str, List[str]] = {}
    telling: List[np.ndarray] = []
    blocks: List[sparse.csr_matrix] = []
    for name, view in VIEWS.items():
        texts = counts[name].table.shape[0]
        kept, block = counts[name].known_to(texts, view.least)
        seen = np.bincount(block.indices, minlength=len(kept))
        share = (np.log((1 + texts) / (1 + seen)) + 1).astype(np.float32)
        block.data = share[block.indices]
        lengths = np.sqrt(np.asarray(block.power(2).sum(axis=1)).ravel())
        block.data *= np.repeat(view.weight / np.maximum(lengths, 1e-12), np.diff(block.indptr)).astype(np.float32)
        tokens[name] = kept
        telling.append(share)
        blocks.append(block)
    return tokens, np.concatenate(telling), sparse.hstack(blocks, format="csr", dtype=np.float32)
