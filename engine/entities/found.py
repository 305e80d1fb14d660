"""What was found in a text, and which of two overlapping finds is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, List

#: Not an entity: keeps what stands here from being taken for one (a reference, an address, a time of day, an age).
NOTHING = "nothing"


@dataclass(frozen=True)
class Found:
    """One value, and where in the tenant's own text it stands. A higher `rank` wins before length does."""

    entity: str
    value: str
    start: int
    end: int
    rank: int = 0


def settle(found: Iterable[Found]) -> List[Found]:
    """No overlaps: the surest kind first (an IBAN is no telephone number), then the longest, then the earliest."""
    kept: List[Found] = []
    for one in sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted((one for one in kept if one.entity != NOTHING), key=lambda f: f.start)
