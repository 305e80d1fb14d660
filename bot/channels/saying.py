"""Hearing what a person said by a channel: into the transcript, once, with the files, and to the right conversation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.announcing import SHOW
from bot.channels.button_keys import read_button_key
from bot.channels.contacts import Contacts
from bot.channels.contract import Button, Channels, InboundMessage
from bot.channels.elements import Said
from bot.channels.models import ChannelEvent, Contact, Media, MediaState
from bot.channels.opting import Wish, wish_of
from bot.channels.rules import Shape, chosen_by_number, shape_of
from bot.channels.wishes import hear_wish
from bot.clock import Clock
from bot.conversation.intake import Intake
from bot.conversation.lateness import moment_of, shown_moment
from bot.conversation.models import Author, Conversation, Kind, Message, Owner, State
from bot.conversation.outbox import Outbox
from bot.conversation.transcript import offered
from bot.database.session import NewId
from bot.dialogue.speech import Payload

#: A line of ours that the tenant reads, by its id.
Line = Callable[[str], str]
#: What to do with a proof that came along: contact, the message. Says which line to answer with, if any.
OnProof = Callable[[AsyncSession, Contact, Said], Awaitable[str | None]]


#: An announcement that did not get out has nothing to announce any more.
_RELEASE = text("""
    UPDATE messages SET state = CASE WHEN template IS NULL THEN 'pending' ELSE 'dropped' END, next_attempt_at = :now
    WHERE conversation_id = :conversation AND state = 'parked'
""").bindparams(bindparam("conversation", type_=Uuid), bindparam("now", type_=DateTime(timezone=True)))


@dataclass(frozen=True)
class Heard:
    conversation_id: UUID
    message_id: str
    address: str
    duplicate: bool
    #: The assistant will answer, so it may show that it read and types.
    assistant_answers: bool


@dataclass(frozen=True)
class Meaning:
    """What a message comes down to once buttons, numbers and opting out are looked at."""

    kind: Kind
    text: str
    payload: str | None = None


class Saying:
    def __init__(
        self,
        *,
        clock: Clock,
        new_id: NewId,
        intake: Intake,
        outbox: Outbox,
        contacts: Contacts,
        channels: Channels,
        line: Line,
        on_proof: OnProof,
    ) -> None:
        self._clock = clock
        self._new_id = new_id
        self._intake = intake
        self._outbox = outbox
        self._contacts = contacts
        self._channels = channels
        self._line = line
        self._on_proof = on_proof

    async def hear(self, session: AsyncSession, channel: str, said: Said) -> Heard:
        now = self._clock()
        at = min(said.at or now, now)
        contact = await self._contacts.resolve(session, channel, said.sender, now, at)
        said_at = shown_moment(at, contact.last_inbound_at, now) if said.order is not None else None
        if contact.last_inbound_at is None or at > contact.last_inbound_at:
            contact.last_inbound_at = at
        if said.order is None or contact.reach_order is None or moment_of(said.order) >= moment_of(contact.reach_order):
            contact.unreachable_since, contact.unreachable_reason = None, ""
        conversation = await self._intake.conversation_at(session, channel, contact.address)
        meaning = await self._meaning(session, conversation, said)
        answer = await self._own_answer(session, contact, said, meaning)
        receipt = await self._intake.receive_within(
            session,
            InboundMessage(
                channel=channel,
                address=contact.address,
                provider_id=said.message_id,
                kind=meaning.kind,
                subtype=said.subtype,
                text=meaning.text,
                payload=meaning.payload,
                at=now,
                said_at=said_at,
                said_order=said.order,
            ),
            # Asking for what waits is answered by what waits.
            handled=answer is not None or meaning.payload == SHOW,
        )
        if receipt.withheld or said.link_code:
            await self._let_go(session, channel, said.key)
        if not receipt.duplicate:
            self._keep_files(session, channel, receipt.message_id, said)
            await self._release_parked(session, conversation.id)
            if answer is not None:
                ends_form = wish_of(said.text) is Wish.OUT and contact.opted_out_at is not None
                self._answer(session, conversation, answer, ends_form)
        answers = not receipt.duplicate and conversation.owner is not Owner.PERSON
        return Heard(conversation.id, said.message_id, contact.address, receipt.duplicate, answers)

    async def _meaning(self, session: AsyncSession, conversation: Conversation, said: Said) -> Meaning:
        if said.intent is not None:
            return Meaning(Kind.BUTTON, said.text, Payload(said.intent).encode())
        if said.pressed is not None:
            return await self._pressed(session, conversation, said)
        if said.kind is Kind.TEXT and not said.subtype:
            payload = await self._numbered_choice(session, conversation, said.text)
            if payload is not None:
                return Meaning(Kind.BUTTON, said.text, payload)
        return Meaning(said.kind, said.text)

    async def _pressed(self, session: AsyncSession, conversation: Conversation, said: Said) -> Meaning:
        """A button means what we offered under it here; anything else is just the words on it."""
        pressed = said.pressed or ""
        key = read_button_key(pressed)
        if key is not None:
            message_id, place = key
            buttons = await session.scalar(
                select(Message.buttons).where(Message.id == message_id, Message.conversation_id == conversation.id)
            )
            if buttons and place < len(buttons):
                return Meaning(Kind.BUTTON, buttons[place]["title"], buttons[place]["payload"])
        elif await self._is_ours(session, conversation.id, pressed):
            return Meaning(Kind.BUTTON, said.text or pressed, pressed)
        if said.text:
            # Also where the same stands behind it: WhatsApp does so under a template whose sender gave nothing else.
            return Meaning(Kind.TEXT, said.text)
        return Meaning(Kind.UNKNOWN, "")

    @staticmethod
    async def _is_ours(session: AsyncSession, conversation_id: UUID, pressed: str) -> bool:
        try:
            Payload.decode(pressed)
        except ValueError:
            return False
        return await offered(session, conversation_id, pressed)

    async def _numbered_choice(self, session: AsyncSession, conversation: Conversation, text: str) -> str | None:
        """ "2" under a numbered list is the second choice."""
        if not text.strip()[:1].isdigit() or len(text) > 6:
            return None
        last = await session.scalar(
            select(Message.buttons)
            .where(Message.conversation_id == conversation.id, Message.author == Author.ASSISTANT)
            .where(Message.state.in_((State.SENT, State.DELIVERED, State.READ, State.UNKNOWN)))
            .order_by(Message.seq.desc())
            .limit(1)
        )
        buttons = [Button(b["title"], b["payload"]) for b in last or ()]
        if shape_of(buttons, self._channels[conversation.channel].capabilities) is not Shape.NUMBERED:
            return None
        place = chosen_by_number(text, len(buttons))
        return buttons[place].payload if place is not None else None

    async def _own_answer(self, session: AsyncSession, contact: Contact, said: Said, meaning: Meaning) -> str | None:
        """What is answered here and needs no understanding: opting out and back, and a proof of who somebody is."""
        wish = wish_of(said.text) if meaning.kind is Kind.TEXT and not said.subtype else None
        if contact.opted_out_at is not None and said.intent == "greet" and not said.subtype:
            # Coming in anew by the start button is asking to be reached again.
            wish = Wish.BACK
        if wish is not None:
            changed = await hear_wish(session, contact, wish, said.order, self._clock())
            if said.intent is not None and not changed:
                return None  # an old key that comes late is only a greeting
            # Said of how it is: what was said before a newer word is not what counts.
            if contact.opted_out_at is None:
                return self._line("opted_in")
            return self._line("opted_out" if changed else "opted_out_again")
        if said.own_phone or said.link_code:
            return await self._on_proof(session, contact, said)
        return None

    def _answer(self, session: AsyncSession, conversation: Conversation, text: str, ends_form: bool) -> None:
        """Said by the system itself, so also while a person has the conversation."""
        if ends_form:
            conversation.engine_session, conversation.engine_turns = self._new_id().hex, 0
        self._outbox.compose(session, conversation, Author.NOTICE, text)

    def _keep_files(self, session: AsyncSession, channel: str, message_id: UUID, said: Said) -> None:
        session.add_all(
            Media(
                id=self._new_id(),
                message_id=message_id,
                channel=channel,
                remote_id=file.remote_id[:600],
                declared_type=file.type[:100],
                declared_hash=file.hash[:100],
                filename=file.name[:200],
                at=self._clock(),
                state=MediaState.WAITING,
                next_attempt_at=self._clock(),
            )
            for file in said.files
        )

    @staticmethod
    async def _let_go(session: AsyncSession, channel: str, event_key: str) -> None:
        """Something was taken out of the words: the webhook that brought them is not kept either."""
        await session.execute(
            update(ChannelEvent).where(ChannelEvent.channel == channel, ChannelEvent.key == event_key).values(raw=None)
        )

    async def _release_parked(self, session: AsyncSession, conversation_id: UUID) -> None:
        """They wrote, so the window is open: what waited goes along."""
        await session.execute(_RELEASE, {"conversation": conversation_id, "now": self._clock()})
