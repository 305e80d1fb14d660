"""Reading a tenancy: what is known of a contract on a day, in one question to the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.engine import Database
from bot.tenancy import rules
from bot.tenancy.models import Contract, ContractParty, EntryKind, LedgerEntry, Marker, MarkerKind, Person, Stage


@dataclass(frozen=True)
class KnownMarker:
    """A marker that stands on the contract today."""

    kind: MarkerKind
    note: str
    since: date


@dataclass(frozen=True)
class Overview:
    """A contract as it stands at the end of a day. All amounts in cents."""

    contract_id: UUID
    number: str
    #: Everybody on the contract, by surname; co-tenants each owe the whole.
    tenants: tuple[str, ...]
    address: str
    rent_cents: int
    direct_debit: bool
    started_on: date
    ended_on: date | None
    stage: Stage
    stage_since: date | None
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
    build_up: tuple[rules.Month, ...]
    markers: tuple[KnownMarker, ...]

    def is_marked(self, kind: MarkerKind) -> bool:
        return any(marker.kind is kind for marker in self.markers)


class TenancyService:
    """Read side of the tenancy records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def overview(self, contract_id: UUID, today: date) -> Overview | None:
        """How the contract stands at the end of `today`, or None when there is no such contract."""
        async with self._database.transaction() as session:
            return await overview_within(session, contract_id, today)

    async def find_contract(self, number: str) -> UUID | None:
        """The contract with this number, however zeros, spaces and dots were typed; None when not exactly one."""
        spellings = rules.number_spellings(number)
        if not spellings:
            return None
        async with self._database.transaction() as session:
            found = (await session.scalars(select(Contract.id).where(Contract.number.in_(spellings)).limit(2))).all()
        return found[0] if len(found) == 1 else None


async def overview_within(session: AsyncSession, contract_id: UUID, today: date) -> Overview | None:
    """The same, inside a transaction that is already open."""
    row = (await session.execute(_statement(contract_id, today))).one_or_none()
    return _overview(*row) if row else None


def _statement(contract_id: UUID, today: date) -> Select[tuple[Contract, Any, Any, Any]]:
    names = (
        select(_rows(Person.initials, Person.prefix, Person.surname))
        .join(ContractParty, ContractParty.person_id == Person.id)
        .where(ContractParty.contract_id == Contract.id)
    )
    bookings = select(
        _rows(LedgerEntry.external_key, cast(LedgerEntry.kind, String), LedgerEntry.amount_cents, LedgerEntry.due_on)
    ).where(LedgerEntry.contract_id == Contract.id, LedgerEntry.due_on <= today)
    markers = select(_rows(cast(Marker.kind, String), Marker.note, Marker.since)).where(
        Marker.contract_id == Contract.id,
        Marker.since <= today,
        or_(Marker.cleared_on.is_(None), Marker.cleared_on > today),
    )
    return select(Contract, names.scalar_subquery(), bookings.scalar_subquery(), markers.scalar_subquery()).where(
        Contract.id == contract_id
    )


def _rows(*columns: Any) -> ColumnElement[Any]:
    """All rows as one JSON list of lists; whole numbers stay exact."""
    return func.coalesce(func.jsonb_agg(func.jsonb_build_array(*columns)), cast([], JSONB))


def _overview(contract: Contract, names: list[Any], bookings: list[Any], markers: list[Any]) -> Overview:
    entries = [rules.Entry(key, EntryKind(kind), cents, date.fromisoformat(due)) for key, kind, cents, due in bookings]
    settled = rules.settle(entries)
    return Overview(
        contract_id=contract.id,
        number=contract.number,
        tenants=tuple(rules.full_name(*name) for name in sorted(names, key=lambda n: (n[2], n[0]))),
        address=f"{contract.street} {contract.house_number}, {contract.postcode} {contract.town}",
        rent_cents=contract.rent_cents,
        direct_debit=contract.direct_debit,
        started_on=contract.started_on,
        ended_on=contract.ended_on,
        stage=contract.stage,
        stage_since=contract.stage_since,
        balance_cents=settled.balance_cents,
        open_rent_cents=settled.open_rent_cents,
        open_costs_cents=settled.open_costs_cents,
        credit_cents=settled.credit_cents,
        oldest_open_month=settled.oldest_open_month,
        open_months=settled.open_months,
        months_in_arrears=settled.months_in_arrears(contract.rent_cents),
        last_payment=rules.last_payment(entries),
        build_up=rules.build_up(settled),
        markers=_markers(markers),
    )


def _markers(rows: list[Any]) -> tuple[KnownMarker, ...]:
    known = [KnownMarker(MarkerKind(kind), note, date.fromisoformat(since)) for kind, note, since in rows]
    return tuple(sorted(known, key=lambda marker: (marker.since, marker.kind)))
