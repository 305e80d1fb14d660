"""Counts of tokens in many texts, for training. The pieces of a word are counted once a word, not once a text."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import Callable, Dict, Iterable, List, NamedTuple, Sequence

import numpy as np
from scipy import sparse


class Counted(NamedTuple):
    """How often each token (a column) stands in each text (a row)."""

    tokens: List[str]
    table: sparse.csr_matrix

    def known_to(self, first: int, least: int) -> Counted:
        """Only the tokens, in order, that stand in at least so many of the first texts."""
        seen = np.bincount(self.table.indices[: self.table.indptr[first]], minlength=len(self.tokens))
        kept = sorted(np.flatnonzero(seen >= least).tolist(), key=self.tokens.__getitem__)
        table = self.table[:, kept]
        # Sets come in another order in every process; sums of fractions in the same order make the same model.
        table.sort_indices()
        return Counted([self.tokens[at] for at in kept], table)


def count(texts: Iterable[Iterable[str]]) -> Counted:
    """The tokens of each text."""
    number: Dict[str, int] = defaultdict()
    number.default_factory = number.__len__
    columns, ends = array("i"), array("i", [0])
    for tokens in texts:
        columns.extend(map(number.__getitem__, tokens))
        ends.append(len(columns))
    where, borders = np.frombuffer(columns, np.int32), np.frombuffer(ends, np.int32)
    shape = (len(ends) - 1, len(number))
    table = sparse.csr_matrix((np.ones(len(where), np.float32), where.copy(), borders.copy()), shape=shape)
    table.sum_duplicates()
    return Counted(list(number), table)


def count_by_word(texts: Iterable[Iterable[str]], pieces: Callable[[str], Sequence[str]]) -> Counted:
    """The pieces of the words of each text."""
    words = count(texts)
    of_words = count(map(pieces, words.tokens))
    return Counted(of_words.tokens, (words.table @ of_words.table).tocsr())


def together(parts: Sequence[Counted]) -> Counted:
    """The texts of several counts under one another."""
    number: Dict[str, int] = {}
    places = [np.array([number.setdefault(token, len(number)) for token in part.tokens], np.int32) for part in parts]
    tables = [
        sparse.csr_matrix(
            (table.data, place[table.indices], table.indptr), shape=(table.shape[0], len(number)), copy=False
        )
        for (_, table), place in zip(parts, places)
    ]
    return Counted(list(number), sparse.vstack(tables, format="csr"))
