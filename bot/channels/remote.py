"""What every channel with a provider behind it does before it sends: known there, not halted, and room left."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import SendResult, TryLater
from bot.channels.halts import LOOK_AGAIN_AFTER, Halts
from bot.channels.models import Contact
from bot.channels.pacing import after_sending, wait_before
from bot.database.engine import Database
from bot.database.trouble import passes

log = logging.getLogger(__name__)
_T = TypeVar("_T")


async def not_sent(database: Database, look: Callable[[AsyncSession], Awaitable[_T]]) -> _T | TryLater:
    """Look, in a transaction, while the message has certainly not been taken. Where the database could not just now, it
    is tried later: that is not "unknown".
    """
    try:
        async with database.transaction() as session:
            return await look(session)
    except Exception as error:
        if not passes(error):
            raise
        log.warning("a message is held back: %s", type(error).__name__)
        return TryLater("even wachten: er ging bij ons iets mis", counts=False)


async def although_sent(follows: Awaitable[None]) -> None:
    """What follows from a message that was taken. That it was must not be lost over it."""
    try:
        await follows
    except Exception as error:
        log.warning("what follows from a sent message was not noted: %s", type(error).__name__)


async def halted(session: AsyncSession, halts: Halts, now: datetime) -> SendResult | None:
    """Nothing goes out on this channel for now."""
    halt = await halts.stands(session, now)
    return TryLater(halt.reason, LOOK_AGAIN_AFTER, counts=False) if halt is not None else None


def take_room(contact: Contact, now: datetime, each: timedelta, burst: int, words: str) -> SendResult | None:
    """Use up the room for one message to this person; none left: wait, in these words."""
    wait = wait_before(contact.paced_until, now, each, burst)
    if wait:
        return TryLater(words, wait, counts=False)
    contact.paced_until = after_sending(contact.paced_until, now, each)
    return None
