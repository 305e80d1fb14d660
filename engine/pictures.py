"""Pictures of an evaluation: who is taken for whom, and how honest the confidence is."""

from pathlib import Path
from typing import Any, Dict, List, Sequence

import numpy as np

from engine.measures import Case


def draw(cases: Sequence[Case], measured: Dict[str, Any], folder: Path) -> List[Path]:
    """Write confusion.png and reliability.png; returns their paths."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "confusion.png", folder / "reliability.png"]
    _confusion(cases, pyplot).savefig(paths[0], dpi=110, bbox_inches="tight")
    _reliability(measured, pyplot).savefig(paths[1], dpi=110, bbox_inches="tight")
    pyplot.close("all")
    return paths


def _confusion(cases: Sequence[Case], pyplot: Any) -> Any:
    names = sorted({str(case.label["intent"]) for case in cases} | {case.best for case in cases})
    place = {name: at for at, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for case in cases:
        taken = str(case.label["intent"]) if case.best in case.right else case.best
        counts[place[str(case.label["intent"])], place[taken]] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = pyplot.subplots(figsize=(0.22 * len(names) + 3, 0.22 * len(names) + 3))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("taken for")
    axes.set_ylabel("is")
    axes.set_title("Share of each intent's messages, by what they were taken for")
    return figure


def _reliability(measured: Dict[str, Any], pyplot: Any) -> Any:
    bins = [row for row in measured["intents"]["reliability"] if row["messages"]]
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="perfectly honest")
    axes.plot([row["said"] for row in bins], [row["was"] for row in bins], marker="o", label="measured")
    for row in bins:
        axes.annotate(
            str(row["messages"]), (row["said"], row["was"]), textcoords="offset points", xytext=(6, -10), fontsize=8
        )
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.set_title(f"Reliability (calibration error {measured['intents']['calibration_error']:.3f})")
    axes.legend()
    return figure
