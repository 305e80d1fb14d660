"""Cuts a message into the stretches that may each hold a request of their own."""

from __future__ import annotations

import re
from typing import List, Tuple

LEAST_WORDS = 2
#: Two neighbours shorter than this together are one thought.
LEAST_WORDS_EACH = 3

_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b[A-Za-z]\.)(?<!\d\.)\s+|\n+|\s+punt\s+(?=[a-z])|(?<=[?!])(?=[^\s?!])|\s*;\s*")
#: Between two thoughts of one sentence. "en" and "of" join words as well, so what follows must look like a new clause.
_JOINT = re.compile(
    r"\s*,\s*(?!\d)(?:(?:en|maar|ook|dan|daarnaast|verder|bovendien|trouwens|oh|o|ps)\s+)*|\s+komma\s+"
    r"|\s+(?:maar|want|dus|en toen|en verder|en ook|en dan|daarnaast|verder|bovendien|trouwens|o ja|oh ja|ps|ook nog|en nog iets|overigens|ow|daarbij)\s+"
    r"|\s+(?:en|of|plus)\s+(?=(?:hoe|wat|wie|waar|waarom|wanneer|welke|wil|kan|kun|kunt|kunnen|mag|moet|moeten|zal|is|komt|komen|krijg|heb|hebt|heeft|hebben|ben|bent|zijn|"
    r"ik|je|jullie|u|we|wij|mijn|me|mn|er|het|de|die|dat|dit|hij|zij|ze|word|wordt|graag|bel|belt|stuur|gaat|ga|doe|kom|geef|hoeveel|hoelang|waarvoor|als|zo|ook|nog|anders|betaal|staat|"
    r"hoef|weet|klopt|zou|geen|niet|iemand|wij|mot|ken|kin|kunde|can|how|what|i|my|do|is)\b)",
    re.IGNORECASE,
)


def sentences(text: str) -> List[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]


def clauses(sentence: str) -> List[str]:
    """The clauses of a sentence, each long enough to mean something; a single one if it is one thought."""
    found: List[str] = []
    for part in _JOINT.split(sentence):
        part = part.strip(" ,.-")
        if not part:
            continue
        if found and (len(part.split()) < LEAST_WORDS_EACH or len(found[-1].split()) < LEAST_WORDS_EACH):
            # Too short to stand alone ("aub", "graag", "hoi"), unless it asks: "hoeveel", "en wanneer?"
            if not _asks(part) or len(found[-1].split()) < LEAST_WORDS:
                found[-1] = f"{found[-1]}, {part}"
                continue
        found.append(part)
    return found or [sentence]


def _asks(part: str) -> bool:
    return (
        bool(re.match(r"(?:hoe|wat|wie|waar|waarom|wanneer|hoeveel|welke|mag|kan|moet)\b", part, re.IGNORECASE))
        and len(part.split()) >= LEAST_WORDS
    )


_AND = re.compile(r"\s+(?:en|&|\+|of|plus|als|met)\s+|\s*,\s*(?!\d)|\s*/\s*(?=[a-z])", re.IGNORECASE)


def halves(clause: str) -> List[Tuple[str, str]]:
    """The ways to cut a clause in two at a small joining word, each half with something in it."""
    found: List[Tuple[str, str]] = []
    for match in _AND.finditer(clause):
        first, second = clause[: match.start()].strip(), clause[match.end() :].strip()
        if first and second and len(first.split()) + len(second.split()) >= LEAST_WORDS_EACH:
            found.append((first, second))
    return found
