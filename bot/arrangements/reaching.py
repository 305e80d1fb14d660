"""How somebody on a contract is reached with a word of ours, and what is left to a person where nothing reaches them.

A chat carries it where the address is proven to be theirs and the channel may carry it at this moment: Telegram, or
WhatsApp inside its 24 hours. Else SMS or e-mail to what is on file. Else it is a task.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.ground import Ground
from bot.arrangements.models import Actor, Agreement, EventKind
from bot.channels.models import Contact
from bot.channels.pacing import window_is_open
from bot.conversation.models import Conversation, Owner
from bot.conversation.outbox import LOCK
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.models import IdentitySession
from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, Post
from bot.tenancy.models import ChannelIdentity, ContactKind, ContactPoint, ContractParty

#: Hours after a word of theirs in which a channel may be written on freely; 0: always.
WINDOWS: Mapping[str, int] = {"telegram": 0, "whatsapp": 24}
#: On which channels we may begin of ourselves at this moment; a switch can be turned while we run.
BeginsOn = Callable[[], frozenset[str]]
#: How what is on file is reached, the first that works.
BY_KIND = ((ContactKind.PHONE, Way.SMS), (ContactKind.EMAIL, Way.EMAIL))
#: A telephone's message; what is longer is cut into parts that cost.
SMS_LENGTH = 600
#: Why a person has to look, for the desk; who asks in the chat how it stands hears of these too.
UNDELIVERED = "Een bericht over de afspraak kwam niet aan."
NEWS_UNDELIVERED = "Het bericht aan de huurder over je besluit kwam niet aan. Bel even."
NOT_ARRIVED = frozenset({UNDELIVERED, NEWS_UNDELIVERED})


@dataclass(frozen=True)
class Chat:
    """A conversation that may carry a message now; `busy` while a person is talking in it."""

    id: UUID
    channel: str
    busy: bool


def nowhere() -> frozenset[str]:
    return frozenset()


class Reach:
    """`begins_on`: channels on which we may also write outside the window, by approved templates."""

    def __init__(self, ground: Ground, handoffs: HandoffService, post: Post, begins_on: BeginsOn = nowhere) -> None:
        self._ground = ground
        self._handoffs = handoffs
        self._post = post
        self._begins_on = begins_on

    async def whose(self, agreement_id: UUID | None, conversation_id: UUID | None = None) -> UUID | None:
        """The person it is with: who said yes, else who was proven where it was asked; None when nobody knows."""
        async with self._ground.database.reading() as session:
            row = await session.get(Agreement, agreement_id) if agreement_id else None
            if row is not None and row.consent_person_id is not None:
                return row.consent_person_id
            asked = conversation_id or (row.conversation_id if row else None)
            found = select(IdentitySession.person_id).where(IdentitySession.conversation_id == asked)
            return await session.scalar(found) if asked else None

    async def chat_of(self, contract_id: UUID, person_id: UUID | None = None) -> Chat | None:
        """The conversation at a proven address of somebody on the contract; of `person_id` first, then used last."""
        statement = (
            select(
                *(Conversation.id, Conversation.channel, Conversation.owner),
                *(Contact.last_inbound_at, Contact.announced_at),
            )
            .join(
                ChannelIdentity,
                and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address),
            )
            .join(ContractParty, ContractParty.person_id == ChannelIdentity.person_id)
            .outerjoin(Contact, and_(Contact.channel == Conversation.channel, Contact.address == Conversation.address))
            .where(
                ContractParty.contract_id == contract_id,
                or_(ContractParty.until.is_(None), ContractParty.until > self._ground.today),
                ChannelIdentity.proven_at.is_not(None),
                Conversation.channel.in_(list(WINDOWS)),
                or_(Contact.id.is_(None), Contact.unreachable_since.is_(None)),
                or_(
                    Contact.identity_changed_at.is_(None),
                    Contact.identity_changed_at < ChannelIdentity.proven_at,
                ),
            )
            .order_by(
                (ChannelIdentity.person_id == person_id).desc().nulls_last(),
                *(Contact.last_inbound_at.desc().nulls_last(), Conversation.id),
            )
        )
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        now, begins_on = self._ground.clock(), self._begins_on()
        for conversation_id, channel, owner, heard, announced in rows:
            # Outside the window a template tells that something waits, once until they write again.
            begins = channel in begins_on and heard is not None and (announced is None or announced < heard)
            if begins or window_is_open(heard, now, WINDOWS[channel]):
                return Chat(conversation_id, channel, owner is Owner.PERSON)
        return None

    async def on_file(self, contract_id: UUID, person_id: UUID | None) -> tuple[Way, str] | None:
        """Of this person where they are on the contract, else of anybody who is; by a way that is switched on."""
        statement = (
            select(ContactPoint.kind, ContactPoint.value)
            .join(ContractParty, ContractParty.person_id == ContactPoint.person_id)
            .where(
                ContractParty.contract_id == contract_id,
                or_(ContractParty.until.is_(None), ContractParty.until > self._ground.today),
                ContactPoint.trusted(self._ground.clock()),
            )
            .order_by(
                (ContactPoint.person_id == person_id).desc().nulls_last(), ContactPoint.noted_at.desc(), ContactPoint.id
            )
        )
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        for kind, way in BY_KIND:
            if way in self._post.ways and (value := next((v for k, v in rows if k is kind), None)):
                return way, value
        return None

    async def send(self, way: Way, to: str, text: str) -> bool:
        """By SMS or e-mail, with who it is from; whether a sender took it."""
        values = {"corporation": self._ground.values["corporation"]}
        told = f"{self._ground.texts.line('reminder-sender', **values)} {text}"
        return await self._post.deliver(
            CodeMessage(
                way=way,
                to=to,
                subject=self._ground.texts.line("reminder-subject", **values),
                text=" ".join(told.split())[:SMS_LENGTH] if way is Way.SMS else told,
            )
        )

    async def task(self, agreement_id: UUID, why: str, about: str = "", **detail: int) -> None:
        """For a person: on the desk's list of tasks, in the agreement's history, and in the queue where they chat."""
        ground = self._ground
        async with ground.database.transaction() as session:
            row = await session.get(Agreement, agreement_id)
            conversation = await self._conversation(session, row) if row is not None else None
            kept = await ground.book.held(session, agreement_id)
            kept.row.task, kept.row.task_since = why, kept.row.task_since or ground.clock()
            await ground.book.note(session, kept, EventKind.TASK, ground.clock(), Actor.SYSTEM, None, why=why, **detail)
            if conversation is not None:
                summary = f"{why} Afspraak {kept.row.reference}{about}."
                await self._handoffs.request_within(session, conversation, Reason.OTHER, summary)

    async def ask_person(self, conversation_id: UUID, why: str) -> None:
        """In the queue, for what is about no agreement."""
        await self._handoffs.request(conversation_id, Reason.OTHER, why)

    async def _conversation(self, session: AsyncSession, row: Agreement) -> Conversation | None:
        """Where they talked of it, else where somebody on the contract is proven; its row locked."""
        if row.conversation_id is not None:
            found: Conversation | None = await session.scalar(LOCK, {"conversation": row.conversation_id})
            return found
        of_people = (
            select(Conversation.id)
            .join(
                ChannelIdentity,
                and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address),
            )
            .join(ContractParty, ContractParty.person_id == ChannelIdentity.person_id)
            .where(ContractParty.contract_id == row.contract_id, ChannelIdentity.proven_at.is_not(None))
            .order_by(Conversation.id)
            .limit(1)
        )
        known = await session.scalar(of_people)
        return await session.scalar(LOCK, {"conversation": known}) if known else None
