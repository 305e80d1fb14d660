"""A handoff: a conversation that waits for a person, with the reason and the promise made to the tenant."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class Reason(enum.StrEnum):
    """Why a person is needed; the labels that staff read are in bot/staff."""

    DANGER = "danger"
    EVICTION = "eviction"
    ASKED = "asked"
    CALLBACK = "callback"
    VISIT = "visit"
    NOT_UNDERSTOOD = "not_understood"
    ENGINE_DOWN = "engine_down"
    #: Answering failed, again and again: something of ours is broken.
    UNHANDLED = "unhandled"
    FILE = "file"
    #: Their proposal is to be decided on, among the agreements.
    PROPOSAL = "proposal"
    #: They agreed to be signed up with another organisation: among the sign-ups.
    SIGN_UP = "sign_up"
    #: They object to being reported to the municipality: to be marked with their contract.
    OBJECTION = "objection"
    OTHER = "other"


#: What a colleague settles on a page of its own; the conversation needs nobody any more then.
SETTLED_ELSEWHERE = frozenset({Reason.PROPOSAL, Reason.SIGN_UP})


class Handoff(Base):
    __tablename__ = "handoffs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    reason: Mapped[Reason] = mapped_column(
        Enum(Reason, native_enum=False, length=20, values_callable=lambda members: [str(m) for m in members])
    )
    #: 0 danger, 1 urgent (legal stage), 2 ordinary; the queue is ordered by this, then by waiting time.
    urgency: Mapped[int] = mapped_column(default=2)
    #: What the tenant asked, in a few words of their own.
    summary: Mapped[str] = mapped_column(Text, default="")
    #: Where and when they want to be called or visited, in their own words: phone, call_when, address, visit_when.
    reach: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: When the tenant was told that a person will have read it.
    promised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("handoffs_conversation", "conversation_id", "requested_at"),
        # One open handoff a conversation: asking twice changes nothing but its urgency.
        Index("handoffs_open", "conversation_id", unique=True, postgresql_where=text("closed_at IS NULL")),
        Index(
            "handoffs_queue", "urgency", "requested_at", postgresql_where=text("taken_at IS NULL AND closed_at IS NULL")
        ),
    )


class HandBack(Base):
    """A person gave a conversation back to the assistant; what it was like before, so that it can be undone at once."""

    __tablename__ = "hand_backs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: The conversation's version since: when it rose again, somebody else had to do with it.
    owner_version: Mapped[int]
    danger: Mapped[str | None] = mapped_column(Text)
    danger_denied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(Text)
    #: What was closed by it, and what the tenant was told.
    handoff_id: Mapped[UUID | None] = mapped_column(ForeignKey("handoffs.id", ondelete="SET NULL"))
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("hand_backs_conversation", "conversation_id", "at"),
        Index("hand_backs_staff", "staff_id", "at"),
    )
