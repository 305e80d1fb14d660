"""Letting go of what the identity room kept, each after its own time. In small bites, so that nobody waits for it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database.engine import Base, Database
from bot.identity.models import IdentityCode, IdentityEvent, IdentityInput
from bot.identity.rules import CODE_LIVES

BITE = 5000
#: A code tells by which way somebody was reached last; that matters for as long as a proof lasts, and no longer.
CODES_LIVE = timedelta(days=2)


class Retention:
    """`events_live`: how long the access log is kept, as the corporation chose. Any number of processes may run it."""

    called = "letting old identity events go"
    every_seconds = 3600.0

    def __init__(self, database: Database, clock: Clock, events_live: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._events_live = events_live

    async def once(self) -> int:
        """Throw away everything that is old enough; how many rows."""
        now = self._clock()
        gone = await self._let_go(IdentityEvent, IdentityEvent.at, now - self._events_live)
        gone += await self._let_go(IdentityCode, IdentityCode.expires_at, now - CODES_LIVE)
        return gone + await self._let_go(IdentityInput, IdentityInput.at, now - CODE_LIVES)

    async def _let_go(self, table: type[Base], moment: Any, before: datetime) -> int:
        """Bite by bite, the oldest first, each in a transaction of its own."""
        gone = 0
        while True:
            async with self._database.transaction() as session:
                bitten = await self._bite(session, table, moment, before)
            gone += bitten
            if bitten < BITE:
                return gone

    @staticmethod
    async def _bite(session: AsyncSession, table: type[Base], moment: Any, before: datetime) -> int:
        keys = inspect(table).primary_key
        oldest = select(*keys).where(moment < before).order_by(moment).limit(BITE).with_for_update(skip_locked=True)
        rows = (await session.execute(oldest)).all()
        if not rows:
            return 0
        (first, *_rest), ids = keys, [row[0] for row in rows]
        result = await session.execute(delete(table).where(first.in_(ids), moment < before))
        return result.rowcount if isinstance(result, CursorResult) else 0
