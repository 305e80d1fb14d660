"""Finds messages that are nearly the same, fast: only pairs that share a rare run of letters are compared."""

import functools
import math
import operator
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

RUN = 4
#: Below this many characters, sharing most letters says little ("ja hoor", "ja toch").
SHORTEST = 12
BITS = 1024
#: How many of the rarest runs both must share to be compared: the more, the fewer pairs, and the more to look up.
SHARED = 3


def plain(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^\w]+", " ", lowered).strip() or text


def runs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[at : at + RUN] for at in range(max(1, len(padded) - RUN + 1)))


def near_duplicates(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of places whose messages have a Jaccard likeness of at least `least` over runs of four letters.

    Two sets that alike share several of the rarest few runs of each, so only those are looked up.
    """
    written = [runs(plain(text)) for text in texts]
    rarity = Counter(run for found in written for run in found)
    # Numbers by rarity: smaller to compare than strings, and sorted they are in the order that is needed.
    number = {run: at for at, (run, _) in enumerate(sorted(rarity.items(), key=lambda item: (item[1], item[0])))}
    sets = [frozenset(number[run] for run in found) for found in written]
    # Each set as bits: a bit of one that the other lacks is a run it lacks. Far cheaper to compare than the sets.
    bits = [functools.reduce(operator.or_, (1 << run % BITS for run in found), 0) for found in sets]
    # Shortest first, so that in every list the candidates that are long enough stand together at the end.
    order = sorted((at for at in range(len(sets)) if len(plain(texts[at])) >= SHORTEST), key=lambda at: len(sets[at]))
    index: defaultdict[int, list[int]] = defaultdict(list)
    lengths: defaultdict[int, list[int]] = defaultdict(list)
    for at in order:
        found, size = sets[at], len(sets[at])
        looked_up = sorted(found)[: size - math.ceil(least * size) + SHARED]
        fitting: Counter[int] = Counter()
        for run in looked_up:
            fitting.update(index[run][bisect_left(lengths[run], least * size) :])
            index[run].append(at)
            lengths[run].append(size)
        for other in [one for one, times in fitting.items() if times >= SHARED]:
            at_most = size - (bits[at] & ~bits[other]).bit_count()
            if at_most * (1 + least) < least * (size + len(sets[other])):
                continue
            shared = len(found & sets[other])
            likeness = shared / (size + len(sets[other]) - shared)
            if likeness >= least:
                yield min(other, at), max(other, at), likeness
