"""What people and providers take back or change afterwards: edits, withdrawals, blocks, a number's new holder."""

import hashlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contacts import Contacts
from bot.channels.contract import InboundMessage
from bot.channels.elements import Edited, NewHolder, Reached, Sender, Wished, Withdrawn
from bot.channels.models import ChannelEvent, Contact, Media
from bot.channels.opting import Wish
from bot.channels.wishes import hear_wish
from bot.clock import Clock
from bot.conversation.intake import Intake
from bot.conversation.lateness import moment_of
from bot.conversation.models import EDIT_MARK, EDITED, Conversation, Kind, Message
from bot.database.session import announce
from bot.dialogue import means
from bot.tenancy.models import ChannelIdentity

#: A pressed key has no moment of the provider's, and comes a bit later than it was pressed.
SAME_MOMENT = timedelta(seconds=5)
WITHDRAWN = "(de huurder heeft dit bericht verwijderd)"


class ChangesOfMind:
    def __init__(self, clock: Clock, contacts: Contacts, intake: Intake) -> None:
        self._clock = clock
        self._contacts = contacts
        self._intake = intake

    async def edited(self, session: AsyncSession, channel: str, edit: Edited) -> UUID | None:
        """Words that nobody took up yet are replaced. After that the new wording is a line of its own, read anew.

        An edit that is older than one we have changes nothing: the person has changed it again since.
        """
        message = await self._original(session, channel, edit.message_id, edit.sender)
        if message is None:
            return None
        if message.edit_order is not None and edit.order < message.edit_order:
            return message.conversation_id
        message.edit_order = edit.order
        if message.handled_at is not None:
            await self._say_anew(session, channel, message, edit)
            return message.conversation_id
        if edit.text and message.kind in (Kind.TEXT, Kind.MEDIA):
            # Words that come to stand under a picture are words like any other.
            message.kind, message.text = Kind.TEXT, await self._kept(session, channel, message, edit)
            await announce(session, "message", message.conversation_id, author=message.author)
        return message.conversation_id

    async def stands(self, session: AsyncSession, channel: str, edit: Edited) -> None:
        """An edit overtook its message and was taken for it: an older one must not change it."""
        message = await self._original(session, channel, edit.message_id, edit.sender)
        if message is not None:
            message.edit_order = max(edit.order, message.edit_order or 0)

    async def _say_anew(self, session: AsyncSession, channel: str, message: Message, edit: Edited) -> None:
        """The new wording beside the one that was answered; providers also tell of edits that changed no word."""
        latest = await session.scalar(
            select(Message.text)
            .where(Message.provider_id.startswith(f"{message.provider_id}{EDIT_MARK}", autoescape=True))
            .order_by(Message.seq.desc())
            .limit(1)
        )
        # What was wiped once does not come back by another wording.
        text = means.wiped(edit.text) if means.MASK in message.text else edit.text
        if not text or text == (message.text if latest is None else latest) or message.text == WITHDRAWN:
            return
        address = await session.scalar(select(Conversation.address).where(Conversation.id == message.conversation_id))
        receipt = await self._intake.receive_within(
            session,
            InboundMessage(
                channel=channel,
                address=address or "",
                provider_id=f"{edit.message_id}{EDIT_MARK}{hashlib.sha256(edit.key.encode()).hexdigest()[:16]}",
                kind=Kind.TEXT,
                subtype=EDITED,
                text=text,
                at=self._clock(),
            ),
        )
        if receipt.withheld or text != edit.text:
            await self._let_go(session, channel, edit.key)

    @staticmethod
    async def _let_go(session: AsyncSession, channel: str, key: str) -> None:
        event = (ChannelEvent.channel == channel, ChannelEvent.key == key)
        await session.execute(update(ChannelEvent).where(*event).values(raw=None))

    async def _kept(self, session: AsyncSession, channel: str, message: Message, edit: Edited) -> str:
        """The new words as they may be kept; what is taken out of them leaves the event's raw form as well."""
        withholds = self._intake.withholds
        if withholds is None:
            return edit.text
        sifted = await withholds.sift(session, message.conversation_id, edit.text)
        if sifted is None:
            return edit.text
        await self._let_go(session, channel, edit.key)
        await withholds.keep(session, message.conversation_id, message.id, sifted, "")
        return str(sifted.text)

    async def withdrawn(self, session: AsyncSession, channel: str, withdrawn: Withdrawn) -> UUID | None:
        """The words and files go; that something stood there stays visible. Nobody reads what comes after it."""
        message = await self._original(session, channel, withdrawn.message_id, withdrawn.sender)
        if message is None:
            return await self._never_seen(session, channel, withdrawn)
        message.text, message.raw, message.payload = WITHDRAWN, None, None
        message.handled_at = message.handled_at or self._clock()
        await session.execute(
            update(Message)
            .where(Message.provider_id.startswith(f"{message.provider_id}{EDIT_MARK}", autoescape=True))
            .values(text=WITHDRAWN, raw=None, handled_at=func.coalesce(Message.handled_at, self._clock()))
        )
        await session.execute(delete(Media).where(Media.message_id == message.id))
        await session.execute(
            update(ChannelEvent)
            .where(ChannelEvent.channel == channel, ChannelEvent.key == f"message:{withdrawn.message_id}")
            .values(raw=None)
        )
        await announce(session, "message", message.conversation_id, author=message.author)
        return message.conversation_id

    async def _never_seen(self, session: AsyncSession, channel: str, withdrawn: Withdrawn) -> UUID | None:
        """It was taken back before it came: its place is taken, so that it is not read when it does."""
        contact = await self._contacts.known(session, channel, withdrawn.sender)
        if contact is None or withdrawn.message_id.endswith(":"):
            return None
        inbound = InboundMessage(
            channel=channel,
            address=contact.address,
            provider_id=withdrawn.message_id,
            kind=Kind.TEXT,
            text=WITHDRAWN,
            at=self._clock(),
        )
        receipt = await self._intake.receive_within(session, inbound, handled=True)
        return None if receipt.duplicate else receipt.conversation_id

    async def reached(self, session: AsyncSession, channel: str, reached: Reached) -> None:
        contact = await self._contacts.resolve(session, channel, reached.sender, self._clock())
        if reached.order is not None:
            if self._is_overtaken(contact, reached, reached.order):
                return
            contact.reach_order = reached.order
        contact.unreachable_since = None if reached.reachable else self._clock()
        contact.unreachable_reason = "" if reached.reachable else reached.reason

    @staticmethod
    def _is_overtaken(contact: Contact, reached: Reached, order: int) -> bool:
        """Whether something newer was told already. Who is heard after a block has let us in again since."""
        if contact.reach_order is not None and order < contact.reach_order:
            return True
        heard = contact.last_inbound_at
        return not reached.reachable and heard is not None and moment_of(order) < heard - SAME_MOMENT

    async def wished(self, session: AsyncSession, channel: str, wish: Wished) -> None:
        """The same as a bare "stop" to us. An older wish that comes late does not undo a newer one."""
        contact = await self._contacts.resolve(session, channel, wish.sender, self._clock())
        await hear_wish(session, contact, Wish.OUT if wish.out else Wish.BACK, wish.order, wish.at or self._clock())

    async def new_holder(self, session: AsyncSession, channel: str, change: NewHolder) -> None:
        """Whoever was proven here may be somebody else now: nothing personal until proven anew."""
        contact = await self._contacts.known(session, channel, change.sender)
        if contact is None:
            return
        contact.identity_changed_at = self._clock()
        await session.execute(
            update(ChannelIdentity)
            .where(ChannelIdentity.channel == channel, ChannelIdentity.address == contact.address)
            .values(proven_at=None, person_id=None)
        )

    async def _original(self, session: AsyncSession, channel: str, message_id: str, sender: Sender) -> Message | None:
        """The message meant, if this sender said it."""
        contact = await self._contacts.known(session, channel, sender)
        if contact is None:
            return None
        return await session.scalar(
            select(Message)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Message.provider_id == f"{channel}:{message_id}",
                Conversation.channel == channel,
                Conversation.address == contact.address,
            )
            .with_for_update(of=Message)
        )
