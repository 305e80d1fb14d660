"""Which concepts of the lexicon a repaired message touches, in order."""

from typing import Dict, List, Sequence, Tuple

from engine.spelling.normal import clean, tokens

SHORTEST_STEM = 3


class Concepts:
    """Finds words, word groups and word beginnings or endings (`schimmel*`, `*beslag`) and names their concepts."""

    def __init__(self, concepts: Dict[str, List[str]]) -> None:
        self._words: Dict[str, List[str]] = {}
        self._starts: Dict[str, List[str]] = {}
        self._ends: Dict[str, List[str]] = {}
        self._groups: Dict[str, List[Tuple[List[str], str]]] = {}
        for concept, forms in concepts.items():
            for form in forms:
                self._add(concept, form)
        self._cache: Dict[str, List[str]] = {}

    def _add(self, concept: str, form: str) -> None:
        parts = tokens(clean(form.strip("*")))
        if len(parts) > 1:
            self._groups.setdefault(parts[0], []).append((parts, concept))
        elif form.endswith("*"):
            self._starts.setdefault(parts[0], []).append(concept)
        elif form.startswith("*"):
            self._ends.setdefault(parts[0], []).append(concept)
        else:
            self._words.setdefault(parts[0], []).append(concept)

    def find(self, words: Sequence[str]) -> List[str]:
        """The concepts in the order they occur; one that follows itself is named once."""
        found: List[str] = []
        for at, word in enumerate(words):
            here = list(self._of_word(word))
            for parts, concept in self._groups.get(word, ()):
                if list(words[at : at + len(parts)]) == parts:
                    here.append(concept)
            for concept in here:
                if not found or found[-1] != concept:
                    found.append(concept)
        return found

    def _of_word(self, word: str) -> List[str]:
        known = self._cache.get(word)
        if known is None:
            known = list(self._words.get(word, ()))
            for length in range(SHORTEST_STEM, len(word) + 1):
                known += self._starts.get(word[:length], ())
                known += self._ends.get(word[-length:], ())
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[word] = known
        return known
