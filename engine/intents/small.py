"""A large matrix of weights in one byte each. Square roots leave the many small weights enough steps."""

from typing import NamedTuple, Tuple

import numpy as np
from scipy import sparse

STEPS = 127


def squeeze(weights: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """The bytes, and for each column the largest weight."""
    largest = np.maximum(np.abs(weights).max(axis=0), 1e-12)
    steps = np.sign(weights) * np.sqrt(np.abs(weights) / largest) * STEPS
    return np.rint(steps).astype(np.int8), largest.astype(np.float32)


def stretch(steps: np.ndarray, largest: np.ndarray) -> np.ndarray:
    """The weights again, to within a two-hundredth of the largest."""
    shares = steps.astype(np.float32) / STEPS
    return np.asarray(shares * np.abs(shares) * largest, dtype=np.float32)


class SmallPlanes(NamedTuple):
    """Separating planes kept in bytes; only the rows that a message touches become numbers again."""

    steps: np.ndarray
    largest: np.ndarray

    def under(self, matrix: sparse.csr_matrix) -> np.ndarray:
        """`matrix` times the planes: a row of scores for each of its rows."""
        scores = np.zeros((matrix.shape[0], self.steps.shape[1]), dtype=np.float32)
        for row in range(matrix.shape[0]):
            begin, end = matrix.indptr[row], matrix.indptr[row + 1]
            weights = stretch(self.steps[matrix.indices[begin:end]], self.largest)
            scores[row] = matrix.data[begin:end] @ weights
        return scores
