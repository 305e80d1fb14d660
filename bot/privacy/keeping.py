"""Which conversations are kept although their time is over: what is open, disputed, dangerous or still agreed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from bot.arrangements.begun import BegunMessage
from bot.arrangements.disputes import Dispute
from bot.arrangements.models import Agreement
from bot.arrangements.news import TenantNews
from bot.arrangements.rules.life import LIVE, OPEN
from bot.conversation.models import Author, Conversation, Message, Owner, State
from bot.dialogue.models import WarmReferral
from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.models import Handoff
from bot.identity.models import IdentitySession
from bot.tenancy.models import ChannelIdentity, ContractParty

#: Still to go out, or gone out with nobody knowing yet whether it arrived.
UNDER_WAY = (State.PENDING, State.SENDING, State.PARKED)


def over(before: datetime) -> ColumnElement[bool]:
    """Nobody wrote since that moment, and nothing was cleared since anybody wrote."""
    return and_(
        Conversation.last_activity_at < before,
        or_(Conversation.cleared_at.is_(None), Conversation.cleared_at <= Conversation.last_activity_at),
    )


def kept() -> ColumnElement[bool]:
    """Whether something still asks for a conversation, whatever its age."""
    return or_(_open(), _danger(), _disputed(), _agreed())


def _open() -> ColumnElement[bool]:
    """A person has it or is asked for, or something in it still has to be answered, sent, told or carried out."""
    here = Conversation.id
    waits = and_(Message.author == Author.TENANT, Message.handled_at.is_(None))
    return or_(
        Conversation.owner != Owner.ASSISTANT,
        exists().where(Handoff.conversation_id == here, Handoff.closed_at.is_(None)),
        exists().where(WarmReferral.conversation_id == here, WarmReferral.done_at.is_(None)),
        exists().where(Message.conversation_id == here, or_(waits, Message.state.in_(UNDER_WAY))),
        exists().where(TenantNews.conversation_id == here, TenantNews.told_at.is_(None)),
        exists().where(
            BegunMessage.message_id == Message.id, Message.conversation_id == here, BegunMessage.settled_at.is_(None)
        ),
    )


def _danger() -> ColumnElement[bool]:
    """A mark that no person cleared yet, or an alarm that still rings."""
    return or_(
        Conversation.danger.is_not(None),
        exists().where(DangerAlarm.conversation_id == Conversation.id, DangerAlarm.ended_at.is_(None)),
    )


def _disputed() -> ColumnElement[bool]:
    """By a dispute that began here, or any about a home of theirs."""
    here_or_theirs = or_(Dispute.conversation_id == Conversation.id, Dispute.contract_id.in_(_contracts()))
    return exists().where(Dispute.closed_at.is_(None), here_or_theirs)


def _agreed() -> ColumnElement[bool]:
    """By an agreement that runs or lies on the table, made here or about a home of theirs."""
    here_or_theirs = or_(Agreement.conversation_id == Conversation.id, Agreement.contract_id.in_(_contracts()))
    return exists().where(Agreement.state.in_([*LIVE, *OPEN]), here_or_theirs)


def _contracts() -> Select[UUID]:
    """Homes of everybody who was proven in the conversation, or for whom they may act."""
    # Two selects deep, nobody guesses any more that the conversation is the one outside.
    here = (Conversation, ContractParty)
    proven_here = (
        select(ChannelIdentity.id)
        .where(
            ChannelIdentity.channel == Conversation.channel,
            ChannelIdentity.address == Conversation.address,
            ChannelIdentity.person_id == ContractParty.person_id,
        )
        .correlate(*here)
        .exists()
    )
    named_here = (
        select(IdentitySession.conversation_id)
        .where(
            IdentitySession.conversation_id == Conversation.id,
            or_(
                IdentitySession.person_id == ContractParty.person_id,
                IdentitySession.on_behalf_of_id == ContractParty.person_id,
            ),
        )
        .correlate(*here)
        .exists()
    )
    return select(ContractParty.contract_id).where(or_(proven_here, named_here)).correlate(Conversation)
