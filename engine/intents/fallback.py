"""When to ask "bedoel je …" instead of acting: a threshold that follows from what a mistake costs."""

import numpy as np

#: What the dialogue calls not being sure.
FALLBACK = "nlu_fallback"


def threshold(confidence: np.ndarray, correct: np.ndarray, cost_wrong: float, cost_asking: float = 1.0) -> float:
    """The confidence below which asking is cheaper, on messages the model has not learned from.

    A wrong answer given with confidence costs `cost_wrong`, a question `cost_asking`, a right answer nothing.
    With perfect calibration this is 1 - cost_asking / cost_wrong; measured, it corrects for the imperfect.
    """
    order = np.argsort(confidence)
    wrong = np.where(correct[order], 0.0, cost_wrong)
    # Cost when the k least confident are asked about and the rest is answered.
    asked = np.arange(len(order) + 1) * cost_asking
    answered = np.concatenate([np.cumsum(wrong[::-1])[::-1], [0.0]])
    best = int(np.argmin(asked + answered))
    if best == 0:
        return 0.0
    if best == len(order):
        return 1.0
    return float((confidence[order[best - 1]] + confidence[order[best]]) / 2)
