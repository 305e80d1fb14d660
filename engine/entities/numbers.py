"""Dutch numbers in words: `zeshonderdvijftig`, `drieëntwintigste`, `zeseneenhalf`, and how people misspell them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Optional, Tuple

_UNITS = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
UNITS: Dict[str, int] = {word: value for value, word in enumerate(_UNITS.split())}
TENS: Dict[str, int] = {word: 20 + 10 * index for index, word in enumerate(_TENS.split())}

#: Ordinals that are no regular cardinal + de/ste.
_ORDINALS: Dict[str, int] = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12, "twalfde": 12, "dertiende": 13, "veertiende": 14,
    "vijftiende": 15, "zestiende": 16, "zeventiende": 17, "achttiende": 18, "negentiende": 19,
}  # fmt: skip

#: Sound and dialect spellings, rewritten before a word is read; each only inside a word that then is a number.
_RESPELL: Tuple[Tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=h|o)onn?d?er(?:dt?|t(?!w|ien))?(?=$|en|ste|[a-z])", "onderd"),
        (r"hunn?derd?t?", "honderd"),
        (r"ho?n?de?r(?:dt?|t(?!w|ien))?", "honderd"),
        (r"^onderd", "honderd"),
        (r"d(?:ui|uu|u|oe)[sz]en[dt]?", "duizend"),
        (r"[sz](?:e|ee|eu|ue)ven", "zeven"),
        (r"^sestig|(?<=en)sestig", "zestig"),
        (r"^ses(?=$|tien|en|hon|dui|tig)", "zes"),
        (r"[vf](?:ij|y|ie|ei|ai|aai)[vf]", "vijf"),
        (r"t(?:ugg?|eg|ich|ech|igh|ieg|iech|ag)(?=$|st|ti?er)", "tig"),
        (r"^twe(?=$|hon|dui|en)", "twee"),
        (r"^(?:twie|twei)(?=$|hon|dui|en)", "twee"),
        (r"^dri(?=$|hon|dui|en)", "drie"),
        (r"^fier", "vier"),
        (r"^[vf](?:ee?|ie|ei)r(?=t(?:i|u|e|ag))", "veer"),
        (r"^d(?:ar|or|ier|e)(?=t(?:i|u|e|ag))", "der"),
        (r"^(t?)agt", r"\1acht"),
        (r"^tiin$|^tein$", "tien"),
        (r"^(?:twaalef|twalef|twalf|twaalv)(?=$|h)", "twaalf"),
        (r"^ellef(?=$|h)", "elf"),
        (r"^n(?:ee?|ei|i)ge(?:n|(?=$|hon|dui|tig|tien|en))", "negen"),
    )
)


def _below_hundred(word: str) -> Optional[int]:
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    for ten, value in TENS.items():
        if word.endswith(ten):
            unit = UNITS.get(word[: -len(ten)].removesuffix("en").removesuffix("ën"))
            joined = word[: -len(ten)]
            if unit is not None and 0 < unit < 10 and (joined.endswith(("en", "n"))):
                return value + unit
    # zeven and negen end in "en" themselves: zevenentwintig, negenentwintig.
    match = re.fullmatch(r"(zeven|negen)(?:en)?(" + "|".join(TENS) + ")", word)
    return TENS[match[2]] + UNITS[match[1]] if match else None


def _whole(word: str) -> Optional[int]:
    """A cardinal in standard spelling."""
    if not word:
        return None
    for mark, size in (("duizend", 1000), ("honderd", 100)):
        if mark in word:
            before, after = word.split(mark, 1)
            times = 1 if not before else _whole(before)
            after = after.removeprefix("en") if after not in UNITS and after != "en" else after
            rest = 0 if not after else _whole(after)
            if times is None or rest is None or rest >= size or times == 0:
                return None
            return times * size + rest
    return _below_hundred(word)


@lru_cache(maxsize=4096)
def cardinal(word: str) -> Optional[str]:
    """`zeshonderd` → "600", `zeseneenhalf` → "6,5"; None for `een` (mostly an article) and for other words."""
    if word == "een" or len(word) < 3 or not word.isalpha():
        return None
    half = re.fullmatch(r"(.{3,}?)en(?:een)?hal[fv]e?", word)
    if half:
        whole = cardinal(half[1])
        return f"{whole},5" if whole and "," not in whole else None
    plain = _standard(word)
    value = _whole(plain)
    if value is None and plain.startswith("negentien"):
        years = _below_hundred(plain[len("negentien") :])  # a year of birth: negentienvierenvijftig
        value = 1900 + years if years is not None and years >= 20 else None
    return None if value is None else str(value)


@lru_cache(maxsize=4096)
def ordinal(word: str) -> Optional[int]:
    """`vijfde` → 5, `eenendertigste` → 31; None for other words."""
    plain = _standard(word)
    if plain in _ORDINALS:
        return _ORDINALS[plain]
    stem = re.fullmatch(r"(.{4,})st[en]?e?n?", plain)
    if stem:
        return _whole(stem[1])
    for name, value in _ORDINALS.items():
        # eenhonderdtweede does not occur for days; what does is a unit after "en" that was misheard: vijfentwintigde
        if plain == name + "n":
            return value
    match = re.fullmatch(r"(.{4,})de", plain)
    return _whole(match[1]) if match and match[1][-2:] == "ig" else None


def _standard(word: str) -> str:
    if _whole(word) is not None or word in _ORDINALS:
        return word
    for pattern, instead in _RESPELL:
        word = pattern.sub(instead, word)
    return word.replace("vijvde", "vijfde").replace("vijfden", "vijfde").replace("viefde", "vijfde")
