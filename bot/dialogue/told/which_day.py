"""Whether somebody asks which day stands noted, or says which one was meant ("ik bedoelde 24"). Pure.

Such a day is no new wish: "staat 26 december nu vast?" moves nothing.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.dialogue.dates import MONTH_NAMES, day_in
from bot.guidance.words import MONTHS

_I = re.IGNORECASE
#: A longer message tells more than this.
_MOST_WORDS = 20
_MONTH = rf"(?:{MONTH_NAMES}|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
_DAY = (
    r"(?<![€\d.,])(?<!€ )\b(?:[12]\d|3[01]|0?[1-9])(?:e|ste|de)?\b(?![.,:]\d)"
    r"(?! ?(?:euro|eur\b|€|%|keer|x\b|per\b|p/?m|uur|min|dag|we(?:ek|ken)\b|maand|jaar))"
    rf"(?: {_MONTH}\b)?"
)
_FILL = r"(?:(?:op|de|nu|nou|toch|gewoon|dus|wel|weer|naar|er|het|dat|van|echt|december) )*"
_NOTED = r"(?:genoteerd|opgeschreven|ingevuld|vast|geregeld|afgesproken|akkoord|definitief|rond|zeker)"
_ASKS = re.compile(
    rf"\bstaat {_FILL}(?:{_DAY})(?! ?\w* (?:in|op) (?:de|mijn|jullie|mn) brief)"
    rf"|(?:{_DAY}) staat\b[^.?!]{{0,30}}\?"
    rf"|\b(?:is|staat|heb je|hebben jullie|hebt u) {_FILL}(?:{_DAY})[^.?!]{{0,20}}\b{_NOTED}\b"
    rf"|\b{_NOTED} (?:{_FILL})(?:{_DAY})\W*\?",
    _I,
)
#: "Er staat 25 december" tells; it asks with a mark, or with the verb in front.
_TELLS = re.compile(r"\b(?:er|brief|daar|hier|dat|het) staat\b", _I)
_MEANT = re.compile(
    rf"\b(?:ik (?:bedoel|bedoelde)|bedoelde ik|ik zei|het (?:is|was)) {_FILL}(?P<a>{_DAY})(?! (?:of|is|was) )"
    rf"|(?P<b>{_DAY}) (?:dus |toch )?(?:bedoel|bedoelde) ik\b"
    rf"|\b(?:moet|hoort|moest) {_FILL}(?P<c>{_DAY}) (?:te )?(?:zijn|staan|worden)\b"
    rf"|\b(?:maak er|zet (?:het|hem|dat|die)(?: weer| terug)*(?: op| naar)?) {_FILL}(?P<d>{_DAY})",
    _I,
)
_SETTLED = re.compile(r"\b(?:vast|geregeld|afgesproken|akkoord|definitief|rond|zeker)\b", _I)
#: Days of something else than paying.
_OTHER = re.compile(
    r"\b(?:ontruim\w*|uitgezet|uit huis|op straat|zitting|rechter|rechtbank|deurwaarder|brief|dagvaarding|vonnis"
    r"|bel\w*)\b",
    _I,
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class WhichDay:
    """ISO days. `meant`: the one that should stand; `asked`: of which it is asked whether they stand."""

    meant: str = ""
    asked: tuple[str, ...] = ()
    #: It is asked whether it is agreed, and not only whether it is noted.
    settled: bool = False

    def __bool__(self) -> bool:
        return bool(self.meant or self.asked)


def read(text: str, held: str) -> WhichDay:
    """`held`: the day that is noted, an ISO day; a number alone is a day of its month."""
    noted = day_in(held)
    if noted is None or len(text.split()) > _MOST_WORDS or _OTHER.search(text):
        return WhichDay()
    found = _MEANT.search(text)
    meant = _day(next(filter(None, found.groups())), noted) if found and _asks_or_corrects(text) else ""
    asked = [part for part in _SENTENCE.split(text) if _is_asked(part)]
    days = [day for part in asked for named in re.finditer(_DAY, part, _I) if (day := _day(named[0], noted))]
    settled = any(_SETTLED.search(part) for part in asked)
    return WhichDay(meant, tuple(dict.fromkeys(days)), settled)


def _asks_or_corrects(text: str) -> bool:
    """Whether the words are about a mistake: "het is 24 december" alone may tell anything."""
    return (
        re.search(r"\bbedoel\w*\b|\bmaak er\b|\bzet\b|\bik zei\b|\b(?:moet|hoort|moest)\b|\bniet\b", text, _I)
        is not None
    )


def _is_asked(part: str) -> bool:
    return _ASKS.search(part) is not None and ("?" in part or not _TELLS.search(part))


def _day(words: str, noted: date) -> str:
    """`24`, `de 24e`, `24 dec` as an ISO day; a number alone is of the month of the day that is noted."""
    number = re.match(r"\d+", words)
    month = re.search(_MONTH, words, _I)
    at = next((n for n, name in enumerate(MONTHS, 1) if month and _is_month(month[0], name)), noted.month)
    try:
        return (
            date(noted.year + (at < noted.month - 6) - (at > noted.month + 6), at, int(number[0])).isoformat()
            if number
            else ""
        )
    except ValueError:
        return ""


def _is_month(words: str, name: str) -> bool:
    short = words.lower()
    return name == short or (name, short) == ("maart", "mrt") or (len(short) < 5 and name.startswith(short[:3]))
