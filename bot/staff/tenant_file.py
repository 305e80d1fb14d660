"""What is on file of one tenancy, for the page about it: people and how to reach them, and the ledger by the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.identity.contact_rules import UNDO_WITHIN
from bot.identity.models import ContactChange, IdentitySession
from bot.tenancy.linking import full_name
from bot.tenancy.models import (
    ChannelIdentity,
    ContactPoint,
    ContractParty,
    EntryKind,
    LedgerEntry,
    Person,
)

LEDGER_PAGE = 50


@dataclass(frozen=True)
class OnFile:
    """Somebody on the contract. `until`: no longer on it from that day."""

    person_id: UUID
    name: str
    born_on: date | None
    since: date
    until: date | None
    contacts: tuple[str, ...]
    #: Channels on which an address is proven to be theirs.
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Booking:
    """A line of the ledger with what was owed after it; cents."""

    on: date
    kind: EntryKind
    description: str
    cents: int
    balance_cents: int


@dataclass(frozen=True)
class LedgerPage:
    rows: Sequence[Booking]
    total: int
    #: Counts from 1; the newest first.
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // LEDGER_PAGE))


class TenantFiles:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def people(self, contract_id: UUID) -> Sequence[OnFile]:
        contacts = (
            select(func.array_agg(ContactPoint.value))
            .where(ContactPoint.person_id == Person.id, ContactPoint.in_use(self._clock()))
            .correlate(Person)
            .scalar_subquery()
        )
        channels = (
            select(func.array_agg(ChannelIdentity.channel.distinct()))
            .where(ChannelIdentity.person_id == Person.id, ChannelIdentity.proven_at.is_not(None))
            .correlate(Person)
            .scalar_subquery()
        )
        statement = (
            select(Person, ContractParty.since, ContractParty.until, contacts, channels)
            .join(ContractParty, ContractParty.person_id == Person.id)
            .where(ContractParty.contract_id == contract_id)
            .order_by(ContractParty.until.is_not(None), Person.surname, Person.initials)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return [
            OnFile(p.id, full_name(p), p.born_on, since, until, tuple(sorted(found or ())), tuple(sorted(at or ())))
            for p, since, until, found, at in rows
        ]

    async def contact_changes(self, contract_id: UUID) -> Sequence[ContactChange]:
        """What people on the contract changed in the chat and can still be put back, newest first."""
        statement = (
            select(ContactChange)
            .join(ContractParty, ContractParty.person_id == ContactChange.person_id)
            .where(ContractParty.contract_id == contract_id)
            .where(ContactChange.done_at > self._clock() - UNDO_WITHIN, ContactChange.undone_at.is_(None))
            .order_by(ContactChange.done_at.desc())
        )
        async with self._database.reading() as session:
            return (await session.scalars(statement)).all()

    async def ledger(self, contract_id: UUID, page: int) -> LedgerPage:
        """Everything booked, also what falls due later; the running balance counts from the very first line."""
        order = (LedgerEntry.due_on, LedgerEntry.amount_cents.desc(), LedgerEntry.external_key)
        running = func.sum(LedgerEntry.amount_cents).over(order_by=order, rows=(None, 0))
        ranked = (
            select(
                *(LedgerEntry.due_on, LedgerEntry.kind, LedgerEntry.description, LedgerEntry.amount_cents),
                running.label("balance"),
                func.row_number().over(order_by=order).label("place"),
                func.count().over().label("total"),
            )
            .where(LedgerEntry.contract_id == contract_id)
            .subquery()
        )
        async with self._database.reading() as session:
            counted = select(func.count()).where(LedgerEntry.contract_id == contract_id)
            total = await session.scalar(counted) or 0
            page = max(1, min(page, -(-total // LEDGER_PAGE)))
            statement = select(ranked).order_by(ranked.c.place.desc())
            rows = (await session.execute(statement.limit(LEDGER_PAGE).offset((page - 1) * LEDGER_PAGE))).all()
        found = [Booking(row[0], EntryKind(row[1]), row[2], row[3], int(row[4])) for row in rows]
        return LedgerPage(found, total, page)

    async def conversation_of(self, contract_id: UUID) -> UUID | None:
        """The conversation in which somebody on the contract was last active and is proven: where a proposal goes."""
        statement = (
            select(Conversation.id)
            .where(conversations_of(contract_id, in_amsterdam(self._clock()).date()))
            .order_by(Conversation.last_activity_at.desc())
            .limit(1)
        )
        async with self._database.reading() as session:
            return await session.scalar(statement)


def conversations_of(contract_id: UUID, today: date) -> ColumnElement[bool]:
    """Conversations at an address that is proven to be of somebody on the contract, or in which they proved it."""
    people = select(ContractParty.person_id).where(
        ContractParty.contract_id == contract_id, or_(ContractParty.until.is_(None), ContractParty.until > today)
    )
    linked = (
        select(ChannelIdentity.id)
        .where(and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address))
        .where(ChannelIdentity.person_id.in_(people), ChannelIdentity.proven_at.is_not(None))
        .exists()
    )
    proven = select(IdentitySession.conversation_id).where(
        IdentitySession.person_id.in_(people),
        IdentitySession.on_behalf_of_id.is_(None),
        IdentitySession.proven_at.is_not(None),
    )
    return or_(linked, Conversation.id.in_(proven))
