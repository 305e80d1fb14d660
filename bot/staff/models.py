"""People who work here: collectors, coordinators, admins; their sessions and notes; and who read what."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Enum, ForeignKey, Index, Integer, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class Role(enum.StrEnum):
    COLLECTOR = "collector"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    #: Name as the tenant sees it.
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(
        Enum(Role, native_enum=False, length=20, values_callable=lambda members: [str(m) for m in members])
    )
    password_hash: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    failed_attempts: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("staff_email", func.lower(email), unique=True),)


class StaffSession(Base):
    """A signed-in browser. Only a hash of the cookie's secret is kept."""

    __tablename__ = "staff_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    secret_hash: Mapped[str] = mapped_column(Text, unique=True)
    csrf_token: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("staff_sessions_staff", "staff_id"),)


class ReadLogEntry(Base):
    """Who looked at which conversation, when, and for what."""

    __tablename__ = "read_log"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: inbox | review | takeover
    purpose: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("read_log_conversation", "conversation_id", "at"),)


class TenantRead(Base):
    """Who looked up which tenant, when, and how. A search leaves a line for each tenant that it showed."""

    __tablename__ = "tenant_reads"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    #: None for a search that found nobody.
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: page | search_number | search_name | search_home | search_phone | …; never what was typed.
    purpose: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("tenant_reads_contract", "contract_id", "at"),
        Index("tenant_reads_staff", "staff_id", "at"),
    )


class Note(Base):
    """What staff write down for each other, about a conversation or about a tenancy. Nothing ever sends it."""

    __tablename__ = "staff_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("num_nonnulls(conversation_id, contract_id) = 1", name="staff_notes_about_one"),
        Index("staff_notes_conversation", "conversation_id", "at"),
        Index("staff_notes_contract", "contract_id", "at"),
    )
