"""Which language a message is written in, where it is not Dutch: by script, and by small words where the script is Latin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Dict, FrozenSet, NamedTuple, Optional

from engine.signals.rules import read

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w-])")
#: English that is Dutch by now, and so tells nothing in a short message.
_EVERYWHERE = frozenset(
    [
        "stop",
        "december",
        "bye",
        "cu",
        "ai",
        "yo",
        "out",
        "or",
        "of",
        "kenmerk",
        "help",
        "thanks",
        "thank",
        "no",
        "yes",
        "sorry",
        "please",
        "ok",
        "what",
        "now",
        "we",
        "are",
        "a",
        "i",
        "in",
        "is",
        "me",
        "my",
        "merci",
        "danki",
        "si",
        "mi",
        "la",
        "dushi",
        "bon",
        "dia",
        "den",
    ]
)
SHORT = 3
#: Dutch words, or ways to write them, that other languages have as well.
_SHARED = frozenset(
    [
        "nie",
        "me",
        "t",
        "k",
        "mn",
        "in",
        "is",
        "de",
        "was",
        "na",
        "we",
        "op",
        "no",
        "en",
        "of",
        "die",
        "en",
        "er",
        "door",
        "over",
        "want",
        "hier",
        "week",
        "den",
        "deze",
        "al",
        "te",
        "post",
    ]
)
_ASKED_FOR = re.compile(
    r"(?<!\w)(?:spreek\w*|sprek\w*|praat|praten|tolk|vertal\w*|vertaling|taal|graag|beter|in het|in|op|naar|speak|please|collega|liever|schrijf|verder|konusan|mowi)(?!\w)|\?"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'"})
#: Letters that only one of the languages of a script has.
_PERSIAN = re.compile("[پچژگکی]")
_TIGRINYA = re.compile("[ኸቐኧኽኺ]|ኣ|ዝ|ክ|ኣይ|የብለይ|እዚ|ትግርኛ")
_AMHARIC = re.compile("አል|አለ|ነው|የሚ|እባክ|አማርኛ|መክፈል|ለሁ|ችልም|ችል|ልኩም")
_UKRAINIAN = re.compile("[іїєґ]|(?<!\\w)(?:не можу|дякую|будь ласка|чи|що|мене|грошей)(?!\\w)")
_BULGARIAN = re.compile("ъ|(?<!\\w)(?:мога|нямам|няма|наема|искам|съм|благодаря|моля|да си|говорите ли)(?!\\w)")
_RUSSIAN = re.compile("[ыэё]")

LEAST_SHARE = 0.34
#: Dutch with foreign words in it is Dutch: this much more of the other language is asked for.
MARGIN = 1.5


class Language(NamedTuple):
    """ISO 639 code (`pap` has no shorter one), and how sure it is."""

    code: str
    confidence: float


@lru_cache(maxsize=1)
def _small_words() -> Dict[str, FrozenSet[str]]:
    return {code: frozenset(str(words).split()) for code, words in read("languages.yml").items()}


@lru_cache(maxsize=1)
def _names() -> Dict[str, str]:
    return {name: code for code, names in read("language_names.yml").items() for name in str(names).split()}


def other_language(text: str) -> Optional[Language]:
    """The language that most of the text is in, where it is not Dutch, or the one that it asks for."""
    return _written_in(text) or _asked_for(text)


def has_dutch(text: str) -> bool:
    """Whether there is any small Dutch word in it."""
    return any(word in _small_words()["nl"] and word not in _SHARED for word in _WORD.findall(text.lower()))


def _asked_for(text: str) -> Optional[Language]:
    """ "spreekt iemand Turks?", "Engels graag"."""
    low = text.lower()
    if len(low.split()) > 14 or not _ASKED_FOR.search(low):
        return None
    for name, code in _names().items():
        found = low.find(name)
        if found >= 0 and (
            not name.isalpha() or not (low[found - 1 : found].isalpha() or low[found + len(name) :][:1].isalpha())
        ):
            return Language(code, 0.8)
    return None


def _written_in(text: str) -> Optional[Language]:
    words = _WORD.findall(unicodedata.normalize("NFC", text).translate(_QUOTES).lower())
    letters = sum(len(word) for word in words)
    if not letters:
        return None
    foreign = [word for word in words if not "a" <= unicodedata.normalize("NFD", word[0])[0] <= "z"]
    share = sum(len(word) for word in foreign) / letters
    if share >= 0.5:
        return _of_script(" ".join(foreign), share)
    return _of_small_words([word for word in words if word not in foreign])


def _of_script(text: str, share: float) -> Optional[Language]:
    name = unicodedata.name(next(char for char in text if char.isalpha()), "")
    if name.startswith("ARABIC"):
        return Language("fa" if _PERSIAN.search(text) else "ar", share)
    if name.startswith("ETHIOPIC"):
        amharic, tigrinya = len(_AMHARIC.findall(text)), len(_TIGRINYA.findall(text))
        return Language("am" if amharic > tigrinya else "ti", share)
    if name.startswith("CYRILLIC"):
        if _BULGARIAN.search(text) and not _UKRAINIAN.search(text) and not _RUSSIAN.search(text):
            return Language("bg", share)
        return Language("uk" if _UKRAINIAN.search(text) and not _RUSSIAN.search(text) else "ru", share)
    return None


def _of_small_words(words: list[str]) -> Optional[Language]:
    if not words:
        return None
    lists = _small_words()
    if len(words) <= SHORT:
        telling = [word for word in words if word not in _EVERYWHERE]
        if not telling:
            return None
        words = telling if len(words) == 1 else words
    counts = {code: sum(1.0 if word in known else 0.0 for word in words) for code, known in lists.items()}
    for code in counts:
        counts[code] += _letters(code, words)
    dutch = counts.pop("nl")
    code = max(counts, key=lambda name: counts[name])
    best = counts[code]
    if best < 1 or best / len(words) < LEAST_SHARE or best <= dutch * MARGIN:
        return None
    known = sum(word in lists[code] and word not in _EVERYWHERE for word in words)
    if len(words) <= SHORT and not known or best < 2 and len(words) > 2:
        return None
    return Language(code, min(1.0, best / len(words) + 0.3))


_OWN_LETTERS = {
    "tr": re.compile("[ğışİ]|yorum|miyorum|lar[ıi]m"),
    "pl": re.compile("[łżźćńśąę]|sz[ąę]|owa[ćc]"),
    "ro": re.compile("[țșăâ]"),
    "de": re.compile("ß|ä|sch(?:en|t)|ung$"),
    "pt": re.compile("[ãõç]|ção"),
    "es": re.compile("[ñ¿¡]|ción"),
    "fr": re.compile("[çœêèà]|eux$|'ai|l'|d'"),
}


def _letters(code: str, words: list[str]) -> float:
    """Half a point for each word with letters or endings that are typical and no Dutch."""
    pattern = _OWN_LETTERS.get(code)
    return 0.5 * sum(bool(pattern.search(word)) for word in words) if pattern else 0.0
