"""Whom we know on a channel: one contact, and so one conversation, under all the ids a provider uses for a person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.elements import Sender
from bot.channels.models import Contact, ContactAlias
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

    async def resolve(self, session: AsyncSession, channel: str, sender: Sender, now: datetime) -> Contact:
        """The contact behind these ids, made if there is none; two that prove to be one become one.

        A known number under which the provider now names another person is a number that changed hands: whoever
        writes is somebody new, with a conversation of their own.
        """
        found = await self._found(session, channel, sender.aliases)
        if len(found) == 1 and self._changed_hands(found[0], sender):
            return await self._make(session, channel, sender, sender.user_id or sender.aliases[0], now)
        if not found:
            return await self._make(session, channel, sender, sender.aliases[0], now)
        contact = found[0]
        for other in found[1:]:
            await session.execute(
                update(ContactAlias).where(ContactAlias.contact_id == other.id).values(contact_id=contact.id)
            )
        if sender.phone and contact.phone != sender.phone:
            contact.phone = sender.phone
        if sender.user_id and contact.user_id != sender.user_id:
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

    @staticmethod
    def _changed_hands(contact: Contact, sender: Sender) -> bool:
        told, known = sender.user_id, contact.user_id
        return bool(told and known and told != known and known not in sender.previous and contact.phone == sender.phone)

    @staticmethod
    async def _found(session: AsyncSession, channel: str, aliases: Sequence[str]) -> list[Contact]:
        """Most recently heard of first."""
        statement = (
            select(Contact)
            .where(
                Contact.id.in_(
                    select(ContactAlias.contact_id).where(
                        ContactAlias.channel == channel, ContactAlias.alias.in_(aliases)
                    )
                )
            )
            .order_by(Contact.last_inbound_at.desc().nulls_last(), Contact.id)
        )
        return list((await session.scalars(statement)).all())

    async def _make(self, session: AsyncSession, channel: str, sender: Sender, address: str, now: datetime) -> Contact:
        values = {"phone": sender.phone, "user_id": sender.user_id, "unreachable_reason": ""}
        await session.execute(
            insert(Contact)
            .values(id=self._new_id(), channel=channel, address=address, **values)
            .on_conflict_do_nothing()
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
                set_={"contact_id": contact.id, "since": now},
                where=ContactAlias.contact_id != contact.id,
            )
        )
