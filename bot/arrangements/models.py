"""Agreements about money owed, with their instalments and history. One living agreement a debt: an index says so."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.life import EndReason, State
from bot.database.engine import Base
from bot.tenancy.models import Stage


class Subject(enum.StrEnum):
    """What an agreement is about. There is at most one living agreement about each."""

    DEBT = "debt"
    PAY_DAY = "pay_day"


class Actor(enum.StrEnum):
    """Who did it."""

    TENANT = "tenant"
    ASSISTANT = "assistant"
    STAFF = "staff"
    #: Time, or the ledger.
    SYSTEM = "system"


class EventKind(enum.StrEnum):
    """What can happen to an agreement. Each has a label at the desk."""

    OFFERED = "offered"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    DECLINED = "declined"
    AGREED = "agreed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    #: What is owed had changed at the yes.
    OUTDATED = "outdated"
    EXPIRED = "expired"
    TROUBLE = "trouble"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    PAID = "paid"
    PAYMENT_REVERSED = "payment_reversed"
    COMPLETED = "completed"
    BROKEN = "broken"
    ENDED = "ended"
    #: Something for a person to do, and that it was done.
    TASK = "task"
    TASK_DONE = "task_done"
    #: The tenant was told what a collector decided.
    TOLD = "told"
    NUDGE_REMINDER = "nudge-reminder"
    NUDGE_QUESTION = "nudge-question"
    NUDGE_PERSON = "nudge-person"
    NUDGE_THANKS = "nudge-thanks"


#: The event that a nudge leaves.
OF_NUDGE = {nudge: EventKind(f"nudge-{nudge.value}") for nudge in Nudge}


def _words(values: type[enum.StrEnum]) -> Enum:
    return Enum(values, native_enum=False, length=30, values_callable=lambda members: [str(m) for m in members])


class Agreement(Base):
    """An arrangement, a deferral or another pay date: from a proposal to its end. A change is a new row."""

    __tablename__ = "agreements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    #: What tenant and collector call it; the same for all changes of it.
    reference: Mapped[str] = mapped_column(Text)
    #: 0 for the first, then 1, 2 … for each change that was agreed or offered.
    change: Mapped[int] = mapped_column(Integer, default=0)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id", ondelete="SET NULL"))
    subject: Mapped[Subject] = mapped_column(_words(Subject))
    kind: Mapped[Kind] = mapped_column(_words(Kind))
    state: Mapped[State] = mapped_column(_words(State))
    total_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Of a pay date only: the new day of the month, and what was shown for it.
    pay_day: Mapped[int | None] = mapped_column(Integer)
    #: Keys of the ledger's charges that this is about, and of the credits that were counted by then.
    covers: Mapped[list[str]] = mapped_column(JSONB, default=list)
    counted: Mapped[list[str]] = mapped_column(JSONB, default=list)

    #: Version and hash of the policy that this was made under.
    policy_version: Mapped[str] = mapped_column(Text)
    #: Ids of what a collector had to look at.
    looks: Mapped[list[str]] = mapped_column(JSONB, default=list)
    #: The text, as tenant and collector both read it, and its digest.
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    text_digest: Mapped[str] = mapped_column(Text)
    valid_until: Mapped[date] = mapped_column(Date)

    proposed_by: Mapped[Actor] = mapped_column(_words(Actor))
    proposed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    #: The collector who proposed, approved, changed or declined, and why.
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decision_reason: Mapped[str] = mapped_column(Text, default="")

    #: The explicit yes: to which text, when, by whom, and in which message.
    consent_digest: Mapped[str | None] = mapped_column(Text)
    consented_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    consent_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    consent_source: Mapped[str] = mapped_column(Text, default="")

    #: Number of the instalment that the tenant said will not work.
    trouble: Mapped[int | None] = mapped_column(Integer)
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    end_reason: Mapped[EndReason | None] = mapped_column(_words(EndReason))
    end_note: Mapped[str] = mapped_column(Text, default="")
    #: What a person has to do about it, until a person says that it is done; empty when there is nothing.
    task: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))
    task_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        # However many ask at the same moment: one living agreement, and one on the table.
        Index(
            "agreements_one_live",
            "contract_id",
            "subject",
            unique=True,
            postgresql_where=sql("state IN ('active', 'at_risk')"),
        ),
        Index(
            "agreements_one_open",
            "contract_id",
            "subject",
            unique=True,
            postgresql_where=sql("state IN ('proposed', 'awaiting_approval', 'offered')"),
        ),
        # Nothing ever lived without a yes to exactly its own text.
        CheckConstraint(
            "state NOT IN ('active', 'at_risk', 'completed', 'broken', 'ended') "
            "OR (consent_digest IS NOT NULL AND consent_digest = text_digest AND consented_at IS NOT NULL)",
            name="agreements_consented",
        ),
        Index("agreements_contract", "contract_id", "proposed_at"),
        Index("agreements_state", "state", "proposed_at"),
        Index("agreements_reference", "reference", "change"),
        Index("agreements_tasks", "task_since", postgresql_where=sql("task_since IS NOT NULL")),
    )


class Instalment(Base):
    __tablename__ = "instalments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    paid_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        CheckConstraint("amount_cents > 0 AND paid_cents BETWEEN 0 AND amount_cents", name="instalments_cents"),
        Index("instalments_due", "due_on", postgresql_where=sql("paid_cents < amount_cents")),
        Index("instalments_paid", "paid_on", postgresql_where=sql("paid_on IS NOT NULL")),
    )


class AgreementEvent(Base):
    """The history of an agreement, for the timeline. Never changed, only added to."""

    __tablename__ = "agreement_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    #: Counts from 1 within the agreement.
    number: Mapped[int] = mapped_column(Integer)
    #: One of EventKind.
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[Actor] = mapped_column(_words(Actor))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    __table_args__ = (UniqueConstraint("agreement_id", "number"),)


class AgreementNudge(Base):
    """What was said of itself about an instalment. The key makes it once, also when two jobs run."""

    __tablename__ = "agreement_nudges"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    nudge: Mapped[Nudge] = mapped_column(_words(Nudge), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class AgreementLook(Base):
    """When an agreement was last laid beside its ledger, and how that ledger was then: what did not change waits."""

    __tablename__ = "agreement_looks"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    looked_on: Mapped[date] = mapped_column(Date)
    #: Number and sum (cents) of the contract's bookings up to that day.
    entries: Mapped[int] = mapped_column(Integer)
    cents: Mapped[int] = mapped_column(BigInteger)


class ArrangementRequest(Base):
    """What was asked and what the policy said, with the facts it asked about and no others: for trying a change on."""

    __tablename__ = "arrangement_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[Kind] = mapped_column(_words(Kind))
    stage: Mapped[Stage] = mapped_column(_words(Stage))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    outcome: Mapped[Outcome] = mapped_column(_words(Outcome))
    reasons: Mapped[list[str]] = mapped_column(JSONB, default=list)
    policy_version: Mapped[str] = mapped_column(Text)
    #: Of a change what ran and what was asked, of a pay day the day: what a policy's bounds are held against.
    wanted: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        Index("arrangement_requests_at", "at"),
        Index("arrangement_requests_contract", "contract_id", "at"),
    )
