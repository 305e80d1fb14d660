"""Reading what was typed in the desk's forms. Pure; nothing is guessed: what cannot be read is a problem in Dutch."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.schedule import MOST_TERMS, Wish

_AMOUNT = re.compile(r"^(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}))?$")
MOST_CENTS = 100_000_000

Choice = TypeVar("Choice", bound=enum.Enum)


class Unreadable(Exception):
    """What was typed cannot be read; the text says what to do."""


@dataclass(frozen=True)
class PlanAsked:
    """A plan as a collector wrote it down."""

    kind: Kind
    wish: Wish = Wish()
    until: date | None = None
    pay_day: int | None = None
    income_day: int | None = None


def cents_of(typed: str) -> int:
    """`50`, `50,00` and `1.250,50` in cents. Raises Unreadable, also for `50.00`, which may mean either."""
    found = _AMOUNT.match(typed.strip())
    if found is None:
        raise Unreadable("Schrijf het bedrag met een komma, bijvoorbeeld 75,00.")
    cents = int(found[1].replace(".", "")) * 100 + int(found[2] or 0)
    if not 0 < cents <= MOST_CENTS:
        raise Unreadable("Dit bedrag kan niet.")
    return cents


def day_of(typed: str) -> date:
    """A date as a browser sends it, or as people write it (3-12-2026). Raises Unreadable."""
    text = typed.strip()
    if found := re.match(r"^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 3-12-2026.") from error
    if not 1900 <= day.year <= 2200:
        raise Unreadable("Deze datum kan niet.")
    return day


def number_of(typed: str, lowest: int, highest: int, what: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and lowest <= int(text) <= highest):
        raise Unreadable(f"{what}: kies een getal van {lowest} tot en met {highest}.")
    return int(text)


def plan_of(form: Mapping[str, object]) -> PlanAsked:
    """A plan from a form. Raises Unreadable."""
    typed = {key: str(form.get(key, "")).strip() for key in ("termijnen", "bedrag", "eerste", "inkomen", "tot", "dag")}
    kind = one_of(Kind, form.get("soort"))
    if kind is Kind.DEFERRAL:
        if not typed["tot"]:
            raise Unreadable("Kies tot welke dag het uitstel loopt.")
        return PlanAsked(kind, until=day_of(typed["tot"]))
    if kind is Kind.PAY_DATE:
        return PlanAsked(kind, pay_day=number_of(typed["dag"], 1, 28, "De betaaldag"))
    if kind is None:
        raise Unreadable("Kies eerst wat je wilt voorstellen.")
    if bool(typed["termijnen"]) == bool(typed["bedrag"]):
        raise Unreadable("Vul het aantal termijnen in, óf het bedrag per maand.")
    wish = Wish(
        terms=number_of(typed["termijnen"], 1, MOST_TERMS, "Het aantal termijnen") if typed["termijnen"] else None,
        amount_cents=cents_of(typed["bedrag"]) if typed["bedrag"] else None,
        first_on=day_of(typed["eerste"]) if typed["eerste"] else None,
    )
    income = number_of(typed["inkomen"], 1, 31, "De dag van het inkomen") if typed["inkomen"] else None
    return PlanAsked(kind, wish, income_day=income)


def one_of(kinds: type[Choice], value: object) -> Choice | None:
    """The member with this value, if any."""
    return next((kind for kind in kinds if kind.value == value), None)


def page_of(typed: str | None) -> int:
    """A page number from the address; 1 for whatever is none."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) <= 6 else 1


def uuid_of(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
