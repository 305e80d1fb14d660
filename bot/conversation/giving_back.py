"""Giving a conversation back to the assistant, and undoing that at once. Inside the caller's transaction and lock."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message, Owner, State
from bot.conversation.rules import may_take_back
from bot.database.session import NewId
from bot.handoff.models import HandBack, Handoff


async def give_back(
    session: AsyncSession, conversation: Conversation, notice_id: UUID, now: datetime, new_id: NewId
) -> None:
    """The assistant's again, with a fresh engine session; what it was like before is kept for who regrets it."""
    closed = await session.scalar(
        update(Handoff)
        .where(Handoff.conversation_id == conversation.id, Handoff.closed_at.is_(None))
        .values(closed_at=now)
        .returning(Handoff.id)
    )
    session.add(
        HandBack(
            id=new_id(),
            conversation_id=conversation.id,
            staff_id=conversation.owner_staff_id,
            at=now,
            owner_version=conversation.owner_version + 1,
            danger=conversation.danger,
            danger_denied_at=conversation.danger_denied_at,
            outcome=conversation.outcome,
            handoff_id=closed,
            notice_id=notice_id,
        )
    )
    conversation.owner, conversation.owner_staff_id = Owner.ASSISTANT, None
    conversation.owner_version += 1
    conversation.danger = conversation.danger_denied_at = None
    conversation.engine_session, conversation.engine_turns = new_id().hex, 0


async def last_given_back(
    session: AsyncSession, conversation: Conversation, staff_id: UUID, now: datetime
) -> HandBack | None:
    """How this person gave it back, if that can still be undone."""
    newest = (
        select(HandBack)
        .where(HandBack.conversation_id == conversation.id)
        .order_by(HandBack.at.desc(), HandBack.owner_version.desc())
        .limit(1)
    )
    given = await session.scalar(newest)
    if given is None or given.staff_id != staff_id or given.undone_at is not None:
        return None
    same = conversation.owner is Owner.ASSISTANT and conversation.owner_version == given.owner_version
    return given if same and may_take_back(given.at, now) else None


async def restore(session: AsyncSession, conversation: Conversation, given: HandBack, now: datetime) -> bool:
    """As it was before. Whether the tenant need not be told, because they had not heard yet that the person left."""
    given.undone_at = now
    conversation.owner, conversation.owner_staff_id = Owner.PERSON, given.staff_id
    conversation.owner_version += 1
    conversation.taken_version = conversation.owner_version
    if conversation.danger is None:
        # What the assistant heard in between is newer, and stands.
        conversation.danger, conversation.danger_denied_at = given.danger, given.danger_denied_at
    conversation.outcome = given.outcome
    await session.execute(update(Handoff).where(Handoff.id == given.handoff_id).values(closed_at=None))
    unsaid = await session.scalar(
        update(Message)
        .where(Message.id == given.notice_id, Message.state.in_((State.PENDING, State.PARKED)))
        .values(state=State.DROPPED)
        .returning(Message.id)
    )
    return unsaid is not None
