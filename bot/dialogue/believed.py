"""What a tenant says that there is not, and is believed for the rest of the talk: no bailiff, no letter. Pure.

Until their own words speak of one again.
"""

import re
from collections.abc import Collection

from bot.dialogue import paper
from bot.knowledge.rules import sentences
from bot.knowledge.vocabulary import DENIED, NO_BAILIFF, NO_LETTER

_I = re.IGNORECASE
_NO_BAILIFF = re.compile(
    r"(?<!nog )\b(?:geen|nooit een|helemaal geen)\b(?! (?:idee|geld|zin|brief|post|reactie|antwoord|contact|afspraak))"
    r"(?: \w+){0,3}? (?:gerechts)?deurwaarders?\b"
    r"|\b(?:niks|niets|geen schuld|geen zaak|niet) (?:\w+ ){0,2}(?:met|bij) (?:de |een )?deurwaarder\b"
    r"|\bdeurwaarder is er (?:helemaal |ook )?niet\b",
    _I,
)
#: As tenants part their sentences, also without a capital.
_ENDS = re.compile(r"(?<=[.?!,])\s+|\n+")
_BAILIFF = re.compile(r"\bdeurwaarders?\b", _I)
#: Our sentences that speak of what is not there, and what hangs on the one before.
_OF_BAILIFF = re.compile(r"\bdeurwaarder", _I)
_OF_LETTER = re.compile(
    r"\b(?:welke|wat voor|kreeg je|heb je|staat er|ligt er|krijg je)\b[^?]*\b(?:brief|papier)\b", _I
)
_HANGS = re.compile(r"^(?:dan|die|vraag (?:hem|haar|daar)|het nummer staat)\b", _I)


def denies_bailiff(text: str) -> bool:
    """Whether somebody says that there is no bailiff; who asks if one comes does not."""
    return any(_NO_BAILIFF.search(one) and not one.rstrip().endswith("?") for one in _ENDS.split(text))


def after(text: str, known: Collection[str]) -> frozenset[str]:
    """What is believed not to be there, with this message; its own words may bring it back."""
    found = DENIED & set(known)
    if denies_bailiff(text):
        found |= {NO_BAILIFF}
    elif _BAILIFF.search(text):
        found -= {NO_BAILIFF}
    if paper.denies_paper(text):
        found |= {NO_LETTER}
    elif paper.names_paper(text):
        found -= {NO_LETTER}
    return found


def without_denied(text: str, denied: Collection[str]) -> str:
    """The text without a question after what is not there, or advice that hangs on it; never without all of it."""
    blocks = []
    for block in text.split("\n\n"):
        kept, cut = [], False
        for one in sentences(block):
            gone = (NO_BAILIFF in denied and _OF_BAILIFF.search(one) is not None) or (
                NO_LETTER in denied and one.endswith("?") and _OF_LETTER.search(one) is not None
            )
            cut = gone or (cut and _HANGS.search(one) is not None)
            if not cut:
                kept.append(one)
        blocks.append(block if len(kept) == len(sentences(block)) else " ".join(kept))
    return "\n\n".join(block for block in blocks if block.strip()) or text
