"""Looking up tenants. Whatever is shown of whom is written down first: who looked, when, and by what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.staff.models import Staff, TenantRead
from bot.staff.seeking import Sought, sought
from bot.tenancy.linking import full_name
from bot.tenancy.models import ContactKind, ContactPoint, Contract, ContractParty, Person, Stage

PAGE = 25
RECENT_READERS = 5


@dataclass(frozen=True)
class FoundTenant:
    contract_id: UUID
    number: str
    names: tuple[str, ...]
    address: str
    stage: Stage
    ended_on: date | None


@dataclass(frozen=True)
class FoundPage:
    rows: Sequence[FoundTenant]
    total: int
    #: Counts from 1.
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


class TenantFinder:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def find(self, text: str, page: int, staff_id: UUID) -> FoundPage | None:
        """The contracts that fit, by number; None when the words are too little to look for."""
        wanted = sought(text)
        if wanted is None:
            return None
        async with self._database.transaction() as session:
            where = _where(wanted)
            total = await session.scalar(select(func.count()).select_from(Contract).where(where)) or 0
            page = max(1, min(page, -(-total // PAGE)))
            statement = select(Contract).where(where).order_by(Contract.number).limit(PAGE).offset((page - 1) * PAGE)
            contracts = (await session.scalars(statement)).all()
            names = await self._names(session, [c.id for c in contracts])
            await self._note(session, staff_id, wanted.by, [c.id for c in contracts])
        return FoundPage([_row(c, names.get(c.id, ())) for c in contracts], total, page)

    async def of_person(self, person_id: UUID, staff_id: UUID) -> Sequence[FoundTenant]:
        """The contracts that somebody is or was on, newest first."""
        statement = (
            select(Contract)
            .join(ContractParty, ContractParty.contract_id == Contract.id)
            .where(ContractParty.person_id == person_id)
            .order_by(ContractParty.until.is_not(None), ContractParty.since.desc(), Contract.number)
            .limit(PAGE)
        )
        async with self._database.transaction() as session:
            contracts = (await session.scalars(statement)).all()
            names = await self._names(session, [c.id for c in contracts])
            await self._note(session, staff_id, "conversation", [c.id for c in contracts])
        return [_row(c, names.get(c.id, ())) for c in contracts]

    async def note_reading(self, contract_id: UUID, staff_id: UUID, purpose: str) -> None:
        async with self._database.transaction() as session:
            await self._note(session, staff_id, purpose, [contract_id])

    async def readers(self, contract_id: UUID, staff_id: UUID) -> Sequence[tuple[str, datetime]]:
        """Colleagues who opened this tenant's page, the last first."""
        latest = func.max(TenantRead.at)
        statement = (
            select(Staff.name, latest)
            .join(Staff, Staff.id == TenantRead.staff_id)
            .where(TenantRead.contract_id == contract_id, TenantRead.staff_id != staff_id)
            .where(TenantRead.purpose == "page")
            .group_by(Staff.id)
            .order_by(latest.desc())
            .limit(RECENT_READERS)
        )
        async with self._database.reading() as session:
            return [(name, at) for name, at in (await session.execute(statement)).all()]

    async def _note(self, session: AsyncSession, staff_id: UUID, purpose: str, shown: Sequence[UUID]) -> None:
        contracts: Sequence[UUID | None] = shown or [None]
        rows = [
            {"id": self._new_id(), "staff_id": staff_id, "contract_id": one, "at": self._clock(), "purpose": purpose}
            for one in contracts
        ]
        await session.execute(insert(TenantRead), rows, execution_options={"render_nulls": True})

    async def _names(self, session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
        """Who is on each of the contracts today; on one that nobody is on any more, who was."""
        today = in_amsterdam(self._clock()).date()
        statement = (
            select(ContractParty.contract_id, ContractParty.until, Person)
            .join(Person, Person.id == ContractParty.person_id)
            .where(ContractParty.contract_id.in_(ids))
            .order_by(Person.surname, Person.initials)
        )
        now: dict[UUID, list[str]] = {}
        ever: dict[UUID, list[str]] = {}
        for contract_id, until, person in (await session.execute(statement)).all():
            ever.setdefault(contract_id, []).append(full_name(person))
            if until is None or until > today:
                now.setdefault(contract_id, []).append(full_name(person))
        return {one: tuple(now.get(one, names)) for one, names in ever.items()}


def _where(wanted: Sought) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [false()]
    if wanted.numbers:
        found.append(Contract.number.in_(wanted.numbers))
        found.append(Contract.id.in_(_of_people(Person.external_key.in_(wanted.numbers))))
    if wanted.phone:
        with_phone = select(ContactPoint.person_id).where(
            ContactPoint.kind == ContactKind.PHONE, ContactPoint.value == wanted.phone
        )
        found.append(Contract.id.in_(_of_people(Person.id.in_(with_phone))))
    if wanted.postcode:
        home = Contract.postcode == wanted.postcode
        if wanted.house_number:
            typed = func.lower(func.regexp_replace(Contract.house_number, r"[\s/-]", "", "g"))
            home = and_(home, typed == wanted.house_number)
        found.append(home)
    if wanted.names:
        found.append(Contract.id.in_(_of_people(or_(*(_named(*name) for name in wanted.names)))))
    return or_(*found)


def _named(prefix: str, surname: str) -> ColumnElement[bool]:
    begins = func.lower(Person.surname).startswith(surname, autoescape=True)
    return and_(begins, func.lower(Person.prefix) == prefix) if prefix else begins


def _of_people(which: ColumnElement[bool]) -> Select[UUID]:
    return select(ContractParty.contract_id).join(Person, Person.id == ContractParty.person_id).where(which)


def _row(contract: Contract, names: tuple[str, ...]) -> FoundTenant:
    address = f"{contract.street} {contract.house_number}, {contract.postcode} {contract.town}"
    return FoundTenant(contract.id, contract.number, names, address, contract.stage, contract.ended_on)
