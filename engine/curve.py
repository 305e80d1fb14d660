"""Where more examples still pay: `python -m engine.curve FILE…` trains on a growing part of the training messages.

Prints, for each number of examples an intent, the accuracy on the labelled lines of the files, overall and per register.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Set, Tuple

from engine.evaluate import labelled
from engine.intents.model import IntentModel
from engine.model_file import PROJECT

STEPS = (10, 25, 50, 100, 200, 400, 800)
SEED = 5
_INTENT = re.compile(r"\s*- intent:\s*(\S+)")
_EXAMPLE = re.compile(r"\s{4}- (.+)$")


def examples() -> Dict[str, List[str]]:
    """The training messages of each intent, in a shuffled order that is the same every time."""
    found: Dict[str, List[str]] = defaultdict(list)
    for path in sorted((PROJECT / "data" / "nlu").rglob("*.yml")):
        intent = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if named := _INTENT.match(line):
                intent = named.group(1)
            elif intent and (example := _EXAMPLE.match(line)):
                found[intent].append(example.group(1))
    order = random.Random(SEED)
    for messages in found.values():
        order.shuffle(messages)
    return found


def curve(cases: Sequence[Dict[str, Any]]) -> Iterator[Tuple[int, int, Dict[str, float]]]:
    """Per step: examples an intent at most, examples in all, and the accuracy per register ("all" included)."""
    known = examples()
    for most in STEPS:
        chosen = [(text, intent) for intent, messages in sorted(known.items()) for text in messages[:most]]
        model = IntentModel.fit([text for text, _ in chosen], [intent for _, intent in chosen])
        yield most, len(chosen), _accuracy(model, cases)


def _accuracy(model: IntentModel, cases: Sequence[Dict[str, Any]]) -> Dict[str, float]:
    hits: Dict[str, List[bool]] = defaultdict(list)
    best = model.chances([case["text"] for case in cases]).argmax(axis=1)
    for case, at in zip(cases, best):
        right: Set[str] = {case["intent"], *(case.get("also") or [])}
        for name in ("all", str(case.get("register", "-"))):
            hits[name].append(model.intents[at] in right)
    return {name: sum(flags) / len(flags) for name, flags in sorted(hits.items())}


def main() -> None:
    cases = [label for label in labelled([Path(name) for name in sys.argv[1:]]) if label.get("intent")]
    for most, count, accuracy in curve(cases):
        shares = "  ".join(f"{name} {100 * share:.1f}" for name, share in accuracy.items())
        print(f"{most:4d} an intent, {count:6d} in all:  {shares}", flush=True)


if __name__ == "__main__":
    main()
