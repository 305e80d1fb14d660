"""Who asks to be addressed with "u". Pure."""

import re

from bot.dialogue.asking import parts

_Q = r"['\"‘’“”]?"
_JE = rf"{_Q}(?:je|jij|jou){_Q}"
_INSTEAD = rf"(?:tegen|te zeggen|in plaats|ipv|en (?:geen|niet)|aub|alstublieft|boven {_JE})"
_ASKED = re.compile(
    rf"\bmet {_Q}u{_Q} (?:\w+ ){{0,3}}(?:aan\w*|toe\w*|wilt|wil|aub|a\.u\.b|alstublieft)"
    r"|\b(?:aanspre\w+|aanspreek\w*|aangesproken|spreekt?|sprek\w+|zeg(?:t|gen)?|noem(?:t|en)?|schrij(?:ft?|ven))\b"
    rf"[^.?!]{{0,30}}\bmet {_Q}u{_Q}(?!\w| (?:over|te|af|praten|spreken|bellen))"
    r"|\b(?:zeg(?:t|gen)?|schrij(?:ft?|ven)|gebruik(?:t|en)?|wil|hoor|heb|verkies)"
    rf" (?:\w+ ){{0,3}}{_Q}u{_Q} {_INSTEAD}"
    r"|\b(?:ge)?tuto[yi]e\w*|\bvousvo\w+|\bgej(?:ij|ou)\w*\b|\b(?:jijen|jouwen)\b"
    rf"|\b(?:geen|niet (?:steeds |meer |zo )?(?:met )?) ?{_JE} (?:en {_JE} )?"
    r"(?:tegen|zeggen|aanspreken|noemen|te zeggen)\b",
    re.IGNORECASE,
)


def asks_for_u(text: str) -> bool:
    """Whether somebody asks to be addressed with "u"."""
    return bool(_ASKED.search(" ".join(text.split())))


def rest_of(text: str) -> str:
    """What else stands in such a message."""
    return " ".join(part for part in parts(text) if not asks_for_u(part) and len(part.split()) > 1)
