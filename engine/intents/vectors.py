"""TF-IDF vectors over the views, with a plain-file form: nothing here is ever pickled."""

import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Sequence, Tuple

import numpy as np
from scipy import sparse

from engine.intents.reading import Reading
from engine.intents.views import VIEWS, View, pieces

#: Columns and their values.
Row = Tuple[np.ndarray, np.ndarray]
#: Words of which the columns stay at hand: a message is read clause by clause too, and people use the same words.
WORDS_KEPT = 8000
#: About half of the work of counting; done in the second process.
COUNTED_BESIDE = ("raw_pieces", "sounds", "shape")


class Vectors:
    """Turns readings into one sparse row each: the views side by side, every view as long as its weight."""

    def __init__(self, tokens: Dict[str, List[str]], telling: np.ndarray) -> None:
        self._tokens = tokens
        self._telling = telling.astype(np.float32)
        self._index: Dict[str, Dict[str, int]] = {}
        # Half a million pieces lie far apart in memory; those of the words that people use are kept together.
        self._columns_of_word: Dict[Tuple[str, str], List[int]] = {}
        position = 0
        for view, names in tokens.items():
            self._index[view] = {name: position + number for number, name in enumerate(names)}
            position += len(names)
        self.width = position

    @classmethod
    def fit(cls, readings: Sequence[Reading], pool: ProcessPoolExecutor) -> Tuple["Vectors", sparse.csr_matrix]:
        """Learn which tokens there are and how telling each is (the rarer, the more); also the readings as rows."""
        tokens: Dict[str, List[str]] = {}
        telling: List[np.ndarray] = []
        blocks: List[sparse.csr_matrix] = []
        beside = {name: pool.submit(_counted, readings, name) for name in COUNTED_BESIDE}
        here = {name: _counted(readings, name) for name in VIEWS if name not in COUNTED_BESIDE}
        for name, view in VIEWS.items():
            kept, block = here[name] if name in here else beside[name].result()
            share = np.log((1 + len(readings)) / (1 + np.bincount(block.indices, minlength=len(kept)))) + 1
            block.data = (1 + np.log(block.data)) * share[block.indices]
            lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
            block.data *= np.repeat(view.weight / np.maximum(lengths, 1e-12), np.diff(block.indptr))
            tokens[name] = kept
            telling.append(share)
            blocks.append(block)
        return cls(tokens, np.concatenate(telling)), sparse.hstack(blocks, format="csr", dtype=np.float32)

    def row(self, reading: Reading) -> Row:
        """One message: which columns, and their values."""
        columns: List[np.ndarray] = []
        values: List[np.ndarray] = []
        for name, view in VIEWS.items():
            counts = Counter(self._found(name, view, reading))
            if not counts:
                continue
            column = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
            value = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
            value = (1 + np.log(value)) * self._telling[column]
            columns.append(column)
            values.append(value * (view.weight / np.sqrt(value @ value)))
        if not columns:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        return np.concatenate(columns), np.concatenate(values)

    def _found(self, name: str, view: View, reading: Reading) -> List[int]:
        """The columns of what a view sees, without the tokens that no message of the training had."""
        if view.words is None:
            index = self._index[name]
            return [at for at in map(index.get, view.read(reading)) if at is not None]
        return [at for word in view.words(reading) for at in self._look_up(name, word)]

    def _look_up(self, name: str, word: str) -> List[int]:
        found = self._columns_of_word.get((name, word))
        if found is None:
            if len(self._columns_of_word) > WORDS_KEPT:
                self._columns_of_word.clear()
            index = self._index[name]
            found = [at for at in map(index.get, pieces(word)) if at is not None]
            self._columns_of_word[name, word] = found
        return found

    def transform(self, readings: Sequence[Reading]) -> sparse.csr_matrix:
        """Many messages, for training."""
        rows = [self.row(reading) for reading in readings]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        where = np.concatenate([np.zeros(0, np.int32), *(columns for columns, _ in rows)])
        data = np.concatenate([np.zeros(0, np.float32), *(values for _, values in rows)])
        return sparse.csr_matrix((data, where, ends), shape=(len(rows), self.width), dtype=np.float32)

    def state(self) -> Dict[str, np.ndarray]:
        return {"telling": self._telling}

    def save_tokens(self, path: Path) -> None:
        path.write_text(json.dumps(self._tokens, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, state: Any) -> "Vectors":
        return cls(json.loads(path.read_text(encoding="utf-8")), state["telling"])


def _counted(readings: Sequence[Reading], name: str) -> Tuple[List[str], sparse.csr_matrix]:
    """The tokens that occur in enough messages, in order, and how often each stands in each message."""
    view = VIEWS[name]
    number: Dict[str, int] = {}
    columns: List[int] = []
    values: List[int] = []
    ends = [0]
    for numbers in _numbered(readings, view, number):
        counts = Counter(numbers)
        columns.extend(counts)
        values.extend(counts.values())
        ends.append(len(columns))
    table = sparse.csr_matrix((np.array(values, np.float32), columns, ends), shape=(len(readings), len(number)))
    seen = np.bincount(table.indices, minlength=len(number))
    kept = sorted(token for token, at in number.items() if seen[at] >= view.least_messages)
    return kept, table[:, [number[token] for token in kept]].tocsr()


def _numbered(readings: Sequence[Reading], view: View, number: Dict[str, int]) -> Iterator[Iterable[int]]:
    """What the view sees of each reading, as numbers; `number` grows with every token that is new."""

    def numbered(tokens: Iterable[str]) -> List[int]:
        return [number.setdefault(token, len(number)) for token in tokens]

    if view.words is None:
        yield from (numbered(view.read(reading)) for reading in readings)
        return
    # People use the same words over and over: each is cut into pieces once.
    of_word = cache(lambda word: numbered(pieces(word)))
    for reading in readings:
        yield chain.from_iterable(map(of_word, view.words(reading)))
