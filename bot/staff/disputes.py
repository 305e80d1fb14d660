"""Disputes for the desk: which wait for a person, those of one tenant, and as lines of the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.disputes import Dispute, DisputeKind, DisputeOutcome
from bot.arrangements.news import TenantNews
from bot.database.engine import Database
from bot.staff.models import Staff
from bot.staff.timeline import Moment
from bot.staff.words import DISPUTE_OUTCOMES
from bot.tenancy.models import Contract, Stage

PAGE = 25
OPENED = {DisputeKind.PAID: "Huurder zegt: al betaald.", DisputeKind.AMOUNT: "Huurder zegt: het bedrag klopt niet."}


@dataclass(frozen=True)
class DisputeRow:
    """`paid_cents` and `paid_on`: what the tenant told of a payment, as far as told. `told_at`: when they heard."""

    id: UUID
    contract_id: UUID
    number: str
    stage: Stage
    kind: DisputeKind
    said: str
    paid_on: date | None
    paid_cents: int | None
    opened_at: datetime
    conversation_id: UUID | None
    closed_at: datetime | None
    closed_by: str | None
    outcome: DisputeOutcome | None
    finding: str
    told_at: datetime | None


@dataclass(frozen=True)
class DisputePage:
    rows: Sequence[DisputeRow]
    total: int
    #: Counts from 1.
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


class DisputeLists:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, page: int) -> DisputePage:
        """Those that nobody has settled, the oldest first: meanwhile nobody is reminded."""
        opened = Dispute.closed_at.is_(None)
        async with self._database.reading() as session:
            total = await session.scalar(select(func.count()).select_from(Dispute).where(opened)) or 0
            page = max(1, min(page, -(-total // PAGE)))
            statement = _ROWS.where(opened).order_by(Dispute.opened_at, Dispute.id)
            rows = (await session.execute(statement.limit(PAGE).offset((page - 1) * PAGE))).all()
        return DisputePage([_row(*row) for row in rows], total, page)

    async def of_contract(self, contract_id: UUID) -> Sequence[DisputeRow]:
        """The open one first, then the newest."""
        order = (Dispute.closed_at.is_not(None), Dispute.opened_at.desc())
        async with self._database.reading() as session:
            rows = (await session.execute(_ROWS.where(Dispute.contract_id == contract_id).order_by(*order))).all()
        return [_row(*row) for row in rows]

    async def of(self, dispute_id: UUID) -> DisputeRow | None:
        async with self._database.reading() as session:
            found = (await session.execute(_ROWS.where(Dispute.id == dispute_id))).one_or_none()
        return _row(*found) if found else None


_ROWS = (
    select(Dispute, Contract.number, Contract.stage, Staff.name, TenantNews.told_at)
    .join(Contract, Contract.id == Dispute.contract_id)
    .outerjoin(Staff, Staff.id == Dispute.staff_id)
    .outerjoin(TenantNews, TenantNews.dispute_id == Dispute.id)
)


def _row(dispute: Dispute, number: str, stage: Stage, by: str | None, told_at: datetime | None) -> DisputeRow:
    same = ("id", "contract_id", "kind", "said", "paid_on", "paid_cents", "opened_at", "conversation_id", "closed_at")
    values = {name: getattr(dispute, name) for name in (*same, "outcome", "finding")}
    return DisputeRow(number=number, stage=stage, closed_by=by, told_at=told_at, **values)


class RecordedDisputes:
    """The opening of each dispute, and what a colleague found."""

    async def moments(self, session: AsyncSession, contract_id: UUID, limit: int) -> Sequence[Moment]:
        statement = (
            select(Dispute, Staff.name)
            .outerjoin(Staff, Staff.id == Dispute.staff_id)
            .where(Dispute.contract_id == contract_id)
            .order_by(Dispute.opened_at.desc())
            .limit(limit)
        )
        found: list[Moment] = []
        for dispute, by in (await session.execute(statement)).all():
            said = f"{OPENED[dispute.kind]} {dispute.said}".strip()
            found.append(Moment(dispute.opened_at, "dispute", said, conversation_id=dispute.conversation_id))
            if dispute.closed_at is not None:
                outcome = DISPUTE_OUTCOMES[dispute.outcome] if dispute.outcome else "nagekeken"
                head = "" if dispute.outcome is DisputeOutcome.WITHDRAWN else "Nagekeken: "
                told = f"{head}{outcome.lower() if head else outcome}. {dispute.finding}".strip()
                found.append(Moment(dispute.closed_at, "dispute", told, by))
        return found
