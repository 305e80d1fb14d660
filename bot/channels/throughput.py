"""So many calls a second on one number or token, however many processes share it: the database hands out the places."""

import asyncio
import logging
from datetime import timedelta

from aiolimiter import AsyncLimiter
from sqlalchemy import Interval, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.engine import Database

log = logging.getLogger(__name__)

#: Who would have to wait longer than this comes back later: a message must not be in flight for minutes.
PATIENCE = timedelta(seconds=5)

# By the database's clock: those of several machines differ.
_TAKE = text("""
    INSERT INTO channel_paces AS p (sender, next_at) VALUES (:sender, clock_timestamp() - :saved + :taken)
    ON CONFLICT (sender) DO UPDATE SET next_at = greatest(p.next_at, clock_timestamp() - :saved) + :taken
    WHERE p.next_at <= clock_timestamp() + :patience
    RETURNING (extract(epoch FROM next_at - :taken - clock_timestamp()))::float
""").bindparams(
    bindparam("sender", type_=Text), *(bindparam(name, type_=Interval) for name in ("saved", "taken", "patience"))
)
_BUSY = text("""
    SELECT (extract(epoch FROM next_at - clock_timestamp()))::float FROM channel_paces WHERE sender = :sender
""")
_HOLD = text("""
    INSERT INTO channel_paces AS p (sender, next_at) VALUES (:sender, clock_timestamp() + :pause)
    ON CONFLICT (sender) DO UPDATE SET next_at = greatest(p.next_at, clock_timestamp() + :pause)
""").bindparams(bindparam("sender", type_=Text), bindparam("pause", type_=Interval))


class Pace:
    """One a number or token and process. `at_once` may go together; after that they leave evenly, `per_second`.

    Whoever asks while the database is being asked shares the next question: a quiet channel pays one statement a
    message, a busy one a part of it.
    """

    def __init__(self, database: Database, sender: str, per_second: float, at_once: int) -> None:
        self._database = database
        self._sender = sender
        self._each = timedelta(seconds=1 / per_second)
        self._saved = (at_once - 1) * self._each
        # Whoever was held up (a busy machine) must not go together with those behind: this process is even in itself.
        self._own = AsyncLimiter(at_once, at_once / per_second)
        self._waiting: list[asyncio.Future[float]] = []
        self._asking: asyncio.Task[None] | None = None

    async def room(self) -> timedelta | None:
        """Waits for a place. Where that takes too long none is taken: returns after how long to come back."""
        place: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask(), name=f"pace-{self._sender}")
        wait = await place
        if wait > PATIENCE.total_seconds():
            return timedelta(seconds=wait)
        if wait > 0:
            await asyncio.sleep(wait)
        await self._own.acquire()
        return None

    async def hold_back(self, session: AsyncSession, pause: timedelta) -> None:
        """The provider found all of us together too fast: for so long nobody gets a place."""
        await session.execute(_HOLD, {"sender": self._sender, "pause": pause})

    async def _ask(self) -> None:
        while self._waiting:
            places, self._waiting = self._waiting, []
            first, each = await self._taken(len(places))
            for number, place in enumerate(places):
                if not place.done():
                    place.set_result(first + number * each)
        self._asking = None

    async def _taken(self, count: int) -> tuple[float, float]:
        """Seconds to the first of so many places, and from each to the next. Never raises: nothing has left yet, and
        must not count as a message of which nobody knows what became.
        """
        each = self._each.total_seconds()
        taken = {"saved": self._saved, "taken": count * self._each, "patience": PATIENCE}
        try:
            async with self._database.at_once() as connection:
                first = await connection.scalar(_TAKE, {"sender": self._sender, **taken})
                if first is not None:
                    return first, each
                busy = await connection.scalar(_BUSY, {"sender": self._sender}) or 0.0
                return max(busy, PATIENCE.total_seconds() + each), 0.0
        except Exception as error:
            log.warning("the pace of %s is kept by this process alone: %s", self._sender, type(error).__name__)
            return each, each
