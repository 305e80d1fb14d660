"""Who is behind a conversation, as far as the desk may say: linked by staff, proven now, or proven before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import Contact
from bot.clock import in_amsterdam
from bot.conversation.models import Conversation
from bot.identity.models import IdentitySession
from bot.identity.standing import standing_within
from bot.tenancy.linking import e164, full_name
from bot.tenancy.models import ChannelIdentity, ContactKind, ContactPoint, Contract, ContractParty, Person


@dataclass(frozen=True)
class Home:
    """A home that somebody rents now."""

    number: str
    address: str


@dataclass(frozen=True)
class Who:
    """The tenant and how to reach them outside the chat; empty as long as nobody is proven to be there."""

    person_id: UUID | None = None
    name: str | None = None
    #: When it was proven, if that has run out since: enough to call somebody back, too little to name amounts.
    lapsed_since: datetime | None = None
    phones: tuple[str, ...] = ()
    homes: tuple[Home, ...] = ()
    opted_out: bool = False
    unreachable: str = ""
    #: The number they write from, where the provider says so.
    writes_from: str | None = None
    #: Their last word by the provider's own time, where the channel has a window that closes.
    last_inbound_at: datetime | None = None


def linked_here() -> ColumnElement[bool]:
    """Joins a conversation to the proven owner of its address."""
    return and_(
        ChannelIdentity.channel == Conversation.channel,
        ChannelIdentity.address == Conversation.address,
        ChannelIdentity.proven_at.is_not(None),
    )


def proven_here() -> ColumnElement[bool]:
    """Joins a conversation to who ever proved in it to be somebody, unless the address has another owner since."""
    moved = select(Contact.channel).where(
        Contact.channel == Conversation.channel,
        Contact.address == Conversation.address,
        Contact.identity_changed_at >= IdentitySession.proven_at,
    )
    return and_(
        IdentitySession.conversation_id == Conversation.id,
        IdentitySession.proven_at.is_not(None),
        IdentitySession.level > 0,
        ~moved.exists(),
    )


async def who_within(session: AsyncSession, conversation: Conversation, now: datetime) -> Who:
    """The tenant of a conversation. A proof that has run out is told as such."""
    linked = select(ChannelIdentity.person_id).join(Conversation, linked_here())
    person_id = await session.scalar(linked.where(Conversation.id == conversation.id))
    lapsed = None
    if person_id is None:
        # In this conversation itself, for as long as that counts; a browser is not remembered.
        person_id = (await standing_within(session, conversation.id, now)).person_id
    if person_id is None:
        before = select(IdentitySession.person_id, IdentitySession.proven_at).join(Conversation, proven_here())
        if (row := (await session.execute(before.where(Conversation.id == conversation.id))).one_or_none()) is not None:
            person_id, lapsed = row
    contact = await session.scalar(
        select(Contact).where(Contact.channel == conversation.channel, Contact.address == conversation.address)
    )
    person = await session.get(Person, person_id) if person_id is not None else None
    own = e164(contact.phone) if contact is not None and contact.phone else None
    return Who(
        person_id=person.id if person else None,
        name=full_name(person) if person else None,
        lapsed_since=lapsed if person else None,
        phones=await _phones(session, own, person),
        homes=await _homes(session, person, in_amsterdam(now).date()),
        opted_out=contact is not None and contact.opted_out_at is not None,
        unreachable=contact.unreachable_reason if contact else "",
        writes_from=own,
        last_inbound_at=contact.last_inbound_at if contact else None,
    )


async def _phones(session: AsyncSession, own: str | None, person: Person | None) -> tuple[str, ...]:
    """Where to call: the number they write from, then what the file says."""
    found: Sequence[str] = ()
    if person is not None:
        of_person = (ContactPoint.person_id == person.id, ContactPoint.kind == ContactKind.PHONE)
        found = (await session.scalars(select(ContactPoint.value).where(*of_person).order_by(ContactPoint.value))).all()
    return tuple(dict.fromkeys([*([own] if own else []), *found]))


async def _homes(session: AsyncSession, person: Person | None, today: date) -> tuple[Home, ...]:
    if person is None:
        return ()
    statement = (
        select(Contract.number, Contract.street, Contract.house_number, Contract.town)
        .join(ContractParty, ContractParty.contract_id == Contract.id)
        .where(ContractParty.person_id == person.id)
        .where(or_(ContractParty.until.is_(None), ContractParty.until > today))
        .where(or_(Contract.ended_on.is_(None), Contract.ended_on >= today))
        .order_by(Contract.number)
    )
    rows = (await session.execute(statement)).all()
    return tuple(Home(row[0], f"{row[1]} {row[2]}, {row[3]}") for row in rows)
