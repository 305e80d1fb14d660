"""Reading a tenancy: what is known of a contract on a day, in one question to the database."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.engine import Database
from bot.tenancy import rules
from bot.tenancy.debts import Debt, KnownMarker, Step, debt_of
from bot.tenancy.importing.models import ImportQuestion, QuestionKind
from bot.tenancy.models import Contract, ContractParty, EntryKind, LedgerEntry, Marker, MarkerKind, Person

#: Questions whose answer may change what is owed.
ABOUT_MONEY = (QuestionKind.BOOKING_GONE, QuestionKind.CONTRACT_GONE, QuestionKind.BOOKING_BACK)


@dataclass(frozen=True)
class Overview(Debt):
    """The same with the tenancy itself: names and address, for who may see them."""

    number: str
    #: Everybody on the contract, by surname; co-tenants each owe the whole.
    tenants: tuple[str, ...]
    address: str
    #: Cents a month.
    rent_cents: int
    direct_debit: bool
    #: None when no file told.
    started_on: date | None
    ended_on: date | None
    #: End of the last payment arrangement that the other system knows of.
    arrangement_ended_on: date | None


@dataclass(frozen=True)
class Party:
    """Somebody on a contract."""

    person_id: UUID
    name: str
    born_on: date | None
    language: str


class TenancyService:
    """Read side of the tenancy records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def overview(self, contract_id: UUID, today: date) -> Overview | None:
        """How the contract stands at the end of `today`, or None when there is no such contract."""
        async with self._database.transaction() as session:
            return await overview_within(session, contract_id, today)

    async def debt(self, contract_id: UUID, today: date) -> Debt | None:
        """What is owed at the end of `today` and how that came about, without a name or an address in it."""
        return await self.overview(contract_id, today)

    async def parties(self, contract_id: UUID, today: date) -> tuple[Party, ...]:
        """Who is on the contract that day, by surname. Who left, or was never on it, learns nothing of it."""
        statement = (
            select(Person)
            .join(ContractParty, ContractParty.person_id == Person.id)
            .where(ContractParty.contract_id == contract_id, ContractParty.on_it(today))
            .order_by(Person.surname, Person.initials, Person.id)
        )
        async with self._database.reading() as session:
            people = (await session.scalars(statement)).all()
        return tuple(
            Party(p.id, rules.full_name(p.initials, p.prefix, p.surname), p.born_on, p.language) for p in people
        )

    async def contracts_of(self, person_id: UUID, today: date) -> tuple[UUID, ...]:
        """The contracts that somebody is on that day, by number; also ended ones, on which money may still be owed."""
        statement = (
            select(Contract.id)
            .join(ContractParty, ContractParty.contract_id == Contract.id)
            .where(ContractParty.person_id == person_id, ContractParty.on_it(today))
            .order_by(Contract.number)
        )
        async with self._database.reading() as session:
            return tuple((await session.scalars(statement)).all())

    async def find_contract(self, number: str) -> UUID | None:
        """The contract with this number, however zeros, spaces and dots were typed; None when not exactly one.

        A debtor number will do too, when it is of one person on one contract and no contract has that number.
        """
        spellings = rules.number_spellings(number)
        if not spellings:
            return None
        by_contract = select(Contract.id).where(Contract.number.in_(spellings)).limit(2)
        by_debtor = (
            select(ContractParty.contract_id)
            .join(Person, Person.id == ContractParty.person_id)
            .where(Person.external_key.in_(spellings), ContractParty.until.is_(None))
            .limit(2)
        )
        async with self._database.reading() as session:
            found = (await session.scalars(by_contract)).all() or (await session.scalars(by_debtor)).all()
        return found[0] if len(found) == 1 else None


async def overview_within(session: AsyncSession, contract_id: UUID, today: date) -> Overview | None:
    """The same, inside a transaction that is already open."""
    row = (await session.execute(_statement(contract_id, today))).one_or_none()
    return _overview(*row) if row else None


def _statement(contract_id: UUID, today: date) -> Select[tuple[Contract, Any, Any, Any, Any]]:
    names = (
        select(_rows(Person.initials, Person.prefix, Person.surname))
        .join(ContractParty, ContractParty.person_id == Person.id)
        .where(ContractParty.contract_id == Contract.id, ContractParty.on_it(today))
    )
    booking = LedgerEntry
    bookings = select(
        _rows(booking.external_key, cast(booking.kind, String), booking.amount_cents, booking.due_on, booking.reference)
    ).where(booking.contract_id == Contract.id, booking.due_on <= today)
    markers = select(_rows(cast(Marker.kind, String), Marker.note, Marker.since)).where(
        Marker.contract_id == Contract.id,
        Marker.since <= today,
        or_(Marker.cleared_on.is_(None), Marker.cleared_on > today),
    )
    doubts = select(func.count()).where(
        ImportQuestion.contract_id == Contract.id,
        ImportQuestion.answered_at.is_(None),
        ImportQuestion.kind.in_(ABOUT_MONEY),
    )
    parts = (names, bookings, markers, doubts)
    return select(Contract, *(part.scalar_subquery() for part in parts)).where(Contract.id == contract_id)


def _rows(*columns: Any) -> ColumnElement[Any]:
    """All rows as one JSON list of lists; whole numbers stay exact."""
    return func.coalesce(func.jsonb_agg(func.jsonb_build_array(*columns)), cast([], JSONB))


def _overview(contract: Contract, names: list[Any], bookings: list[Any], markers: list[Any], doubts: int) -> Overview:
    entries = [
        rules.Entry(key, EntryKind(kind), cents, date.fromisoformat(due), reference)
        for key, kind, cents, due, reference in bookings
    ]
    known = [KnownMarker(MarkerKind(kind), note, date.fromisoformat(since)) for kind, note, since in markers]
    step = Step(contract.stage, contract.stage_since)
    debt = debt_of(contract.id, entries, contract.rent_cents, step, known, in_doubt=doubts > 0)
    return Overview(
        **{field.name: getattr(debt, field.name) for field in fields(Debt)},
        number=contract.number,
        tenants=tuple(rules.full_name(*name) for name in sorted(names, key=lambda n: (n[2], n[0]))),
        address=f"{contract.street} {contract.house_number}, {contract.postcode} {contract.town}",
        rent_cents=contract.rent_cents,
        direct_debit=contract.direct_debit,
        started_on=contract.started_on,
        ended_on=contract.ended_on,
        arrangement_ended_on=contract.arrangement_ended_on,
    )
