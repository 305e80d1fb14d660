"""What was disputed about a contract, as lines of the tenant's timeline."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.disputes import Dispute, DisputeKind
from bot.staff.timeline import Moment

OPENED = {DisputeKind.PAID: "Huurder zegt: al betaald.", DisputeKind.AMOUNT: "Huurder zegt: het bedrag klopt niet."}
CLOSED = "Nagekeken."


class RecordedDisputes:
    """The opening of each dispute, and what a colleague found."""

    async def moments(self, session: AsyncSession, contract_id: UUID, limit: int) -> Sequence[Moment]:
        statement = (
            select(Dispute).where(Dispute.contract_id == contract_id).order_by(Dispute.opened_at.desc()).limit(limit)
        )
        found: list[Moment] = []
        for dispute in (await session.scalars(statement)).all():
            said = f"{OPENED[dispute.kind]} {dispute.said}".strip()
            found.append(Moment(dispute.opened_at, "dispute", said, conversation_id=dispute.conversation_id))
            if dispute.closed_at is not None:
                found.append(Moment(dispute.closed_at, "dispute", f"{CLOSED} {dispute.finding}".strip()))
        return found
