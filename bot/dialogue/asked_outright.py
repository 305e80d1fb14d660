"""Pure rules of what is asked of us in plain words: what we noted, whether we are there, not to telephone."""

import re
from collections.abc import Sequence

_ASKS_NOTES = re.compile(
    r"\bwat (?:heb|heeft|hebben|is|staat|stond)\b[^.?!]{0,40}\b(?:genoteerd|opgeschreven|vastgelegd|doorgegeven)\b"
    r"|\b(?:lees|zeg|herhaal)\b[^.?!]{0,25}\bwat (?:je|u) (?:hebt?|heeft)\b[^.?!]{0,20}\b(?:genoteerd|opgeschreven)"
    r"|\bwat staat er(?: nou| nu| dan| eigenlijk| precies)* (?:bij|van (?:mij|me)|over mij)\b(?! elkaar)"
    r"|\bwat staat erbij\b"
    r"|\bwat heb je (?:nou |nu |dan |al )*(?:van (?:mij|me)|staan)\b",
    re.IGNORECASE,
)


def asks_notes(text: str) -> bool:
    """Whether somebody asks what we took down of this talk."""
    return bool(_ASKS_NOTES.search(" ".join(text.split())))


def quoted(said: Sequence[str]) -> list[str]:
    """What we said, between double quotes, to have taken down; old to new, each once."""
    return list(dict.fromkeys(words for text in said for words in re.findall(r'"([^"\n]+)"', text)))


_TONIGHT = re.compile(
    r"\b(?:kan|mag|kun) ik\b[^.?!]{0,25}\b(?:bellen\b[^.?!]{0,15}\b(?:vanavond|vannacht|\w+avond)"
    r"|(?:vanavond|vannacht|\w+avond)\b[^.?!]{0,20}\bbellen)\b"
    r"|\b(?:zijn|is) (?:jullie|er|u)\b[^.?!]{0,20}\b(?:vanavond|vannacht)\b",
    re.IGNORECASE,
)


def asks_if_there(text: str) -> bool:
    """Whether somebody asks if we can be reached this evening: a question to us, and no time to be called at."""
    return bool(_TONIGHT.search(" ".join(text.split())))


_NO_PHONE = re.compile(
    r"\b(?:slechthorend\w*|hardhorend\w*|doof|dove?|hoor (?:heel |erg )?slecht)\b"
    r"|\bbellen (?:gaat|lukt|kan|wil|durf) (?:ik )?(?:echt |bij mij |voor mij )?niet\b"
    r"|\b(?:kan|durf) (?:echt )?niet (?:te )?(?:bellen|telefoneren)\b",
    re.IGNORECASE,
)


def avoids_phone(text: str, said: Sequence[str], told: str) -> bool:
    """Whether this tenant cannot or will not telephone, by these words or by `told`, which we said to it before."""
    return bool(_NO_PHONE.search(text)) or any(told in earlier for earlier in said)
