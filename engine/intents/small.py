"""A large matrix of weights in one byte each. Square roots leave the many small weights enough steps."""

from typing import NamedTuple, Sequence, Tuple

import numpy as np

STEPS = 127


def squeeze(weights: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """The bytes, and for each column the largest weight."""
    largest = np.maximum(np.abs(weights).max(axis=0), 1e-12)
    steps = np.sign(weights) * np.sqrt(np.abs(weights) / largest) * STEPS
    return np.rint(steps).astype(np.int8), largest.astype(np.float32)


#: The share of the largest weight that each byte stands for, to within a two-hundredth; the byte read as unsigned.
_SHARES = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float32) / STEPS
_SHARES *= np.abs(_SHARES)


class SmallPlanes(NamedTuple):
    """Separating planes kept in bytes; only the rows that a message touches become numbers again."""

    steps: np.ndarray
    largest: np.ndarray

    def under(self, rows: Sequence[Tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        """A line of scores for each row, which is columns and their values.

        Not by the matrix library: its threads cost more than a sum this small.
        """
        scores = np.zeros((len(rows), self.steps.shape[1]), dtype=np.float32)
        for at, (columns, values) in enumerate(rows):
            shares = _SHARES[self.steps[columns].view(np.uint8)]
            scores[at] = np.einsum("i,ij->j", values, shares) * self.largest
        return scores
