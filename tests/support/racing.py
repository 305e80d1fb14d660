"""A starting line: contenders that all wait for one row, and are let go at the same moment."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bot.arrangements.reading import lock_contract
from bot.database.engine import Database

_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
SECONDS = 20.0


async def raced(database: Database, contract_id: UUID, *contenders: Awaitable[Any]) -> list[Any]:
    """What came of each, exceptions too. None begins its work before all stand at the contract's row.

    Fails when one of them never comes to that row: then they would not race at all.
    """
    async with asyncio.timeout(SECONDS), database.transaction() as session:
        await lock_contract(session, contract_id)
        running = [asyncio.ensure_future(one) for one in contenders]
        async with database.at_once() as connection:
            while (await connection.scalar(_WAITING) or 0) < len(running):
                assert not any(one.done() for one in running), "a contender did not wait for the contract's row"
    return await asyncio.gather(*running, return_exceptions=True)
