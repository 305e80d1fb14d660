"""Pure rules of changing contact data: what an address looks like, when it may be changed, how it is shown.

Whoever changes where we reach somebody, gets the next code. So it asks the highest level, proves the new address as
well, and leaves the old ones in force for a while.
"""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers

from bot.identity.rules import Way
from bot.tenancy.models import ContactKind

#: New addresses that one person may have a code sent to within a day.
MOST_A_DAY = 4
DAY = timedelta(days=1)
#: A change can be undone for so long; after one that was undone, only a person changes anything, for as long.
UNDO_WITHIN = timedelta(days=30)
#: What stands for the ways by which the old addresses were told, where none worked.
NOBODY = "nobody"
LONGEST_EMAIL = 120
DUTCH = 31
WAY_OF = {ContactKind.PHONE: Way.SMS, ContactKind.EMAIL: Way.EMAIL}

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class ChangeState(enum.StrEnum):
    ASKED = "asked"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ContactPolicy:
    """What the corporation chose. `cooling`: how long no code and no amount goes to what is new."""

    in_chat: bool
    cooling: timedelta


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier change, or the beginning of one, by the same person."""

    kind: str
    state: ChangeState
    asked_at: datetime
    cools_until: datetime | None = None
    undone_at: datetime | None = None


class Hindrance(enum.StrEnum):
    """Why a person has to do it."""

    TOO_OFTEN = "too_often"
    STILL_COOLING = "still_cooling"
    WAS_UNDONE = "was_undone"


def hindrance(kind: ContactKind, earlier: Iterable[Earlier], now: datetime) -> Hindrance | None:
    """What stands in the way of (another) change of this kind; None when nothing does."""
    known = list(earlier)
    if any(one.undone_at is not None and now - one.undone_at < UNDO_WITHIN for one in known):
        return Hindrance.WAS_UNDONE
    cooling = [one.cools_until for one in known if one.kind == kind and one.state is ChangeState.DONE]
    if any(until is not None and until > now for until in cooling):
        return Hindrance.STILL_COOLING
    if sum(now - one.asked_at < DAY for one in known) >= MOST_A_DAY:
        return Hindrance.TOO_OFTEN
    return None


def plain(kind: ContactKind, typed: str) -> str | None:
    """The address as it is kept (E.164, or lower case); None for what is none."""
    return _number(typed) if kind is ContactKind.PHONE else _email(typed)


def _number(typed: str) -> str | None:
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(typed: str) -> str | None:
    address = typed.strip().lower()
    fits = len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) and ".." not in address
    return address if fits and not address.startswith(".") and ".@" not in address else None


def gets_sms(value: str) -> bool:
    """Whether an SMS can be read at this telephone number."""
    try:
        number = phonenumbers.parse(value, "NL")
    except phonenumbers.NumberParseException:
        return False
    if number.country_code == DUTCH:
        return str(number.national_number).startswith("6")
    return phonenumbers.number_type(number) is not phonenumbers.PhoneNumberType.FIXED_LINE


def masked(kind: ContactKind, value: str) -> str:
    """Enough to know it by for who has it: `+31 6 •••••• 12`, `k•••@example.nl`."""
    if kind is ContactKind.EMAIL:
        name, _, domain = value.partition("@")
        return f"{name[:1]}•••@{domain}"
    return f"{value[:4]} •••••• {value[-2:]}"
