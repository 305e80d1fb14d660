"""How a Dutch word sounds, roughly: words that sound alike have the same key."""

import re
from functools import lru_cache
from typing import List, Tuple

from engine.spelling.normal import without_accents

_DOUBLED = re.compile(r"(.)\1+")
#: In this order. Sounds that people swap become one letter.
_SOUNDS: Tuple[Tuple[str, str], ...] = (
    ("sch", "sg"),
    ("ch", "g"),
    ("gh", "g"),
    ("auw", "au"),
    ("ouw", "au"),
    ("ou", "au"),
    ("ij", "ei"),
    ("y", "ei"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("qu", "kw"),
    ("x", "ks"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
    ("ieu", "iw"),
    ("uw", "u"),
)


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The sound of a word: no doubled letters, no voiced endings, no -n after a final e."""
    sound = _DOUBLED.sub(r"\1", without_accents(word.lower()))
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    sound = _DOUBLED.sub(r"\1", sound)
    if sound.endswith("d"):
        sound = sound[:-1] + "t"
    elif sound.endswith("b"):
        sound = sound[:-1] + "p"
    if len(sound) > 4:
        for ending in ("en", "e"):
            if sound.endswith(ending):
                return sound[: -len(ending)]
    return sound


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The key without the commonest Dutch beginnings and endings: betaald, betaalt and betalen meet here."""
    sound = key(word)
    if len(sound) > 5 and sound.startswith("ge"):
        sound = sound[2:]
    for ending in ("ers", "er", "st", "t", "s"):
        if len(sound) - len(ending) > 3 and sound.endswith(ending):
            return sound[: -len(ending)]
    return sound


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; `most + 1` for anything more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: List[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before_last[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before_last, last = last, now
    return last[-1]
