"""The access log, and the tries counted by it. Everything is noted by keyed digests: no number, no code, no address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, text, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.session import NewId
from bot.identity.models import IdentityEvent
from bot.identity.rules import COUNTED, LIMITS, Level, Limit, Proof, Scope, Step, wait_until

_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
_COLUMNS = {
    Scope.NUMBER: IdentityEvent.number_key,
    Scope.CLAIM: IdentityEvent.claim_key,
    Scope.ADDRESS: IdentityEvent.address_key,
    Scope.ORIGIN: IdentityEvent.origin_key,
}
#: The limits on codes to one person, whatever numbers they are asked for with. Counted in silence: told, it would tell
#: that two numbers belong to one person.
SILENT = LIMITS[Step.SEND, Scope.CLAIM]


@dataclass(frozen=True)
class Who:
    """Where something was tried: the conversation, and the digests that tries are counted by."""

    conversation_id: UUID
    channel: str
    keys: Mapping[Scope, str] = field(default_factory=dict)

    def key(self, scope: Scope) -> str:
        return self.keys.get(scope, "")


class AccessLog:
    def __init__(self, new_id: NewId) -> None:
        self._new_id = new_id

    async def hold(self, session: AsyncSession, who: Who) -> None:
        """Tries by the same number, person or address wait for each other: together they cannot exceed a limit.

        Once a transaction, for all keys at once and in one order, so that two never block each other.
        """
        for scope, key in sorted(who.keys.items()):
            if key:
                await session.execute(_HOLD, {"key": f"identity:{scope}:{key}"})

    async def must_wait(self, session: AsyncSession, step: Step, who: Who, now: datetime) -> datetime | None:
        """When the next try may be made; None for now."""
        parts = [
            select(literal(str(scope)).label("scope"), IdentityEvent.at)
            .where(column == who.key(scope), IdentityEvent.counts, IdentityEvent.kind == str(step))
            .where(IdentityEvent.at > now - COUNTED)
            for scope, column in _COLUMNS.items()
            if who.key(scope) and (step, scope) in LIMITS
        ]
        tries: dict[Scope, list[datetime]] = {}
        for scope, at in (await session.execute(union_all(*parts))).all():
            tries.setdefault(Scope(scope), []).append(at)
        return wait_until(step, tries, now)

    async def sent_too_often(self, session: AsyncSession, person_id: UUID, now: datetime) -> bool:
        """Whether this person was sent so many codes that no more go out, from whatever conversation they are asked."""
        counts = [func.count().filter(IdentityEvent.at > now - limit.within) for limit in SILENT]
        statement = select(*counts).where(
            IdentityEvent.person_id == person_id,
            IdentityEvent.kind == str(Step.SEND),
            IdentityEvent.outcome == "sent",
            IdentityEvent.counts,
            IdentityEvent.at > now - COUNTED,
        )
        found = (await session.execute(statement)).one()
        limits: tuple[Limit, ...] = SILENT
        return any(count >= limit.most for count, limit in zip(found, limits, strict=True))

    def note(
        self,
        session: AsyncSession,
        who: Who,
        now: datetime,
        kind: str,
        outcome: str = "",
        *,
        counts: bool = False,
        person_id: UUID | None = None,
        on_behalf_of_id: UUID | None = None,
        level: Level = Level.NONE,
        proofs: frozenset[Proof] = frozenset(),
    ) -> None:
        session.add(
            IdentityEvent(
                id=self._new_id(),
                at=now,
                kind=str(kind),
                outcome=outcome,
                channel=who.channel,
                conversation_id=who.conversation_id,
                person_id=person_id,
                on_behalf_of_id=on_behalf_of_id,
                level=int(level),
                proofs=sorted(proofs),
                counts=counts,
                number_key=who.key(Scope.NUMBER),
                claim_key=who.key(Scope.CLAIM),
                address_key=who.key(Scope.ADDRESS),
                origin_key=who.key(Scope.ORIGIN),
            )
        )

    async def clear(self, session: AsyncSession, who: Who) -> None:
        """A proof followed: this conversation's tries about this number and person count no more."""
        about: list[ColumnElement[bool]] = [
            _COLUMNS[scope] == who.key(scope) for scope in (Scope.NUMBER, Scope.CLAIM) if who.key(scope)
        ]
        if about:
            await session.execute(
                update(IdentityEvent)
                .where(IdentityEvent.conversation_id == who.conversation_id, IdentityEvent.counts, or_(*about))
                .values(counts=False)
            )
