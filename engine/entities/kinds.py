"""Kinds of letter and kinds of benefit, by the word lists in `data/lexicon/entities/`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Iterator, List, Tuple

from engine.entities.canonical import lowered
from engine.entities.forms import read
from engine.entities.found import Found

#: Above the masks: "2e herinnering" counts something, and is a letter all the same.
RANK = 45


@lru_cache(maxsize=1)
def _lists() -> Tuple[Tuple[str, str, "re.Pattern[str]"], ...]:
    compiled: List[Tuple[str, str, "re.Pattern[str]"]] = []
    for entity, name in (("letter_type", "letters.yml"), ("benefit", "benefits.yml")):
        lists: Dict[str, Dict[str, List[str]]] = read(name)
        for value, written in lists["words"].items():
            compiled.append((entity, value, re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")))
        for value, written in lists.get("only_near_a_letter", {}).items():
            compiled.append(("near", value, re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")))
    return tuple(compiled)


@lru_cache(maxsize=1)
def _letter() -> "re.Pattern[str]":
    words = read("letters.yml")["a_letter"]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def kinds(text: str) -> Iterator[Found]:
    """Letters and benefits named in the text. A sender (bailiff, municipality) counts only beside a word for a letter."""
    low = lowered(text)
    sentences = None
    for entity, value, pattern in _lists():
        for match in pattern.finditer(low):
            if entity == "near":
                sentences = sentences or [m.span() for m in re.finditer(r"[^.!?\n]+", low)]
                sentence = next(((a, b) for a, b in sentences if a <= match.start() < b), (0, len(low)))
                if not _letter().search(low[max(sentence[0], match.start() - 80) : min(sentence[1], match.end() + 80)]):
                    continue
                yield Found("letter_type", value, match.start(), match.end(), RANK)
            else:
                yield Found(entity, value, match.start(), match.end(), RANK)
