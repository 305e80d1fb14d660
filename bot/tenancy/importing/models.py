"""What an import leaves behind: the run, the lines that it could not take, and the questions that it raised."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Enum, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class RunState(enum.StrEnum):
    #: The file is being read and compared.
    CHECKING = "checking"
    #: A person may look at what would change, and say yes.
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    #: The file cannot be used at all; `reason` says why.
    REFUSED = "refused"
    #: Looked at and not applied.
    DISCARDED = "discarded"


class QuestionKind(enum.StrEnum):
    """What a file leaves open, and only a person can say."""

    #: A booking that an earlier file had, and this one has not.
    BOOKING_GONE = "booking_gone"
    #: The same for everything of a contract.
    CONTRACT_GONE = "contract_gone"
    #: A booking is in the file again after a person said that it was paid or written off.
    BOOKING_BACK = "booking_back"
    #: Somebody who stood on the contract in an earlier file, and no longer does.
    PARTY_GONE = "party_gone"
    #: The file says "nee" where a marker stands that an earlier file brought.
    MARKER_GONE = "marker_gone"


class Answer(enum.StrEnum):
    PAID = "paid"
    HANDED_OVER = "handed_over"
    WRITTEN_OFF = "written_off"
    STILL_OPEN = "still_open"
    LEFT = "left"
    STAYS = "stays"
    CLEARED = "cleared"
    #: Nobody needed to answer: a later file had it again.
    RETURNED = "returned"


def _enum(values: type[enum.StrEnum]) -> Enum:
    return Enum(values, native_enum=False, length=30, values_callable=lambda members: [str(m) for m in members])


class ImportRun(Base):
    """One file: who brought it, how far it came, and what it changed (counts)."""

    __tablename__ = "import_runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    #: SHA-256 of the bytes: the same file is applied once.
    file_hash: Mapped[str] = mapped_column(Text, default="")
    #: Nobody: from the command line.
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    #: The day that the file speaks of.
    as_of: Mapped[date] = mapped_column(Date)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: Last sign of life while it is read or applied.
    touched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[RunState] = mapped_column(_enum(RunState))
    #: What it is doing now, for who watches.
    step: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    #: Contracts of which a line was left out: that more of them is missing says nothing. None: it may be any contract.
    unsure: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True), default=list)

    __table_args__ = (Index("import_runs_started", "started_at"), Index("import_runs_hash", "file_hash"))


class ImportRemark(Base):
    """Why a line was left out, or what to know about it. The first of a run are kept, all are counted."""

    __tablename__ = "import_remarks"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_runs.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    line: Mapped[int] = mapped_column(Integer)
    left_out: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)


class ImportRow(Base):
    """A line of a file that was read well, waiting to be applied. Not written to the journal: after a crash the file
    is simply offered again.
    """

    __tablename__ = "import_rows"

    #: No foreign key: it would be looked up once a line.
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    contract: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    initials: Mapped[str | None] = mapped_column(Text)
    prefix: Mapped[str | None] = mapped_column(Text)
    surname: Mapped[str] = mapped_column(Text)
    born_on: Mapped[date | None] = mapped_column(Date)
    language: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    street: Mapped[str | None] = mapped_column(Text)
    house_number: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(Text)
    town: Mapped[str | None] = mapped_column(Text)
    started_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    rent_cents: Mapped[int] = mapped_column(BigInteger)
    direct_debit: Mapped[bool | None]
    stage: Mapped[str | None] = mapped_column(Text)
    stage_since: Mapped[date | None] = mapped_column(Date)
    arrangement_ended_on: Mapped[date | None] = mapped_column(Date)
    #: Marker kind → its note when it stands, null when the file says that it does not.
    markers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: The booking; without a key the line only tells of the tenancy.
    key: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(Text)
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    #: What of it was settled before, by a file that only shows what is open.
    settled_cents: Mapped[int | None] = mapped_column(BigInteger)
    due_on: Mapped[date | None] = mapped_column(Date)
    reference: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"prefixes": ["UNLOGGED"]},)


class ImportQuestion(Base):
    """Something that a person has to say; until then nothing changes in the ledger."""

    __tablename__ = "import_questions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_runs.id", ondelete="CASCADE"))
    kind: Mapped[QuestionKind] = mapped_column(_enum(QuestionKind))
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_entries.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    marker_id: Mapped[UUID | None] = mapped_column(ForeignKey("markers.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answer: Mapped[Answer | None] = mapped_column(_enum(Answer))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index(
            "import_questions_open",
            *("contract_id", "kind", "entry_id", "person_id", "marker_id"),
            unique=True,
            postgresql_where=text("answered_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        Index("import_questions_asked", "asked_at", "id", postgresql_where=text("answered_at IS NULL")),
        Index("import_questions_entry", "entry_id"),
    )
