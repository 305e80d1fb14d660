"""Pure rules on a message that somebody got by text, app or mail and does not trust: a question whether it is genuine.

A threat that is quoted from it ("betaal binnen 24 uur om ontruiming te voorkomen") is not an eviction that is told of.
Who puts somebody out brings paper: where that is named too, or a day without a demand to pay, this holds for nothing.
"""

import re

_CHANNEL = re.compile(
    r"\b(?:sms\w*|whats ?app\w*|app(?:je|bericht\w*)|(?:e-?)?mail\w*|tekstbericht\w*|bericht(?:je|en)?|link(?:je)?)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:betaal)?link(?:je)?\b|\bhttps?:|\bwww\.|\bklik\w*\b|\bpunt (?:info|com|nl|net)\b", re.IGNORECASE
)
#: A demand with a clock of hours; a bailiff gives days, on paper.
_HURRIED = re.compile(
    r"\bbetaal\w*\b[^?!]{0,40}"
    r"\b(?:binnen (?:\d+|een|één|twee|enkele) (?:uur|uren)|vandaag|direct|meteen|onmiddellijk)\b"
    r"|\bbinnen (?:\d+|een|één|twee|enkele) (?:uur|uren)\b[^?!]{0,40}\bbetal\w*",
    re.IGNORECASE,
)
_GENUINE = re.compile(
    r"\b(?:is|zijn|komt|komen|klopt|kan)\b[^.?!]{0,45}\b(?:van jullie|van u|van de (?:linde|corporatie|verhuurder)|echt"
    r"|nep|vals|betrouwbaar|te vertrouwen|oplicht\w*|kloppen)\b|\bklopt (?:dat|die|dit|het|deze)\b"
    r"|\becht of (?:niet|nep)\b|\boplicht(?:ing|erij|ers)\b|\bphishing\b|\bnep(?:bericht|mail|sms)\w*\b"
    r"|\b(?:sturen|stuurden|hebben) (?:jullie|u) (?:dit|dat|die|deze|mij)\b",
    re.IGNORECASE,
)
#: What only comes on paper or at the door.
_PAPER = re.compile(
    r"(?<!geen )(?<!nooit een )\b(?:vonnis\w*|exploo?t\w*|aanzegging\w*|dagvaarding\w*|beschikking)\b"
    r"|\bdeurwaarder\b[^.?!]{0,40}\b(?:aan de deur|bracht|gebracht|was (?:hier|er)|kwam|kwamen|langs|stond)\b"
    r"|\b(?:brief|papier|envelop|post)\b[^.?!]{0,30}\b(?:van|door) (?:de |een )?(?:deurwaarder|rechtbank|rechter)\b",
    re.IGNORECASE,
)
_EVICTION_DAY = re.compile(
    r"\b(?:ontruim\w*|uitgezet)\b[^?!]{0,30}\b(?:morgen|overmorgen|vandaag|\w+dag|\d{1,2} [a-z]{3,9})\b"
    r"|\b(?:morgen|overmorgen|vandaag|\w+dag|\d{1,2} [a-z]{3,9})\b[^?!]{0,30}\b(?:ontruim\w*|uitgezet)\b",
    re.IGNORECASE,
)


def is_suspect(text: str) -> bool:
    """Whether somebody tells of a message with a demand to pay, or asks whether one is genuine; never of a paper."""
    flat = " ".join(text.split())
    if not _CHANNEL.search(flat) or _PAPER.search(flat):
        return False
    if _HURRIED.search(flat) or (_LINK.search(flat) and _GENUINE.search(flat)):
        return True
    return bool(_GENUINE.search(flat)) and not _EVICTION_DAY.search(flat)
