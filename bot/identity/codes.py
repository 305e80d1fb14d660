"""One-time codes: made, replaced, checked, closed. Stored as a digest under the server's secret, never readably."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.session import NewId
from bot.identity import rules
from bot.identity.models import IdentityCode, IdentitySession
from bot.identity.rules import Way

Verdict = Literal["right", "wrong", "expired", "used_up", "none"]


class Codes:
    def __init__(self, key: bytes, new_id: NewId, number_below: Callable[[int], int]) -> None:
        self._key = key
        self._new_id = new_id
        self._number_below = number_below

    def digest(self, conversation_id: UUID, digits: str) -> str:
        """The conversation is part of it: a code works nowhere else."""
        return rules.digest(self._key, "code", conversation_id.hex, digits)

    async def make(self, session: AsyncSession, row: IdentitySession, way: Way | None, now: datetime) -> str:
        """A new code in place of an open one. `way` None: it goes to nobody, and opens nothing."""
        await self.close(session, row, now)
        digits = rules.code_from(self._number_below(10**rules.CODE_DIGITS))
        session.add(
            IdentityCode(
                id=self._new_id(),
                conversation_id=row.conversation_id,
                code_hash=self.digest(row.conversation_id, digits),
                person_id=row.claimed_person_id if way else None,
                way=way,
                created_at=now,
                expires_at=now + rules.CODE_LIVES,
                tries=0,
            )
        )
        return digits

    async def close(self, session: AsyncSession, row: IdentitySession, now: datetime) -> None:
        await session.execute(
            update(IdentityCode)
            .where(IdentityCode.conversation_id == row.conversation_id, IdentityCode.closed_at.is_(None))
            .values(closed_at=now)
        )
        row.code_until = None

    async def check(self, session: AsyncSession, row: IdentitySession, given: str, now: datetime) -> Verdict:
        """Whether this opens the open code; the caller holds the lock on the conversation's row."""
        code = await session.scalar(
            select(IdentityCode)
            .where(IdentityCode.conversation_id == row.conversation_id, IdentityCode.closed_at.is_(None))
            .with_for_update()
        )
        if code is None:
            return "none"
        if now >= code.expires_at:
            code.closed_at, row.code_until = now, None
            return "expired"
        matches = rules.same(code.code_hash, given)
        sent = code.way is not None and code.person_id is not None and code.person_id == row.claimed_person_id
        if matches and sent:
            code.closed_at = code.used_at = now
            row.code_until = None
            return "right"
        code.tries += 1
        if code.tries < rules.CODE_TRIES:
            return "wrong"
        code.closed_at, row.code_until = now, None
        return "used_up"

    async def way_used(self, session: AsyncSession, row: IdentitySession) -> Way | None:
        """How the last right code reached this person."""
        way = await session.scalar(
            select(IdentityCode.way)
            .where(IdentityCode.conversation_id == row.conversation_id, IdentityCode.used_at.is_not(None))
            .order_by(IdentityCode.used_at.desc())
            .limit(1)
        )
        return Way(way) if way else None
