"""What every channel with a provider behind it does before it sends: known there, not halted, and room left."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import SendResult, TryLater
from bot.channels.halts import LOOK_AGAIN_AFTER, Halts
from bot.channels.models import Contact
from bot.channels.pacing import after_sending, wait_before


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
