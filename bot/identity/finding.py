"""What is looked up to see whether a claim fits. Every question is asked alike, also about who is not there."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, null, or_, select, union_all
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import cast

from bot.channels.models import Contact as ChannelContact
from bot.identity.claims import Candidate
from bot.identity.contact_rules import WAY_OF, gets_sms
from bot.identity.models import Authorisation
from bot.identity.rules import Contact
from bot.tenancy.linking import e164
from bot.tenancy.models import ChannelIdentity, ContactPoint, Contract, ContractParty, Person
from bot.tenancy.rules import number_spellings

#: Nobody's id: asked about where there is nobody, so that asking costs the same.
NOBODY = UUID(int=0)
#: A number that no contract has.
NO_NUMBER = ("\u2014",)


def plain_number(typed: str) -> str:
    """How a number is counted, however it was typed: without marks and leading zeros."""
    spellings = number_spellings(typed)
    return (spellings[1] if len(spellings) > 1 else spellings[0]).lstrip("0") if spellings else ""


async def contract_with(session: AsyncSession, typed: str) -> UUID | None:
    """The one contract with this number; None when there is none, or more than one."""
    spellings = number_spellings(typed) or NO_NUMBER
    found = (await session.scalars(select(Contract.id).where(Contract.number.in_(spellings)).limit(2))).all()
    return found[0] if len(found) == 1 else None


async def candidates(
    session: AsyncSession, contract_id: UUID | None, born_on: date, today: date
) -> Sequence[Candidate]:
    """Who on the contract today was born on this day, and who may act today for somebody on it."""
    on_it = (ContractParty.contract_id == (contract_id or NOBODY), ContractParty.on_it(today))
    parties = (
        select(Person.id, cast(null(), PG_UUID(as_uuid=True)).label("behalf"))
        .join(ContractParty, ContractParty.person_id == Person.id)
        .where(*on_it, Person.born_on == born_on)
    )
    delegates = (
        select(Person.id, Authorisation.tenant_id.label("behalf"))
        .join(Authorisation, Authorisation.delegate_id == Person.id)
        .join(ContractParty, ContractParty.person_id == Authorisation.tenant_id)
        .where(*on_it, Person.born_on == born_on, *in_force(today))
    )
    rows = (await session.execute(union_all(parties, delegates))).all()
    return [Candidate(person, behalf) for person, behalf in rows]


def in_force(today: date) -> tuple[ColumnElement[bool], ...]:
    return (Authorisation.since <= today, Authorisation.until >= today, Authorisation.ended_at.is_(None))


async def contacts_of(session: AsyncSession, person_id: UUID | None, now: datetime) -> list[Contact]:
    """Where somebody's code may go, and whether others have the same on file. Not what was given only lately."""
    other = aliased(ContactPoint)
    shared = (
        select(literal(1))
        .where(other.kind == ContactPoint.kind, other.person_id != ContactPoint.person_id)
        .where(or_(other.value == ContactPoint.value, other.value == func.lower(ContactPoint.value)))
        .exists()
    )
    statement = select(ContactPoint, shared).where(
        ContactPoint.person_id == (person_id or NOBODY), ContactPoint.trusted(now)
    )
    rows = (await session.execute(statement)).all()
    return [
        Contact(WAY_OF[point.kind], point.value, point.noted_at, shared=is_shared, mobile=gets_sms(point.value))
        for point, is_shared in rows
    ]


async def linked_person(
    session: AsyncSession, channel: str, address: str, today: date
) -> tuple[UUID, date | None] | None:
    """Who is proven to be behind an address, and when they were born; nobody once they are on no contract any more."""
    at_home = select(literal(1)).where(ContractParty.person_id == Person.id, ContractParty.on_it(today))
    row = (
        await session.execute(
            select(Person.id, Person.born_on)
            .join(ChannelIdentity, ChannelIdentity.person_id == Person.id)
            .where(ChannelIdentity.channel == channel, ChannelIdentity.address == address)
            .where(ChannelIdentity.proven_at.is_not(None), at_home.exists())
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


async def telephone_of(session: AsyncSession, channel: str, address: str) -> str | None:
    """The telephone that is written from (E.164), where the channel tells."""
    phone = await session.scalar(
        select(ChannelContact.phone).where(ChannelContact.channel == channel, ChannelContact.address == address)
    )
    return e164(f"+{phone.lstrip('+')}") if phone else None


async def is_party(session: AsyncSession, contract_id: UUID | None, person_id: UUID | None, today: date) -> bool:
    """On this contract today."""
    return await _is_on(session, person_id, today, ContractParty.contract_id == (contract_id or NOBODY))


async def is_tenant(session: AsyncSession, person_id: UUID | None, today: date) -> bool:
    """On any contract today: of who is on none there is nothing to tell."""
    return await _is_on(session, person_id, today)


async def _is_on(session: AsyncSession, person_id: UUID | None, today: date, *which: ColumnElement[bool]) -> bool:
    theirs = (ContractParty.person_id == (person_id or NOBODY), ContractParty.on_it(today))
    return await session.scalar(select(literal(1)).where(*theirs, *which).limit(1)) is not None


async def may_act_for(session: AsyncSession, delegate_id: UUID, tenant_id: UUID, today: date) -> bool:
    statement = select(literal(1)).where(
        Authorisation.delegate_id == delegate_id, Authorisation.tenant_id == tenant_id, *in_force(today)
    )
    return await session.scalar(statement.limit(1)) is not None


async def may_hear_of(session: AsyncSession, person_id: UUID, contract_id: UUID, today: date) -> bool:
    """On this contract today, or allowed today to act for somebody who is."""
    acts_for = select(Authorisation.tenant_id).where(Authorisation.delegate_id == person_id, *in_force(today))
    statement = select(literal(1)).where(
        ContractParty.contract_id == contract_id,
        ContractParty.on_it(today),
        or_(ContractParty.person_id == person_id, ContractParty.person_id.in_(acts_for)),
    )
    return await session.scalar(statement.limit(1)) is not None
