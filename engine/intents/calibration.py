"""Scores into honest chances: a softmax whose temperature is set on messages the scores were not learned from."""

from typing import List, Tuple

import numpy as np
from scipy.optimize import minimize_scalar


def chances(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax over the last axis."""
    scaled = scores / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    raised = np.exp(scaled)
    return raised / raised.sum(axis=-1, keepdims=True)


def fit_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature that makes the true intents likeliest."""
    rows = np.arange(len(truth))

    def surprise(log_temperature: float) -> float:
        given = chances(scores, float(np.exp(log_temperature)))[rows, truth]
        return float(-np.log(np.maximum(given, 1e-12)).mean())

    found = minimize_scalar(surprise, bounds=(-5.0, 3.0), method="bounded")
    return float(np.exp(found.x))


def reliability(
    confidence: np.ndarray, correct: np.ndarray, bins: int = 10
) -> Tuple[float, List[Tuple[float, float, int]]]:
    """Expected calibration error, and per bin: mean confidence, share correct, how many."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    rows: List[Tuple[float, float, int]] = []
    error = 0.0
    for number in range(bins):
        inside = place == number
        count = int(inside.sum())
        if not count:
            rows.append(((number + 0.5) / bins, 0.0, 0))
            continue
        said, was = float(confidence[inside].mean()), float(correct[inside].mean())
        rows.append((said, was, count))
        error += count / len(confidence) * abs(said - was)
    return error, rows
