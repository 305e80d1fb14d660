"""What somebody says is not so is not taken for what they tell: not paid is not paid, no seizure is none. Pure."""

import re
from collections.abc import Mapping

from bot.dialogue import marks

_NOT_PAID = re.compile(
    r"\b(?:niet|nooit|nog niks|nog niets)\b(?: \w+){0,3} (?:betaald|overgemaakt|voldaan)\b(?! (?:gekregen|door|aan m))"
    r"|\b(?:betaal|betalen|betaald)\b[^.?!]{0,12}\b(?:morgen|overmorgen|straks) pas\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:heb(?:ben)?|is|was)\b(?: \w+){0,4} (?:betaald|overgemaakt|voldaan)\b",
    re.IGNORECASE,
)


def denies_payment(text: str) -> bool:
    """Whether somebody says that they have not paid; not beside something that they did pay."""
    flat = " ".join(text.split())
    return bool(_NOT_PAID.search(flat)) and not _PAID.search(_NOT_PAID.sub(" ", flat))


#: Who does not pick up a telephone takes nothing.
_PICKS_UP = re.compile(r"\b(?:neem|neemt|nemen|nam|namen)\b[^.?!]{0,20}\bop\b", re.IGNORECASE)
_TAKES = re.compile(r"beslag|loon|salaris|rekening|inhoud|ingehouden|afpak|afgepakt|pakken", re.IGNORECASE)


def denied(text: str) -> frozenset[str]:
    """The subjects that a message sounds like and says are not so."""
    said: Mapping[str, bool] = {
        "report_payment_made": denies_payment(text),
        "ask_seizure": marks.denies_seizure(text) or bool(_PICKS_UP.search(text) and not _TAKES.search(text)),
    }
    return frozenset(subject for subject, is_denied in said.items() if is_denied)
