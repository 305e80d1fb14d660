"""What the learned detector sees of a stretch of text in plain spelling: words, pieces of words, and what they are about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from engine.signals.concepts import concepts

SHORTEST, LONGEST = 2, 5
NEAR = 8
#: People use the same words over and over: the pieces of so many of them stay at hand.
WORDS_KEPT = 20_000
_DIGIT = re.compile(r"\d")


def words(plain: str) -> List[str]:
    """Single words and pairs."""
    found = split(plain)
    return found + [f"{a} {b}" for a, b in zip(found, found[1:])]


def pieces(plain: str) -> List[str]:
    """Runs of letters inside words, edges marked: what survives a spelling mistake."""
    return [piece for word in split(plain) for piece in pieces_of_word(word)]


def split(plain: str) -> List[str]:
    """The words; which numbers they hold says nothing."""
    return _DIGIT.sub("0", plain).split()


@lru_cache(maxsize=WORDS_KEPT)
def pieces_of_word(word: str) -> Tuple[str, ...]:
    edged = f" {word} "
    length = len(edged)
    out: List[str] = []
    for size in range(SHORTEST, LONGEST + 1):
        if length <= size:
            out.append(edged)
            break
        out += [edged[at : at + size] for at in range(length - size + 1)]
    return tuple(out)


def meanings(plain: str) -> List[str]:
    """Concepts, and pairs of them that stand near each other in this order."""
    touched = concepts(plain.split())
    found = [concept for _, concept in touched]
    for index, (at, one) in enumerate(touched):
        for where, other in touched[index + 1 :]:
            if where - at > NEAR:
                break
            if where > at:
                found.append(f"{one}>{other}")
    return found


class View(NamedTuple):
    """How a view reads, in how many texts a token must occur to be kept, and how much the view counts."""

    read: Callable[[str], List[str]]
    least: int
    weight: float
    #: For a view that looks at every word by itself: what it sees of one.
    of_word: Optional[Callable[[str], Sequence[str]]] = None


VIEWS: Dict[str, View] = {
    "words": View(words, 2, 1.0),
    "pieces": View(pieces, 3, 1.0, pieces_of_word),
    "meanings": View(meanings, 2, 0.5),
}
