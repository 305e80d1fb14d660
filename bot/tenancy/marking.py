"""Markers at the desk: setting what forbids or changes collecting, and clearing it with a note. Never overwritten."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.staff.models import Staff
from bot.tenancy.models import Contract, Marker, MarkerKind

LONGEST_NOTE = 500


class CannotMark(Exception):
    """It cannot be done (any more); the text says why, in Dutch."""


@dataclass(frozen=True)
class Marked:
    """A marker with the colleagues behind it; no name where a file set or cleared it."""

    id: UUID
    kind: MarkerKind
    note: str
    since: date
    set_by: str | None
    cleared_on: date | None
    cleared_by: str | None
    cleared_note: str
    imported: bool

    def stands(self, today: date) -> bool:
        return self.cleared_on is None or self.cleared_on > today


class Marking:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    @property
    def _today(self) -> date:
        return in_amsterdam(self._clock()).date()

    async def of(self, contract_id: UUID) -> tuple[Marked, ...]:
        """All markers of a contract, those that stand first, then the newest."""
        setter, clearer = Staff.__table__.alias("setter"), Staff.__table__.alias("clearer")
        statement = (
            select(Marker, setter.c.name, clearer.c.name)
            .outerjoin(setter, setter.c.id == Marker.set_by_id)
            .outerjoin(clearer, clearer.c.id == Marker.cleared_by_id)
            .where(Marker.contract_id == contract_id)
            .order_by(Marker.cleared_on.is_not(None), Marker.since.desc(), Marker.id)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return tuple(
            Marked(m.id, m.kind, m.note, m.since, by, m.cleared_on, cleared, m.cleared_note, m.imported)
            for m, by, cleared in rows
        )

    async def set(self, contract_id: UUID, kind: MarkerKind, note: str, staff_id: UUID) -> UUID:
        """From today on. Raises CannotMark, also when the same kind stands already: of two at once, one sets it."""
        async with self._database.transaction() as session:
            held = select(Contract.id).where(Contract.id == contract_id).with_for_update(key_share=True)
            if await session.scalar(held) is None:
                raise CannotMark("Deze huurovereenkomst staat niet (meer) in het bestand.")
            same = await session.scalar(
                select(Marker)
                .where(Marker.contract_id == contract_id, Marker.kind == kind)
                .where(or_(Marker.cleared_on.is_(None), Marker.cleared_on > self._today))
                .limit(1)
            )
            if same is not None:
                raise CannotMark(
                    f"Dit staat er al. {await _name(session, same.set_by_id, 'Een bestand')} zette het erop."
                )
            made = Marker(
                id=self._new_id(),
                contract_id=contract_id,
                kind=kind,
                note=note.strip()[:LONGEST_NOTE],
                since=self._today,
                set_by_id=staff_id,
            )
            session.add(made)
        return made.id

    async def clear(self, contract_id: UUID, marker_id: UUID, note: str, staff_id: UUID) -> None:
        """From today on it counts no more. Raises CannotMark: without a note, or when a colleague was first."""
        if not note.strip():
            raise CannotMark("Schrijf erbij waarom dit niet meer geldt.")
        async with self._database.transaction() as session:
            marker = await session.get(Marker, marker_id, with_for_update=True)
            if marker is None or marker.contract_id != contract_id:
                raise CannotMark("Deze bijzonderheid is er niet (meer).")
            if marker.cleared_on is not None:
                raise CannotMark(f"{await _name(session, marker.cleared_by_id, 'Een bestand')} haalde dit er al af.")
            marker.cleared_on, marker.cleared_by_id = self._today, staff_id
            marker.cleared_note = note.strip()[:LONGEST_NOTE]


async def _name(session: AsyncSession, staff_id: UUID | None, otherwise: str) -> str:
    if staff_id is None:
        return otherwise
    return await session.scalar(select(Staff.name).where(Staff.id == staff_id)) or "Een collega"
