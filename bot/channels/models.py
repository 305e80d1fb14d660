"""Tables of the channels: what came in, whom we can reach and how, files, and what the providers told us."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


def _moment() -> Any:
    return mapped_column(DateTime(timezone=True))


class ChannelEvent(Base):
    """One element of a webhook, whatever it was. Its key decides what is a duplicate; kept for two weeks."""

    __tablename__ = "channel_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    #: message | status | reaction | system | account | not_ours | quarantine | …
    kind: Mapped[str] = mapped_column(Text)
    raw: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True)
    note: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = _moment()
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    #: A status whose message is not known yet; looked at again for some minutes.
    waiting: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index("channel_events_received", "received_at"),
        Index("channel_events_conversation", "conversation_id"),
        Index("channel_events_waiting", "received_at", postgresql_where=sql("waiting")),
    )


class Contact(Base):
    """Somebody as a provider knows them, with what we may and can send there."""

    __tablename__ = "channel_contacts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    #: The address of their conversation; stays the same when the provider's ids change.
    address: Mapped[str] = mapped_column(Text)
    #: Digits without a plus, where the provider told; evidence of a number, no proof.
    phone: Mapped[str | None] = mapped_column(Text)
    #: The provider's own id of this person towards us.
    user_id: Mapped[str | None] = mapped_column(Text)
    #: When they wrote last, by the provider's clock; opens the window for free replies.
    last_inbound_at: Mapped[datetime | None] = _moment()
    unreachable_since: Mapped[datetime | None] = _moment()
    unreachable_reason: Mapped[str] = mapped_column(Text, default="")
    #: The place in the provider's order of the last block, or of its end.
    reach_order: Mapped[int | None] = mapped_column(BigInteger)
    opted_out_at: Mapped[datetime | None] = _moment()
    #: The place in the provider's order of the word that decided it; an older one that comes late changes nothing.
    wish_order: Mapped[int | None] = mapped_column(BigInteger)
    #: The provider will not deliver here what we begin, and trying again before then makes it worse.
    rests_until: Mapped[datetime | None] = _moment()
    #: The same for what tells them that an answer waits.
    answers_rest_until: Mapped[datetime | None] = _moment()
    #: The provider says somebody else may hold this address now: nothing personal until proven anew.
    identity_changed_at: Mapped[datetime | None] = _moment()
    #: When they were last told, by a template, that an answer waits for them.
    announced_at: Mapped[datetime | None] = _moment()
    #: Up to when the room for messages to this person is used up.
    paced_until: Mapped[datetime | None] = _moment()

    __table_args__ = (UniqueConstraint("channel", "address"),)


class ContactAlias(Base):
    """Every id under which a provider ever named a contact, so that they stay one conversation."""

    __tablename__ = "channel_aliases"

    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    alias: Mapped[str] = mapped_column(Text, primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("channel_contacts.id", ondelete="CASCADE"))
    since: Mapped[datetime] = _moment()
    #: When the provider said that they go by another now: a number can be somebody else's after that.
    left_at: Mapped[datetime | None] = _moment()

    __table_args__ = (Index("channel_aliases_contact", "contact_id"),)


class ChannelHalt(Base):
    """Sending on a channel is stopped: what the provider said, and until when."""

    __tablename__ = "channel_halts"

    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = _moment()
    until: Mapped[datetime] = _moment()
    #: Of the keys that were in use; other keys lift the halt.
    fingerprint: Mapped[str] = mapped_column(Text)
    #: How often one message was tried since; each time in vain the pause grows.
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default=sql("0"))


class ChannelPace(Base):
    """Up to when the places of a number or token are given away, to all processes together.

    Unlogged: after a crash of the database everybody begins anew, and no message waits for a disk.
    """

    __tablename__ = "channel_paces"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    #: The channel and its number or token's id.
    sender: Mapped[str] = mapped_column(Text, primary_key=True)
    next_at: Mapped[datetime] = _moment()


class ChannelNotice(Base):
    """What an admin must know of a channel: a number in trouble, a template that rests. Open until somebody saw it."""

    __tablename__ = "channel_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    #: What it is about within its kind: a template, a phone number, a code; empty for the channel as a whole.
    subject: Mapped[str] = mapped_column(Text, default="")
    #: What the words for staff are filled with.
    facts: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    since: Mapped[datetime] = _moment()
    #: When the provider said it last, by its own clock: what it said before that changes nothing any more.
    told_at: Mapped[datetime] = _moment()
    #: How often it was told; 0: we only ever heard that all is well.
    times: Mapped[int] = mapped_column(Integer, default=1)
    #: When the provider said that it is over.
    over_at: Mapped[datetime | None] = _moment()
    seen_at: Mapped[datetime | None] = _moment()
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index(
            "channel_notices_open", "channel", "kind", "subject", unique=True, postgresql_where=sql("seen_at IS NULL")
        ),
        Index("channel_notices_subject", "channel", "kind", "subject", "told_at"),
        Index("channel_notices_seen", "seen_at"),
    )


class MonthlyCount(Base):
    """Messages delivered per number and month, against the free allowance."""

    __tablename__ = "channel_monthly_counts"

    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[str] = mapped_column(Text, primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    delivered: Mapped[int] = mapped_column(Integer, default=0)
    alarmed_at: Mapped[datetime | None] = _moment()


class MediaState(enum.StrEnum):
    WAITING = "waiting"
    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


class Media(Base):
    """A file that somebody sent with a message."""

    __tablename__ = "media"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(Text)
    #: The provider's id of the file, to fetch it by.
    remote_id: Mapped[str] = mapped_column(Text)
    #: What the sender's side says it is; never believed.
    declared_type: Mapped[str] = mapped_column(Text, default="")
    declared_hash: Mapped[str] = mapped_column(Text, default="")
    filename: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = _moment()
    state: Mapped[MediaState] = mapped_column(
        Enum(MediaState, native_enum=False, length=20, values_callable=lambda members: [str(m) for m in members])
    )
    #: What its bytes say it is.
    type: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int | None] = mapped_column(BigInteger)
    #: Why it is not here, in Dutch, for the desk.
    error: Mapped[str] = mapped_column(Text, default="")
    #: What a local transcriber heard; empty when there is none.
    transcript: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime | None] = _moment()
    #: It is not here, and whether its sender is to be asked for it again has still to be decided.
    ask_due: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: When the tenant was asked to send it again.
    asked_again_at: Mapped[datetime | None] = _moment()

    __table_args__ = (
        Index("media_message", "message_id"),
        Index("media_ask_due", "at", postgresql_where=sql("ask_due")),
        Index("media_waiting", "next_attempt_at", postgresql_where=sql("state = 'waiting'")),
    )


class MediaContent(Base):
    """The bytes, apart from the rest so that lists stay light. Goes with the conversation, everywhere at once."""

    __tablename__ = "media_contents"

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class LinkCode(Base):
    """A one-time code in a link, made by staff for one person; whoever opens it proves to have got it."""

    __tablename__ = "link_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(Text, unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = _moment()
    expires_at: Mapped[datetime] = _moment()
    used_at: Mapped[datetime | None] = _moment()


class IdentityChange(Base):
    """Every linking and unlinking of an address to a person: from whom to whom, how, by whom; to look back and undo."""

    __tablename__ = "identity_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    before_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    after_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    #: shared_contact | link_code | identity | by_hand | undo
    how: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    at: Mapped[datetime] = _moment()
    undone_at: Mapped[datetime | None] = _moment()

    __table_args__ = (Index("identity_changes_address", "channel", "address", "at"),)
