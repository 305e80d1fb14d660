"""What somebody typed to look up a tenant: a number, a home, a telephone, or a name. Pure."""

import enum
import re
from dataclasses import dataclass

from bot.tenancy.linking import e164
from bot.tenancy.rules import number_spellings

LONGEST = 80
SHORTEST_NAME = 2
_HOME = re.compile(r"^(\d{4})\s*([A-Za-z]{2})[\s,]*(?:(\d+)\s*[-/]?\s*(\w{0,6}))?$")
_PHONE = re.compile(r"^(?:\+|00|0)[\d\s\-().]{8,}$")
_NUMBER = re.compile(r"^[A-Za-z]{0,3}[\s.\-/]?\d[\d\s.\-/]*$")

_TITLE = re.compile(r"^(?:de heer|dhr\.?|meneer|mevrouw|mevr\.?|mw\.?)\s+")


class By(enum.StrEnum):
    """What was looked up by; goes into the read log in place of the words themselves."""

    NUMBER = "search_number"
    HOME = "search_home"
    PHONE = "search_phone"
    NAME = "search_name"


@dataclass(frozen=True)
class Sought:
    by: By
    #: How a number may be stored.
    numbers: tuple[str, ...] = ()
    #: In international form.
    phone: str = ""
    #: `0000 AK`, as it is stored; the house number with its addition, or empty for the whole postcode.
    postcode: str = ""
    house_number: str = ""
    #: Each a prefix of a surname's particle and the begin of the surname, in small letters: ("van der", "wolk").
    names: tuple[tuple[str, str], ...] = ()


def sought(text: str) -> Sought | None:
    """What the words stand for; None when they are too little to look for."""
    words = " ".join(text.split())[:LONGEST]
    if not words.isprintable():
        return None
    if home := _HOME.match(words):
        digits, letters, number, addition = home.groups()
        return Sought(By.HOME, postcode=f"{digits} {letters.upper()}", house_number=_house(number, addition))
    phone = e164(words) if _PHONE.match(words) else None
    if phone is not None:
        # Ten digits with a zero in front may be a tenant number as well.
        return Sought(By.PHONE, phone=phone, numbers=number_spellings(words) if words.isdecimal() else ())
    if _NUMBER.match(words):
        return Sought(By.NUMBER, numbers=number_spellings(words))
    names = name_readings(words)
    return Sought(By.NAME, names=names) if names else None


def _house(number: str | None, addition: str | None) -> str:
    return f"{number or ''}{addition or ''}".lower()


def name_readings(words: str) -> tuple[tuple[str, str], ...]:
    """Ways to read a name as particle and surname: `S. van der Wolk` is ("", "van der wolk"), …, ("van der", "wolk").

    Initials do not count, and nor does a title; a surname of fewer than two letters is nothing to look for.
    """
    bare = _TITLE.sub("", words.lower()).replace(",", " ")
    parts = [part for part in bare.split() if not part.endswith(".") and len(part) > 1]
    readings = [(" ".join(parts[:place]), " ".join(parts[place:])) for place in range(len(parts))]
    return tuple((prefix, name) for prefix, name in readings if len(name) >= SHORTEST_NAME)
