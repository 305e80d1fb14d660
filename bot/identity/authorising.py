"""Who may act for whom: written down by staff who saw the proof, with an end; ended early when it is over."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.identity.models import Authorisation
from bot.tenancy.models import Person

#: No authorisation counts longer without somebody looking again.
LONGEST = timedelta(days=366)


class ProofSeen(enum.StrEnum):
    """What staff saw or heard. The Dutch words stand in PROOF_WORDS."""

    MANDATE = "mandate"
    COURT_ORDER = "court_order"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"


PROOF_WORDS = {
    ProofSeen.MANDATE: "Machtiging met handtekening gezien",
    ProofSeen.COURT_ORDER: "Beschikking van de rechter gezien",
    ProofSeen.IN_PERSON: "Huurder zei het zelf, aan de balie",
    ProofSeen.BY_PHONE: "Huurder zei het zelf, teruggebeld op het nummer in het dossier",
}


class CannotAuthorise(Exception):
    """It cannot be written down; the text says why, in Dutch."""


@dataclass(frozen=True)
class Authorised:
    id: UUID
    delegate_id: UUID
    tenant_id: UUID
    proof_seen: ProofSeen
    since: date
    until: date


class Authorising:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def record(
        self, *, delegate_id: UUID, tenant_id: UUID, proof_seen: ProofSeen, until: date, staff_id: UUID, note: str = ""
    ) -> UUID:
        """From today up to and including `until`. Raises CannotAuthorise."""
        async with self._database.transaction() as session:
            return await self.record_within(
                session,
                delegate_id=delegate_id,
                tenant_id=tenant_id,
                proof_seen=proof_seen,
                until=until,
                staff_id=staff_id,
                note=note,
            )

    async def record_within(
        self,
        session: AsyncSession,
        *,
        delegate_id: UUID,
        tenant_id: UUID,
        proof_seen: ProofSeen,
        until: date,
        staff_id: UUID,
        note: str = "",
    ) -> UUID:
        """The same, in the caller's transaction."""
        today = in_amsterdam(self._clock()).date()
        if delegate_id == tenant_id:
            raise CannotAuthorise("Iemand kan niet zichzelf machtigen.")
        if not today <= until <= today + LONGEST:
            raise CannotAuthorise("Kies een einddatum, hoogstens een jaar vooruit.")
        delegate = await session.get(Person, delegate_id)
        tenant = await session.get(Person, tenant_id)
        if delegate is None or tenant is None:
            raise CannotAuthorise("Deze persoon staat niet (meer) in het bestand.")
        if delegate.born_on is None:
            raise CannotAuthorise("Vul eerst de geboortedatum van de gemachtigde in: daarmee bewijst die wie hij is.")
        made = Authorisation(
            id=self._new_id(),
            delegate_id=delegate_id,
            tenant_id=tenant_id,
            proof_seen=proof_seen,
            note=note[:500],
            since=today,
            until=until,
            recorded_at=self._clock(),
            recorded_by_id=staff_id,
        )
        session.add(made)
        return made.id

    async def end(self, authorisation_id: UUID, staff_id: UUID) -> None:
        """From this moment on it counts no more, also in conversations that are going on. Ending twice is harmless."""
        async with self._database.transaction() as session:
            found = await session.get(Authorisation, authorisation_id, with_for_update=True)
            if found is None:
                raise CannotAuthorise("Deze machtiging is er niet (meer).")
            if found.ended_at is None:
                found.ended_at, found.ended_by_id = self._clock(), staff_id

    async def about(self, person_id: UUID) -> Sequence[Authorised]:
        """What is in force now, in which this person acts or is acted for; newest first."""
        today = in_amsterdam(self._clock()).date()
        statement = (
            select(Authorisation)
            .where(or_(Authorisation.tenant_id == person_id, Authorisation.delegate_id == person_id))
            .where(Authorisation.ended_at.is_(None), Authorisation.since <= today, Authorisation.until >= today)
            .order_by(Authorisation.recorded_at.desc())
        )
        async with self._database.reading() as session:
            found = (await session.scalars(statement)).all()
        return [Authorised(a.id, a.delegate_id, a.tenant_id, ProofSeen(a.proof_seen), a.since, a.until) for a in found]
