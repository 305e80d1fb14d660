"""What the learned detector sees of a stretch of text: hashed words, word pairs and pieces of words."""

from __future__ import annotations

import re
from typing import List
from zlib import crc32

import numpy as np

from engine.signals.concepts import concepts

BITS = 17
NEAR = 8
SIZE = 1 << BITS
_MASK = SIZE - 1
_DIGITS = re.compile(r"\d+")


def names(plain: str) -> List[str]:
    """The names of the features of a text in plain spelling."""
    words = _DIGITS.sub("0", plain).split()
    found = [f"1{word}" for word in words]
    found += [f"2{a} {b}" for a, b in zip(words, words[1:], strict=False)]
    found += [f"3{a} {c}" for a, c in zip(words, words[2:], strict=False)]
    for word in words:
        edged = f"^{word}$"
        for size in (3, 4, 5):
            found += [edged[at : at + size] for at in range(len(edged) - size + 1)]
    return found


def meanings(plain: str) -> List[str]:
    """The names of what a text is about: concepts, and pairs of them that stand near each other."""
    touched = concepts(plain.split())
    found = [f"c{concept}" for _, concept in touched]
    for index, (at, one) in enumerate(touched):
        for where, other in touched[index + 1 :]:
            if where - at > NEAR:
                break
            if where > at:
                found.append(f"p{one}>{other}")
    return list(dict.fromkeys(found))


def indexes(plain: str) -> np.ndarray:
    """Which of the hashed features a text has, each once."""
    return np.fromiter({crc32(name.encode()) & _MASK for name in names(plain)}, dtype=np.int64)


def values(found: np.ndarray) -> float:
    """Weight of each feature: texts of every length count the same."""
    return 1.0 / float(np.sqrt(len(found))) if len(found) else 0.0
