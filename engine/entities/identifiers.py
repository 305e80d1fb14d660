"""Account numbers, telephone numbers, e-mail addresses and postcodes, each checked before it counts."""

from __future__ import annotations

import re
from typing import Iterator, Optional

from engine.entities.canonical import lowered
from engine.entities.found import NOTHING, Found
from engine.entities.numbers import cardinal

RANK = 50

#: Length of an IBAN by country; the register's countries whose accounts tenants here may hold (all of SEPA and around).
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15,
    "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
_IBAN = re.compile(r"(?<![^\W_])([a-z]{2})[ .]?(\d{2})(?=[ .\-]*[a-z0-9])")
_IBAN_CHAR = re.compile(r"[ .\-]{0,2}([a-z0-9])")

_PHONE = re.compile(r"(?<![\w+.,/-])(?:\+|00|0|\(0|\(\+)(?:[ ./()-]{0,3}\d){7,17}(?![\w]|[.,]\d)")
_LABEL = re.compile(
    r"(?:kenmerk|referentie|ref|dossier|dossiernummer|dossiernr|klantnummer|klantnr|klant|huurdersnummer|huurdersnr|huurnummer|"
    r"factuur|factuurnummer|factuurnr|contract|contractnummer|contractnr|bsn|burgerservicenummer|betalingskenmerk|"
    r"zaaknummer|zaaknr|zaak|ordernummer|relatienummer|debiteurnummer|debiteurennummer|nummer op de brief|meternummer|"
    r"polisnummer|klantcode|code)\s*(?:is|:|=|luidt)?\s*(?:nr\.?|nummer)?\s*[:.]?\s*[a-z]{0,3}[-/ ]?$"
)
_EMAIL = re.compile(r"(?<![\w.+-])[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?!\w)")
_SPOKEN_MAIL = re.compile(
    r"(?<![\w.])(?P<name>[a-z0-9_]+(?: ?(?:punt|dot|\.|streepje|underscore) ?[a-z0-9_]+)*) "
    r"(?:apenstaartje|apestaartje|apenstaart|apestaart|at|\(at\)|\[at\]) "
    r"(?P<host>[a-z0-9-]+(?: ?(?:punt|dot|\.) ?[a-z0-9-]+)* ?(?:punt|dot|\.) ?(?:nl|com|net|org|eu|be|de|pl|info|example|test))(?!\w)"
)
_POSTCODE = re.compile(r"(?<![\w.,/€+-])([1-9]\d{3})( {0,2})([A-Za-z]{2})(?![\w])")
_NO_LETTERS = frozenset({"SA", "SD", "SS"})
#: Two letters after four digits that are a word far more often: "2026 is", "1304 en".
_SMALL_WORDS = frozenset(
    ["en", "is", "in", "op", "te", "of", "om", "pm", "pw", "nu", "ik", "je", "we", "ze", "al", "zo", "ja", "de", "na", "er", "af", "me", "mn", "ff", "zn", "nl", "km", "eu", "ok", "ex", "bv", "st", "at", "my", "hr", "ct", "pp", "kk", "tm", "dd", "jl", "dr", "vr", "vd", "tt", "za", "zo", "ma", "di", "wo", "do", "as", "ca", "to", "it", "be", "so", "no", "up", "by", "on", "or", "da", "un", "le", "la", "ko", "wa", "hé", "he", "ho", "m2", "kw", "tv"]
)  # fmt: skip
_SPOKEN_POSTCODE = re.compile(r"(?<!\w)(?P<digits>[a-z]+(?: [a-z]+){1,3}) (?P<first>[a-z]) (?P<second>[a-z])(?!\w)")
_STREET = re.compile(
    r"postcode[^.!?]{0,10}$|(?:straat|laan|weg|plein|hof|kade|singel|gracht|dijk|adres|woon|huis)\w* (?:\w+ )?\d+ ?[a-z]?\s*,?\s*$|(?:postcode|adres)(?: is|:)?\s*$"
)


_YEAR_LED = re.compile(r"(?<!\w)(?:sinds|in|vanaf|van|tot|uit|anno|jaar) $")


def identifiers(text: str) -> Iterator[Found]:
    """Everything of the kind in the text, in the tenant's own characters."""
    low = lowered(text)
    yield from _ibans(low)
    yield from _emails(low)
    yield from _phones(low)
    yield from _spoken_phones(low)
    yield from _postcodes(text, low)
    yield from _spoken_postcodes(low)


def valid_iban(value: str) -> bool:
    """Right length for its country, and right check digits (ISO 7064, mod 97-10)."""
    if len(value) != _LENGTHS.get(value[:2], 0):
        return False
    digits = "".join(str(int(char, 36)) for char in value[4:] + value[:4])
    return int(digits) % 97 == 1


def _ibans(low: str) -> Iterator[Found]:
    for match in _IBAN.finditer(low):
        length = _LENGTHS.get(match[1].upper())
        if length is None:
            continue
        value, at = (match[1] + match[2]).upper(), match.end()
        while len(value) < length:
            char = _IBAN_CHAR.match(low, at)
            if char is None:
                break
            value, at = value + char[1].upper(), char.end()
        joined = at < len(low) and low[at].isdigit()
        if valid_iban(value) and not joined:
            yield Found("iban", value, match.start(), at, RANK + 2)
        elif re.fullmatch(r"NL\d\d[A-Z]{4}\d{8,}|(?!NL)[A-Z]{2}\d{12,}", value) and " " not in match[0]:
            # A mistyped account number: nothing in it is a telephone number or an amount either.
            yield Found(NOTHING, "", match.start(), at, RANK + 2)


def _emails(low: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(low):
        yield Found("email", match[0], match.start(), match.end(), RANK + 1)
    for match in _SPOKEN_MAIL.finditer(low):
        yield Found("email", f"{_dotted(match['name'])}@{_dotted(match['host'])}", match.start(), match.end(), RANK + 1)


def _dotted(spoken: str) -> str:
    for word, sign in (("punt", "."), ("dot", "."), (r"\.", "."), ("streepje", "-"), ("underscore", "_")):
        spoken = re.sub(rf" ?\b{word}\b ?" if word.isalpha() else rf" ?{word} ?", sign, spoken)
    return spoken


def phone_number(written: str) -> Optional[str]:
    """E.164, or None where the digits make no telephone number. Service numbers (0800, 0900) are nobody's own."""
    digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", written) if "+" in written or written.startswith("00") else written)
    if "+" in written:
        full = digits
    elif digits.startswith("00"):
        full = digits[2:]
    elif digits.startswith("0"):
        full = "31" + digits[1:]
    else:
        return None
    if full.startswith("310"):
        full = "31" + full[3:]
    if full.startswith("31"):
        return "+" + full if re.fullmatch(r"31[1-9]\d{8}", full) and full[2:4] not in ("80", "90") else None
    return "+" + full if 9 <= len(full) <= 15 and full[0] != "0" and not written.startswith("0" + full[:1]) else None


def _phones(low: str) -> Iterator[Found]:
    for match in _PHONE.finditer(low):
        if _LABEL.search(low[max(0, match.start() - 40) : match.start()]):
            continue
        end = match.end()
        # The pattern may run on into a next number ("06 12345678 2 kinderen"): take the longest beginning that is a number.
        while end > match.start() + 7:
            value = phone_number(low[match.start() : end])
            if value and not (end < len(low) and low[end].isdigit()):
                yield Found("phone", value, match.start(), end, RANK)
                break
            end -= 1


def _spoken_phones(low: str) -> Iterator[Found]:
    """Dictated digit by digit or in pairs: `nul zes achtennegentig zesenzeventig …`."""
    for match in re.finditer(r"(?<!\w)nul[ ,]+(?:een|zes|[a-z]+)(?:[ ,]+(?:[a-z]+|\d+))+", low):
        digits, end = "", match.start()
        for word in re.finditer(r"[a-z]+|\d+", match[0]):
            number = "1" if word[0] == "een" else word[0] if word[0].isdigit() else cardinal(word[0])
            if number is None or not number.isdigit():
                break
            digits, end = digits + number, match.start() + word.end()
            if len(digits) >= 10:
                break
        value = phone_number(digits) if len(digits) == 10 else None
        if value:
            yield Found("phone", value, match.start(), end, RANK)


def _spoken_postcodes(low: str) -> Iterator[Found]:
    """Dictated sign by sign: `twee negen acht vier g k`."""
    for match in _SPOKEN_POSTCODE.finditer(low):
        digits = "".join("1" if word == "een" else cardinal(word) or "?" for word in match["digits"].split())
        if re.fullmatch(r"[1-9]\d{3}", digits):
            value = f"{digits} {match['first']}{match['second']}".upper()
            yield Found("postcode", value, match.start(), match.end(), RANK - 1)


def _postcodes(text: str, low: str) -> Iterator[Found]:
    shouting = text.isupper()
    for match in _POSTCODE.finditer(text):
        letters = match[3].upper()
        if letters in _NO_LETTERS:
            continue
        if letters.lower() in _SMALL_WORDS and (match[2] or letters.lower() in ("pm", "pw", "nl")):
            capitals = match[3].isupper() and not shouting
            before = low[max(0, match.start() - 25) : match.start()]
            if not capitals and not _STREET.search(before) or _YEAR_LED.search(before) and match[1][:2] in ("19", "20"):
                continue
        yield Found("postcode", f"{match[1]} {letters}", match.start(), match.end(), RANK - 1)
