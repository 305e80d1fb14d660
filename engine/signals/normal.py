"""One spelling for what tenants write, so that a pattern needs to be written once."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Dict

from engine.word_lists import read_list

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "signals"

_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u2060": "",
        "\u200b": "",
        "\ufe0f": "",
    }
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[^\w\s]|_")
_LATIN = re.compile(r"[a-z]")


@lru_cache(maxsize=1)
def rewrites() -> Dict[str, str]:
    """Written form → plain form (`data/lexicon/signals/rewrites.yml`)."""
    lists: Dict[str, list[str]] = read_list(FOLDER / "rewrites.yml")
    return {str(form): str(plain) for plain, forms in lists.items() for form in forms}


def plain(text: str) -> str:
    """Lower case, no accents on Latin letters, abbreviations and common misspellings written out."""
    return " ".join(_words(fold(text)))


def fold(text: str) -> str:
    """Lower case without accents; other scripts stay as they are."""
    low = unicodedata.normalize("NFKC", text.translate(_QUOTES)).lower().replace("ı", "i")
    if not low.isascii():
        low = "".join(_base(char) for char in low)
    return _STRETCHED.sub(r"\1\1", low)


@lru_cache(maxsize=2048)
def _base(char: str) -> str:
    base = unicodedata.normalize("NFD", char)
    if _LATIN.match(base[0]):
        return base[0]
    return {"ł": "l", "ø": "o", "đ": "d", "ß": "ss"}.get(char, char)


def _words(text: str) -> list[str]:
    known = rewrites()
    out: list[str] = []
    for word in _TOKEN.findall(text):
        out.append(known.get(word, word))
    return out
