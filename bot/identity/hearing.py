"""Taking what proves an identity out of a message, before anything of it is kept or handed on. Pure.

What is found is replaced in the text by what it was (`[code]`), so that the transcript, the desk, the review, the
engine and every log see that something was given, and not what.
"""

import enum
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.identity.numerals import has_numerals, with_digits
from bot.identity.rules import CODE_DIGITS


class Asked(enum.StrEnum):
    """What the conversation waits for."""

    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    CODE = "code"
    #: A new telephone number or e-mail address, to be put on file.
    PHONE = "phone"
    EMAIL = "email"


MARKS = {
    Asked.NUMBER: "[huurdersnummer]",
    Asked.BIRTH_DATE: "[geboortedatum]",
    Asked.CODE: "[code]",
    Asked.PHONE: "[telefoonnummer]",
    Asked.EMAIL: "[e-mailadres]",
}
CONTACTS = frozenset({Asked.PHONE, Asked.EMAIL})
YOUNGEST, OLDEST = 15, 110
#: A message with more words than this tells something; a bare number in it is an answer only with its name before it.
ANSWER_WORDS = 8


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that was given: a number, an ISO birth date, or a code as its digits."""

    kind: Asked
    value: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """The text as it may be kept, and what was taken out of it, in order."""

    text: str
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    given: Given


_MONTHS = (
    "jan(?:uari)?", "feb(?:ruari)?", "maart|mrt", "apr(?:il)?", "mei", "juni?", "juli?|jul", "aug(?:ustus)?",
    "sept?(?:ember)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, start=1))
_YEAR = r"(?P<y>(?:19|20)\d\d|'?\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:e|ste|de)?"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"{_DAY}\s?[-/., ]\s?(?P<m>\d{{1,2}})\s?[-/., ]\s?{_YEAR}"),
    re.compile(rf"{_DAY}[ -]?(?:van )?(?:{_MONTH})\.?,?[ -]?(?:in )?{_YEAR}", re.I),
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>(?:19|20)\d\d)(?!\d)"),
)
#: Digits with at most one mark or space between them; a tenant number may begin with letters.
_RUN = re.compile(r"(?<![\w])(?:(?!nr|no)[A-Za-z]{1,4}-?)?\d(?:[ .\-/]?\d)*(?!\w)")
_MONEY = re.compile(r"\s?(?:euro|eur\b|€|piek|,\d\d\b|,-)", re.I)
_MONEY_BEFORE = re.compile(r"(?:€|eur|euro)\s?$", re.I)
_CALLED = re.compile(
    r"(?:huurders?(?:nummer|nr)|huurnummer|contract(?:nummer|nr)?|klant(?:nummer|nr)|nummer|nr)\.?"
    r"(?:\s(?:is|was|luidt))?[\s:.=]*$",
    re.I,
)
_WORDS = re.compile(r"[^\W\d_]+")
_CODE_CALLED = re.compile(r"code(?:\s(?:is|was|luidt))?[\s:.=]*$", re.I)
#: What stands around a typed code and says nothing by itself. Beside any other word a mistyped code is no code: it is a
#: sum, a day or a house number.
_AROUND_CODE = frozenset((
    "code", "codes", "cijfers", "nummer", "sms", "smsje", "mail", "de", "het", "dit", "dat", "die", "ie", "hij", "hier",
    "is", "was", "luidt", "zijn", "komt", "krijg", "kreeg", "staat", "heb", "had", "moet", "ik", "je", "mij", "me",
    "mijn", "jullie", "er", "in", "van", "en", "dan", "dus", "zo", "wel", "goed", "nou", "ok", "oke", "ja", "eh", "ehm",
    "uh", "hoor", "denk", "geloof", "bedoel", "bedoelde", "dank", "aub", "alsjeblieft", "alstublieft", "sorry", "hoi",
    "hallo",
))  # fmt: skip
#: A number with such a word beside it tells something: it is no tenant number.
_TELLS = re.compile(
    r"\b(?:per|p/?m|maand(?:en)?|mnd|week|weken|betal\w*|missen|lukt|lukken|netto|bruto|loon|salaris|uitkering|inkomen"
    r"|verdien\w*|schuld\w*|achterstand|keer|termijn\w*|delen|kosten|boete|bel|bellen)\b",
    re.I,
)
#: Who asks something in the same breath gives no number as an answer.
_QUESTION = re.compile(
    r"\b(?:hoe ?veel|ongeveer|waarom|wanneer|wat (?:is|zijn|kost|als|moet)|kost|kosten|klopt)\b", re.I
)
#: A day: hidden where a code was asked, and never held against anybody.
_DAY_SHAPED = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.]\d{2}(?!\d)")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 4, 14
#: Eight digits or more, with marks between them as people write a telephone number.
_PHONE = re.compile(r"(?<![\w+])(?:\+\s?)?\(?\d(?:[ .\-/()]{0,3}\d){7,14}(?!\w)")
_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\W\d_]{2,}", re.I)
#: As it is dictated: "karel punt smit apenstaartje voorbeeld punt nl".
_JOINS = {"punt": ".", "underscore": "_", "streepje": "-", "apenstaart": "@", "apenstaartje": "@"}
_JOIN = r"(?:punt|underscore|streepje)"
_PART = rf"[\w.\-]+(?: {_JOIN} [\w.\-]+)*"
_SPOKEN_EMAIL = re.compile(rf"{_PART} (?:apenstaart(?:je)?|@) ?{_PART} punt [^\W\d_]{{2,}}", re.I)


def is_only_proof(text: str) -> bool:
    """Whether nothing but what was taken out stood in a message: then no other meaning is in it."""
    for mark in MARKS.values():
        text = text.replace(mark, "")
    return not any(character.isalnum() for character in text)


def may_hold_proof(text: str) -> bool:
    """A cheap look: most messages hold nothing like it, and cost nothing more."""
    return has_numerals(text) or "@" in text or "apenstaart" in text.lower()


def sift(text: str, asked: Asked | None, *, code_out: bool, today: date, sums: Collection[int] = frozenset()) -> Sifted:
    """What the text gives of what is asked. `code_out`: a code is under way, and is hidden whatever is asked now.

    `sums`: amounts in cents that were named in this talk; such a number is no tenant number, unless it is called one.
    """
    if asked is None and not code_out:
        return Sifted(text)
    if asked in CONTACTS:
        return _without_contacts(text, code_out=code_out)
    flat, places = with_digits(text)
    short = len(text.split()) <= ANSWER_WORDS
    pieces: list[_Piece] = []
    if asked in (Asked.NUMBER, Asked.BIRTH_DATE):
        pieces += _birth_dates(flat, today)[:1]
        bare = short and asked is Asked.NUMBER and not _QUESTION.search(flat)
        pieces += _numbers(_without(flat, pieces), bare=bare, sums=sums)[:1]
    elif asked is Asked.CODE or code_out:
        pieces += _codes(flat, bare=short and asked is Asked.CODE)
    pieces.sort(key=lambda piece: piece.start)
    return Sifted(_marked(text, places, pieces), tuple(_in_order(pieces)))


def _in_order(pieces: Sequence[_Piece]) -> list[Given]:
    """A number is taken before the birth date that goes with it, whichever was typed first."""
    return sorted((piece.given for piece in pieces), key=lambda given: list(Asked).index(given.kind))


def _birth_dates(flat: str, today: date) -> list[_Piece]:
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(flat):
            born = _born(match, today)
            if born is not None:
                found.append(_Piece(match.start(), match.end(), Given(Asked.BIRTH_DATE, born.isoformat())))
        if found:
            return found
    return found


def _born(match: "re.Match[str]", today: date) -> date | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else next(n for n in range(1, 13) if parts.get(f"m{n}"))
    year = int(parts["y"].lstrip("'"))
    if year < 100:
        year += 2000 if 2000 + year <= today.year - YOUNGEST else 1900
    try:
        born = date(year, month, int(parts["d"]))
    except ValueError:
        return None
    return born if YOUNGEST <= today.year - born.year <= OLDEST else None


def _numbers(flat: str, *, bare: bool, sums: Collection[int]) -> list[_Piece]:
    found = []
    for match in _RUN.finditer(flat):
        digits = sum(character.isdigit() for character in match[0])
        called = _CALLED.search(flat[: match.start()]) is not None
        bare = bare and not _TELLS.search(flat)
        fits = _SHORTEST_NUMBER <= digits <= _LONGEST_NUMBER and not _is_money(flat, match)
        if fits and (called or (bare and not _is_one_of(match[0], sums))):
            found.append(_Piece(match.start(), match.end(), Given(Asked.NUMBER, match[0])))
    return found


def _is_one_of(number: str, sums: Collection[int]) -> bool:
    """Whether a number is a sum that was named before, also as `2.890`."""
    whole = number.replace(".", "")
    return whole.isdigit() and not whole.startswith("0") and int(whole) * 100 in sums


def _codes(flat: str, *, bare: bool) -> list[_Piece]:
    """Six digits are hidden wherever they stand; what only looks like a mistyped code, where a code was asked.

    What is no try at a code is never held against anybody: a sum stays in the text, a day is taken out as none.
    """
    runs = [match for match in _RUN.finditer(flat) if match[0][0].isdigit() and not _is_money(flat, match)]
    together = "".join(_digits(match) for match in runs)
    bare = bare and set(_WORDS.findall(flat.lower())) <= _AROUND_CODE
    if bare and len(runs) > 1 and len(together) == CODE_DIGITS:
        # Said in groups: "nul nul een, twee drie vier".
        return [_Piece(runs[0].start(), runs[-1].end(), Given(Asked.CODE, together))]
    found = []
    for match in runs:
        digits = _digits(match)
        called = _CODE_CALLED.search(flat[: match.start()]) is not None
        if _DAY_SHAPED.fullmatch(match[0]) and not called:
            if bare:
                found.append(_Piece(match.start(), match.end(), Given(Asked.CODE, match[0])))
        elif len(digits) == CODE_DIGITS or ((bare or called) and 3 <= len(digits) <= 10):
            found.append(_Piece(match.start(), match.end(), Given(Asked.CODE, digits)))
    return found


def _without_contacts(text: str, *, code_out: bool) -> Sifted:
    """Whichever of the two was asked for, and however long the message is: neither is left standing."""
    mails: list[_Piece] = []
    # In the words themselves: a name may hold what is a number elsewhere.
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        for match in pattern.finditer(_without(text, mails)):
            mails.append(_Piece(match.start(), match.end(), Given(Asked.EMAIL, _written(match[0]))))
    mails.sort(key=lambda piece: piece.start)
    left = _marked(text, range(len(text) + 1), mails)
    flat, places = with_digits(left)
    pieces = [_Piece(m.start(), m.end(), Given(Asked.PHONE, m[0])) for m in _PHONE.finditer(flat)]
    if code_out:
        pieces += _codes(_without(flat, pieces), bare=False)
    pieces.sort(key=lambda piece: piece.start)
    return Sifted(_marked(left, places, pieces), tuple(_in_order([*mails, *pieces])))


def _written(spoken: str) -> str:
    """`karel punt smit apenstaartje voorbeeld punt nl` as an address; a written one as it is."""
    return "".join(_JOINS.get(word.lower(), word) for word in spoken.split())


def _digits(match: "re.Match[str]") -> str:
    return "".join(character for character in match[0] if character.isdigit())


def _is_money(flat: str, match: "re.Match[str]") -> bool:
    return bool(_MONEY.match(flat, match.end()) or _MONEY_BEFORE.search(flat[: match.start()]))


def _without(flat: str, pieces: Sequence[_Piece]) -> str:
    """The text with what was found blotted out, at the same places."""
    for piece in pieces:
        flat = f"{flat[: piece.start]}{'_' * (piece.end - piece.start)}{flat[piece.end :]}"
    return flat


def _marked(text: str, places: Sequence[int], pieces: Sequence[_Piece]) -> str:
    kept, at = [], 0
    for piece in pieces:
        start, end = places[piece.start], places[piece.end]
        kept += [text[at:start], MARKS[piece.given.kind]]
        at = _trimmed(text, start, end)
    return "".join([*kept, text[at:]])


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a piece in the original, without the space behind it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
