"""Opting out and back, kept for an address on any channel: where we write of ourselves, this is asked first."""

from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, text

from bot.clock import Clock
from bot.database.engine import Database

_OUT = text("""
    INSERT INTO channel_contacts (id, channel, address, unreachable_reason, opted_out_at)
    SELECT gen_random_uuid(), channel, address, '', :now FROM conversations WHERE id = :conversation
    ON CONFLICT (channel, address)
    DO UPDATE SET opted_out_at = COALESCE(channel_contacts.opted_out_at, excluded.opted_out_at)
""").bindparams(bindparam("conversation", type_=Uuid), bindparam("now", type_=DateTime(timezone=True)))
_BACK = text("""
    UPDATE channel_contacts k SET opted_out_at = NULL FROM conversations c
    WHERE c.id = :conversation AND k.channel = c.channel AND k.address = c.address AND k.opted_out_at IS NOT NULL
    RETURNING k.id
""").bindparams(bindparam("conversation", type_=Uuid))


class Wishes:
    """For wishes that only reading the words brings to light; bare words are heard at the door (see saying.py)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def out(self, conversation_id: UUID) -> None:
        """From now on nothing goes to this address that we begin ourselves."""
        async with self._database.transaction() as session:
            await session.execute(_OUT, {"conversation": conversation_id, "now": self._clock()})

    async def back(self, conversation_id: UUID) -> bool:
        """They want our messages again; False where they never said otherwise."""
        async with self._database.transaction() as session:
            return await session.scalar(_BACK, {"conversation": conversation_id}) is not None
