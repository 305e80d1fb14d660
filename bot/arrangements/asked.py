"""Since when a tenant knows our question about a missed instalment, or a person knows that we could not ask it.

Nothing ends by itself before that: a question that still waits somewhere was not asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.begun import BegunMessage
from bot.arrangements.models import AgreementNudge
from bot.arrangements.rules.guarding import Nudge
from bot.clock import in_amsterdam
from bot.conversation.models import Message, State

#: Gone out as far as we know; some channels tell no more than that.
GONE_OUT = frozenset({State.SENT, State.DELIVERED, State.READ})


async def asked(session: AsyncSession, agreement_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[int, date]]:
    """Per agreement and instalment the first day (Dutch time) on which that was so; without those that were not."""
    nudge, begun = AgreementNudge, BegunMessage
    statement = (
        select(nudge.agreement_id, nudge.number, nudge.at, begun.settled_at, Message.state)
        .outerjoin(
            begun,
            and_(begun.agreement_id == nudge.agreement_id, begun.number == nudge.number, begun.nudge == nudge.nudge),
        )
        .outerjoin(Message, Message.id == begun.message_id)
        .where(nudge.agreement_id.in_(agreement_ids), nudge.nudge.in_([Nudge.QUESTION, Nudge.PERSON]))
    )
    found: dict[UUID, dict[int, date]] = {one: {} for one in agreement_ids}
    for agreement_id, number, at, settled_at, state in await session.execute(statement):
        moment = _since(at, settled_at, state)
        if moment is not None:
            day, known = in_amsterdam(moment).date(), found[agreement_id]
            known[number] = min(day, known.get(number, day))
    return found


def _since(at: datetime, settled_at: datetime | None, state: State | None) -> datetime | None:
    """Without a state it went by post or to a person; what a chat did not bring counts from where it went instead."""
    return at if state is None or state in GONE_OUT else settled_at
