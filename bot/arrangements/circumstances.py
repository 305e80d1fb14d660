"""What happens around an agreement that runs: the contract ended, somebody else came to manage the tenant's money.

An import or a colleague records such a thing elsewhere. Whether the agreement goes on is for a person to decide: it
becomes a task, once, and until that is done nothing is said to the tenant of ourselves and nothing ends by itself.
"""

import enum
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Kept
from bot.arrangements.ground import Ground
from bot.arrangements.models import Agreement, AgreementEvent, EventKind, Subject
from bot.arrangements.rules.life import LIVE
from bot.tenancy.models import Contract, Marker, MarkerKind


class Circumstance(enum.StrEnum):
    CONTRACT_ENDED = "contract_ended"
    ADMINISTRATOR = "administrator"
    DEBT_SCHEME = "debt_scheme"


#: What the desk reads.
TASKS = {
    Circumstance.CONTRACT_ENDED: "Het huurcontract is voorbij en deze afspraak loopt nog. Beslis of die doorgaat.",
    Circumstance.ADMINISTRATOR: "Er is een bewindvoerder en deze afspraak loopt nog. Overleg met de bewindvoerder.",
    Circumstance.DEBT_SCHEME: "Er loopt een schuldregeling en deze afspraak loopt nog. Overleg met de schuldhulp.",
}
_OF_MARKER = {
    MarkerKind.ADMINISTRATOR: Circumstance.ADMINISTRATOR,
    MarkerKind.WSNP: Circumstance.DEBT_SCHEME,
    MarkerKind.AMICABLE_SCHEME: Circumstance.DEBT_SCHEME,
}
_NAMED = AgreementEvent.detail["circumstance"].astext


async def take_up(ground: Ground) -> int:
    """A task for what is new around every agreement about a debt that runs; how many. Twice is once."""
    async with ground.database.reading() as session:
        found = await _new(session, ground.today)
    taken = 0
    for agreement_id, circumstance in found:
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            taken += await _ask(session, ground, kept, circumstance)
    return taken


async def waits(session: AsyncSession, agreement_id: UUID) -> bool:
    """Whether a person has yet to look at what happened around it, whatever else there is to do about it by now."""
    event = AgreementEvent
    asked = func.max(event.number).filter(event.kind == EventKind.TASK, _NAMED.is_not(None))
    done = func.max(event.number).filter(event.kind == EventKind.TASK_DONE)
    statement = select(asked > func.coalesce(done, 0)).where(event.agreement_id == agreement_id)
    return bool(await session.scalar(statement))


async def _new(session: AsyncSession, today: date) -> Sequence[tuple[UUID, Circumstance]]:
    runs = (Agreement.state.in_(list(LIVE)), Agreement.subject == Subject.DEBT)
    ended = (
        select(Agreement.id, literal(Circumstance.CONTRACT_ENDED.value).label("circumstance"))
        .join(Contract, Contract.id == Agreement.contract_id)
        .where(*runs, Contract.ended_on <= today)
    )
    named = case(*((Marker.kind == kind, literal(what.value)) for kind, what in _OF_MARKER.items()))
    marked = (
        select(Agreement.id, named.label("circumstance"))
        .join(Marker, Marker.contract_id == Agreement.contract_id)
        .where(
            *runs,
            Marker.kind.in_(list(_OF_MARKER)),
            Marker.since <= today,
            or_(Marker.cleared_on.is_(None), Marker.cleared_on > today),
        )
    )
    around = union_all(ended, marked).subquery()
    known = select(AgreementEvent.id).where(
        and_(AgreementEvent.agreement_id == around.c.id, AgreementEvent.kind == EventKind.TASK),
        around.c.circumstance == _NAMED,
    )
    rows = await session.execute(select(around).where(~known.exists()).distinct().order_by(around.c.id))
    return [(agreement_id, Circumstance(name)) for agreement_id, name in rows]


async def _ask(session: AsyncSession, ground: Ground, kept: Kept, circumstance: Circumstance) -> bool:
    """With its row held: of two rounds at once the second sees that it was done."""
    event = AgreementEvent
    known = select(event.id).where(
        event.agreement_id == kept.row.id, event.kind == EventKind.TASK, circumstance.value == _NAMED
    )
    if kept.life.state not in LIVE or await session.scalar(known.limit(1)) is not None:
        return False
    why = TASKS[circumstance]
    await ground.book.ask_person(session, kept, why, ground.clock(), circumstance=circumstance.value)
    return True
