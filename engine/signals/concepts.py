"""Which concepts of danger a text touches (`data/lexicon/signals/concepts.yml`)."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, List, Tuple

from engine.signals.rules import read

SHORTEST_STEM = 3
LONGEST_GROUP = 3


@lru_cache(maxsize=1)
def _lists() -> Tuple[Dict[str, Tuple[str, ...]], Dict[str, Tuple[str, ...]], Dict[str, Tuple[str, ...]]]:
    words: Dict[str, List[str]] = {}
    stems: Dict[str, List[str]] = {}
    groups: Dict[str, List[str]] = {}
    for concept, forms in read("concepts.yml").items():
        for form in str(forms).split():
            where = stems if form.endswith("*") else groups if "_" in form else words
            where.setdefault(form.rstrip("*").replace("_", " "), []).append(concept)
    return _fixed(words), _fixed(stems), _fixed(groups)


def _fixed(lists: Dict[str, List[str]]) -> Dict[str, Tuple[str, ...]]:
    return {form: tuple(concepts) for form, concepts in lists.items()}


@lru_cache(maxsize=50_000)
def of_word(word: str) -> Tuple[str, ...]:
    """The concepts of one word, by its whole form or its beginning."""
    words, stems, _ = _lists()
    found = list(words.get(word, ()))
    for length in range(SHORTEST_STEM, len(word) + 1):
        found += stems.get(word[:length], ())
    if word.startswith(("🔪", "🔫", "💣", "⚰", "🆘", "😂", "😅")):
        found += stems.get(word[0], ())
    return tuple(dict.fromkeys(found))


def concepts(words: List[str]) -> List[Tuple[int, str]]:
    """Position and concept, in order."""
    _, _, groups = _lists()
    found: List[Tuple[int, str]] = []
    for at, word in enumerate(words):
        found += [(at, concept) for concept in of_word(word)]
        if at + 1 < len(words):
            found += [(at, concept) for concept in groups.get(f"{word} {words[at + 1]}", ())]
    return found
