"""WhatsApp as a channel: what may be sent now, to which id, and what to make of the provider's answer."""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contacts import Contacts
from bot.channels.contract import OutboundMessage, Parked, Refused, SendResult, Sent, TryLater, Unsure
from bot.channels.elements import Sender
from bot.channels.halts import LOOK_AGAIN_AFTER, Halts
from bot.channels.models import Contact
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.channels.opting import order_at
from bot.channels.pacing import window_is_open
from bot.channels.remote import although_sent, halted, not_sent, take_room
from bot.channels.slowing import Slowing
from bot.channels.throughput import Pace
from bot.channels.whatsapp.approved import Approved
from bot.channels.whatsapp.client import Accepted, Denied, NoAnswer, NotSent, WhatsAppClient
from bot.channels.whatsapp.errors import Reaction, reaction_to, words_for
from bot.channels.whatsapp.rendering import CAPABILITIES, NAME, body_of
from bot.clock import Clock
from bot.database.engine import Database

log = logging.getLogger(__name__)

#: One message in six seconds to one person; up to 45 may be borrowed and are paid back in time.
EACH = timedelta(seconds=6)
BURST = 45
#: So long nothing that we begin goes to somebody whom WhatsApp would not bring it, nor to anybody after "unwanted".
A_DAY = timedelta(hours=24)
#: After a refusal for being too fast; after the next ones longer, as for every other refusal that passes.
FIRST_PAUSE = timedelta(seconds=1)


class WhatsAppChannel:
    name = NAME
    capabilities = CAPABILITIES

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: WhatsAppClient,
        pace: Pace,
        contacts: Contacts,
        halts: Halts,
        begun: Halts,
        approved: Approved,
        notices: Notices,
    ) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._pace = pace
        self._contacts = contacts
        self._halts = halts
        self._begun = begun
        self._approved = approved
        self._notices = notices
        self._slowing = Slowing()

    async def send(self, message: OutboundMessage) -> SendResult:
        found = await not_sent(self._database, lambda session: self._look(session, message))
        if not isinstance(found, Contact):
            return found
        phone, user_id = found.phone, found.user_id
        if (wait := await self._pace.room()) is not None:
            return TryLater(words_for(Reaction.SLOW_DOWN, None), wait, counts=False)
        body = body_of(message, phone=phone, user_id=user_id, content=self._approved.content(message))
        answer = await self._client.send(body)
        match answer:
            case Accepted():
                if answer.user_id and phone and user_id is None:
                    await although_sent(self._also_known_as(Sender(phone, answer.user_id)))
                await although_sent(self._worked(message))
                return Sent(answer.message_id)
            case NotSent(reason):
                return TryLater(f"WhatsApp was niet te bereiken ({reason})")
            case NoAnswer(reason):
                return Unsure(f"WhatsApp gaf geen antwoord ({reason}); onbekend of het is aangekomen")
            case Denied():
                return await self._denied(message, answer)

    async def _look(self, session: AsyncSession, message: OutboundMessage) -> Contact | SendResult:
        """To whom, or why not now."""
        contact = await self._contacts.at(session, NAME, message.address)
        if contact is None:
            return Refused("dit adres is niet bekend op WhatsApp")
        return await self._obstacle(session, contact, message) or contact

    async def _also_known_as(self, sender: Sender) -> None:
        """The answer names the person's id beside the number: they may write under the id alone from tomorrow on."""
        async with self._database.transaction() as session:
            await self._contacts.resolve(session, NAME, sender, self._clock())

    async def _worked(self, message: OutboundMessage) -> None:
        self._slowing.worked(self._clock())
        await self._halts.worked(self._database)
        if message.begun or message.template is not None:
            await self._begun.worked(self._database)
        if message.template is not None:
            await self._approved.worked(self._database, message.template)

    async def show_typing(self, address: str) -> None:
        """Shown right at arrival, where the id of the message to answer is known: see courtesy.py."""

    async def _obstacle(self, session: AsyncSession, contact: Contact, message: OutboundMessage) -> SendResult | None:
        now = self._clock()
        if (stop := await halted(session, self._halts, now)) is not None:
            return stop
        if (wait := self._slowing.wait(message.id, now)) is not None:
            return TryLater(words_for(Reaction.SLOW_DOWN, None), wait, counts=False)
        if (refusal := await self._may_not_begin(session, contact, message, now)) is not None:
            return Refused(refusal)
        if message.template is not None:
            if (refusal := await self._template_refused(session, contact, message.template, now)) is not None:
                return Refused(refusal)
        elif not window_is_open(contact.last_inbound_at, now, CAPABILITIES.window_hours):
            return self._parked(words_for(Reaction.PARK, None))
        return take_room(contact, now, EACH, BURST, words_for(Reaction.PACE, None))

    async def _may_not_begin(
        self, session: AsyncSession, contact: Contact, message: OutboundMessage, now: datetime
    ) -> str | None:
        """Why what nobody asked for may not go to this person now, also within the window; None where it may."""
        if not (message.begun or message.template is not None):
            return None
        rests = contact.rests_until if self._approved.begins(message) else contact.answers_rest_until
        if rests is not None and now < rests:
            return words_for(Reaction.RESTS, None)
        halt = await self._begun.stands(session, now)
        return halt.reason if halt is not None else None

    async def _template_refused(self, session: AsyncSession, contact: Contact, name: str, now: datetime) -> str | None:
        """Why this template may not go to this person now."""
        if self._approved.templates.named(name) is None:
            return words_for(Reaction.TEMPLATE, None)
        if contact.opted_out_at is not None:
            return words_for(Reaction.OPTED_OUT, None)
        return await self._approved.stopped(session, name, now)

    def _parked(self, words: str) -> Parked:
        return Parked(words, self._approved.announcement, self._approved.first_word)

    async def _denied(self, message: OutboundMessage, answer: Denied) -> SendResult:
        reaction = reaction_to(answer.code, answer.status, answer.transient)
        words = words_for(reaction, answer.code)
        log.warning("WhatsApp refused a message: %s %s trace %s", answer.status, answer.code, answer.trace)
        code = str(answer.code)
        return await not_sent(self._database, lambda session: self.react(session, message, reaction, words, code))

    async def react(
        self, session: AsyncSession, message: OutboundMessage | None, reaction: Reaction | None, words: str, code: str
    ) -> SendResult:
        """Do what a code asks, and say what becomes of the message. The same for refusals and for failed statuses.

        Without a message it is about the number as a whole.
        """
        now = self._clock()
        match reaction:
            case Reaction.HALT:
                await self._halts.set(session, code, words, now)
                return TryLater(words, LOOK_AGAIN_AFTER, counts=False)
            case Reaction.SLOW_DOWN:
                return await self._slower(session, words, now)
            case Reaction.UNWANTED:
                await self._begun.set(session, code, words, now)
                if message is not None and (message.begun or message.template is not None):
                    return Refused(words)
                return await self._slower(session, words, now)
            case Reaction.RETRY:
                return TryLater(words)
            case Reaction.PARK:
                return self._parked(words)
        if message is not None:
            await self._note_of_person(session, message, reaction, words, now)
        if reaction is Reaction.PACE:
            return TryLater(words)
        if reaction is Reaction.TEMPLATE and message is not None and message.template is not None:
            await self._approved.stop(session, message.template, code, words, now)
        elif reaction in (Reaction.BUG, Reaction.TEMPLATE, None):
            log.error("WhatsApp refused a message and somebody must look: code %s", code)
            await self._notices.tell(session, Raised(NAME, NoticeKind.REFUSED, code, {"code": code}))
        return Refused(words)

    async def _note_of_person(
        self, session: AsyncSession, message: OutboundMessage, reaction: Reaction | None, words: str, now: datetime
    ) -> None:
        """What a code tells of the person it was for."""
        values: dict[str, Any] = {}
        match reaction:
            case Reaction.PACE:
                # What was borrowed is used up: from the first new try on, one message in six seconds.
                values = {"paced_until": now + FIRST_PAUSE + (BURST - 1) * EACH}
            case Reaction.RESTS:
                values = {"rests_until": now + A_DAY}
                if message.template is not None and not self._approved.begins(message):
                    # An answer itself is not held against the next one: they write, and may be answered.
                    values["answers_rest_until"] = now + A_DAY
            case Reaction.UNREACHABLE:
                values = {"unreachable_since": now, "unreachable_reason": words}
            case Reaction.OPTED_OUT:
                values = {"opted_out_at": now, "wish_order": order_at(None, now)}
            case Reaction.NEW_HOLDER:
                values = {"identity_changed_at": now}
        if values:
            mine = (Contact.channel == NAME, Contact.address == message.address)
            await session.execute(update(Contact).where(*mine).values(**values))

    async def _slower(self, session: AsyncSession, words: str, now: datetime) -> TryLater:
        """Everybody waits, by all processes."""
        pause = self._slowing.slower(now)
        await self._pace.hold_back(session, pause)
        return TryLater(words, pause, counts=False)
