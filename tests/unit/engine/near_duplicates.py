"""Finds messages that are nearly the same among tens of thousands, fast: only pairs that share rare runs of letters are
compared. The sums are done by the engine's Python, which has the libraries for it.
"""

import json
import math
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

RUN = 4
#: Below this many characters, sharing most letters says little ("ja hoor", "ja toch").
SHORTEST = 12
#: How many of the rarest runs both must share to be compared: the more, the fewer pairs, and the more to look up.
SHARED = 10
#: Messages compared with all others at once.
ROWS = 2000

#: Places of two messages, and their Jaccard likeness.
Pair = tuple[int, int, float]


def near_duplicates(texts: Sequence[str], least: float) -> list[Pair]:
    """Pairs of places whose messages have a Jaccard likeness of at least `least` over runs of four letters."""
    from bot.dialogue.training import ENGINE_PYTHON
    from bot.settings import PROJECT

    asked = json.dumps({"texts": list(texts), "least": least})
    command = [str(ENGINE_PYTHON), "-m", __name__]
    told = subprocess.run(command, cwd=PROJECT, input=asked, capture_output=True, check=True, text=True)
    return [(one, other, likeness) for one, other, likeness in json.loads(told.stdout)]


def plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^\w]+", " ", lowered).strip() or text


def runs(text: str) -> list[str]:
    padded = f" {text} "
    return sorted({padded[at : at + RUN] for at in range(max(1, len(padded) - RUN + 1))})


def find(texts: Sequence[str], least: float) -> list[Pair]:
    """Two sets that alike share several of the rarest few runs of each, so only those pairs are compared in full."""
    import numpy as np

    places = [at for at, text in enumerate(texts) if len(plain(text)) >= SHORTEST]
    written = [runs(plain(texts[at])) for at in places]
    rarity = Counter(run for found in written for run in found)
    number = {run: at for at, (run, _) in enumerate(sorted(rarity.items(), key=lambda item: (item[1], item[0])))}
    sets = [sorted(number[run] for run in found) for found in written]
    rare = _table([found[: len(found) - math.ceil(least * len(found)) + SHARED] for found in sets], len(number))
    whole, sizes = _table(sets, len(number)), np.array([len(found) for found in sets])
    pairs: list[Pair] = []
    for first in range(0, len(sets), ROWS):
        # With those before it, a message was compared already.
        meet = (rare[first : first + ROWS] @ rare[first:].T).tocoo()
        one, other = meet.row + first, meet.col + first
        kept = (meet.data >= SHARED) & (one < other)
        one, other = one[kept], other[kept]
        kept = np.minimum(sizes[one], sizes[other]) >= least * np.maximum(sizes[one], sizes[other])
        one, other = one[kept], other[kept]
        shared = np.asarray(whole[one].multiply(whole[other]).sum(axis=1)).ravel()
        likeness = shared / (sizes[one] + sizes[other] - shared)
        found = likeness >= least
        pairs += [
            (places[a], places[b], float(c)) for a, b, c in zip(one[found], other[found], likeness[found], strict=True)
        ]
    return pairs


def _table(sets: Sequence[Sequence[int]], width: int) -> Any:
    import numpy as np
    from scipy import sparse

    ends = np.cumsum([0, *map(len, sets)])
    columns = np.array([run for found in sets for run in found], np.int32)
    return sparse.csr_matrix((np.ones(len(columns), np.int32), columns, ends), shape=(len(sets), width))


if __name__ == "__main__":
    question = json.load(sys.stdin)
    json.dump(find(question["texts"], question["least"]), sys.stdout)
