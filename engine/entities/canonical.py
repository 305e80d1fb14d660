"""A text in one standard spelling, with the way back to the tenant's own characters.

The grammar then needs to know only `over 2 weken`, not `ovr twee weke`: number words are digits, ordinals are `25e`,
misspelt days and months are whole. Every character of the standard text remembers where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Dict, List, Optional, Tuple

from engine.entities.forms import near, standard_forms
from engine.entities.numbers import cardinal, ordinal

#: One piece: a word with inner apostrophes, a run of digits, or one other character.
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\s+|.", re.DOTALL)
_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u2060": " "}

_BEFORE_A_DAY = "vanaf|op|per|tot|voor|na|sinds|tegen|uiterlijk|en|of|eh|dag|rond"
_MONTH_STEM = "jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
#: Put in standard form before the text is cut into pieces; what they match is short and fixed.
_PHRASES: Tuple[Tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<!\w)v(?:/|\.| )?d\.?(?= |$)(?=[^\n]{0,12}\bm)", "van de"),
        (r"(?<!\w)v/d\b", "van de"),
        (r"(?<!\w)v\.? ?(?=\d|€)", "van "),
        (r"(?<!\w)v(?:oo|o|eu|u)r ?t(?:aa|ao|oa)n(?!\w)", "voortaan"),
        (r"(?<!\w)'n(?!\w)", "een"),
        (r"^(week|maand) (?=later|uitstel|extra|wachten)", r"een \1 "),
        (r"(?<=\d) de(?= ?(?:$|[.,!?]))", "e"),
        (r"(?<=\d)x(?=\d)", " x "),
        # keycaps and the sign for a hundred
        (r"(\d)\ufe0f?\u20e3", r"\1"),
        (r"\U0001f4af(?= ?(?:euro|eur|€|pm|p/m|per|pw))", "100"),
        # dictated: "vanaf een december"
        (rf"(?<!\w)({_BEFORE_A_DAY}) een (?={_MONTH_STEM})", r"\1 1 "),
        (r"(?<!\w)(?:vnf|vnaf|va\.?)(?= )", "vanaf"),
        (r"(?<!\w)(?:tt|tto)(?= )", "tot"),
        (r"(?<!\w)volgende ?(?=(?:week|maand)(?!\w))", "volgende "),
        (r"(?<!\w)a\.? ?s\.? ?(?=(?:ma|di|wo|do|vr|za|zo|[a-z]{2,8}da))", "aanstaande "),
        (r"(?<= )a\.? ?s\.?(?!\w)", "aanstaande"),
        (r"(?<!\w)j\.?l\.?(?!\w)", "jl"),
        (r"(?<!\w)(?:d\.d\.|dd\.?|de dato)(?= ?\d)", "dd"),
        (
            r"(?<=\d) ?(?:p\.? ?/ ?m(?:nd|aand)?\.?|p\.?m\.?|pmnd|pmd|pr? ?mnd|pmaand|/ ?(?:m|mnd|maand|mo))(?!\w)",
            " per maand",
        ),
        (r"(?<=\d) ?(?:p\.? ?/ ?w(?:k|eek)?\.?|p\.?w\.?|pwk|pr? ?wk|pweek|/ ?(?:w|wk|week))(?!\w)", " per week"),
        (r"(?<=euro) ?(?:p\.? ?/ ?m(?:nd|aand)?\.?|p\.?m\.?|pmnd|/ ?(?:m|mnd|maand))(?!\w)", " per maand"),
        (r"(?<!\w)('?s) ?(ochtends|morgens|middags|avonds|nachts|maandags|maandaags)\b", r"\1\2"),
        (r"(?<!\w)t\.?/?e?\.?m\.?(?= ?(?:\d|[a-z]{2,9}dag|de |eind))", "tot"),
    )
)

#: Zeros typed as letters: "65o", "1oo euro".
_LETTER_ZERO = re.compile(r"(?<![\w.])([1-9]\d*)([oO]{1,3})(?!\w)")
_ORDINAL_TAIL = frozenset({"e", "de", "ste", "st", "sten", "den", "ten", "th", "rd", "nd", "stn", "ie", "er"})
_HESITATION = frozenset({"eh", "ehm", "uh", "uhm", "euh"})
_HALF = {"half": "0.5", "halve": "0.5", "halfe": "0.5", "anderhalf": "1.5", "anderhalve": "1.5", "anderhallef": "1.5"}


@dataclass(frozen=True)
class Canonical:
    """The standard text; `starts[i]`/`ends[i]` is the stretch of the original that character i stands for."""

    text: str
    original: str
    starts: Tuple[int, ...]
    ends: Tuple[int, ...]

    @cached_property
    def has_digits(self) -> bool:
        """Number words are digits by now, so without one most of the grammar has nothing to look for."""
        return any(char.isdigit() for char in self.text)

    def span(self, start: int, end: int) -> Tuple[int, int]:
        """Where a stretch of the standard text stands in the original, without spaces around it."""
        first, last = self.starts[start], self.ends[end - 1]
        while first < last and self.original[first].isspace():
            first += 1
        while last > first and self.original[last - 1].isspace():
            last -= 1
        return first, last


@dataclass
class _Piece:
    text: str
    start: int
    end: int

    @property
    def number(self) -> Optional[Decimal]:
        return Decimal(self.text.replace(",", ".")) if re.fullmatch(r"\d+(?:,\d)?", self.text) else None


def lowered(text: str) -> str:
    """Lower case without accents, every character still in its place."""
    return text.translate(_PLAIN)


def _plain(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char < "\x80":
        return char.lower()
    base = unicodedata.normalize("NFD", char)[0].lower()
    if len(base) == 1 and base.isdecimal():
        return str(unicodedata.digit(base))
    return base if len(base) == 1 else char


class _Plain(Dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_PLAIN = _Plain()


def canonical(text: str) -> Canonical:
    """The text in standard spelling."""
    pieces = _joined(_pieces(text))
    chars: List[str] = []
    starts: List[int] = []
    ends: List[int] = []
    for piece in pieces:
        same = len(piece.text) == piece.end - piece.start
        for index, char in enumerate(piece.text):
            chars.append(char)
            starts.append(piece.start + index if same else piece.start)
            ends.append(piece.start + index + 1 if same else piece.end)
    return Canonical("".join(chars), text, tuple(starts), tuple(ends))


def _pieces(text: str) -> List[_Piece]:
    low = lowered(text)
    found = _LETTER_ZERO.sub(lambda m: m[1] + "0" * len(m[2]), low)
    fixed: List[_Piece] = []
    at = 0
    for start, end, instead in _phrases(found):
        fixed += _words(found, at, start)
        # One piece a word, so that each word of the phrase can be matched on its own.
        fixed.append(_Piece(instead, start, end))
        at = end
    return fixed + _words(found, at, len(found))


def _phrases(text: str) -> List[Tuple[int, int, str]]:
    found: List[Tuple[int, int, str]] = []
    for pattern, instead in _PHRASES:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), match.expand(instead)))
    return sorted(found)


def _words(text: str, start: int, end: int) -> List[_Piece]:
    forms = standard_forms()
    pieces: List[_Piece] = []
    for match in _PIECE.finditer(text, start, end):
        word = match[0]
        if word in _HESITATION:
            continue  # with the space after it: "zeshonderd en eh veertig"
        if pieces and word.isspace() and pieces[-1].text == " ":
            continue
        if word[0].isalpha():
            word = _word(word, forms)
        elif word.isspace():
            word = "\n" if "\n" in word else " "
        pieces.append(_Piece(word, match.start(), match.end()))
    return pieces


def _word(word: str, forms: dict[str, str]) -> str:
    standard = forms.get(word) or forms.get(word.replace("'n", "en"))
    if standard is not None:
        return standard
    number = cardinal(word)
    if number is not None:
        return number
    day = ordinal(word)
    if day is not None and day <= 31:
        return f"{day}e"
    return near(word)


def _joined(pieces: List[_Piece]) -> List[_Piece]:
    """Ordinal tails, `6,5 honderd`, `half duizend`, `zes honderd vijftig`, `vijf en twintig` become one number each."""
    out: List[_Piece] = []
    for piece in pieces:
        out.append(piece)
        while _merge(out):
            pass
    return out


def _merge(out: List[_Piece]) -> bool:
    last = out[-1]
    # drie en twintigste
    if (
        len(out) >= 5
        and re.fullmatch(r"(?:20|30)e", last.text)
        and out[-3].text == "en"
        and re.fullmatch(r"[1-9]", out[-5].text)
    ):
        return _replace(out, 5, f"{int(last.text[:-1]) + int(out[-5].text)}e") if _was_word(out[-5]) else False
    # 25 + ste
    if len(out) >= 2 and last.text in _ORDINAL_TAIL and re.fullmatch(r"\d{1,2}", out[-2].text):
        tail = "e" if int(out[-2].text) <= 31 else last.text
        return _replace(out, 2, out[-2].text + tail) if tail == "e" else False
    if len(out) >= 3 and last.text in ("ste", "e", "de") and out[-2].text in ("'", "-", " ") and _is_day(out[-3].text):
        return _replace(out, 3, out[-3].text + "e") if last.text == "ste" or out[-2].text != " " else False
    if len(out) >= 3 and out[-2].text == " ":
        return _merge_pair(out, out[-3], last)
    return False


def _merge_pair(out: List[_Piece], before: _Piece, last: _Piece) -> bool:
    if last.number is None:
        return False
    value = int(last.number) if last.number == int(last.number) else None
    if value in (100, 1000) and _was_word(last):
        count = _and_a_half(out) if before.text in _HALF else None
        if count:
            return _replace(out, count, str(int((Decimal(out[-count].text) + Decimal("0.5")) * value)))
        if before.text in _HALF:
            return _replace(out, 3, str(int(Decimal(_HALF[before.text]) * value)))
        if (
            len(out) >= 5
            and before.text.isdigit()
            and out[-4].text in ",."
            and out[-5].text.isdigit()
            and len(before.text) <= 2
        ):
            times = Decimal(f"{out[-5].text}.{before.text}")
            return _replace(out, 5, str(int(times * value)))
        if before.number is not None and 0 < before.number < (100 if value == 100 else 1000):
            if not (len(out) >= 4 and out[-4].text in ("-", "/")):
                return _replace(out, 3, str(int(before.number * value)))
        if before.text == "een":
            return _replace(out, 3, str(value))
    if value and _was_word(last) and before.number is not None and _was_word(before):
        together = _side_by_side(int(before.number), value)
        if together:
            return _replace(out, 3, str(together))
    if value and _was_word(last) and before.text == "en" and len(out) >= 5 and out[-4].text == " ":
        unit = out[-5]
        if unit.number is None or not _was_word(unit):
            return False
        if 0 < unit.number < 10 and value in range(20, 100, 10):
            return _replace(out, 5, str(value + int(unit.number)))
        if unit.number > 100 and 0 < unit.number % 100 < 10 and value in range(20, 100, 10):
            return _replace(out, 5, str(value + int(unit.number)))  # "zeshonderd drie en veertig"
        between = len(out) >= 7 and out[-7].text in ("tussen", "de")
        if unit.number >= 100 and unit.number % 100 == 0 and value < 100 and not between:
            return _replace(out, 5, str(value + int(unit.number)))
    return False


def _side_by_side(whole: int, value: int) -> Optional[int]:
    """Two number words that are one number: "vijf tien", "negentien vierenvijftig", "zeshonderd vijftig"."""
    if value == 10 and 5 <= whole <= 9:
        return whole + 10
    if whole == 19 and 20 <= value < 100:
        return 1900 + value
    if whole >= 100 and whole % 100 == 0 and value < 100 or whole >= 1000 and whole % 1000 == 0 and value < 1000:
        return whole + value
    return None


def _and_a_half(out: List[_Piece]) -> Optional[int]:
    """How many pieces "zes en een half duizend" is long, where that is how the pieces end."""
    words = [piece.text for piece in out[-9:]]
    for count, between in ((9, ["en", " ", "een", " "]), (7, ["en", " "])):
        if len(words) >= count and words[-count].isdigit() and words[-count + 2 : -3] == between:
            return count
    return None


def _was_word(piece: _Piece) -> bool:
    """Digits that stand for letters: a number word has more letters than digits."""
    return piece.end - piece.start > len(piece.text)


def _is_day(text: str) -> bool:
    return text.isdigit() and 1 <= int(text) <= 31


def _replace(out: List[_Piece], count: int, text: str) -> bool:
    merged = _Piece(text, out[-count].start, out[-1].end)
    del out[-count:]
    out.append(merged)
    return True
