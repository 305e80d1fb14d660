"""Stretches that only say that a danger is not so (`data/lexicon/signals/denials.yml`): they raise none."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.signals.normal import plain
from engine.signals.rules import read
from engine.signals.segments import sentences

_MARKS = re.compile(r"[^\w\s'-]+")


@lru_cache(maxsize=1)
def _denials() -> "re.Pattern[str]":
    lists = read("denials.yml")
    around = "|".join(lists["around"])
    return re.compile(rf"(?:(?:{around}) )*(?:{'|'.join(lists['denials'])})(?: (?:{around}))*")


def only_denies(words: str) -> bool:
    """Whether a stretch in plain spelling says that something is not so, and nothing else."""
    flat = " ".join(_MARKS.sub(" ", words).split())
    inside = " ".join(
        word for word in flat.split() if word not in ("helemaal", "echt", "heus", "zeker", "gewoon", "toch")
    )
    return bool(_denials().fullmatch(flat)) or bool(_denials().fullmatch(inside))


def denies_all(text: str) -> bool:
    """Whether every sentence of a message only denies."""
    found = [words for words in (plain(sentence.text) for sentence in sentences(text)) if _MARKS.sub("", words).strip()]
    return bool(found) and all(only_denies(words) for words in found)
