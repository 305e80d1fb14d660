"""One way of writing the same characters, and messages cut into words, numbers, signs and emoji."""

import re
import unicodedata
from typing import List

#: Invisible characters, skin tones and the mark that asks for a coloured picture.
_NOTHING = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": " … "}
)
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(
    r"\S*\d\S*"  # anything with a digit is a value and stays whole
    r"|'?[^\W\d_](?:[^\W\d_]|['.\-/](?=[^\W\d_]))*"  # words, with what may stand inside one
    r"|[^\w\s]"
    r"|_"
)
_VOWELS = frozenset("aeiouyáéíóúàèëêïîöôüû")


def clean(text: str) -> str:
    """The text with one form for each character, lower case, and without what cannot be seen."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return _NOTHING.sub("", composed).lower()


def _unstretched(found: "re.Match[str]") -> str:
    letter = found.group(1)
    return letter * 2 if letter in _VOWELS else letter


def unstretch(word: str) -> str:
    """`neeeee` as `nee`, `heeelp` as `heelp`: what is left over is for the edit distance."""
    return _STRETCHED.sub(_unstretched, word)


def tokens(text: str) -> List[str]:
    """Words, values and signs of a cleaned text, in order."""
    return _TOKEN.findall(text)


def without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
