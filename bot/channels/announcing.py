"""Telling somebody, once, that an answer waits which may not go out by itself."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import Parked
from bot.channels.models import Contact
from bot.conversation.models import Author, Conversation, Message, State

#: What the button under an announcement means: nothing but that they are there again.
SHOW = "show:parked"


async def not_announced(session: AsyncSession, message: Message) -> None:
    """The announcement did not get out, so nobody was told; what waits or comes next is announced anew."""
    if message.template is None:
        return
    address = select(Conversation.address).where(Conversation.id == message.conversation_id).scalar_subquery()
    channel = select(Conversation.channel).where(Conversation.id == message.conversation_id).scalar_subquery()
    await session.execute(
        update(Contact).where(Contact.channel == channel, Contact.address == address).values(announced_at=None)
    )


async def announce_parked(session: AsyncSession, message: Message, parked: Parked, new_id: UUID, now: datetime) -> bool:
    """Put the announcement in the outbox, unless they were told since their last word, or want nothing that we begin.

    Only answers are worth it, and what we began. The caller's transaction has parked the message.
    """
    told = parked.first_word if message.begun else parked.announcement
    # A notice is worth it where it asks for an answer.
    worth = message.begun or message.author in (Author.ASSISTANT, Author.STAFF) or message.buttons
    if told is None or message.template is not None or not worth:
        return False
    contact = await session.scalar(
        select(Contact)
        .join(Conversation, (Conversation.channel == Contact.channel) & (Conversation.address == Contact.address))
        .where(Conversation.id == message.conversation_id)
        .with_for_update(of=Contact)
    )
    if contact is None or contact.opted_out_at is not None or contact.unreachable_since is not None:
        return False
    heard = contact.last_inbound_at
    if contact.announced_at is not None and (heard is None or contact.announced_at >= heard):
        return False
    contact.announced_at = now
    session.add(
        Message(
            id=new_id,
            conversation_id=message.conversation_id,
            author=Author.NOTICE,
            text=told.text,
            buttons=[{"title": button.title, "payload": button.payload} for button in told.buttons],
            template=told.template,
            at=now + timedelta(microseconds=1),
            state=State.PENDING,
            next_attempt_at=now,
        )
    )
    return True
