"""Finds messages that are nearly the same, fast: only pairs that share a rare run of letters are compared."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

RUN = 4
#: Below this many characters, sharing most letters says little ("ja hoor", "ja toch").
SHORTEST = 12


def plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^\w]+", " ", lowered).strip() or text


def runs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[at : at + RUN] for at in range(max(1, len(padded) - RUN + 1)))


def near_duplicates(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of places whose messages have a Jaccard likeness of at least `least` over runs of four letters.

    Two sets that alike share one of the rarest few runs of each, so only those are looked up.
    """
    written = [runs(plain(text)) for text in texts]
    rarity = Counter(run for found in written for run in found)
    # Numbers by rarity: smaller to compare than strings, and sorted they are in the order that is needed.
    number = {run: at for at, (run, _) in enumerate(sorted(rarity.items(), key=lambda item: (item[1], item[0])))}
    sets = [frozenset(number[run] for run in found) for found in written]
    index: defaultdict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(sets):
        if len(plain(texts[at])) < SHORTEST:
            continue
        looked_up = sorted(found)[: len(found) - math.ceil(least * len(found)) + 1]
        for other in {place for run in looked_up for place in index[run]}:
            if not least <= len(found) / len(sets[other]) <= 1 / least:
                continue
            shared = len(found & sets[other])
            likeness = shared / (len(found) + len(sets[other]) - shared)
            if likeness >= least:
                yield other, at, likeness
        for run in looked_up:
            index[run].append(at)
