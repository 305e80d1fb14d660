"""Opting out and back, kept for an address on any channel: where we write of ourselves, this is asked first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import Contact
from bot.channels.opting import Standing, Wish, after, order_at
from bot.clock import Clock
from bot.conversation.models import Conversation, Message
from bot.database.engine import Database

_MAKE = text("""
    INSERT INTO channel_contacts (id, channel, address, unreachable_reason)
    SELECT gen_random_uuid(), channel, address, '' FROM conversations WHERE id = :conversation
    ON CONFLICT (channel, address) DO NOTHING
""").bindparams(bindparam("conversation", type_=Uuid))


def standing_of(contact: Contact) -> Standing:
    return Standing(contact.opted_out_at, contact.wish_order)


async def hear_wish(session: AsyncSession, contact: Contact, wish: Wish, told: int | None, now: datetime) -> bool:
    """Note it, unless something newer was said before. `told`: its place in the provider's order. Says whether it
    changed anything.
    """
    # Their words may be read by another process at this moment: one after the other.
    await session.refresh(contact, ["opted_out_at", "wish_order"], with_for_update=True)
    before = standing_of(contact)
    later = after(before, wish, order_at(told, now, before.order), now)
    contact.opted_out_at, contact.wish_order = later.out_since, later.order
    return later.out_since != before.out_since


class Wishes:
    """For wishes that only reading the words brings to light; bare words are heard at the door (see saying.py)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def out(self, conversation_id: UUID, message_id: str = "") -> None:
        """From now on nothing goes to this address that we begin ourselves."""
        async with self._database.transaction() as session:
            await session.execute(_MAKE, {"conversation": conversation_id})
            await self._hear(session, conversation_id, message_id, Wish.OUT)

    async def back(self, conversation_id: UUID, message_id: str = "") -> bool:
        """They want our messages again; False where they never said otherwise, or did so since."""
        async with self._database.transaction() as session:
            return await self._hear(session, conversation_id, message_id, Wish.BACK)

    async def _hear(self, session: AsyncSession, conversation_id: UUID, message_id: str, wish: Wish) -> bool:
        """`message_id`: of the message that it was understood from, which tells when it was said."""
        here = (Contact.channel == Conversation.channel) & (Contact.address == Conversation.address)
        found = select(Contact).join(Conversation, here).where(Conversation.id == conversation_id)
        contact = await session.scalar(found)
        if contact is None:
            return False
        try:
            told = await session.scalar(select(Message.said_order).where(Message.id == UUID(message_id)))
        except ValueError:
            told = None
        return await hear_wish(session, contact, wish, told, self._clock())
