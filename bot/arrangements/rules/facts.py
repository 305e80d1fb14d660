"""Everything a condition of a policy can ask about, and what is known of it in one case."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

#: A number, yes or no; None stands for "it never happened" (there was no earlier arrangement).
Value = int | Fraction | bool | None


class Measure(enum.StrEnum):
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"


class Fact(enum.StrEnum):
    """What a policy may make a condition of. Months are exact: half a month is half."""

    TENANCY_MONTHS = "tenancy_months"
    #: Open rent divided by the present rent.
    ARREARS_MONTHS = "arrears_months"
    ARREARS = "arrears"
    #: Since the last arrangement ended.
    MONTHS_SINCE_ARRANGEMENT = "months_since_arrangement"
    MONTHS_SINCE_BROKEN = "months_since_broken"
    MONTHS_SINCE_DEFERRAL = "months_since_deferral"
    LIVE_ARRANGEMENT = "live_arrangement"
    #: Months paid on time in a row, before the oldest that is open now.
    MONTHS_ON_TIME = "months_on_time"
    CONTRACT_ENDED = "contract_ended"
    BAILIFF = "bailiff"
    WSNP = "wsnp"
    AMICABLE_SCHEME = "amicable_scheme"
    ADMINISTRATOR = "administrator"
    DISPUTE = "dispute"
    #: Told by the tenant.
    INCOME_FELL = "income_fell"
    DEBT_ADVISER = "debt_adviser"
    PROOF_SHOWN = "proof_shown"
    #: Of the plan that lies on the table.
    TERMS = "terms"
    TOTAL = "total"
    FIRST_PAYMENT_DAYS = "first_payment_days"
    DEFERRAL_DAYS = "deferral_days"
    #: How often the agreement was changed already.
    CHANGES = "changes"


_MONEY = frozenset({Fact.ARREARS, Fact.TOTAL})
_FLAGS = frozenset(
    {
        *(Fact.LIVE_ARRANGEMENT, Fact.CONTRACT_ENDED, Fact.BAILIFF, Fact.WSNP, Fact.AMICABLE_SCHEME),
        *(Fact.ADMINISTRATOR, Fact.DISPUTE, Fact.INCOME_FELL, Fact.DEBT_ADVISER, Fact.PROOF_SHOWN),
    }
)
#: Only the tenant knows these; what is unknown here is asked.
TOLD_BY_TENANT = frozenset({Fact.INCOME_FELL, Fact.DEBT_ADVISER, Fact.PROOF_SHOWN})
#: The landlord may not have told these, and asking the tenant would be asking for an excuse: a collector looks.
TOLD_BY_LANDLORD = frozenset({Fact.TENANCY_MONTHS})
#: Known once there is a plan.
OF_PLAN = frozenset({Fact.TERMS, Fact.TOTAL, Fact.FIRST_PAYMENT_DAYS, Fact.DEFERRAL_DAYS})

Facts = Mapping[Fact, Value]
NOTHING_KNOWN: Facts = MappingProxyType({})


def measure(fact: Fact) -> Measure:
    if fact in _MONEY:
        return Measure.MONEY
    return Measure.FLAG if fact in _FLAGS else Measure.NUMBER


@dataclass(frozen=True)
class Case:
    """One contract on one day, as far as a policy asks. Amounts in cents; days without a time."""

    today: date
    #: None where no file told when the contract began; then a collector looks.
    started_on: date | None
    ended_on: date | None
    rent_cents: int
    open_rent_cents: int
    #: What an arrangement would be about: rent, and the costs where the policy covers those.
    total_cents: int
    months_on_time: int
    last_arrangement_ended_on: date | None = None
    last_broken_on: date | None = None
    last_deferral_on: date | None = None
    live: bool = False
    bailiff: bool = False
    wsnp: bool = False
    amicable_scheme: bool = False
    administrator: bool = False
    dispute: bool = False
    changes: int = 0


def facts_of(case: Case, told: Facts = NOTHING_KNOWN) -> dict[Fact, Value]:
    """All that is known; what the tenant told is laid over it, but only on what a tenant can tell."""
    known: dict[Fact, Value] = {
        Fact.ARREARS_MONTHS: Fraction(case.open_rent_cents, case.rent_cents) if case.rent_cents > 0 else Fraction(0),
        Fact.ARREARS: case.total_cents,
        Fact.MONTHS_SINCE_ARRANGEMENT: _since(case.last_arrangement_ended_on, case.today),
        Fact.MONTHS_SINCE_BROKEN: _since(case.last_broken_on, case.today),
        Fact.MONTHS_SINCE_DEFERRAL: _since(case.last_deferral_on, case.today),
        Fact.LIVE_ARRANGEMENT: case.live,
        Fact.MONTHS_ON_TIME: case.months_on_time,
        Fact.CONTRACT_ENDED: case.ended_on is not None and case.ended_on <= case.today,
        Fact.BAILIFF: case.bailiff,
        Fact.WSNP: case.wsnp,
        Fact.AMICABLE_SCHEME: case.amicable_scheme,
        Fact.ADMINISTRATOR: case.administrator,
        Fact.DISPUTE: case.dispute,
        Fact.CHANGES: case.changes,
    }
    if case.started_on is not None:
        known[Fact.TENANCY_MONTHS] = months_between(case.started_on, case.today)
    return known | {fact: value for fact, value in told.items() if fact in TOLD_BY_TENANT}


def months_between(start: date, end: date) -> Fraction:
    """Whole months and the days beyond as a part of 31; nothing when `end` is not after `start`."""
    if end <= start:
        return Fraction(0)
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= start.day:
        return months + Fraction(end.day - start.day, 31)
    # From the 31st of January to the 1st of March is a month and a day.
    return months - 1 + Fraction(min(31 - start.day + end.day, 30), 31)


def _since(day: date | None, today: date) -> Fraction | None:
    return None if day is None else months_between(day, today)


def to_json(facts: Facts) -> dict[str, int | str | bool | None]:
    """As it is kept for trying a changed policy on; fractions stay exact."""
    return {fact.value: str(value) if isinstance(value, Fraction) else value for fact, value in facts.items()}


def from_json(raw: Mapping[str, int | str | bool | None]) -> dict[Fact, Value]:
    """The reverse; facts that no policy knows any more are left out."""
    names = {fact.value for fact in Fact}
    return {
        Fact(name): Fraction(value) if isinstance(value, str) else value for name, value in raw.items() if name in names
    }
