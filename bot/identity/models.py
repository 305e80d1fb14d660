"""Tables of the identity room. No code, and no number that was typed, stands in any of them readably."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Index, SmallInteger, Text, false
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base

#: The kind of event that tells of a proof.
PROVEN = "proven"


def _moment() -> Any:
    return mapped_column(DateTime(timezone=True))


class IdentitySession(Base):
    """How far a conversation has come in telling who it is with. One row a conversation."""

    __tablename__ = "identity_sessions"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    touched_at: Mapped[datetime] = _moment()
    #: number | birth_date | code, or null when nothing is waited for.
    asked: Mapped[str | None] = mapped_column(Text)
    #: The level that is asked for.
    wanted: Mapped[int] = mapped_column(SmallInteger, default=0)
    #: A code may still be typed until then, and is hidden wherever it stands.
    code_until: Mapped[datetime | None] = _moment()
    #: Somebody said that others use this device too.
    shared_device: Mapped[bool] = mapped_column(default=False)
    #: They write from an account of their own, by what the channel is.
    personal_device: Mapped[bool] = mapped_column(default=False, server_default=false())

    # What was claimed and not proven yet: keyed digests, and what they turned out to fit, if anything.
    number_key: Mapped[str | None] = mapped_column(Text)
    claim_key: Mapped[str | None] = mapped_column(Text)
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id", ondelete="SET NULL"))
    claimed_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    claimed_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: Proofs that were given, whether they fit or not; they count only for whom they turned out to fit.
    claims: Mapped[list[str]] = mapped_column(JSONB, default=list)

    # What is proven.
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: Who may act for somebody else speaks about that person's amounts.
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    level: Mapped[int] = mapped_column(SmallInteger, default=0)
    proofs: Mapped[list[str]] = mapped_column(JSONB, default=list)
    proven_at: Mapped[datetime | None] = _moment()

    __table_args__ = (
        Index("identity_sessions_person", "person_id"),
        Index("identity_sessions_on_behalf", "on_behalf_of_id", postgresql_where=sql("on_behalf_of_id IS NOT NULL")),
    )


class IdentityCode(Base):
    """A one-time code. Where nobody was found there is a row as well: nobody got that code, and it opens nothing."""

    __tablename__ = "identity_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    #: HMAC under the server's secret of conversation and code.
    code_hash: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: sms | email, or null where nothing was sent.
    way: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = _moment()
    expires_at: Mapped[datetime] = _moment()
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    used_at: Mapped[datetime | None] = _moment()
    #: Used, replaced by a newer one, or tried too often: worth nothing any more.
    closed_at: Mapped[datetime | None] = _moment()

    __table_args__ = (
        Index("identity_codes_open", "conversation_id", unique=True, postgresql_where=sql("closed_at IS NULL")),
    )


class IdentityInput(Base):
    """What was taken out of a message on its way in, until its turn is taken: seconds, as a rule. Codes as digests."""

    __tablename__ = "identity_inputs"

    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    #: number | birth_date | code
    kind: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    #: Digest of the network address it came from; empty where the channel has none.
    origin_key: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = _moment()

    __table_args__ = (
        Index("identity_inputs_conversation", "conversation_id", "at"),
        Index("identity_inputs_at", "at"),
    )


class IdentityEvent(Base):
    """The access log, and what tries are counted by: who tried or proved what, when, from which channel."""

    __tablename__ = "identity_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = _moment()
    #: claim | send | code | proven | forgotten | not_delivered | read | refused
    kind: Mapped[str] = mapped_column(Text)
    #: fits | fits_not | waits | sent | nowhere | right | wrong | expired | used_up | …
    outcome: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    #: Whose data it is about, once that is known.
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    level: Mapped[int] = mapped_column(SmallInteger, default=0)
    proofs: Mapped[list[str]] = mapped_column(JSONB, default=list)
    #: A try that counts, as long as no proof followed it.
    counts: Mapped[bool] = mapped_column(default=False)
    number_key: Mapped[str] = mapped_column(Text, default="")
    claim_key: Mapped[str] = mapped_column(Text, default="")
    address_key: Mapped[str] = mapped_column(Text, default="")
    origin_key: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        # For throwing away what is old.
        Index("identity_events_at", "at"),
        Index("identity_events_person", "person_id", "at"),
        Index("identity_events_conversation", "conversation_id", "at"),
        Index("identity_events_number", "number_key", "at", postgresql_where=sql("counts")),
        Index("identity_events_claim", "claim_key", "at", postgresql_where=sql("counts")),
        Index("identity_events_address", "address_key", "at", postgresql_where=sql("counts")),
        Index("identity_events_origin", "origin_key", "at", postgresql_where=sql("counts")),
    )


class Authorisation(Base):
    """One person may act for another: written down by staff who saw the proof, and never without an end."""

    __tablename__ = "authorisations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: Who acts.
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: For whom.
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: mandate | court_order | in_person | by_phone: what staff saw or heard.
    proof_seen: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date] = mapped_column(Date)
    #: Last day on which it counts.
    until: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = _moment()
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None] = _moment()
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("authorisations_tenant", "tenant_id", "delegate_id"),
        Index("authorisations_delegate", "delegate_id"),
    )


class ContactChange(Base):
    """A telephone number or e-mail address that somebody changed in the chat, or was about to."""

    __tablename__ = "contact_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: phone | email
    kind: Mapped[str] = mapped_column(Text)
    #: asked | done | undone
    state: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    #: What was typed, only while its code is waited for.
    value: Mapped[str | None] = mapped_column(Text)
    #: The same as it may be shown: all but a few characters hidden.
    shown: Mapped[str] = mapped_column(Text)
    #: HMAC under the server's secret of conversation and code; the code went to the new address.
    code_hash: Mapped[str] = mapped_column(Text)
    code_until: Mapped[datetime] = _moment()
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    asked_at: Mapped[datetime] = _moment()
    done_at: Mapped[datetime | None] = _moment()
    cools_until: Mapped[datetime | None] = _moment()
    #: The row on file that came of it; null when nothing new was put on file.
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_points.id", ondelete="SET NULL"))
    #: Whether the addresses that were on file before were told; by which ways, or `nobody`.
    told_at: Mapped[datetime | None] = _moment()
    told_by: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None] = _moment()
    #: Null where the tenant did so with the link in the message.
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("contact_changes_person", "person_id", "asked_at"),
        Index("contact_changes_open", "conversation_id", unique=True, postgresql_where=sql("value IS NOT NULL")),
        Index("contact_changes_untold", "done_at", postgresql_where=sql("done_at IS NOT NULL AND told_at IS NULL")),
    )
