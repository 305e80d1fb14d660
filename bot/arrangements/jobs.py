"""Guarding what was agreed, now and then: the ledger laid beside it, and what is to be said, said once.

A nudge goes over a channel of the tenant's own that may carry it at this moment: Telegram, or WhatsApp inside its 24
hours where the corporation lets us write there of ourselves (off by default). Else by SMS or e-mail to what is on file,
else it is a task for a person. The web chat never carries one: nobody may be looking, or somebody else may.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.ground import Ground
from bot.arrangements.models import Actor, Agreement
from bot.arrangements.rules.guarding import Nudge, may_write
from bot.arrangements.upkeep import Message, UpkeepService
from bot.channels.contract import Button
from bot.channels.models import Contact
from bot.channels.pacing import window_is_open
from bot.conversation.models import Author, Conversation, Owner
from bot.conversation.outbox import LOCK, Outbox
from bot.database.session import announce
from bot.dialogue.speech import Payload
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, Post
from bot.tenancy.models import ChannelIdentity, ContactKind, ContactPoint, ContractParty

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
#: Hours after a word of theirs in which a channel may be written on freely; 0: always.
WINDOWS = {"telegram": 0, "whatsapp": 24}
#: How what is on file is reached, the first that works.
BY_KIND = ((ContactKind.PHONE, Way.SMS), (ContactKind.EMAIL, Way.EMAIL))
#: A telephone's message; what is longer is cut into parts that cost.
SMS_LENGTH = 600


@dataclass(frozen=True)
class _Chat:
    """A conversation that may carry a message now; `busy` while a person is talking in it."""

    id: UUID
    channel: str
    busy: bool


class Guarding:
    """`begins_on`: channels on which we may write of ourselves. WhatsApp is none unless the corporation says so."""

    def __init__(
        self,
        ground: Ground,
        upkeep: UpkeepService,
        outbox: Outbox,
        handoffs: HandoffService,
        post: Post,
        begins_on: frozenset[str] = frozenset({"telegram"}),
    ) -> None:
        self._ground = ground
        self._upkeep = upkeep
        self._outbox = outbox
        self._handoffs = handoffs
        self._post = post
        self._begins_on = begins_on

    async def keep_on(self) -> None:
        """Until cancelled. Any number of processes may do so: what is said is claimed first."""
        while True:
            try:
                await self.once()
            except Exception as error:  # the next round tries again; a fault here must not end the guarding
                log.warning("guarding agreements failed: %s: %s", type(error).__name__, error)
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> int:
        """One round; how many things were said or handed to a person."""
        await self._upkeep.bring_up_to_date()
        said = 0
        for message in await self._upkeep.nudges():
            if not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
            said += await self._say(message)
        return said

    async def _say(self, message: Message) -> bool:
        if message.due.nudge is Nudge.PERSON:
            return await self._for_person(message, "Een termijn is niet betaald en er kwam geen antwoord.")
        chat = await self._chat_of(message)
        if chat is not None and chat.busy:
            return False  # a person is talking with them now: one voice at a time; later is soon enough
        if chat is not None:
            return await self._in_chat(message, chat)
        return await self._by_post(message)

    # ── in a chat ─────────────────────────────────────────────────────────────────────────────────

    async def _in_chat(self, message: Message, chat: _Chat) -> bool:
        """Claimed and put in the outbox in one transaction: said once, or not yet."""
        agreement, due = message.agreement, message.due
        async with self._ground.database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": chat.id})
            if conversation is None or conversation.owner is Owner.PERSON:
                return False
            if not await self._upkeep.claim_within(session, agreement.id, due.term.number, due.nudge, by=chat.channel):
                return False
            buttons = _buttons(due.nudge)
            self._outbox.compose(
                session,
                conversation,
                Author.ASSISTANT,
                message.text,
                buttons=buttons,
                owner_version=conversation.owner_version,
            )
            await announce(session, "message", conversation.id, author=Author.ASSISTANT)
        await self._outbox.dispatch(chat.id)
        return True

    async def _chat_of(self, message: Message) -> _Chat | None:
        """The conversation at a proven address of somebody on the contract, the one used last first."""
        statement = (
            select(Conversation.id, Conversation.channel, Conversation.owner, Contact.last_inbound_at)
            .join(
                ChannelIdentity,
                and_(ChannelIdentity.channel == Conversation.channel, ChannelIdentity.address == Conversation.address),
            )
            .join(ContractParty, ContractParty.person_id == ChannelIdentity.person_id)
            .outerjoin(Contact, and_(Contact.channel == Conversation.channel, Contact.address == Conversation.address))
            .where(
                ContractParty.contract_id == message.agreement.contract_id,
                or_(ContractParty.until.is_(None), ContractParty.until > self._ground.today),
                ChannelIdentity.proven_at.is_not(None),
                Conversation.channel.in_(sorted(self._begins_on)),
                Contact.opted_out_at.is_(None),
                or_(Contact.id.is_(None), Contact.unreachable_since.is_(None)),
                or_(
                    Contact.identity_changed_at.is_(None),
                    Contact.identity_changed_at < ChannelIdentity.proven_at,
                ),
            )
            .order_by(Contact.last_inbound_at.desc().nulls_last(), Conversation.id)
        )
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        now = self._ground.clock()
        for conversation_id, channel, owner, last_inbound in rows:
            if window_is_open(last_inbound, now, WINDOWS.get(channel, 0)):
                return _Chat(conversation_id, channel, owner is Owner.PERSON)
        return None

    # ── by post ───────────────────────────────────────────────────────────────────────────────────

    async def _by_post(self, message: Message) -> bool:
        """Claimed before it is sent: said twice is worse than a person who looks where it failed."""
        found = await self._on_file(message)
        if found is None:
            return await self._for_person(
                message, "Deze huurder is niet te bereiken voor een bericht over de afspraak."
            )
        way, to = found
        agreement, due = message.agreement, message.due
        if not await self._claimed(message, by=way.value):
            return False
        values = {"corporation": self._ground.values["corporation"]}
        text = f"{self._ground.texts.line('reminder-sender', **values)} {message.text}"
        sent = await self._post.deliver(
            CodeMessage(
                way=way,
                to=to,
                subject=self._ground.texts.line("reminder-subject", **values),
                text=" ".join(text.split())[:SMS_LENGTH] if way is Way.SMS else text,
            )
        )
        if not sent:
            await self._task(agreement.id, due.term.number, "Een bericht over de afspraak kwam niet aan.")
        return True

    async def _on_file(self, message: Message) -> tuple[Way, str] | None:
        """Of who said yes where that is known, else of anybody on the contract."""
        agreement = message.agreement
        yes = select(Agreement.consent_person_id).where(Agreement.id == agreement.id).scalar_subquery()
        statement = (
            select(ContactPoint.kind, ContactPoint.value)
            .join(ContractParty, ContractParty.person_id == ContactPoint.person_id)
            .where(
                ContractParty.contract_id == agreement.contract_id,
                or_(ContractParty.until.is_(None), ContractParty.until > self._ground.today),
            )
            .order_by(
                (ContactPoint.person_id == yes).desc().nulls_last(), ContactPoint.noted_at.desc(), ContactPoint.id
            )
        )
        async with self._ground.database.reading() as session:
            rows = (await session.execute(statement)).all()
        for kind, way in BY_KIND:
            if way in self._post.ways and (value := next((v for k, v in rows if k is kind), None)):
                return way, value
        return None

    # ── a person ──────────────────────────────────────────────────────────────────────────────────

    async def _for_person(self, message: Message, why: str) -> bool:
        if not await self._claimed(message, by="person"):
            return False
        await self._task(message.agreement.id, message.due.term.number, why)
        return True

    async def _claimed(self, message: Message, *, by: str) -> bool:
        async with self._ground.database.transaction() as session:
            return await self._upkeep.claim_within(
                session, message.agreement.id, message.due.term.number, message.due.nudge, by=by
            )

    async def _task(self, agreement_id: UUID, number: int, why: str) -> None:
        """In the queue where there is a conversation; in the history of the agreement in any case."""
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            await ground.book.note(session, kept, "task", ground.clock(), Actor.SYSTEM, instalment=number, why=why)
            conversation = await self._conversation(session, kept.row)
            if conversation is not None:
                summary = f"{why} Afspraak {kept.row.reference}, termijn {number}."
                await self._handoffs.request_within(session, conversation, Reason.OTHER, summary)

    async def _conversation(self, session: AsyncSession, row: Agreement) -> Conversation | None:
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


def _buttons(nudge: Nudge) -> Sequence[Button]:
    """One tap for "lukt deze maand niet", before it breaks."""
    if nudge is Nudge.THANKS:
        return ()
    trouble = Button("Lukt nu niet", Payload("report_arrangement_trouble").encode())
    paid = Button("Al betaald", Payload("report_payment_made").encode())
    return (trouble,) if nudge is Nudge.REMINDER else (trouble, paid)
