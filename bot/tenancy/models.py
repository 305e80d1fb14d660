"""Tenants, their contracts and their ledger. A person is not a phone and not a channel identity: three tables."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class Stage(enum.StrEnum):
    """How far the landlord's steps have come for a contract."""

    NONE = "none"
    REMINDER = "reminder"
    FORMAL_NOTICE = "formal_notice"
    COLLECTION = "collection"
    SUMMONS = "summons"
    JUDGMENT = "judgment"
    EVICTION_NOTICE = "eviction_notice"


class EntryKind(enum.StrEnum):
    RENT = "rent"
    PAYMENT = "payment"
    REVERSAL = "reversal"
    COST = "cost"
    CORRECTION = "correction"


class ContactKind(enum.StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class MarkerKind(enum.StrEnum):
    """What forbids or changes collecting until a person has looked."""

    ADMINISTRATOR = "administrator"
    WSNP = "wsnp"
    AMICABLE_SCHEME = "amicable_scheme"
    BAILIFF_FILE = "bailiff_file"
    DO_NOT_CONTACT = "do_not_contact"
    EARLY_SIGNAL_OBJECTION = "early_signal_objection"


def _kind(values: type[enum.StrEnum]) -> Enum:
    return Enum(values, native_enum=False, length=30, values_callable=lambda members: [str(m) for m in members])


class Person(Base):
    __tablename__ = "persons"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    initials: Mapped[str] = mapped_column(Text)
    #: "van der", kept apart from the surname, as municipalities register it.
    prefix: Mapped[str] = mapped_column(Text, default="")
    surname: Mapped[str] = mapped_column(Text)
    born_on: Mapped[date | None] = mapped_column(Date)
    language: Mapped[str] = mapped_column(Text, default="nl")
    #: The number that the other system gave this person ("debiteurnummer").
    external_key: Mapped[str | None] = mapped_column(Text, unique=True)

    #: For looking up the begin of a surname.
    __table_args__ = (
        Index("persons_surname", func.lower(surname).label("folded"), postgresql_ops={"folded": "text_pattern_ops"}),
    )


class ContactPoint(Base):
    """A phone number (E.164) or an e-mail address that somebody gave."""

    __tablename__ = "contact_points"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    kind: Mapped[ContactKind] = mapped_column(_kind(ContactKind))
    value: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: Brought by a file, and replaced when a later file has another; what somebody gave us stays.
    imported: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    #: Given in the chat not long ago: no code and no amount goes there before this moment.
    cools_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: Replaced in the chat: not used from this moment on. The row stays, so that a file that does not know of it yet
    #: does not bring it back.
    retires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: By which change in the chat; that one's undoing puts it back.
    replaced_by_id: Mapped[UUID | None] = mapped_column()

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "value"),
        Index("contact_points_value", "kind", "value"),
        Index("contact_points_retired", "retires_at", postgresql_where=text("retires_at IS NOT NULL")),
    )

    @classmethod
    def in_use(cls, now: datetime) -> ColumnElement[bool]:
        """On file at this moment, also while it cools."""
        return or_(cls.retires_at.is_(None), cls.retires_at > now)

    @classmethod
    def trusted(cls, now: datetime) -> ColumnElement[bool]:
        """On file, and long enough to send a code or an amount to."""
        return and_(cls.in_use(now), or_(cls.cools_until.is_(None), cls.cools_until <= now))


class ChannelIdentity(Base):
    """Somebody's address on a channel, linked to a person only after proof."""

    __tablename__ = "channel_identities"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    proven_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (UniqueConstraint("channel", "address"), Index("channel_identities_person", "person_id"))


class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: The number that the tenant knows ("huurdersnummer").
    number: Mapped[str] = mapped_column(Text, unique=True)
    street: Mapped[str] = mapped_column(Text)
    house_number: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    town: Mapped[str] = mapped_column(Text)
    #: None when no file told.
    started_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    rent_cents: Mapped[int] = mapped_column(BigInteger)
    direct_debit: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[Stage] = mapped_column(_kind(Stage), default=Stage.NONE)
    stage_since: Mapped[date | None] = mapped_column(Date)
    #: End of the last payment arrangement that the other system knows of.
    arrangement_ended_on: Mapped[date | None] = mapped_column(Date)
    imported: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    __table_args__ = (
        Index("contracts_stage", "stage", postgresql_where=text("stage <> 'none'")),
        Index("contracts_home", "postcode", "house_number"),
    )


class ContractParty(Base):
    """The household as far as it owes: who is on the contract; co-tenants each owe the whole rent."""

    __tablename__ = "contract_parties"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[date] = mapped_column(Date)
    #: From this day on no longer on the contract: learns nothing of it any more.
    until: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (Index("contract_parties_person", "person_id"),)

    @classmethod
    def on_it(cls, today: date) -> ColumnElement[bool]:
        """On the contract that day."""
        return or_(cls.until.is_(None), cls.until > today)


class LedgerEntry(Base):
    """One booking on a contract. Positive cents are owed by the tenant, negative cents are paid."""

    __tablename__ = "ledger_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind] = mapped_column(_kind(EntryKind))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date] = mapped_column(Date)
    description: Mapped[str] = mapped_column(Text, default="")
    #: The other system's key, so that importing twice books once.
    external_key: Mapped[str] = mapped_column(Text)
    #: What stands with a payment to say what it is for ("betalingskenmerk"); several bookings may share one.
    reference: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    imported: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    __table_args__ = (
        UniqueConstraint("contract_id", "external_key"),
        Index("ledger_entries_contract", "contract_id", "due_on"),
    )


class Marker(Base):
    __tablename__ = "markers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    kind: Mapped[MarkerKind] = mapped_column(_kind(MarkerKind))
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date] = mapped_column(Date)
    cleared_on: Mapped[date | None] = mapped_column(Date)
    imported: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    #: Who at the desk set or cleared it; nobody where a file did.
    set_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    cleared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    cleared_note: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))

    __table_args__ = (Index("markers_contract", "contract_id", postgresql_where=text("cleared_on IS NULL")),)
