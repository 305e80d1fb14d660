"""What makes us keep still about a contract, read from what other rooms record."""

from datetime import date
from typing import Protocol
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, and_, literal, or_, select, union, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.models import Agreement
from bot.arrangements.rules.guarding import Hindrance
from bot.channels.models import Contact
from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.identity.models import PROVEN, IdentityEvent, IdentitySession
from bot.tenancy.models import ChannelIdentity, ContractParty, Marker, MarkerKind

OF_MARKER = {
    MarkerKind.ADMINISTRATOR: Hindrance.ADMINISTRATOR,
    MarkerKind.WSNP: Hindrance.DEBT_SCHEME,
    MarkerKind.AMICABLE_SCHEME: Hindrance.DEBT_SCHEME,
    MarkerKind.DO_NOT_CONTACT: Hindrance.DO_NOT_CONTACT,
}


class Hindrances(Protocol):
    """Tells what stands in the way, inside the caller's transaction."""

    async def of(self, session: AsyncSession, contract_id: UUID) -> frozenset[Hindrance]: ...


class Disputes(Protocol):
    """Whether a tenant said that the amount is wrong and nobody has settled it yet."""

    async def is_open(self, session: AsyncSession, contract_id: UUID) -> bool: ...


class NoDisputes:
    """For an installation where nothing records disputes."""

    async def is_open(self, session: AsyncSession, contract_id: UUID) -> bool:
        return False


class RecordedHindrances:
    """Markers on the contract, a danger in any conversation of its people, an opt-out of theirs, and disputes."""

    def __init__(self, clock: Clock, disputes: Disputes | None = None) -> None:
        self._clock = clock
        self._disputes: Disputes = disputes or NoDisputes()

    async def of(self, session: AsyncSession, contract_id: UUID) -> frozenset[Hindrance]:
        today = in_amsterdam(self._clock()).date()
        markers = select(Marker.kind).where(
            Marker.contract_id == contract_id,
            Marker.since <= today,
            or_(Marker.cleared_on.is_(None), Marker.cleared_on > today),
        )
        found = {OF_MARKER[kind] for kind in await session.scalars(markers) if kind in OF_MARKER}
        found |= {Hindrance(str(name)) for name in await session.scalars(_of_people(contract_id, today))}
        if await self._disputes.is_open(session, contract_id):
            found.add(Hindrance.DISPUTE)
        return frozenset(found)


async def of_conversation(session: AsyncSession, conversation_id: UUID) -> frozenset[Hindrance]:
    """What was marked, or asked for, in one conversation, whoever it is with."""
    statement = (
        select(Conversation.danger, Contact.opted_out_at)
        .outerjoin(Contact, and_(Contact.channel == Conversation.channel, Contact.address == Conversation.address))
        .where(Conversation.id == conversation_id)
    )
    row = (await session.execute(statement)).one_or_none()
    danger, opted_out = row if row is not None else (None, None)
    found = ((Hindrance.DANGER, danger), (Hindrance.OPTED_OUT, opted_out))
    return frozenset(hindrance for hindrance, since in found if since is not None)


def _of_people(contract_id: UUID, today: date) -> Select[tuple[str]]:
    """Dangers and opt-outs at any address where somebody on the contract was proven to be, or an agreement was made."""
    addresses = _addresses(contract_id, today).cte("addresses")
    danger = (
        select(literal(Hindrance.DANGER.value).label("name"))
        .select_from(Conversation)
        .join(addresses, and_(Conversation.channel == addresses.c.channel, Conversation.address == addresses.c.address))
        .where(Conversation.danger.is_not(None))
    )
    opted_out = (
        select(literal(Hindrance.OPTED_OUT.value).label("name"))
        .select_from(Contact)
        .join(addresses, and_(Contact.channel == addresses.c.channel, Contact.address == addresses.c.address))
        .where(Contact.opted_out_at.is_not(None))
    )
    both = union_all(danger, opted_out).subquery()
    return select(both.c.name).distinct()


def _addresses(contract_id: UUID, today: date) -> CompoundSelect[str, str]:
    """Telephones that are theirs, and conversations in which they proved who they are or an agreement was made.

    A browser is never remembered as somebody's, and a goodbye ends what was proven there: then the access log still
    tells. Who left the contract does not count any more. Each part by an index of its own.
    """
    people = select(ContractParty.person_id).where(ContractParty.contract_id == contract_id, ContractParty.on_it(today))
    left = select(ContractParty.person_id).where(ContractParty.contract_id == contract_id, ~ContractParty.on_it(today))
    conversations = union(
        select(IdentitySession.conversation_id).where(IdentitySession.person_id.in_(people)),
        select(IdentitySession.conversation_id).where(IdentitySession.on_behalf_of_id.in_(people)),
        select(IdentityEvent.conversation_id).where(
            IdentityEvent.kind == PROVEN,
            IdentityEvent.person_id.in_(people),
            IdentityEvent.conversation_id.is_not(None),
        ),
        select(Agreement.conversation_id).where(
            Agreement.contract_id == contract_id,
            Agreement.conversation_id.is_not(None),
            or_(Agreement.consent_person_id.is_(None), Agreement.consent_person_id.not_in(left)),
        ),
    ).subquery()
    return union(
        select(ChannelIdentity.channel, ChannelIdentity.address).where(
            ChannelIdentity.person_id.in_(people), ChannelIdentity.proven_at.is_not(None)
        ),
        select(Conversation.channel, Conversation.address).join(
            conversations, conversations.c.conversation_id == Conversation.id
        ),
    )
