"""The word list of dates, lengths of time and amounts (`data/lexicon/entities/forms.yml`), read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Dict, List

from engine.word_lists import read_list

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "entities"

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def read(name: str) -> Dict[str, Dict[str, List[str]]]:
    """One word list, by section."""
    return read_list(FOLDER / name)


@lru_cache(maxsize=1)
def standard_forms() -> Dict[str, str]:
    """Written form → standard form. A standard form stands for itself."""
    forms: Dict[str, str] = {}
    for section in read("forms.yml").values():
        for standard, others in section.items():
            forms[standard] = standard
            forms.update(dict.fromkeys(others, standard))
    return forms


@lru_cache(maxsize=8192)
def near(word: str) -> str:
    """The standard form of a word that is one letter off a long day or month name, else the word itself."""
    if len(word) < 6 or not word.isalpha() or word in _NOT_MISSPELT:
        return word
    for name in _LONG_NAMES:
        if abs(len(name) - len(word)) <= 1 and _one_off(word, name):
            return name
    for name in _LONG_MONTHS:
        if word[0] == name[0] and len(word) >= len(name) - 2 and distance(word, name, 2) <= 2:
            return name
    return word


#: Real words that happen to be one letter off.
_NOT_MISSPELT = frozenset(
    {"woendag", "vandaan", "vandaar", *(f"{day}s" for day in WEEKDAYS), *(f"{day}en" for day in WEEKDAYS)}
)
_LONG_NAMES = tuple(
    name
    for name in (*WEEKDAYS, *MONTHS, "gisteren", "overmorgen", "eergisteren", "volgende", "vandaag")
    if len(name) >= 7
)
#: No other Dutch word comes within two letters of these.
_LONG_MONTHS = tuple(name for name in MONTHS if len(name) >= 7)


def distance(a: str, b: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour to get from one to the other; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: List[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, above, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _one_off(word: str, name: str) -> bool:
    """One letter added, dropped, changed, or two neighbours swapped."""
    if len(word) == len(name):
        wrong = [index for index, (a, b) in enumerate(zip(word, name, strict=False)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) <= 1 or (swapped and word[wrong[0]] == name[wrong[1]] and word[wrong[1]] == name[wrong[0]])
    short, long = sorted((word, name), key=len)
    cut = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[cut:] == long[cut + 1 :]
