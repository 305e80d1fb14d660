"""What a tenant owes on a day and how that came about: what the chat tells, and no more. Pure; cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from bot.tenancy import rules
from bot.tenancy.models import MarkerKind, Stage


@dataclass(frozen=True)
class KnownMarker:
    """A marker that stands on the contract today."""

    kind: MarkerKind
    note: str
    since: date


@dataclass(frozen=True)
class Step:
    """How far the landlord's steps have come, and since when."""

    stage: Stage
    since: date | None


@dataclass(frozen=True)
class Debt:
    """A contract's money as it stands at the end of a day. All amounts in cents."""

    contract_id: UUID
    #: Below zero when more was paid than was due.
    balance_cents: int
    open_rent_cents: int
    open_costs_cents: int
    credit_cents: int
    #: First day of the oldest month whose rent is not fully paid.
    oldest_open_month: date | None
    #: Calendar months whose rent is not fully paid.
    open_months: int
    #: Open rent divided by the present rent, cut off at one decimal.
    months_in_arrears: Decimal
    last_payment: rules.Payment | None
    #: Every month with charges, oldest first.
    build_up: tuple[rules.Month, ...]
    stage: Stage
    stage_since: date | None
    markers: tuple[KnownMarker, ...]
    #: The last file left out something of this contract, and nobody has said yet what became of it.
    in_doubt: bool

    @property
    def open_build_up(self) -> tuple[rules.Month, ...]:
        """Only the months of which something is open; together they are what is owed."""
        return tuple(month for month in self.build_up if month.open_cents)

    def is_marked(self, kind: MarkerKind) -> bool:
        return any(marker.kind is kind for marker in self.markers)


def debt_of(
    contract_id: UUID,
    entries: Iterable[rules.Entry],
    rent_cents: int,
    step: Step,
    markers: Iterable[KnownMarker],
    *,
    in_doubt: bool,
) -> Debt:
    """From the bookings up to a day. Neither the order of the entries nor that of the markers matters."""
    known = list(entries)
    settled = rules.settle(known)
    return Debt(
        contract_id=contract_id,
        balance_cents=settled.balance_cents,
        open_rent_cents=settled.open_rent_cents,
        open_costs_cents=settled.open_costs_cents,
        credit_cents=settled.credit_cents,
        oldest_open_month=settled.oldest_open_month,
        open_months=settled.open_months,
        months_in_arrears=settled.months_in_arrears(rent_cents),
        last_payment=rules.last_payment(known),
        build_up=rules.build_up(settled),
        stage=step.stage,
        stage_since=step.since,
        markers=tuple(sorted(markers, key=lambda marker: (marker.since, marker.kind))),
        in_doubt=in_doubt,
    )
