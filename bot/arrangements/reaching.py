"""How somebody on a contract is reached with a word of ours, and what is left to a person where nothing reaches them.

A chat carries it where the address is proven to be theirs and the channel may carry it at this moment, by what it
can do: at any hour, or inside its window. Else SMS or e-mail to what is on file. Else it is a task.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.ground import Ground
from bot.arrangements.models import Agreement
from bot.channels.contract import Channels
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

#: On which channels we may begin of ourselves at this moment; a switch can be turned while we run.
BeginsOn = Callable[[], frozenset[str]]
#: How what is on file is reached, the first that works.
BY_KIND = ((ContactKind.PHONE, Way.SMS), (ContactKind.EMAIL, Way.EMAIL))
#: A telephone's message; what is longer is cut into parts that cost.
SMS_LENGTH = 600
#: Why a person has to look, for the desk; who asks in the chat how it stands hears of these too.
UNDELIVERED = "Een bericht over de afspraak kwam niet aan."
NEWS_UNDELIVERED = "Het bericht aan de huurder over je besluit kwam niet aan. Bel even."
#: The same for what is about no agreement; the conversation is put in the queue with it.
REFERRAL_UNTOLD = "De huurder weet nog niet dat de aanmelding is gedaan: het bericht kan nergens heen. Bel even."
NOT_ARRIVED = frozenset({UNDELIVERED, NEWS_UNDELIVERED})

#: Conversation, channel and owner; when they wrote last, and when they were told that something waits.
Chats = Select[UUID, str, Owner, datetime | None, datetime | None]
_ADDRESSES = (
    select(
        *(Conversation.id, Conversation.channel, Conversation.owner),
        *(Contact.last_inbound_at, Contact.announced_at),
    )
    .select_from(Conversation)
    .outerjoin(Contact, and_(Contact.channel == Conversation.channel, Contact.address == Conversation.address))
)
_CHATS = _ADDRESSES.join(
    ChannelIdentity,
    and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address),
)
_IS_THEIRS = (
    ChannelIdentity.proven_at.is_not(None),
    or_(Contact.identity_changed_at.is_(None), Contact.identity_changed_at < ChannelIdentity.proven_at),
)


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

    def __init__(
        self,
        ground: Ground,
        handoffs: HandoffService,
        post: Post,
        channels: Channels,
        begins_on: BeginsOn = nowhere,
    ) -> None:
        self._ground = ground
        self._handoffs = handoffs
        self._post = post
        self._begins_on = begins_on
        #: Channels that may carry what we begin, and how long after a word of theirs; 0: always.
        self.windows: Mapping[str, int] = channels.windows
        #: Our own, where somebody sees it when they look.
        self.screens = channels.screens

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
            _CHATS.join(ContractParty, ContractParty.person_id == ChannelIdentity.person_id)
            .where(*self._on(contract_id), *self._takes, *_IS_THEIRS)
            .order_by(
                (ChannelIdentity.person_id == person_id).desc().nulls_last(),
                *(Contact.last_inbound_at.desc().nulls_last(), Conversation.id),
            )
        )
        return await self._first_to_carry(statement)

    async def chat_of_person(self, person_id: UUID) -> Chat | None:
        """The same for what is nobody else's business: only at an address of this one person."""
        statement = _CHATS.where(ChannelIdentity.person_id == person_id, *self._takes, *_IS_THEIRS)
        return await self._first_to_carry(
            statement.order_by(Contact.last_inbound_at.desc().nulls_last(), Conversation.id)
        )

    async def chat_at(self, conversation_id: UUID, since: datetime) -> Chat | None:
        """This very conversation, proven or not, where its address is still whose it was at that moment."""
        changed = or_(Contact.identity_changed_at.is_(None), Contact.identity_changed_at < since)
        return await self._first_to_carry(_ADDRESSES.where(Conversation.id == conversation_id, changed, *self._takes))

    @property
    def _takes(self) -> tuple[ColumnElement[bool], ...]:
        """Where the channel may carry what we begin, and reaches them as far as we know."""
        return (
            Conversation.channel.in_(list(self.windows)),
            or_(Contact.id.is_(None), Contact.unreachable_since.is_(None)),
        )

    async def _first_to_carry(self, statement: Chats) -> Chat | None:
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        now, begins_on = self._ground.clock(), self._begins_on()
        for conversation_id, channel, owner, heard, announced in rows:
            # Outside the window a template tells that something waits, once until they write again.
            begins = channel in begins_on and heard is not None and (announced is None or announced < heard)
            if begins or window_is_open(heard, now, self.windows[channel]):
                return Chat(conversation_id, channel, owner is Owner.PERSON)
        return None

    async def on_file(self, contract_id: UUID, person_id: UUID | None) -> tuple[Way, str] | None:
        """Of this person where they are on the contract, else of anybody who is; by a way that is switched on."""
        statement = (
            select(ContactPoint.kind, ContactPoint.value, ContactPoint.person_id)
            .join(ContractParty, ContractParty.person_id == ContactPoint.person_id)
            .where(*self._on(contract_id), ContactPoint.trusted(self._ground.clock()))
            .order_by(ContactPoint.noted_at.desc(), ContactPoint.id)
        )
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        # Their e-mail before somebody else's telephone.
        theirs = [(kind, value) for kind, value, whose in rows if whose == person_id]
        return self._first_way(theirs) or self._first_way([(kind, value) for kind, value, _ in rows])

    async def on_file_of(self, person_id: UUID) -> tuple[Way, str] | None:
        """The same of this one person, whoever else is on a contract with them."""
        theirs = (ContactPoint.person_id == person_id, ContactPoint.trusted(self._ground.clock()))
        statement = select(ContactPoint.kind, ContactPoint.value).where(*theirs)
        async with self._ground.database.reading() as session:
            rows = await session.execute(statement.order_by(ContactPoint.noted_at.desc(), ContactPoint.id))
            return self._first_way([(kind, value) for kind, value in rows])

    def _on(self, contract_id: UUID) -> tuple[ColumnElement[bool], ...]:
        """Who is on the contract today."""
        return ContractParty.contract_id == contract_id, ContractParty.on_it(self._ground.today)

    async def has_left(self, session: AsyncSession, contract_id: UUID, person_id: UUID | None) -> bool:
        """Whether somebody was on the contract and is not any more: they learn nothing of it from then on."""
        left = select(ContractParty.person_id).where(
            ContractParty.contract_id == contract_id,
            ContractParty.person_id == person_id,
            ~ContractParty.on_it(self._ground.today),
        )
        return await session.scalar(left) is not None

    def _first_way(self, points: Sequence[tuple[ContactKind, str]]) -> tuple[Way, str] | None:
        for kind, way in BY_KIND:
            if way in self._post.ways and (value := next((v for k, v in points if k is kind), None)):
                return way, value
        return None

    async def send(self, way: Way, to: str, text: str, subject: str = "reminder-subject") -> bool:
        """By SMS or e-mail, with who it is from; whether a sender took it. `subject`: which line heads an e-mail."""
        values = {"corporation": self._ground.values["corporation"]}
        told = f"{self._ground.texts.line('reminder-sender', **values)} {text}"
        return await self._post.deliver(
            CodeMessage(
                way=way,
                to=to,
                subject=self._ground.texts.line(subject, **values),
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
            await ground.book.ask_person(session, kept, why, ground.clock(), **detail)
            if conversation is not None:
                summary = f"{why} Afspraak {kept.row.reference}{about}."
                await self._handoffs.request_within(session, conversation, Reason.OTHER, summary)

    async def ask_person(self, conversation_id: UUID, why: str) -> None:
        """In the queue, for what is about no agreement."""
        await self._handoffs.request(conversation_id, Reason.OTHER, why)

    async def _conversation(self, session: AsyncSession, row: Agreement) -> Conversation | None:
        """Where they talked of it, else where somebody on the contract is proven; its row locked. Not of who left."""
        if row.conversation_id is not None and not await self._is_of_who_left(session, row):
            found: Conversation | None = await session.scalar(LOCK, {"conversation": row.conversation_id})
            return found
        of_people = (
            select(Conversation.id)
            .join(
                ChannelIdentity,
                and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address),
            )
            .join(ContractParty, ContractParty.person_id == ChannelIdentity.person_id)
            .where(*self._on(row.contract_id), ChannelIdentity.proven_at.is_not(None))
            .order_by(Conversation.id)
            .limit(1)
        )
        known = await session.scalar(of_people)
        return await session.scalar(LOCK, {"conversation": known}) if known else None

    async def _is_of_who_left(self, session: AsyncSession, row: Agreement) -> bool:
        who = row.consent_person_id or await session.scalar(
            select(IdentitySession.person_id).where(IdentitySession.conversation_id == row.conversation_id)
        )
        return await self.has_left(session, row.contract_id, who)
