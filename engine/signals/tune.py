"""Where each learned signal should count: `python -m engine.signals.tune`, by cross-validation within the training data.

Prints for a row of thresholds the share of examples found and, of the hand-labelled lines that do not show the signal,
the share taken for it. The held-out sets have no part in it.
"""

import sys
from pathlib import Path
from typing import List, Sequence

import numpy as np

from engine.signals.detector import Detector
from engine.signals.examples import gather, labelled
from engine.signals.rules import LEARNED

PARTS = 4
SEED = 11
THRESHOLDS = (-0.6, -0.5, -0.4, -0.35, -0.3, -0.25, -0.2, -0.1, 0.0, 0.1)


def main(folder: Path) -> int:
    from rasa.shared.nlu.training_data.loading import load_data

    data = load_data(str(folder)).intent_examples
    examples = gather((e.get("text"), e.get("intent")) for e in data if e.get("text"))
    by_hand = sum(1 for _ in labelled())
    part = np.random.default_rng(SEED).integers(PARTS, size=len(examples.texts))
    scores = np.zeros(examples.truth.shape)
    for at in range(PARTS):
        rest, held = np.flatnonzero(part != at), np.flatnonzero(part == at)
        texts = [examples.texts[i] for i in rest]
        detector = Detector.fit(LEARNED, texts, examples.truth[rest], examples.counted[rest])
        for i in held[held < by_hand]:
            scores[i] = detector.score(examples.texts[i])
    for line in table(examples.truth[:by_hand], examples.counted[:by_hand], scores[:by_hand]):
        print(line)
    return 0


def table(truth: np.ndarray, counted: np.ndarray, scores: np.ndarray) -> Sequence[str]:
    """Found and falsely raised at each threshold, among the hand-labelled sentences."""
    lines: List[str] = ["signal          " + "".join(f"{limit:>14}" for limit in THRESHOLDS)]
    for at, name in enumerate(LEARNED):
        known = counted[:, at]
        shows, not_shown = scores[known & truth[:, at], at], scores[known & ~truth[:, at], at]
        cells = [f" {np.mean(shows > limit):6.1%}/{np.mean(not_shown > limit):5.1%}" for limit in THRESHOLDS]
        lines.append(f"{name:16}" + "".join(cells))
    return lines


if __name__ == "__main__":
    sys.exit(main(Path("data/nlu")))
