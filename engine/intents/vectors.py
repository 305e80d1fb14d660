"""TF-IDF vectors over the views, with a plain-file form: nothing here is ever pickled."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse

from engine.counting import Counted, count, count_by_word
from engine.intents.reading import Reading
from engine.intents.views import VIEWS, View, pieces
from engine.places import Places

#: Columns and their values.
Row = Tuple[np.ndarray, np.ndarray]
#: Words of which the columns stay at hand: a message is read clause by clause too, and people use the same words.
WORDS_KEPT = 8000


class Vectors:
    """Turns readings into one sparse row each: the views side by side, every view as long as its weight."""

    def __init__(self, tokens: Dict[str, List[str]], telling: np.ndarray) -> None:
        #: Only who learned them still has the tokens themselves: they take a hundred megabytes, and to read needs none.
        self._learned: Optional[Dict[str, List[str]]] = None
        self._telling = telling.astype(np.float32)
        self._places: Dict[str, Places] = {}
        # To look up the pieces of a word takes longer than to read it; those of the words that people use are kept.
        self._columns_of_word: Dict[Tuple[str, str], List[int]] = {}
        self._columns: Dict[str, slice] = {}
        position = 0
        for view, names in tokens.items():
            self._columns[view] = slice(position, position + len(names))
            self._places[view] = Places(names, position)
            position += len(names)

    @classmethod
    def fit(cls, counts: Mapping[str, Counted], first: int) -> Tuple["Vectors", sparse.csr_matrix]:
        """Learn from the first of these texts which tokens there are and how telling each is (the rarer, the more); also
        all of them as rows.
        """
        tokens: Dict[str, List[str]] = {}
        telling: List[np.ndarray] = []
        blocks: List[sparse.csr_matrix] = []
        for name, view in VIEWS.items():
            kept, block = counts[name].known_to(first, view.least_messages)
            seen = np.bincount(block.indices[: block.indptr[first]], minlength=len(kept))
            share = (np.log((1 + first) / (1 + seen)) + 1).astype(np.float32)
            block.data = (1 + np.log(block.data)) * share[block.indices]
            lengths = np.sqrt(np.asarray(block.power(2).sum(axis=1)).ravel())
            block.data *= np.repeat(view.weight / np.maximum(lengths, 1e-12), np.diff(block.indptr)).astype(np.float32)
            tokens[name] = kept
            telling.append(share)
            blocks.append(block)
        rows = sparse.hstack(blocks, format="csr", dtype=np.float32)
        vectors = cls(tokens, np.concatenate(telling))
        vectors._learned = tokens
        return vectors, rows

    def row(self, reading: Reading) -> Row:
        """One message: which columns, and their values."""
        columns: List[int] = []
        times: List[int] = []
        weights: List[float] = []
        starts: List[int] = []
        for name, view in VIEWS.items():
            counts = Counter(self._found(name, view, reading))
            if counts:
                starts.append(len(columns))
                weights.append(view.weight)
                columns.extend(counts)
                times.extend(counts.values())
        if not columns:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        # All views in one go: on so few numbers it is the calls that cost.
        column = np.array(columns, np.int32)
        value = (1 + np.log(np.array(times, np.float32))) * self._telling[column]
        scale = np.array(weights, np.float32) / np.sqrt(np.add.reduceat(value * value, starts))
        return column, value * np.repeat(scale, np.diff([*starts, len(columns)]))

    def _found(self, name: str, view: View, reading: Reading) -> List[int]:
        """The columns of what a view sees, without the tokens that no message of the training had."""
        if view.words is None:
            return self._places[name].of(view.read(reading))
        return [at for word in view.words(reading) for at in self._look_up(name, word)]

    def _look_up(self, name: str, word: str) -> List[int]:
        found = self._columns_of_word.get((name, word))
        if found is None:
            if len(self._columns_of_word) > WORDS_KEPT:
                self._columns_of_word.clear()
            found = self._columns_of_word[name, word] = self._places[name].of(pieces(word))
        return found

    def columns_of(self, view: str) -> slice:
        """The columns that a view has."""
        return self._columns[view]

    def state(self) -> Dict[str, np.ndarray]:
        return {"telling": self._telling}

    def save_tokens(self, path: Path) -> None:
        """Raises ValueError where they were read back from such a file: then that file is still there."""
        if self._learned is None:
            raise ValueError("what was read back keeps no tokens to save")
        path.write_text(json.dumps(self._learned, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, state: Any) -> "Vectors":
        return cls(json.loads(path.read_text(encoding="utf-8")), state["telling"])


def count_all(readings: Sequence[Reading]) -> Dict[str, Counted]:
    """What every view sees of some texts."""
    return {name: _seen(view, readings) for name, view in VIEWS.items()}


def _seen(view: View, readings: Sequence[Reading]) -> Counted:
    if view.words is None:
        return count(map(view.read, readings))
    return count_by_word(map(view.words, readings), pieces)
