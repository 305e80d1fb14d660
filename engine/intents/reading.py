"""One message read once: its own words, its words after repair, the concepts they touch, and what kind of value each is."""

import re
from functools import lru_cache
from typing import List, NamedTuple

from engine.spelling.concepts import Concepts
from engine.spelling.normal import clean
from engine.spelling.repair import Repairer

#: People use the same words over and over.
WORDS_KEPT = 50_000
_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_NUMBERS = [
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
    "dertig",
    "veertig",
    "vijftig",
    "zestig",
    "zeventig",
    "tachtig",
    "negentig",
    "honderd",
    "tweehonderd",
    "driehonderd",
    "vierhonderd",
    "vijfhonderd",
    "zeshonderd",
    "zevenhonderd",
    "achthonderd",
    "negenhonderd",
    "duizend",
]
_KIND_OF_WORD = {
    **dict.fromkeys(_MONTHS, "MONTH"),
    **dict.fromkeys(_DAYS, "WEEKDAY"),
    **dict.fromkeys(_NUMBERS, "NUMBER"),
}
_IBAN = re.compile(r"nl\d\d")
_EURO = re.compile(r"[.,](\d\d|-)$")
_LONG = re.compile(r"\+?[\d\-]{10,}")
_DATE = re.compile(r"\d{1,2}[-/]\d{1,2}([-/]\d{2,4})?")
_DIGIT = re.compile(r"\d")


class Reading(NamedTuple):
    """What the views look at."""

    raw: str
    words: List[str]
    masked: List[str]
    sources: List[str]
    concepts: List[str]


class Reader:
    """Reads messages with one lexicon."""

    def __init__(self, repairer: Repairer) -> None:
        self.repairer = repairer
        self._concepts = Concepts(repairer.lexicon.concepts)

    def read(self, text: str) -> Reading:
        repaired = self.repairer.repair(text)
        return Reading(
            raw=_DIGIT.sub("0", clean(text)),
            words=repaired.words,
            masked=[masked(word) for word in repaired.words],
            sources=repaired.sources,
            concepts=self._concepts.find(repaired.words),
        )


@lru_cache(maxsize=WORDS_KEPT)
def masked(word: str) -> str:
    """The word, or in capitals what kind of value it is: which amount or month it is says nothing about the wish."""
    if not any(letter.isdigit() for letter in word):
        return _KIND_OF_WORD.get(word, word)
    if _IBAN.match(word):
        return "IBAN"
    if "@" in word:
        return "EMAIL"
    if "€" in word or _EURO.search(word):
        return "EURO"
    if _LONG.fullmatch(word):
        return "LONGNUMBER"
    if _DATE.fullmatch(word):
        return "DATE"
    return _DIGIT.sub("0", word)
