"""Repair of spelling: abbreviations, dialect, slang, English, dictation, compounds and plain mistakes."""

from functools import lru_cache
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np

from engine.spelling.known import dutch
from engine.spelling.lexicon import Entry, Lexicon
from engine.spelling.normal import clean, tokens, unstretch
from engine.spelling.phonetic import distance, key

SHORTEST_GUESSED = 5
#: Shorter sounds are only matched when they are the same.
SHORTEST_EDITED = 6
LONG_WORD = 9
LONGEST_PHRASE = 5
#: Words of which it stays in memory what they stand for.
WORDS_KEPT = 50_000
ROUNDS = 4
#: Source of a word that was guessed by its sound or by edit distance.
GUESSED = "guessed"


class Repaired(NamedTuple):
    """The words after repair, and for each where it came from ("" when it stood there already)."""

    words: List[str]
    sources: List[str]

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Repairer:
    """Repairs messages with one lexicon. Words are cached: people make the same mistakes."""

    def __init__(self, lexicon: Lexicon, familiar: Iterable[str] = ()) -> None:
        """`familiar` are words that are right although no dictionary has them: those seen often enough."""
        self.lexicon = lexicon
        self._forms = {form: entry for form, entry in lexicon.forms.items() if " " not in form}
        # By their first two words, so that most messages are seen at a glance to hold none.
        self._phrases: Dict[Tuple[str, str], List[Tuple[List[str], Entry]]] = {}
        for form, entry in lexicon.forms.items():
            parts = tokens(clean(form))
            if len(parts) > 1:
                self._phrases.setdefault((parts[0], parts[1]), []).append((parts, entry))
        for options in self._phrases.values():
            options.sort(key=lambda option: -len(option[0]))
        self._compounds = {pair: "".join(pair) for pair in lexicon.compounds}
        self.familiar = frozenset(familiar)
        self._targets = list(lexicon.targets)
        meanings = (word for entry in lexicon.forms.values() for word in entry.meaning.split())
        self._right = {*self._targets, *lexicon.leave, *self.familiar, *meanings}
        self._keys = [key(word) for word in self._targets]
        self._by_key: Dict[str, str] = {}
        for sound, word in zip(self._keys, self._targets, strict=False):
            self._by_key.setdefault(sound, word)
        self._letters = np.array([_letters(sound) for sound in self._keys], dtype=np.uint32)
        self._known: Dict[str, Optional[Entry]] = {}

    def repair(self, text: str) -> Repaired:
        """The message in plain words, lower case."""
        words = tokens(clean(text))
        sources = [""] * len(words)
        for _ in range(ROUNDS):
            before = words
            words, sources = self._phrase_pass(words, sources)
            words, sources = self._word_pass(words, sources)
            words, sources = self._join_pass(words, sources)
            if words is before or words == before:
                break
        return Repaired(words, sources)

    def _phrase_pass(self, words: List[str], sources: List[str]) -> Tuple[List[str], List[str]]:
        if self._phrases.keys().isdisjoint(zip(words, words[1:], strict=False)):
            return words, sources
        out: List[str] = []
        origin: List[str] = []
        at = 0
        while at < len(words):
            found = self._phrase_at(words, at)
            if found is None:
                out.append(words[at])
                origin.append(sources[at])
                at += 1
                continue
            length, entry = found
            meaning = entry.meaning.split()
            out.extend(meaning)
            origin.extend([entry.source] * len(meaning))
            at += length
        return out, origin

    def _phrase_at(self, words: Sequence[str], at: int) -> Optional[Tuple[int, Entry]]:
        for parts, entry in self._phrases.get((words[at], words[at + 1]), ()) if at + 1 < len(words) else ():
            if list(words[at : at + len(parts)]) == parts:
                return len(parts), entry
        return None

    def _word_pass(self, words: List[str], sources: List[str]) -> Tuple[List[str], List[str]]:
        entries = [self._word(word) for word in words]
        if not any(entries):
            return words, sources
        out: List[str] = []
        origin: List[str] = []
        for word, source, entry in zip(words, sources, entries, strict=False):
            if entry is None:
                out.append(word)
                origin.append(source)
                continue
            meaning = entry.meaning.split()
            out.extend(meaning)
            origin.extend([entry.source] * len(meaning))
        return out, origin

    def _word(self, word: str) -> Optional[Entry]:
        """What a word stands for, or None when it stays as it is."""
        if word not in self._known:
            if len(self._known) > WORDS_KEPT:
                self._known.clear()
            self._known[word] = self._looked_up(word)
        return self._known[word]

    def _looked_up(self, word: str) -> Optional[Entry]:
        if any(letter.isdigit() for letter in word):
            return None
        entry = self._forms.get(word)
        if entry is not None:
            return entry
        short = unstretch(word)
        if short != word:
            return self._forms.get(short) or Entry(self._guess(short) or short, GUESSED)
        guess = self._guess(word)
        return None if guess is None else Entry(guess, GUESSED)

    def _guess(self, word: str) -> Optional[str]:
        """The domain word that this is probably a misspelling of."""
        if len(word) < SHORTEST_GUESSED or word in self._right or not word.isalpha():
            return None
        return None if word in dutch() else self._nearest(word)

    def _nearest(self, word: str) -> Optional[str]:
        sound = key(word)
        same = self._by_key.get(sound)
        if same is not None:
            return same
        most = 2 if len(sound) >= LONG_WORD else 1
        if len(sound) < SHORTEST_EDITED:
            return None
        differing = np.bitwise_xor(self._letters, np.uint32(_letters(sound)))
        near = [at for at in np.flatnonzero(_bits(differing) <= 2 * most) if self._keys[at][:1] == sound[:1]]
        best, best_at = most + 1, -1
        for at in near:
            apart = distance(sound, self._keys[at], most)
            if apart < best:
                best, best_at = apart, int(at)
        return self._targets[best_at] if best <= most else None

    def _join_pass(self, words: List[str], sources: List[str]) -> Tuple[List[str], List[str]]:
        if self._compounds.keys().isdisjoint(zip(words, words[1:], strict=False)):
            return words, sources
        out: List[str] = []
        origin: List[str] = []
        at = 0
        while at < len(words):
            joined = self._compounds.get((words[at], words[at + 1])) if at + 1 < len(words) else None
            out.append(joined or words[at])
            origin.append("dictation" if joined else sources[at])
            at += 2 if joined else 1
        return out, origin


def _letters(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << ((ord(letter) - 97) % 31)
    return bits


def _bits(numbers: np.ndarray) -> np.ndarray:
    return np.unpackbits(numbers.view(np.uint8).reshape(-1, 4), axis=1).sum(axis=1)


@lru_cache(maxsize=1)
def default_repairer() -> Repairer:
    """The repairer of the project's own lexicons."""
    return Repairer(Lexicon.read())
