"""Tables of the conversation room. The transcript here is the record of truth; the engine's tracker is a cache."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    Double,
    Enum,
    ForeignKey,
    Index,
    Integer,
    Sequence,
    Text,
    false,
    func,
)
from sqlalchemy import (
    text as sql,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class Owner(enum.StrEnum):
    """Who answers this conversation."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    PERSON = "person"


class Author(enum.StrEnum):
    TENANT = "tenant"
    ASSISTANT = "assistant"
    STAFF = "staff"
    #: A line of the system itself, such as "Sanne leest mee".
    NOTICE = "notice"


class Kind(enum.StrEnum):
    """What an inbound message is; unknown kinds are kept too, never dropped."""

    TEXT = "text"
    BUTTON = "button"
    MEDIA = "media"
    UNKNOWN = "unknown"


#: The subtype of a new wording of a message that was answered already; what it is a wording of, its provider id tells.
EDITED = "edit"
EDIT_MARK = ":edit:"


class State(enum.StrEnum):
    """Fate of an outbound message. UNKNOWN is honest: sent, but nobody knows whether it arrived."""

    PENDING = "pending"
    #: Handed to the provider, whose answer is not known yet.
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
    PARKED = "parked"


def _text_enum(kind: type[enum.StrEnum]) -> Enum:
    return Enum(kind, native_enum=False, length=20, values_callable=lambda members: [str(m) for m in members])


#: Order of everything a conversation shows; drawn while the conversation's row is locked.
message_seq = Sequence("message_seq", metadata=Base.metadata)


class Conversation(Base):
    __tablename__ = "conversations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    #: Where the channel reaches this person: a session id, a phone number, a chat id.
    address: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_activity_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    owner: Mapped[Owner] = mapped_column(_text_enum(Owner), default=Owner.ASSISTANT)
    owner_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    #: Rises with every change of owner.
    owner_version: Mapped[int] = mapped_column(Integer, default=0)
    #: The version at which a person last took over; older drafts of the assistant are never sent.
    taken_version: Mapped[int] = mapped_column(Integer, default=0)

    #: Most serious danger seen and not yet cleared by a person, or null.
    danger: Mapped[str | None] = mapped_column(Text)
    #: When the tenant said that it is not so. The talk goes on; at the desk it stands until a person clears it.
    danger_denied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(Text)
    #: How far the landlord's steps have come, as far as the tenant told (reminder … eviction_notice), or null.
    stage: Mapped[str | None] = mapped_column(Text)

    #: The engine's sender id; renewed so that its tracker stays short.
    engine_session: Mapped[str] = mapped_column(Text)
    engine_turns: Mapped[int] = mapped_column(Integer, default=0)
    introduced: Mapped[bool] = mapped_column(default=False)
    #: When its words, files and names were cleared, because they had been kept long enough; null: never yet.
    cleared_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: How much that was: {"messages", "files", "days"}, the last being for how long they had been kept.
    cleared: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    #: When the tenant was last told that the engine is down or an answer failed; null once one came again.
    engine_down_told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("conversations_address", "channel", "address", unique=True),
        Index("conversations_activity", sql("last_activity_at DESC"), "id"),
        Index(
            "conversations_not_cleared",
            "last_activity_at",
            postgresql_where=sql("cleared_at IS NULL OR cleared_at <= last_activity_at"),
        ),
        Index("conversations_open", "owner", "last_activity_at", postgresql_where=sql("owner <> 'assistant'")),
    )


class Turn(Base):
    """What the engine made of one merged burst of messages."""

    __tablename__ = "turns"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    intent: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float | None] = mapped_column(Double)
    ranking: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    entities: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    signals: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    topics: Mapped[list[str]] = mapped_column(JSONB, default=list)
    #: answered | engine_down | unhandled | for_person | reread
    outcome: Mapped[str] = mapped_column(Text)
    took_ms: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        Index("turns_conversation", "conversation_id", "at"),
        Index("turns_intent", "intent", "confidence"),
    )


class Message(Base):
    """One line of the transcript, in either direction; the outbound ones are also the outbox."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    #: Place in the transcript; null as long as an outbound message has not been sent.
    seq: Mapped[int | None] = mapped_column(BigInteger)
    author: Mapped[Author] = mapped_column(_text_enum(Author))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    kind: Mapped[Kind] = mapped_column(_text_enum(Kind), default=Kind.TEXT)
    #: What it is within its kind: image, audio, sticker, location …; empty for plain words.
    subtype: Mapped[str] = mapped_column(Text, default="", server_default="")
    text: Mapped[str] = mapped_column(Text, default="")
    payload: Mapped[str | None] = mapped_column(Text)
    buttons: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list)
    #: Ids of the facts that this answer rests on.
    facts: Mapped[list[str]] = mapped_column(JSONB, default=list)
    #: A block of the text as data, for a channel that can draw it.
    figure: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    #: What a channel sent that we do not understand, whole.
    raw: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    #: Inbound only: the id the channel gave it, with the channel's own prefix.
    provider_id: Mapped[str | None] = mapped_column(Text)
    #: Inbound only: when it was said by the provider's word, for who reads it; null where that is not known. `at` is
    #: when we got it.
    said_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: Inbound only: its place in the provider's order (`lateness.order_of`), or null.
    said_order: Mapped[int | None] = mapped_column(BigInteger)
    handled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: Inbound only: the latest edit that we know, in the provider's order; an older one that comes late says nothing.
    edit_order: Mapped[int | None] = mapped_column(BigInteger)
    turn_id: Mapped[UUID | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"))

    #: How often it was tried to send it; of an inbound one, how often answering it failed.
    attempts: Mapped[int] = mapped_column(Integer, default=0)

    #: Outbound only.
    state: Mapped[State | None] = mapped_column(_text_enum(State))
    owner_version: Mapped[int | None] = mapped_column(Integer)
    next_attempt_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    error: Mapped[str | None] = mapped_column(Text)
    #: Goes out as this template of the corporation's, also where nothing else may; null: as free text.
    template: Mapped[str | None] = mapped_column(Text)
    #: Nobody asked for it: we began. Where it does not arrive, what is said goes by another way.
    begun: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Provider's id of what was sent.
    sent_id: Mapped[str | None] = mapped_column(Text)

    search: Mapped[str] = mapped_column(TSVECTOR, Computed("to_tsvector('dutch', text)", persisted=True), deferred=True)

    __table_args__ = (
        Index("messages_provider", "provider_id", unique=True, postgresql_where=sql("provider_id IS NOT NULL")),
        Index("messages_transcript", "conversation_id", "seq"),
        Index(
            "messages_waiting",
            "conversation_id",
            "seq",
            postgresql_where=sql("author = 'tenant' AND handled_at IS NULL"),
        ),
        Index("messages_outbox", "next_attempt_at", postgresql_where=sql("state = 'pending'")),
        Index("messages_search", "search", postgresql_using="gin"),
        Index("messages_sent", "sent_id", postgresql_where=sql("sent_id IS NOT NULL")),
        Index("messages_sending", "conversation_id", postgresql_where=sql("state = 'sending'")),
        Index("messages_parked", "conversation_id", postgresql_where=sql("state = 'parked'")),
    )


#: What people read as a message's moment: the provider's word where there is one.
SHOWN_AT = func.coalesce(Message.said_at, Message.at)
