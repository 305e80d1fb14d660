"""Kinds of letter and kinds of benefit, by the word lists in `data/lexicon/entities/`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Iterator, List, Optional, Sequence, Set, Tuple

from engine.entities.canonical import lowered
from engine.entities.forms import distance, read
from engine.entities.found import Found

#: Above the masks: "2e herinnering" counts something, and is a letter all the same.
RANK = 45


_LONG_WORD = re.compile(r"[a-z]{7,}")
#: First letters that are heard alike.
_SOUNDS = {"s": "z", "f": "v", "c": "k"}
_SENTENCE_END = re.compile(r"[!?\n]|\.(?!\d)")


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
def _long_names() -> Tuple[Tuple[str, str, str], ...]:
    return tuple(
        (entity, value, name)
        for entity, file in (("letter_type", "letters.yml"), ("benefit", "benefits.yml"))
        for value, names in read(file)["long_names"].items()
        for name in names
    )


@lru_cache(maxsize=8192)
def _misspelt(word: str) -> Optional[Tuple[str, str]]:
    """The kind that a word is a misspelt name of."""
    for entity, value, name in _long_names():
        most = 2 if len(name) >= 9 else 1
        if (
            _SOUNDS.get(word[0], word[0]) == _SOUNDS.get(name[0], name[0])
            and word[-1] == name[-1]
            and distance(word, name, most) <= most
        ):
            return entity, value
    return None


@lru_cache(maxsize=1)
def _eviction() -> Dict[str, "re.Pattern[str]"]:
    parts = read("letters.yml")["eviction_with_a_day"]
    return {name: re.compile(rf"(?<!\w)(?:{written})(?!\w)") for name, written in parts.items()}


@lru_cache(maxsize=1)
def _letter() -> "re.Pattern[str]":
    words = read("letters.yml")["a_letter"]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def kinds(text: str) -> Iterator[Found]:
    """Letters and benefits named in the text. A sender (bailiff, municipality) counts only beside a word for a letter."""
    low = lowered(text)
    sentences = None
    named: Set[str] = set()
    for entity, value, pattern in _lists():
        for match in pattern.finditer(low):
            if entity == "near":
                sentences = sentences or [m.span() for m in re.finditer(r"[^.!?\n]+", low)]
                sentence = next(((a, b) for a, b in sentences if a <= match.start() < b), (0, len(low)))
                if not _letter().search(low[max(sentence[0], match.start() - 80) : min(sentence[1], match.end() + 80)]):
                    continue
                if value not in named:
                    yield Found("letter_type", value, match.start(), match.end(), RANK)
                named.add(value)
            else:
                named.add(value)
                yield Found(entity, value, match.start(), match.end(), RANK)
    for word in _LONG_WORD.finditer(low):
        meant = _misspelt(word[0])
        if meant:
            yield Found(*meant, word.start(), word.end(), RANK)


def evictions(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """An eviction notice is one that has a day: "ontruiming 17 dec", "brief zegt wij weg uit huis 22 januari"."""
    low, words = lowered(text), _eviction()
    if not (words["named"].search(low) or words["told"].search(low)):
        return
    stops = [match.start() for match in _SENTENCE_END.finditer(low)]
    from_court = any(one.value in ("judgment", "summons") for one in found)
    for day in (one for one in found if one.entity == "date"):
        start = max((stop for stop in stops if stop < day.start), default=0)
        end = min((stop for stop in stops if stop >= day.end), default=len(low))
        by_name = words["named"].search(low, start, end)
        told = None if from_court else words["told"].search(low, start, end)
        spot = by_name or told and words["by_letter"].search(low, start, end)
        if spot:
            yield Found("letter_type", "eviction_notice", spot.start(), spot.end(), RANK)
            return
