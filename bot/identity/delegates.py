"""Somebody who may act for a tenant and is not in the corporation's file: written down together with the authorisation.

The delegate proves later to be that person, by birth date and a code to the contact that was written down here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.identity import finding
from bot.identity.authorising import Authorising, CannotAuthorise, ProofSeen
from bot.identity.models import Authorisation
from bot.staff.models import Staff
from bot.tenancy.linking import e164, full_name
from bot.tenancy.models import ContactKind, ContactPoint, ContractParty, Person


@dataclass(frozen=True)
class NewDelegate:
    """As staff wrote it down; `phone` and `email` may be empty, but not both."""

    initials: str
    prefix: str
    surname: str
    born_on: date
    phone: str
    email: str


@dataclass(frozen=True)
class Granted:
    """An authorisation as the tenant's page shows it."""

    id: UUID
    delegate: str
    tenant: str
    proof_seen: ProofSeen
    note: str
    since: date
    until: date
    recorded_by: str | None
    ended: bool

    def counts(self, today: date) -> bool:
        return not self.ended and self.since <= today <= self.until


class Delegates:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, authorising: Authorising) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._authorising = authorising

    async def record(
        self,
        contract_id: UUID,
        tenant_id: UUID,
        delegate: NewDelegate,
        proof_seen: ProofSeen,
        until: date,
        staff_id: UUID,
        note: str = "",
    ) -> UUID:
        """One transaction: the person, how to reach them, and that they may act. Raises CannotAuthorise."""
        points = _contacts(delegate)
        today = in_amsterdam(self._clock()).date()
        if delegate.born_on >= today:
            raise CannotAuthorise("De geboortedatum ligt niet in het verleden.")
        async with self._database.transaction() as session:
            if not await finding.is_party(session, contract_id, tenant_id, today):
                raise CannotAuthorise("Deze huurder staat niet op deze huurovereenkomst.")
            person = Person(
                id=self._new_id(),
                initials=delegate.initials,
                prefix=delegate.prefix,
                surname=delegate.surname,
                born_on=delegate.born_on,
            )
            session.add(person)
            await session.flush()
            for kind, value in points:
                session.add(
                    ContactPoint(id=self._new_id(), person_id=person.id, kind=kind, value=value, noted_at=self._clock())
                )
            return await self._authorising.record_within(
                session,
                delegate_id=person.id,
                tenant_id=tenant_id,
                proof_seen=proof_seen,
                until=until,
                staff_id=staff_id,
                note=note,
            )

    async def end(self, contract_id: UUID, authorisation_id: UUID, staff_id: UUID) -> None:
        """Raises CannotAuthorise when it is not about somebody on this contract."""
        about = (
            select(Authorisation.id)
            .join(ContractParty, ContractParty.person_id == Authorisation.tenant_id)
            .where(Authorisation.id == authorisation_id, ContractParty.contract_id == contract_id)
        )
        async with self._database.reading() as session:
            if await session.scalar(about) is None:
                raise CannotAuthorise("Deze machtiging is er niet (meer).")
        await self._authorising.end(authorisation_id, staff_id)

    async def of(self, contract_id: UUID) -> Sequence[Granted]:
        """Every authorisation of somebody on the contract, newest first."""
        tenant, delegate = aliased(Person), aliased(Person)
        statement = (
            select(Authorisation, delegate, tenant, Staff.name)
            .join(delegate, delegate.id == Authorisation.delegate_id)
            .join(tenant, tenant.id == Authorisation.tenant_id)
            .join(ContractParty, ContractParty.person_id == Authorisation.tenant_id)
            .outerjoin(Staff, Staff.id == Authorisation.recorded_by_id)
            .where(ContractParty.contract_id == contract_id)
            .order_by(Authorisation.recorded_at.desc(), Authorisation.id)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return [
            Granted(
                a.id,
                full_name(who),
                full_name(whose),
                ProofSeen(a.proof_seen),
                a.note,
                a.since,
                a.until,
                by,
                a.ended_at is not None,
            )
            for a, who, whose, by in rows
        ]


def _contacts(delegate: NewDelegate) -> list[tuple[ContactKind, str]]:
    if not delegate.surname:
        raise CannotAuthorise("Vul de achternaam van de gemachtigde in.")
    found: list[tuple[ContactKind, str]] = []
    if delegate.phone:
        number = e164(delegate.phone)
        if number is None:
            raise CannotAuthorise("Het telefoonnummer van de gemachtigde klopt niet.")
        found.append((ContactKind.PHONE, number))
    if delegate.email:
        if "@" not in delegate.email.strip("@"):
            raise CannotAuthorise("Het e-mailadres van de gemachtigde klopt niet.")
        found.append((ContactKind.EMAIL, delegate.email))
    if not found:
        raise CannotAuthorise("Vul een telefoonnummer of e-mailadres in: daar gaat de code heen.")
    return found
