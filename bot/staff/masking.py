"""Hides who a conversation is about: names, numbers, addresses, birth dates. Pure; rather too much than too little.

`names_in` collects the names that a conversation gives away; `mask` hides them, and whatever looks personal by its
shape, in any text of that conversation.
"""

import re
from collections.abc import Callable, Collection, Iterable

from bot.staff.masking_names import mask_names, names_in
from bot.staff.masking_words import words

__all__ = ["Masker", "mask", "names_in"]

NAME, EMAIL, IBAN, POSTCODE, ADDRESS = "[naam]", "[e-mail]", "[iban]", "[postcode]", "[adres]"
BIRTH_DATE, PHONE, NUMBER = "[geboortedatum]", "[telefoon]", "[nummer]"

#: Two letters after four digits that are words, not the end of a postcode.
_TWO_LETTER_WORDS = words(
    "aa al an as at be bv de do eh el en er es eu ga ha he ie ik in is ja je jo ka km kg ke ko la le ma me mg mm mn "
    "na ne nu of oh ok om on oo op pp pw re so te tm to tv uw va ve we wo xx ze zn zo ww"
)
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
#: Years in which nobody who rents was born; dates in them are dates of letters and payments.
_RECENT = range(2016, 2050)

#: Characters that nobody sees could stand between digits; the joiner inside an emoji stays.
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\ue000-\uf8ff]|(?<=\\w)\u200d|\u200d(?=\\w)")
# Each pattern begins at the start of a word and never tries the same letters twice: one long line of nonsense must not
# hold up the whole desk.
_START = r"(?<![\w'’.+\-])"
_EMAIL = re.compile(
    _START + r"[\w.+\-]++\s?(?:@|\(at\)|\[at\]|\sapenstaartje\s)\s?\w[\w\-]*(?:(?:\.|\spunt\s)\w[\w\-]*)+", re.I
)
_IBAN_NL = re.compile(r"n[\s.\-]?l(?:[\s.\-]?\d){2}(?:[\s.\-]?[a-z]){4}(?:[\s.\-]?\d){10}", re.I)
_IBAN_OTHER = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .\-]?[A-Z0-9]{4}){2,7}(?:[ .\-]?[A-Z0-9]{1,3})?\b")
_DATE = re.compile(
    r"(?<!\d)(?<!\d[\-/.])"
    rf"(?:(?P<iso>\d{{4}})[\-/.]{_MONTH}[\-/.]{_DAY}"
    rf"|{_DAY}\s?[\-/.]\s?{_MONTH}\s?[\-/.]\s?(?P<year>\d{{4}}|'?\d{{2}})"
    rf"|{_DAY}\s?(?:{_MONTHS})\.?\s?(?P<spoken>\d{{4}}|'\d{{2}}))(?![\-/.]?\d)",
    re.I,
)
_BORN = re.compile(
    rf"(?:geboren|geboortedatum|geb\.?(?:\s?dat(?:um)?\.?)?|jarig)\b[\s:]*(?:(?:is|op|in|ben ik|de)\s+){{0,2}}"
    rf"(?P<what>\d{{1,2}}(?:e|ste|de)?\s?(?:[\-/.]\s?\d{{1,2}}(?:\s?[\-/.]\s?\d{{2,4}})?|(?:{_MONTHS})\b\.?(?:\s?'?\d{{2,4}})?)"
    r"|\d{4}\b)",
    re.I,
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3}\s?(?P<letters>[A-Za-z]{2})(?![A-Za-z\d])")
_UNIT = r"(?:jaar|maand|week|weken|dag|euro|eur\b|€|uur|kind|personen|man\b|mensen|piek|procent|%|x\b|keer|minuten|m2)"
#: A house number with what may follow it; no year, no amount, no length of time.
_HOUSE = (
    r"(?!(?:19|20)\d\d\b)\d{1,5}(?!\d|[.,]\d)"
    rf"(?:\s?[\-/]?\s?(?:[a-z]|hs|huis|bis|[ivx]{{1,4}}|\d{{1,4}})(?!\w))?(?!\s?{_UNIT})"
)
_OF_A_STREET = r"(?:[A-ZÀ-Ý][\w'’.\-]*+\s(?:(?:van|de|der|den|het|ter|ten|'t)\s){0,3}){0,3}"
_SURELY_A_STREET = r"(?i:straat|str\.|laan|plein|kade|gracht|singel|dijk|plantsoen|dreef|steeg|boulevard|allee)"
_PERHAPS_A_STREET = (
    r"(?i:weg|hof|pad|markt|park|ring|wal|baan|plaats|erf|kamp|akker|veld|burg|oord|hage|haven|vest|buurt|wijk|hoek|"
    r"meent|gaarde|flat|toren|donk|horst|brink|stede|weide|berg|duin|bos)"
)
#: A street with a house number. Words such as "verzekering" end like streets: those need a capital or "op de".
_STREET = re.compile(
    rf"{_START}{_OF_A_STREET}(?:(?<![\w'’\-])[\w'’\-]{{2,40}}{_SURELY_A_STREET}"
    rf"|(?:(?<=\bop\s)|(?<=\baan\s)|(?<=\bde\s)|(?<=\bhet\s)|(?=[A-ZÀ-Ý]))[\w'’\-]{{0,40}}{_PERHAPS_A_STREET})"
    rf"\s(?:nr\.?\s|nummer\s)?(?i:{_HOUSE})"
)
#: Without a number it must be written as a name, or stand where an address stands.
_STREET_ALONE = re.compile(
    rf"{_START}(?:{_OF_A_STREET}(?=[A-ZÀ-Ý])[\w'’\-]{{2,40}}(?i:straat|laan|plein|gracht|singel|plantsoen|dreef|kade)"
    r"|(?<=\b(?:in|op|an)\sde\s)[\w'’\-]{3,40}(?:straat|laan|gracht|singel|plantsoen|dreef|kade))\b"
)
_LIVES = re.compile(
    r"\b(?P<lead>(?:woon(?:t|de)?|wonen|verblijf|adres(?:\s+is)?|ingeschreven)\b[\s:]*(?:(?:nu|ik|wij|we|nog|al|zelf)\s)*"
    rf"(?:(?:op|aan|in|is)\s)?)(?P<what>(?:[\w'’.\-]+\s){{1,4}}?{_HOUSE})",
    re.I,
)
_HOUSE_NUMBER = re.compile(r"\b(huisn(?:umme)?r\.?\s*:?\s*(?:is\s)?)\d+(?:\s?[a-z])?\b", re.I)
_DIGITS = re.compile(r"\+?\d(?:[ \t\u00a0.\-/()]{0,3}\d){5,}")
_SPOKEN_DIGIT = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_SPOKEN = re.compile(rf"\b{_SPOKEN_DIGIT}(?:[\s,.\-]+{_SPOKEN_DIGIT}){{5,}}\b", re.I)
#: Numbers of helplines and the like: nobody's own.
_PUBLIC = re.compile(r"0?(?:800|900|906|909)")


class _Kept:
    """Parts that must survive, each behind one character that no text has."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def hide(self, part: str) -> str:
        if len(self._parts) >= 6000:
            return part
        self._parts.append(part)
        return chr(0xE000 + len(self._parts) - 1)

    def restore(self, text: str) -> str:
        return re.sub("[\ue000-\uf8ff]", lambda match: self._parts[ord(match[0]) - 0xE000], text)


def mask(text: str, names: Collection[str] = frozenset(), keep: Iterable[str] = ()) -> str:
    """The text with everything personal replaced by what it was, such as `[telefoon]`.

    `names` are lower-case words to hide wherever they stand. `keep` are texts to leave alone, such as the
    corporation's own phone number.
    """
    kept = _Kept()
    text = _INVISIBLE.sub("", text)
    for part in sorted(filter(None, keep), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", lambda match: kept.hide(match[0]), text)
    text = _EMAIL.sub(EMAIL, text)
    text = _IBAN_NL.sub(IBAN, text)
    text = _IBAN_OTHER.sub(IBAN, text)
    text = _BORN.sub(lambda match: match[0].replace(match["what"], BIRTH_DATE), text)
    text = _DATE.sub(lambda match: _date(match, kept.hide), text)
    text = _LIVES.sub(lambda match: match["lead"] + ADDRESS, text)
    text = _STREET.sub(ADDRESS, text)
    text = _STREET_ALONE.sub(ADDRESS, text)
    text = _HOUSE_NUMBER.sub(rf"\1{NUMBER}", text)
    text = _POSTCODE.sub(_postcode, text)
    text = _SPOKEN.sub(NUMBER, text)
    text = _DIGITS.sub(_number, text)
    return kept.restore(mask_names(text, frozenset(names), NAME))


class Masker:
    """Masks the texts of one conversation, knowing the names that any of them gives away."""

    def __init__(self, texts: Iterable[str], keep: Iterable[str] = ()) -> None:
        self._names = names_in(texts)
        self._keep = tuple(keep)

    def __call__(self, text: str) -> str:
        return mask(text, self._names, self._keep)


def _date(match: re.Match[str], keep: Callable[[str], str]) -> str:
    year = (match["iso"] or match["year"] or match["spoken"]).lstrip("'")
    full = int(year) if len(year) == 4 else 2000 + int(year)
    return keep(match[0]) if full in _RECENT else BIRTH_DATE


def _postcode(match: re.Match[str]) -> str:
    letters = match["letters"]
    is_word = letters.lower() in _TWO_LETTER_WORDS and not letters.isupper() and match[0][-3].isspace()
    return match[0] if is_word else POSTCODE


def _number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if _PUBLIC.match(digits) and digits.startswith("0") and len(digits) <= 11:
        return match[0]
    if match[0].startswith("+") or (digits.startswith("0") and 9 <= len(digits) <= 15):
        return PHONE
    return NUMBER
