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
    return word


#: Real words that happen to be one letter off.
_NOT_MISSPELT = frozenset({"maandags", "woendag"})
_LONG_NAMES = tuple(
    name
    for name in (*WEEKDAYS, *MONTHS, "gisteren", "overmorgen", "eergisteren", "volgende", "vandaag")
    if len(name) >= 7
)


def _one_off(word: str, name: str) -> bool:
    """One letter added, dropped, changed, or two neighbours swapped."""
    if len(word) == len(name):
        wrong = [index for index, (a, b) in enumerate(zip(word, name, strict=False)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) <= 1 or (swapped and word[wrong[0]] == name[wrong[1]] and word[wrong[1]] == name[wrong[0]])
    short, long = sorted((word, name), key=len)
    cut = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[cut:] == long[cut + 1 :]
