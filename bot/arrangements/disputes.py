"""Disputes: a tenant says that the amount is wrong, or was paid. Until a person has looked, nobody asks for it.

"Al betaald" is first looked up in the ledger: what is found there needs no dispute.
"""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Enum, ForeignKey, Index, Text, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.arrangements.news import News, TenantNews
from bot.arrangements.reading import lock_contract
from bot.clock import Clock
from bot.database.engine import Base, Database
from bot.database.session import NewId
from bot.tenancy.models import EntryKind, LedgerEntry

#: A bank books some days after somebody pays, and people remember a day or two wrong.
DAYS_AROUND = timedelta(days=5)
LONGEST_WORDS = 1000


class DisputeKind(enum.StrEnum):
    #: "Al betaald": with a day and an amount as far as told.
    PAID = "paid"
    #: "Klopt niet", in the tenant's own words.
    AMOUNT = "amount"


class DisputeOutcome(enum.StrEnum):
    """What a person found."""

    #: The payment is there.
    PAYMENT_FOUND = "payment_found"
    #: The amount was wrong, and is put right in the books.
    CORRECTED = "corrected"
    #: The amount is right as it stands.
    STANDS = "stands"
    #: Nobody had to look: the tenant took it back.
    WITHDRAWN = "withdrawn"


#: What a person can have found.
FINDINGS = (DisputeOutcome.PAYMENT_FOUND, DisputeOutcome.CORRECTED, DisputeOutcome.STANDS)


def _words(values: type[enum.StrEnum]) -> Enum:
    return Enum(values, native_enum=False, length=20, values_callable=lambda members: [str(m) for m in members])


class Dispute(Base):
    """One contract has at most one that is open; more words come to the same."""

    __tablename__ = "disputes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    kind: Mapped[DisputeKind] = mapped_column(_words(DisputeKind))
    said: Mapped[str] = mapped_column(Text, default="")
    paid_on: Mapped[date | None] = mapped_column(Date)
    paid_cents: Mapped[int | None] = mapped_column(BigInteger)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    outcome: Mapped[DisputeOutcome | None] = mapped_column(_words(DisputeOutcome))
    #: What the person found, in words for the tenant and for later.
    finding: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("disputes_open", "contract_id", unique=True, postgresql_where=sql("closed_at IS NULL")),
        Index("disputes_contract", "contract_id", "opened_at"),
        Index("disputes_waiting", "opened_at", postgresql_where=sql("closed_at IS NULL")),
    )


class FindingNeeded(Exception):
    """Whoever closes a dispute tells the tenant what was found."""


@dataclass(frozen=True)
class Booked:
    """A payment as the ledger has it; cents as a positive number."""

    on: date
    cents: int


class DisputeService:
    """One transaction each, but `is_open`, which looks inside the caller's."""

    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def is_open(self, session: AsyncSession, contract_id: UUID) -> bool:
        found = select(Dispute.id).where(Dispute.contract_id == contract_id, Dispute.closed_at.is_(None))
        return await session.scalar(found) is not None

    async def find_payment(self, contract_id: UUID, on: date, cents: int) -> Booked | None:
        """A payment of exactly this amount (cents) around that day, the nearest first; None when there is none."""
        statement = select(LedgerEntry.due_on, LedgerEntry.amount_cents).where(
            LedgerEntry.contract_id == contract_id,
            LedgerEntry.kind == EntryKind.PAYMENT,
            LedgerEntry.amount_cents == -cents,
            LedgerEntry.due_on.between(on - DAYS_AROUND, on + DAYS_AROUND),
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        nearest = min(rows, key=lambda row: abs(row[0] - on), default=None)
        return Booked(nearest[0], -nearest[1]) if nearest is not None else None

    async def open(
        self,
        contract_id: UUID,
        kind: DisputeKind,
        *,
        said: str,
        conversation_id: UUID | None,
        person_id: UUID | None,
        paid_on: date | None = None,
        paid_cents: int | None = None,
    ) -> UUID:
        """Open one, or add to the one that is open; its id. Raises UnknownContract."""
        async with self._database.transaction() as session:
            await lock_contract(session, contract_id)
            lying = select(Dispute).where(Dispute.contract_id == contract_id, Dispute.closed_at.is_(None))
            known = await session.scalar(lying)
            if known is not None:
                known.said = f"{known.said}\n{said}".strip()[:LONGEST_WORDS]
                known.paid_on, known.paid_cents = paid_on or known.paid_on, paid_cents or known.paid_cents
                return known.id
            fresh = Dispute(
                id=self._new_id(),
                contract_id=contract_id,
                conversation_id=conversation_id,
                person_id=person_id,
                kind=kind,
                said=said[:LONGEST_WORDS],
                paid_on=paid_on,
                paid_cents=paid_cents,
                opened_at=self._clock(),
            )
            session.add(fresh)
            return fresh.id

    async def close(
        self, dispute_id: UUID, staff_id: UUID, finding: str, outcome: DisputeOutcome = DisputeOutcome.STANDS
    ) -> bool:
        """A person has looked: the outcome, and why, which the tenant is told. From here on reminders go again.

        True for who closed it; of two at once, the other gets False and changes nothing. Raises LookupError, and
        FindingNeeded without a word for the tenant.
        """
        if not finding.strip():
            raise FindingNeeded
        async with self._database.transaction() as session:
            dispute = await session.get(Dispute, dispute_id, with_for_update=True)
            if dispute is None:
                raise LookupError(str(dispute_id))
            if dispute.closed_at is not None:
                return False
            dispute.closed_at, dispute.staff_id = self._clock(), staff_id
            dispute.outcome, dispute.finding = outcome, finding.strip()[:LONGEST_WORDS]
            session.add(
                TenantNews(
                    id=self._new_id(),
                    contract_id=dispute.contract_id,
                    kind=News.DISPUTE_CLOSED,
                    dispute_id=dispute.id,
                    conversation_id=dispute.conversation_id,
                    reason=dispute.finding,
                    left_at=self._clock(),
                )
            )
            return True

    async def withdraw(self, contract_id: UUID, conversation_id: UUID) -> bool:
        """The tenant says that the amount is right after all: what they opened in this conversation is closed.

        False where nothing is open, or what is open came from elsewhere. Raises UnknownContract.
        """
        async with self._database.transaction() as session:
            await lock_contract(session, contract_id)
            lying = select(Dispute).where(Dispute.contract_id == contract_id, Dispute.closed_at.is_(None))
            dispute = await session.scalar(lying.with_for_update())
            if dispute is None or dispute.conversation_id != conversation_id:
                return False
            dispute.closed_at, dispute.outcome = self._clock(), DisputeOutcome.WITHDRAWN
            return True

    async def find(self, dispute_id: UUID) -> Dispute:
        """Raises LookupError."""
        async with self._database.reading() as session:
            found = await session.get(Dispute, dispute_id)
        if found is None:
            raise LookupError(str(dispute_id))
        return found

    async def of_contract(self, contract_id: UUID) -> tuple[Dispute, ...]:
        """All of a contract, newest first."""
        statement = select(Dispute).where(Dispute.contract_id == contract_id).order_by(Dispute.opened_at.desc())
        async with self._database.reading() as session:
            return tuple((await session.scalars(statement)).all())
