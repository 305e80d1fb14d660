"""Pure rules of doubt about the amount: who asks whether it is right, and who takes a doubt back."""

import re

#: In more words than this other things may stand as well.
MOST_WORDS = 14

_I = re.IGNORECASE
_TAKES_BACK = re.compile(
    r"\b(?:het|dat|dit|bedrag|alles) (?:\w+ )?klopt (?:toch|wel|inderdaad|dus|gewoon|al|echt)\b"
    r"|\b(?:laat maar|vergeet (?:het|dat)|sorry|oh? wacht|nee wacht|bij nader inzien|ik (?:zie|snap) het)\b.*\bklopt\b"
    r"|\bklopt (?:toch|wel|inderdaad)\b"
    r"|\b(?:ik )?(?:had|heb) (?:het |mij |me )?(?:mis|fout|vergist|verkeerd)\b|\bik vergis(?:te)? m(?:e|ij)\b"
    r"|\b(?:bedrag|het) is (?:toch |wel )+goed\b",
    _I,
)
_NOT_BACK = re.compile(r"\b(?:niet|geen|nooit)\b|\?", _I)


def takes_back(text: str) -> bool:
    """Whether somebody who doubted the amount says that it is right after all."""
    return len(text.split()) <= MOST_WORDS and bool(_TAKES_BACK.search(text)) and not _NOT_BACK.search(text)


_DOUBTS = re.compile(
    r"\bklopt (?:dat|dit|het|deze|die)(?: \w+){0,3}(?: wel| echt)?\s*\?"
    r"|\bklopt (?:dat|dit|het|deze|die)(?: \w+)? (?:wel|echt)\b"
    r"|\bweet (?:je|u|jij|jullie) (?:het |dat |dit )?(?:wel |heel )?zeker\b"
    r"|\bhoe kom(?:en|t)? (?:je|u|jij|jullie) (?:aan|bij)\b|\bwaar komt (?:dat|dit|het)\b"
    r"|\bis (?:dat|dit|het)(?: bedrag)? wel (?:goed|juist)\b"
    r"|\bhoe (?:is|zijn) (?:dat|dit|het)(?: bedrag)? (?:opgebouwd|berekend)\b",
    _I,
)


def doubts(text: str) -> bool:
    """Whether somebody asks if the amount is right, and does not say that it is not."""
    return len(text.split()) <= MOST_WORDS and bool(_DOUBTS.search(text)) and not takes_back(text)
