"""What we began in a chat: kept until it has arrived, and handed on to another way where it did not.

A channel can take a word of ours and still not bring it: the number is not reachable, its template rests, the account
is locked. The outbox knows each message's fate; here stands what the message was for, so that it can be said elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    Text,
    and_,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.arrangements.rules.guarding import Nudge
from bot.clock import Clock
from bot.conversation.models import Conversation, Message, Owner, State
from bot.conversation.outbox import LOCK
from bot.database.engine import Base, Database
from bot.database.session import announce

#: A channel that takes nothing for so long: what we begin does not wait for it.
HELD_UP = timedelta(hours=4)
#: Taken by the provider and not brought in so long, or nobody knows: by another way. Saying it twice harms nobody.
NOT_BROUGHT = timedelta(hours=24)
#: A report of failure does not come any more, and what waits for a word of theirs would be stale.
OVER_AFTER = timedelta(days=7)
AT_ONCE = 200

ARRIVED, STALE, SILENT, PASSED = "arrived", "stale", "silent", "passed"


class BegunMessage(Base):
    """One message that we began, with what it said: a nudge about an instalment, or news of what was done."""

    __tablename__ = "begun_messages"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    #: Null where it is about no contract.
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    #: Of the instalment, for a nudge.
    number: Mapped[int | None] = mapped_column(Integer)
    nudge: Mapped[Nudge | None] = mapped_column(
        Enum(Nudge, native_enum=False, length=30, values_callable=lambda members: [str(m) for m in members])
    )
    news_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenant_news.id", ondelete="CASCADE"))
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: arrived, stale, silent, passed, or the way by which it went instead: sms, email, person.
    settled_by: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("begun_messages_open", "begun_at", postgresql_where=sql("settled_at IS NULL")),
        Index("begun_messages_contract", "contract_id"),
        Index("begun_messages_agreement", "agreement_id"),
        Index("begun_messages_news", "news_id"),
    )


@dataclass(frozen=True)
class Lost:
    """Something we began that did not arrive. `text`: as it stood in the chat."""

    message_id: UUID
    contract_id: UUID | None
    agreement_id: UUID | None
    number: int | None
    nudge: Nudge | None
    news_id: UUID | None
    text: str


@dataclass(frozen=True)
class Held:
    """The rows of something lost, locked until the transaction ends."""

    begun: BegunMessage
    message: Message
    conversation: Conversation


class BegunBook:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def nudge_within(
        self, session: AsyncSession, message: Message, contract_id: UUID, agreement_id: UUID, number: int, nudge: Nudge
    ) -> None:
        """In the transaction that composed it."""
        await session.flush()
        session.add(
            BegunMessage(
                message_id=message.id,
                contract_id=contract_id,
                agreement_id=agreement_id,
                number=number,
                nudge=nudge,
                begun_at=self._clock(),
            )
        )

    async def news_within(
        self, session: AsyncSession, message: Message, contract_id: UUID | None, news_id: UUID
    ) -> None:
        """The same for a decision that somebody has to hear of."""
        await session.flush()
        session.add(
            BegunMessage(message_id=message.id, contract_id=contract_id, news_id=news_id, begun_at=self._clock())
        )

    async def lost(self, *, news: bool) -> Sequence[Lost]:
        """What did not arrive, oldest first, of nudges or of news; not while a person talks with them there."""
        await self._put_away()
        of_kind = BegunMessage.news_id.is_not(None) if news else BegunMessage.nudge.is_not(None)
        statement = (
            select(BegunMessage, Message.text)
            .join(Message, Message.id == BegunMessage.message_id)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(BegunMessage.settled_at.is_(None), of_kind, self._is_lost(), Conversation.owner != Owner.PERSON)
            .order_by(BegunMessage.begun_at, BegunMessage.message_id)
            .limit(AT_ONCE)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return [
            Lost(b.message_id, b.contract_id, b.agreement_id, b.number, b.nudge, b.news_id, text) for b, text in rows
        ]

    async def hold_within(self, session: AsyncSession, lost: Lost) -> Held | None:
        """Its rows, locked in the order in which everybody locks them; None when it arrived, or was taken up, since."""
        conversation_id = select(Message.conversation_id).where(Message.id == lost.message_id)
        conversation = await session.scalar(LOCK, {"conversation": await session.scalar(conversation_id)})
        statement = (
            select(BegunMessage, Message)
            .join(Message, Message.id == BegunMessage.message_id)
            .where(BegunMessage.message_id == lost.message_id, BegunMessage.settled_at.is_(None), self._is_lost())
            .with_for_update()
        )
        row = (await session.execute(statement)).one_or_none()
        if conversation is None or row is None:
            return None
        return Held(row[0], row[1], conversation)

    async def settle_within(self, session: AsyncSession, held: Held, by: str) -> None:
        """It is said elsewhere, or not at all. What still waits in the chat is not said there too."""
        held.begun.settled_at, held.begun.settled_by = self._clock(), by
        await self._drop(session, held.conversation, held.message)

    async def _drop(self, session: AsyncSession, conversation: Conversation, message: Message) -> None:
        if message.state in (State.PARKED, State.PENDING):
            message.state = State.DROPPED
            await announce(session, "message", conversation.id, author=message.author)
        others = select(Message.id).where(
            Message.conversation_id == conversation.id, Message.state == State.PARKED, Message.id != message.id
        )
        if await session.scalar(others.limit(1)) is None:
            # Nothing waits here any more: what would have told so is not sent either.
            await session.execute(
                update(Message)
                .where(
                    Message.conversation_id == conversation.id,
                    Message.template.is_not(None),
                    Message.state == State.PENDING,
                )
                .values(state=State.DROPPED)
            )

    def _is_lost(self) -> ColumnElement[bool]:
        """It failed; or it waits behind the window, and nobody was told; or it is held up for too long."""
        now, told = self._clock(), aliased(Message)
        brought = or_(
            told.state.in_((State.DELIVERED, State.READ)),
            and_(told.state.in_((State.SENT, State.UNKNOWN)), told.at > now - NOT_BROUGHT),
            and_(told.state.in_((State.PENDING, State.SENDING)), BegunMessage.begun_at > now - HELD_UP),
        )
        announced = exists().where(
            told.conversation_id == Message.conversation_id,
            told.template.is_not(None),
            told.at >= BegunMessage.begun_at,
            brought,
        )
        return or_(
            Message.state == State.FAILED,
            and_(Message.state == State.PARKED, ~announced),
            and_(Message.state == State.PENDING, BegunMessage.begun_at <= now - HELD_UP),
            and_(Message.state == State.UNKNOWN, BegunMessage.begun_at <= now - NOT_BROUGHT),
        )

    async def _put_away(self) -> None:
        """What arrived, and what is too old to be said again."""
        now = self._clock()
        of_message = BegunMessage.message_id == Message.id
        is_open = BegunMessage.settled_at.is_(None)
        old = BegunMessage.begun_at < now - OVER_AFTER
        async with self._database.transaction() as session:
            await session.execute(
                update(BegunMessage)
                .where(of_message, is_open, Message.state.in_((State.DELIVERED, State.READ, State.DROPPED)))
                .values(settled_at=now, settled_by=ARRIVED)
                .execution_options(synchronize_session=False)
            )
            stale = (
                update(Message)
                .where(of_message, is_open, old, Message.state == State.PARKED)
                .values(state=State.DROPPED)
                .execution_options(synchronize_session=False)
            )
            await session.execute(stale)
            await session.execute(
                update(BegunMessage)
                .where(is_open, old)
                .values(settled_at=now, settled_by=STALE)
                .execution_options(synchronize_session=False)
            )
