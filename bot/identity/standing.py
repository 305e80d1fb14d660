"""What a conversation may hear at this moment. Read anew each time: nothing that anybody says or sends can raise it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.models import Contact as ChannelContact
from bot.channels.web import NAME as WEB
from bot.clock import in_amsterdam
from bot.conversation.models import Conversation, Turn
from bot.identity import finding, rules
from bot.identity.models import IdentitySession
from bot.identity.rules import Level, Proof
from bot.tenancy.models import ChannelIdentity, ContractParty


@dataclass(frozen=True)
class Standing:
    """Who is proven to be there, and how far. `on_behalf_of`: whose amounts it is about, if somebody else's."""

    level: Level = Level.NONE
    person_id: UUID | None = None
    on_behalf_of: UUID | None = None

    @property
    def about(self) -> UUID | None:
        """Whose data may be told."""
        return self.on_behalf_of or self.person_id


UNKNOWN = Standing()


async def standing_within(session: AsyncSession, conversation_id: UUID, now: datetime) -> Standing:
    """The level that is left, or UNKNOWN when nothing is, or what it rested on is no longer so."""
    row = await session.get(IdentitySession, conversation_id)
    if row is None or row.person_id is None or row.proven_at is None or not row.level:
        return UNKNOWN
    conversation = await session.get_one(Conversation, conversation_id)
    turns = select(Turn.at).where(Turn.conversation_id == conversation_id, Turn.at > now - rules.LONGEST_OF_ALL)
    moments = (await session.scalars(turns.where(Turn.at > row.proven_at))).all()
    device = rules.device_of(personal=row.personal_device, shared=row.shared_device)
    level = rules.level_now(Level(row.level), row.proven_at, moments, now, device)
    if level is Level.NONE or not await _still_holds(session, row, conversation, now):
        return UNKNOWN
    return Standing(level, row.person_id, row.on_behalf_of_id)


async def _still_holds(session: AsyncSession, row: IdentitySession, conversation: Conversation, now: datetime) -> bool:
    at = (conversation.channel, conversation.address)
    today = in_amsterdam(now).date()
    assert row.person_id is not None
    assert row.proven_at is not None
    changed = await session.scalar(
        select(ChannelContact.identity_changed_at).where(
            ChannelContact.channel == at[0], ChannelContact.address == at[1]
        )
    )
    if changed is not None and changed >= row.proven_at:
        return False
    if Proof.LINKED in row.proofs:
        linked = await finding.linked_person(session, *at, today)
        if linked is None or linked[0] != row.person_id:
            return False
    if row.on_behalf_of_id is not None and not await finding.may_act_for(
        session, row.person_id, row.on_behalf_of_id, today
    ):
        return False
    return await finding.is_tenant(session, row.on_behalf_of_id or row.person_id, today)


async def known_within(session: AsyncSession, conversation: Conversation, now: datetime) -> UUID | None:
    """Whose conversation it is: who is proven there at this moment, else whose telephone it is proven to be."""
    standing = await standing_within(session, conversation.id, now)
    if standing.person_id is not None or conversation.channel == WEB:
        return standing.person_id
    at = and_(ChannelIdentity.channel == ChannelContact.channel, ChannelIdentity.address == ChannelContact.address)
    changed = ChannelContact.identity_changed_at
    statement = (
        select(ChannelIdentity.person_id)
        .outerjoin(ChannelContact, at)
        .where(ChannelIdentity.channel == conversation.channel, ChannelIdentity.address == conversation.address)
        .where(ChannelIdentity.proven_at.is_not(None), or_(changed.is_(None), changed < ChannelIdentity.proven_at))
    )
    return await session.scalar(statement)


async def holder_within(session: AsyncSession, conversation_id: UUID, now: datetime) -> UUID | None:
    """Who proved to be there and never ended that, also after the level lapsed: for what has a time of its own.

    On a device that others use too it ends with the level; at a telephone of theirs it outlives a goodbye.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    row = await session.get(IdentitySession, conversation_id)
    if row is not None and row.person_id is not None and row.proven_at is not None and not row.shared_device:
        return row.person_id if await _still_holds(session, row, conversation, now) else None
    return await known_within(session, conversation, now)


async def contracts_within(session: AsyncSession, standing: Standing, now: datetime) -> Sequence[UUID]:
    """The contracts whose amounts may be told: those that the person is on today. Empty below the level for it."""
    if standing.level < Level.OWN or standing.about is None:
        return ()
    on_it = ContractParty.on_it(in_amsterdam(now).date())
    statement = select(ContractParty.contract_id).where(ContractParty.person_id == standing.about, on_it)
    return (await session.scalars(statement.order_by(ContractParty.since.desc(), ContractParty.contract_id))).all()
