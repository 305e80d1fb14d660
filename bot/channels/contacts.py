"""Whom we know on a channel: one contact, and so one conversation, under all the ids a provider uses for a person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.elements import Sender
from bot.channels.models import Contact, ContactAlias
from bot.channels.opting import Standing, of_both
from bot.database.session import NewId


class Contacts:
    def __init__(self, new_id: NewId) -> None:
        self._new_id = new_id

    async def known(self, session: AsyncSession, channel: str, sender: Sender) -> Contact | None:
        """The contact behind these ids, if there is one; makes none."""
        found = await self._found(session, channel, sender.aliases)
        return found[0] if found else None

    async def at(self, session: AsyncSession, channel: str, address: str) -> Contact | None:
        return await session.scalar(select(Contact).where(Contact.channel == channel, Contact.address == address))

    async def resolve(
        self, session: AsyncSession, channel: str, sender: Sender, now: datetime, at: datetime | None = None
    ) -> Contact:
        """The contact behind these ids, made if there is none; two that prove to be one become one.

        A known number under which the provider now names another person is a number that changed hands: whoever
        writes is somebody new, with a conversation of their own. So is who writes, at `at`, from a number that its
        holder had told to have left before that.
        """
        found = await self._found(session, channel, sender.aliases, at)
        if not found:
            return await self._make(session, channel, sender, sender.aliases[0], now)
        contact = found[0]
        earlier = await self._earlier(session, channel, contact, sender)
        if len(found) == 1 and sender.user_id not in earlier and self._changed_hands(contact, sender):
            return await self._make(session, channel, sender, sender.user_id or sender.aliases[0], now)
        for other in found[1:]:
            both = of_both(
                Standing(contact.opted_out_at, contact.wish_order), Standing(other.opted_out_at, other.wish_order)
            )
            contact.opted_out_at, contact.wish_order = both.out_since, both.order
            await session.execute(
                update(ContactAlias).where(ContactAlias.contact_id == other.id).values(contact_id=contact.id)
            )
        if sender.phone and contact.phone != sender.phone and sender.phone not in earlier:
            contact.phone = sender.phone
        if sender.user_id and contact.user_id != sender.user_id and sender.user_id not in earlier:
            contact.user_id = sender.user_id
        if len(found) > 1 or await self._unnamed(session, channel, contact, sender.aliases):
            await self._name(session, channel, contact, sender.aliases, now)
        return contact

    @staticmethod
    async def _unnamed(session: AsyncSession, channel: str, contact: Contact, aliases: Sequence[str]) -> bool:
        """Whether one of these ids is new; the one that it was found by is not."""
        if len(set(aliases)) == 1:
            return False
        known = select(func.count()).where(
            ContactAlias.channel == channel, ContactAlias.alias.in_(aliases), ContactAlias.contact_id == contact.id
        )
        return await session.scalar(known) != len(set(aliases))

    async def rename(
        self, session: AsyncSession, channel: str, sender: Sender, now: datetime, at: datetime | None
    ) -> Contact:
        """The same person under another number or id. What they left may be somebody else's from that moment on."""
        contact = await self.resolve(session, channel, sender, now)
        mine = (ContactAlias.channel == channel, ContactAlias.contact_id == contact.id)
        current = [alias for alias in (sender.phone, sender.user_id) if alias]
        left = [alias for alias in sender.previous if alias not in current]
        if sender.phone is None:
            # Only the id is new: nobody else can have got the number.
            left = [alias for alias in left if alias != contact.phone]
        await session.execute(update(ContactAlias).where(*mine, ContactAlias.alias.in_(current)).values(left_at=None))
        await session.execute(
            update(ContactAlias)
            .where(*mine, ContactAlias.alias.in_(left), ContactAlias.left_at.is_(None))
            .values(left_at=min(at or now, now))
        )
        return contact

    @staticmethod
    def _changed_hands(contact: Contact, sender: Sender) -> bool:
        """Another id than we know, and nothing that says why: neither of what we know is named as their earlier one."""
        told, known = sender.user_id, contact.user_id
        explained = {alias for alias in (known, contact.phone) if alias} & set(sender.previous)
        return bool(told and known and told != known and not explained)

    @staticmethod
    async def _earlier(session: AsyncSession, channel: str, contact: Contact, sender: Sender) -> frozenset[str]:
        """Which of these ids they went by before. A message that comes late names them, and what we know now stays."""
        other_phone = sender.phone and contact.phone and sender.phone != contact.phone
        other_id = sender.user_id and contact.user_id and sender.user_id != contact.user_id
        if sender.previous or not (other_phone or other_id):
            return frozenset()
        mine = (ContactAlias.channel == channel, ContactAlias.contact_id == contact.id)
        left = ContactAlias.left_at.is_not(None) | (ContactAlias.alias == sender.user_id)
        statement = select(ContactAlias.alias).where(*mine, ContactAlias.alias.in_(sender.aliases), left)
        return frozenset((await session.scalars(statement)).all())

    @staticmethod
    async def _found(
        session: AsyncSession, channel: str, aliases: Sequence[str], at: datetime | None = None
    ) -> list[Contact]:
        """Most recently heard of first; with a moment, none by an id that they had left by then."""
        named = select(ContactAlias.contact_id).where(ContactAlias.channel == channel, ContactAlias.alias.in_(aliases))
        if at is not None:
            named = named.where(ContactAlias.left_at.is_(None) | (ContactAlias.left_at >= at))
        statement = (
            select(Contact)
            .where(Contact.id.in_(named))
            .order_by(Contact.last_inbound_at.desc().nulls_last(), Contact.id)
        )
        return list((await session.scalars(statement)).all())

    async def _make(self, session: AsyncSession, channel: str, sender: Sender, address: str, now: datetime) -> Contact:
        values = {"phone": sender.phone, "user_id": sender.user_id, "unreachable_reason": ""}
        contact_id = self._new_id()
        if await self.at(session, channel, address) is not None:
            # The address of who had this number before stays theirs, with their conversation.
            address = f"{address}-{contact_id.hex[:8]}"
        await session.execute(
            insert(Contact).values(id=contact_id, channel=channel, address=address, **values).on_conflict_do_nothing()
        )
        contact = await self.at(session, channel, address)
        assert contact is not None
        await self._name(session, channel, contact, sender.aliases, now)
        return contact

    @staticmethod
    async def _name(
        session: AsyncSession, channel: str, contact: Contact, aliases: Sequence[str], now: datetime
    ) -> None:
        """From now on these ids mean this contact. In one order, so that two never wait for each other."""
        rows = [
            {"channel": channel, "alias": alias, "contact_id": contact.id, "since": now}
            for alias in sorted(set(aliases))
        ]
        statement = insert(ContactAlias).values(rows)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["channel", "alias"],
                set_={"contact_id": contact.id, "since": now, "left_at": None},
                where=ContactAlias.contact_id != contact.id,
            )
        )
