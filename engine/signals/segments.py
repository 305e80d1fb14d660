"""Cuts a message into the stretches that a signal is looked for in."""

from __future__ import annotations

import re
from typing import List, NamedTuple

LONGEST = 24
WINDOW = 16
STEP = 8

_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Za-z]\.)(?<!\d\.)\s+|\n+|(?<=[!?])(?=\S)|\s+punt(?=\s+[a-z])(?!\s*(?:achter|zetten|uit|nl|com))|\s*[;•]\s*"
)
_WORD = re.compile(r"\S+")


class Segment(NamedTuple):
    """A stretch of the message."""

    text: str
    start: int
    end: int


def sentences(text: str) -> List[Segment]:
    """Sentences, also of dictated text that says "punt"."""
    found: List[Segment] = []
    at = 0
    for match in _END.finditer(text):
        _add(found, text, at, match.start())
        at = match.end()
    _add(found, text, at, len(text))
    return found


def segments(text: str) -> List[Segment]:
    """Sentences; long ones without a stop are looked at through a window that slides over them."""
    found: List[Segment] = []
    for sentence in sentences(text):
        words = list(_WORD.finditer(sentence.text))
        if len(words) <= LONGEST:
            found.append(sentence)
            continue
        for first in range(0, max(1, len(words) - WINDOW + STEP), STEP):
            last = words[min(first + WINDOW, len(words)) - 1]
            start, end = sentence.start + words[first].start(), sentence.start + last.end()
            found.append(Segment(text[start:end], start, end))
    return found


def _add(found: List[Segment], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        found.append(Segment(piece.strip(), start + lead, start + lead + len(piece.strip())))
