"""An alarm: danger outside opening hours, told to who is on duty until a person has the conversation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class DangerAlarm(Base):
    """One a danger. It holds no words of the tenant: what goes out says that somebody must look, and where."""

    __tablename__ = "danger_alarms"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: How often everybody on the list was told.
    rounds: Mapped[int] = mapped_column(Integer, default=0)
    #: When the next round is due; null when there will be none.
    next_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: One entry a call, oldest first: {"at", "who", "by", "done", "problem"}.
    calls: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: taken | cleared | open_hours | given_up
    ended_how: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("danger_alarms_conversation", "conversation_id", "since"),
        Index("danger_alarms_due", "next_at", postgresql_where=text("ended_at IS NULL")),
        Index("danger_alarms_open", "conversation_id", unique=True, postgresql_where=text("ended_at IS NULL")),
    )
