"""What the assistant remembers of a conversation between two messages; the engine's tracker is only a cache."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class DialogueState(Base):
    """One row a conversation: the open flow, what was told last, and the dates that deadlines hang on."""

    __tablename__ = "dialogue_states"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    #: letter | costs | notice | referral | identity, or null when no question is open.
    flow: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    #: Question id → answer, of the open flow.
    known: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    misses: Mapped[int] = mapped_column(default=0)
    #: Ids of the answers told last, for "snap het niet".
    told: Mapped[list[str]] = mapped_column(JSONB, default=list)
    #: How often in a row the last answer was asked for in simpler words.
    simplified: Mapped[int] = mapped_column(default=0)
    #: Kind of deadline → ISO day that the tenant gave.
    dates: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    #: What was told of sums, days and ways to be reached (bot/dialogue/told/notes.py); let go when the talk is over.
    notes: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=sql("'{}'"))
    touched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class WarmReferral(Base):
    """A sign-up that the tenant consented to, for staff to carry out; the words are those that were shown."""

    __tablename__ = "warm_referrals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    #: Who was proven to be there when they agreed to it; null: nobody was.
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    referral_id: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    #: Exactly what the tenant read and agreed to.
    passed_on: Mapped[str] = mapped_column(Text)
    consented_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: Who carried it out, and how that went.
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    done_note: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))

    __table_args__ = (
        Index("warm_referrals_conversation", "conversation_id", "consented_at"),
        Index("warm_referrals_open", "consented_at", postgresql_where=sql("done_at IS NULL")),
    )


def as_known(raw: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in raw.items()}
