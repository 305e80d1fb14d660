"""The most that collection may cost, exact to the cent, and what a 14-day letter must hold. Pure.

What it does not decide: whether a letter or a contract clause is valid. A lawyer or judge does that.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from bot.guidance.deadlines import NOTICE_DAYS

VAT_PERCENT = 21


@dataclass(frozen=True, slots=True)
class Band:
    """A slice of the principal and the share of it that may be asked."""

    #: Upper end of the slice in cents; None for the rest.
    up_to_cents: int | None
    #: Share in hundredths of a percent: 15 % is 1500.
    basis_points: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """One version of the statutory scale (facts `wik-staffel`, `wik-minimum`, `wik-maximum`)."""

    valid_from: date
    valid_until: date | None
    minimum_cents: int
    maximum_cents: int
    bands: tuple[Band, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """The most that may be asked, in cents, and the same where VAT may be added."""

    principal_cents: int
    maximum_cents: int
    with_vat_cents: int
    facts: tuple[str, ...]


def tariff_on(tariffs: Sequence[Tariff], day: date) -> Tariff:
    """The scale in force on a day. Raises LookupError when none is known: then nothing is computed."""
    for tariff in tariffs:
        if tariff.valid_from <= day and (tariff.valid_until is None or day <= tariff.valid_until):
            return tariff
    raise LookupError(f"no scale of collection costs for {day}")


def collection_costs(principal_cents: int, tariff: Tariff) -> Costs:
    """The most for this principal. Raises ValueError for a principal of nothing or less.

    Half cents are rounded down, in the tenant's favour: more than the scale may not be asked.
    """
    if principal_cents <= 0:
        raise ValueError("there are no collection costs without a principal")
    total, below = Fraction(0), 0
    for band in tariff.bands:
        top = principal_cents if band.up_to_cents is None else min(principal_cents, band.up_to_cents)
        total += Fraction(max(0, top - below) * band.basis_points, 10_000)
        below = max(below, top)
    cents = min(tariff.maximum_cents, max(tariff.minimum_cents, int(total)))
    return Costs(principal_cents, cents, cents * (100 + VAT_PERCENT) // 100, tariff.facts)


class Verdict(enum.StrEnum):
    """How asked costs compare with the most that may be asked."""

    WITHIN = "within"
    #: More than the scale, no more than with VAT: right only where VAT may be added.
    ONLY_WITH_VAT = "only_with_vat"
    TOO_HIGH = "too_high"


def compare(asked_cents: int, costs: Costs) -> Verdict:
    if asked_cents <= costs.maximum_cents:
        return Verdict.WITHIN
    return Verdict.ONLY_WITH_VAT if asked_cents <= costs.with_vat_cents else Verdict.TOO_HIGH


class Finding(enum.StrEnum):
    """What stands out in a 14-day letter."""

    TERM_TOO_SHORT = "term_too_short"
    TERM_ENOUGH = "term_enough"
    COSTS_NOT_NAMED = "costs_not_named"
    NOT_FREE = "not_free"
    COSTS_TOO_HIGH = "costs_too_high"
    COSTS_ONLY_WITH_VAT = "costs_only_with_vat"
    COSTS_WITHIN = "costs_within"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a tenant told of the letter; None is "not known"."""

    received: date | None = None
    pay_by: date | None = None
    free: bool | None = None
    names_costs: bool | None = None
    asked_cents: int | None = None
    principal_cents: int | None = None


def check_notice(notice: Notice, tariff: Tariff) -> tuple[Finding, ...]:
    """What can be said of the letter from what is known; silent on what is not."""
    found: list[Finding] = []
    if notice.received is not None and notice.pay_by is not None:
        enough = notice.pay_by >= notice.received + timedelta(days=NOTICE_DAYS)
        found.append(Finding.TERM_ENOUGH if enough else Finding.TERM_TOO_SHORT)
    if notice.free is False:
        found.append(Finding.NOT_FREE)
    if notice.names_costs is False:
        found.append(Finding.COSTS_NOT_NAMED)
    if notice.asked_cents is not None and notice.principal_cents is not None and notice.principal_cents > 0:
        verdict = compare(notice.asked_cents, collection_costs(notice.principal_cents, tariff))
        found.append(_FINDING_OF[verdict])
    return tuple(found)


_FINDING_OF = {
    Verdict.WITHIN: Finding.COSTS_WITHIN,
    Verdict.ONLY_WITH_VAT: Finding.COSTS_ONLY_WITH_VAT,
    Verdict.TOO_HIGH: Finding.COSTS_TOO_HIGH,
}
