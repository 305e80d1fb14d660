"""Who answers a conversation. Every change is one transaction, raises the version, and is announced."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.giving_back import give_back, last_given_back, restore
from bot.conversation.models import Author, Conversation, Message, Owner
from bot.conversation.outbox import Outbox
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.handoff.models import HandBack, Handoff, Reason


class AlreadyTaken(Exception):
    """Somebody else answers this conversation."""

    def __init__(self, staff_id: UUID | None) -> None:
        super().__init__("dit gesprek is al van iemand anders")
        self.staff_id = staff_id


class InDanger(Exception):
    """Somebody is in danger: a person passes this on to a person, never to a queue."""


class TooLate(Exception):
    """What was given back cannot be taken back any more; it can still be taken over."""


class UnknownConversation(Exception):
    """There is no conversation with this id."""


async def locked(session: AsyncSession, conversation_id: UUID) -> Conversation:
    """The conversation's row, locked until the transaction ends. Raises UnknownConversation."""
    conversation = await session.scalar(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if conversation is None:
        raise UnknownConversation(str(conversation_id))
    return conversation


class OwnershipService:
    """Take, hand back, pass on, and answer as a person."""

    def __init__(self, database: Database, clock: Clock, new_id: NewId, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._outbox = outbox

    async def take(
        self, conversation_id: UUID, staff_id: UUID, *, notice: str | None = None, force: bool = False
    ) -> None:
        """Make a person the owner. From this commit on the assistant is silent, also with what it was composing.

        `notice` is told to the tenant. Raises AlreadyTaken unless `force` (a deliberate take-over from a colleague).
        """
        async with self._database.transaction() as session:
            conversation = await locked(session, conversation_id)
            if conversation.owner is Owner.PERSON:
                if conversation.owner_staff_id == staff_id:
                    return
                if not force:
                    raise AlreadyTaken(conversation.owner_staff_id)
            conversation.owner = Owner.PERSON
            conversation.owner_staff_id = staff_id
            conversation.owner_version += 1
            conversation.taken_version = conversation.owner_version
            await session.execute(
                update(Handoff)
                .where(Handoff.conversation_id == conversation_id, Handoff.closed_at.is_(None))
                .values(taken_at=self._clock(), staff_id=staff_id)
            )
            if notice:
                self._outbox.compose(session, conversation, Author.NOTICE, notice)
            await announce(session, "owner", conversation_id)
        await self._outbox.dispatch(conversation_id)

    async def reply(self, conversation_id: UUID, staff_id: UUID, text: str, reply_id: UUID | None = None) -> UUID:
        """Answer the tenant as a person. Raises AlreadyTaken when the conversation is not (or no longer) yours.

        `reply_id` is the page's own mark of this answer: the same answer sent twice (a lost connection, two clicks)
        goes out once.
        """
        async with self._database.transaction() as session:
            conversation = await locked(session, conversation_id)
            if reply_id is not None and await _said_before(session, conversation_id, staff_id, reply_id):
                return reply_id
            if conversation.owner is not Owner.PERSON or conversation.owner_staff_id != staff_id:
                raise AlreadyTaken(conversation.owner_staff_id)
            message = self._outbox.compose(session, conversation, Author.STAFF, text, staff_id=staff_id)
            message.id = reply_id or message.id
            message_id = message.id
        await self._outbox.dispatch(conversation_id)
        return message_id

    async def hand_back(
        self, conversation_id: UUID, staff_id: UUID, *, notice: str, outcome: str | None = None
    ) -> None:
        """Give the conversation back to the assistant: owner, a fresh engine session, and the tenant told.

        Raises AlreadyTaken when it is not yours to give.
        """
        async with self._database.transaction() as session:
            conversation = await locked(session, conversation_id)
            if conversation.owner is not Owner.PERSON or conversation.owner_staff_id != staff_id:
                raise AlreadyTaken(conversation.owner_staff_id)
            told = self._outbox.compose(session, conversation, Author.NOTICE, notice)
            await session.flush()
            await give_back(session, conversation, told.id, self._clock(), self._new_id)
            conversation.outcome = outcome if outcome is not None else conversation.outcome
            await announce(session, "owner", conversation_id)
        await self._outbox.dispatch(conversation_id)

    async def take_back(self, conversation_id: UUID, staff_id: UUID, *, notice: str) -> None:
        """Undo your own handing back: yours again, with its danger, its handoff and its outcome as they were.

        The tenant reads `notice`, unless they have not been told yet that you had left. Raises TooLate when it was not
        you, when it was a while ago, or when somebody else had to do with it since.
        """
        async with self._database.transaction() as session:
            conversation = await locked(session, conversation_id)
            given = await last_given_back(session, conversation, staff_id, self._clock())
            if given is None:
                raise TooLate
            if not await restore(session, conversation, given, self._clock()):
                self._outbox.compose(session, conversation, Author.NOTICE, notice)
            await announce(session, "owner", conversation_id)
        await self._outbox.dispatch(conversation_id)

    async def can_take_back(self, conversation_id: UUID, staff_id: UUID) -> bool:
        """Whether you gave it back only just now, and nobody has had to do with it since."""
        async with self._database.transaction() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                return False
            return await last_given_back(session, conversation, staff_id, self._clock()) is not None

    async def given_back_by(self, staff_id: UUID) -> UUID | None:
        """The conversation that this person gave back last, as long as that can be undone."""
        async with self._database.transaction() as session:
            last = select(HandBack.conversation_id).where(HandBack.staff_id == staff_id)
            conversation_id = await session.scalar(last.order_by(HandBack.at.desc()).limit(1))
        if conversation_id is None or not await self.can_take_back(conversation_id, staff_id):
            return None
        return conversation_id

    async def put_back(self, conversation_id: UUID, staff_id: UUID, *, notice: str, promised_at: datetime) -> None:
        """Give the conversation to whichever colleague is free: it waits again, where it stood, with a new promise.

        Raises AlreadyTaken when it is not yours to give, and InDanger when it may not be laid aside.
        """
        async with self._database.transaction() as session:
            conversation = await locked(session, conversation_id)
            if conversation.owner is not Owner.PERSON or conversation.owner_staff_id != staff_id:
                raise AlreadyTaken(conversation.owner_staff_id)
            if conversation.danger is not None:
                raise InDanger
            await to_queue(session, conversation, self._clock(), self._new_id, promised_at)
            self._outbox.compose(session, conversation, Author.NOTICE, notice)
        await self._outbox.dispatch(conversation_id)


async def to_queue(
    session: AsyncSession,
    conversation: Conversation,
    now: datetime,
    new_id: NewId,
    promised_at: datetime | None = None,
) -> None:
    """Let a locked conversation wait for a person again; it keeps its reason, its urgency and its place.

    Without `promised_at` the promise stands that was made before.
    """
    conversation.owner, conversation.owner_staff_id = Owner.QUEUE, None
    conversation.owner_version += 1
    # What the assistant was in the middle of before the person came is long past.
    conversation.engine_session, conversation.engine_turns = new_id().hex, 0
    handoff = await session.scalar(
        select(Handoff).where(Handoff.conversation_id == conversation.id, Handoff.closed_at.is_(None))
    )
    if handoff is None:
        handoff = Handoff(id=new_id(), conversation_id=conversation.id, reason=Reason.OTHER, requested_at=now)
        handoff.promised_at = promised_at or now
        session.add(handoff)
    handoff.taken_at, handoff.staff_id = None, None
    handoff.promised_at = promised_at or handoff.promised_at
    await announce(session, "owner", conversation.id)


async def _said_before(session: AsyncSession, conversation_id: UUID, staff_id: UUID, reply_id: UUID) -> bool:
    """Whether this answer is stored already. Raises ValueError when the mark belongs to something else."""
    known = await session.get(Message, reply_id)
    if known is None:
        return False
    if (known.conversation_id, known.author, known.staff_id) != (conversation_id, Author.STAFF, staff_id):
        raise ValueError("this mark belongs to another message")
    return True
