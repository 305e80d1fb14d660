"""From what stands in a cell to a value, or to a Dutch reason why not. Pure."""

import re
from datetime import date
from functools import lru_cache

from bot.tenancy.linking import e164

#: No booking of a tenant comes near this; a larger one is a slip, such as a lost comma.
LARGEST_CENTS = 100_000_000
LONGEST = 200
FIRST_YEAR, LAST_YEAR = 1900, 2100

_AMOUNT = re.compile(
    r"(?P<before>-)?\s*(?:€|EUR)?\s*(?P<inner>-)?\s*"
    r"(?P<whole>\d{1,3}(?:\.\d{3})+(?=,|$|-)|\d{1,12})(?:(?P<mark>[.,])(?P<cents>\d{1,2}))?(?P<after>-)?",
    re.ASCII,
)
_UNCLEAR = re.compile(r"-?\d{1,3}\.\d{3}-?|-?\d+,\d{3}-?", re.ASCII)
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})", re.ASCII),
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class BadField(Exception):
    """A cell that cannot be used; the text says why, in Dutch."""


def shown(text: str) -> str:
    """A cell in a message: short, and without characters that would spoil the line."""
    clean = "".join(c if c.isprintable() else "�" for c in text)
    return f"'{clean if len(clean) <= 40 else clean[:37] + '…'}'"


def words(text: str) -> str:
    """Text as it is; spaces at the ends go. Raises BadField when it is no line of text."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise BadField(f"is te lang: {len(stripped)} tekens, hoogstens {LONGEST}")
    if not stripped.isprintable():
        raise BadField(f"{shown(stripped)} bevat tekens die geen letters zijn")
    return stripped


@lru_cache(maxsize=20_000)
def cents(text: str) -> int:
    """`1.234,56`, `1234,56`, `1234.56`, `-12,50` and `12,50-` in cents, exactly. Raises BadField."""
    cell = text.strip()
    if _UNCLEAR.fullmatch(cell):
        raise BadField(f"{shown(cell)} is niet duidelijk: schrijf het bedrag met twee cijfers achter de komma")
    found = _AMOUNT.fullmatch(cell)
    signs = [found[name] for name in ("before", "inner", "after") if found[name]] if found else []
    if found is None or len(signs) > 1:
        raise BadField(f"{shown(cell)} is geen bedrag")
    amount = int(found["whole"].replace(".", "")) * 100 + int((found["cents"] or "").ljust(2, "0"))
    if amount > LARGEST_CENTS:
        raise BadField(f"{shown(cell)} is onwaarschijnlijk veel; klopt de komma?")
    return -amount if signs else amount


@lru_cache(maxsize=50_000)
def day(text: str) -> date:
    """`2026-11-01` and `01-11-2026`. Raises BadField."""
    for form in _DATES:
        if found := form.fullmatch(text.strip()):
            try:
                made = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
            if FIRST_YEAR <= made.year <= LAST_YEAR:
                return made
    raise BadField(f"{shown(text.strip())} is geen datum; schrijf jjjj-mm-dd of dd-mm-jjjj")


@lru_cache(maxsize=20_000)
def phone(text: str) -> str:
    """E.164. Raises BadField."""
    number = e164(text)
    if number is None:
        raise BadField(f"{shown(text.strip())} is geen telefoonnummer")
    return number


def email(text: str) -> str:
    """Raises BadField unless it looks like an address."""
    address = text.strip()
    if not _EMAIL.fullmatch(address) or len(address) > LONGEST or not address.isprintable():
        raise BadField(f"{shown(address)} is geen e-mailadres")
    return address
