"""That the assistant is typing: shown only where the answer takes long enough to wonder about it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from uuid import UUID

from bot.database.engine import Database
from bot.database.session import announce_at_once

#: An answer that comes within this time needs no sign; the sign itself would cost as much as half the answer.
SHOWN_AFTER_SECONDS = 0.4


@contextlib.asynccontextmanager
async def typing_shown(database: Database, conversation_id: UUID) -> AsyncIterator[None]:
    """While the block runs, and lasts, everybody who watches the conversation sees that an answer is being made.

    The answer itself ends the sign; `off` is for the case that none comes.
    """
    shown = asyncio.create_task(_show_later(database, conversation_id))
    try:
        yield
    finally:
        if not shown.cancel():
            with contextlib.suppress(Exception):
                await _show(database, conversation_id, on=False)


async def _show_later(database: Database, conversation_id: UUID) -> None:
    await asyncio.sleep(SHOWN_AFTER_SECONDS)
    with contextlib.suppress(Exception):  # a courtesy that fails is no matter
        await _show(database, conversation_id, on=True)


async def _show(database: Database, conversation_id: UUID, *, on: bool) -> None:
    async with database.at_once() as connection:
        await announce_at_once(connection, "typing", conversation_id, on=on, who="assistant")
