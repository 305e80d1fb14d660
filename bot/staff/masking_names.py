"""Names: which ones a conversation gives away, and hiding them. Part of masking; pure."""

import re
from collections.abc import Iterable

from bot.staff.masking_words import (
    CAPITAL_ONLY,
    GIVEN_NAMES,
    NO_NAME_BEGINNINGS,
    NO_NAME_ENDINGS,
    NO_NAMES,
    PREPOSITIONS,
    words,
)

#: Possessive, and begun only where a word begins: a line of nonsense costs no more than a line of text.
_WORD = r"(?<![\w'’\-])[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*+"
_PARTICLE = "(?:" + "|".join(sorted(map(re.escape, PREPOSITIONS), key=len, reverse=True)) + ")"
#: One to five words that can be a name, particles in between.
_NAME = rf"(?:[A-ZÀ-Ý]\.\s?){{0,4}}{_WORD}(?:[ \t]+{_WORD}){{0,4}}"
_SURE = re.compile(
    rf"\b(?:(?:mijn|m['’]?n|me|onze|haar|zijn|de)\s+(?:volledige\s+)?(?:naam|voornaam|achternaam)\s+(?:is|was|luidt)"
    rf"|(?:ik|hij|zij|ze|die)\s+heet|heet\s+ik|naam\s*:|op\s+naam\s+van|ten\s+name\s+van|t\.?n\.?v\.?|genaamd)\s+(?P<name>{_NAME})",
    re.I,
)
_GREETING = r"(?:hoi|hallo|hey|hi|dag|goede(?:morgen|middag|navond))"
#: "met Piet" is a name at the start of a message only; elsewhere it is "met schulden".
_I_AM = re.compile(
    rf"(?:\b(?:ik\s+ben|ben\s+ik|spreekt\s+met)|^\s*(?:{_GREETING}[\s,!.]+)?met)\s+(?P<name>{_NAME})", re.I
)
#: After a title a name may be in lower case; after a greeting or a relative ("mijn man weg is") it may not.
_TITLE = re.compile(
    rf"\b(?:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|de\s+heer|fam(?:ilie|\.)?)\s+(?P<name>{_NAME})", re.I
)
_GREETED = re.compile(rf"\b(?:beste|geachte|{_GREETING})[\s,]+(?P<name>{_NAME})", re.I)
_RELATIVE = re.compile(
    r"\b(?:man|vrouw|zoon|dochter|zoontje|dochtertje|broer|zus|zusje|moeder|vader|oma|opa|buurman|buurvrouw|vriend|"
    r"vriendin|partner|ex|kind|baby|huisgenoot|medehuurder|bewindvoerder|begeleider|begeleidster)"
    rf"\s+(?:heet\s+)?(?P<name>{_NAME})",
    re.I,
)
_SIGNED = re.compile(rf"\b(?:groet(?:en|jes)?|gr\.?|mvg|m\.v\.g\.?|hoogachtend)[\s,.!]+(?P<name>{_NAME})[\s.!]*$", re.I)
_INITIALS = re.compile(rf"\b(?:[A-ZÀ-Ý]\.\s?){{1,4}}(?:{_PARTICLE}\s+){{0,3}}(?P<name>[A-ZÀ-Ý][\w'’\-]+)")
#: Where a name that is said in passing ends: at the end, before a comma, or before what one does or wants.
_ENDS = re.compile(r"\s*(?:$|[,.!?;:\n)]|(?:en|uit|van|hier)\b)")
_WORDS = re.compile(_WORD)
#: What stands in masked texts, and can therefore be no name.
_MARKS = words("naam mail iban postcode adres geboortedatum telefoon nummer huurdersnummer code")


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words, in lower case, that are somebody's name in these texts."""
    found: set[str] = set()
    for text in texts:
        for pattern in (_SURE, _SIGNED):
            for match in pattern.finditer(text):
                found |= _stated(_WORDS.findall(match["name"]))
        for pattern in (_I_AM, _TITLE):
            for match in pattern.finditer(text):
                ends = _ENDS.match(text, match.end()) is not None
                found |= _guessed(_WORDS.findall(match["name"]), lower=ends or pattern is _TITLE)
        for pattern in (_GREETED, _RELATIVE):
            for match in pattern.finditer(text):
                found |= _guessed(_WORDS.findall(match["name"]), lower=False)
        found |= {match["name"].lower() for match in _INITIALS.finditer(text)}
        found |= _after_given_name(text)
    return frozenset(word for word in found if word not in _MARKS)


def mask_names(text: str, names: frozenset[str], mark: str) -> str:
    """The text with known names and common given names replaced; a full name becomes one mark."""
    pieces: list[str] = []
    position = 0
    for match in _WORDS.finditer(text):
        if _hidden(match[0], names) and not _is_mark(text, match):
            pieces += [text[position : match.start()], mark]
            position = match.end()
    masked = "".join(pieces) + text[position:]
    one = re.escape(mark)
    initials = re.sub(rf"(?<!\w)(?:[A-ZÀ-Ý]\.\s?){{1,4}}(?:{_PARTICLE}\s+){{0,3}}(?={one})", "", masked)
    return re.sub(rf"{one}(?:[\s\-]+(?:{_PARTICLE}[ \t]+){{0,3}}{one})+", mark, initials)


def _is_mark(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].endswith("[") and text[match.end() :].startswith("]")


def _hidden(word: str, names: frozenset[str]) -> bool:
    lower = word.lower()
    stem = re.sub(r"['’]?s$", "", lower)
    if lower in names or (stem in names and len(stem) > 2):
        return True
    parts = re.split(r"[\-'’]", lower)
    if any(len(part) > 2 and part in names for part in parts):
        return True
    return any(_is_given(part, word[0].isupper()) for part in (lower, stem, parts[0]))


def _is_given(lower: str, capital: bool) -> bool:
    return lower in GIVEN_NAMES and (capital or lower not in CAPITAL_ONLY)


def _stated(words: list[str]) -> set[str]:
    """The words of a name that is given as one ("mijn naam is …"), up to the first that cannot be part of it."""
    taken: set[str] = set()
    for word in words:
        lower = word.lower()
        if lower in PREPOSITIONS:
            continue
        if lower in NO_NAMES:
            break
        if len(lower) > 1:
            taken.add(lower)
    return taken


def _guessed(words: list[str], *, lower: bool) -> set[str]:
    """The words after "ik ben", a title, a greeting or a relative that look like a name.

    A capital makes a name; so does a common given name, with the surname after it. Otherwise a word in lower
    case counts only where `lower` allows it, when there is nothing else and it is no adjective.
    """
    taken: set[str] = set()
    for word in words:
        small = word.lower()
        if small in NO_NAMES or (small in PREPOSITIONS and not taken):
            break
        if small in PREPOSITIONS:
            continue
        capital = word[0].isupper() and not (word.isupper() and len(word) > 1)
        if not (capital or _is_given(small, word[0].isupper()) or (taken and not _like_adjective(small))):
            break
        if len(small) > 1:
            taken.add(small)
    plain = [word for word in words if word.lower() not in PREPOSITIONS]
    if not taken and lower and 0 < len(plain) <= 2 and len(plain[0]) > 2 and not any(map(_like_adjective, words)):
        return {word.lower() for word in plain}
    return taken


def _like_adjective(word: str) -> bool:
    return (
        word in NO_NAMES
        or word.endswith(NO_NAME_ENDINGS)
        or (word.startswith(NO_NAME_BEGINNINGS) and word.endswith(("d", "t", "en")))
    )


def _after_given_name(text: str) -> set[str]:
    """Surnames: words with a capital that follow a common given name, particles in between."""
    found: set[str] = set()
    pattern = rf"(?P<first>{_WORD})(?P<rest>(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,3}}[A-ZÀ-Ý][\w'’\-]*){{1,3}})"
    for match in re.finditer(pattern, text):
        if _is_given(match["first"].lower(), match["first"][0].isupper()):
            rest = (word.lower() for word in _WORDS.findall(match["rest"]))
            found |= {word for word in rest if word not in PREPOSITIONS and word not in NO_NAMES and len(word) > 1}
    return found
