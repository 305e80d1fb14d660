"""Somebody who changes where they are reached, step by step, and what a test can see of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bot.database.engine import Database
from bot.identity.contact_changes import ContactChanges
from bot.identity.contact_rules import ContactPolicy
from bot.identity.models import ContactChange
from bot.identity.rules import Level
from bot.tenancy.models import ContactKind, ContactPoint
from tests.support.clock import FixedClock
from tests.support.tenants import KIM_BORN, NUMBER, Outgoing, Somebody
from tests.support.wiring import CONTENT, Desk

NEW_PHONE, NEW_EMAIL = "+31687654321", "nieuw@example.org"
PHONE, EMAIL = ContactKind.PHONE, ContactKind.EMAIL
POLICY = ContactPolicy(in_chat=True, cooling=CONTENT.corporation.cooling)
COOLED = POLICY.cooling + timedelta(minutes=1)
NewChanger = Callable[..., Awaitable["Changer"]]


def worded(way: str, code: str) -> tuple[str, str]:
    return "code", f"Nieuw adres: {code}"


def changes_of(desk: Desk, policy: ContactPolicy = POLICY) -> ContactChanges:
    return desk.services.identity.contact_changes(policy, worded)


@dataclass
class Changer:
    """One conversation: proven at a level, and what its steps answer."""

    desk: Desk
    database: Database
    clock: FixedClock
    outgoing: Outgoing
    somebody: Somebody
    changes: ContactChanges

    @property
    def conversation(self) -> UUID:
        return self.somebody.conversation

    async def proves(self) -> None:
        """The whole way: number, birth date, a code by SMS, and one by e-mail."""
        await self.somebody.identity.begin(self.conversation, Level.HIGH, anew=True)
        await self.somebody.identity.give_number(self.conversation, NUMBER)
        await self.somebody.identity.give_birth_date(self.conversation, KIM_BORN)
        for _ in range(2):
            await self.desk.services.post.settled()
            await self.somebody.types(self.outgoing.last)
            self.clock.move(seconds=31)
        await self.desk.services.post.settled()
        assert await self.somebody.level() == Level.HIGH

    async def gives(self, value: str = NEW_PHONE, kind: ContactKind = PHONE) -> str:
        step = await self.changes.give(self.conversation, kind, value)
        await self.desk.services.post.settled()
        return str(step)

    async def types(self, digits: str) -> str:
        digest = self.somebody.identity.digest_of_code(self.conversation, digits)
        return str(await self.changes.check(self.conversation, digest))

    async def changed(self, value: str = NEW_PHONE, kind: ContactKind = PHONE) -> ContactChange:
        """All of it, right."""
        await self.proves()
        assert str(await self.changes.begin(self.conversation, kind)) == "ask_new"
        assert await self.gives(value, kind) == "ask_code"
        assert await self.types(self.outgoing.last) == "done"
        return (await self.rows())[-1]

    async def rows(self) -> list[ContactChange]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(ContactChange).order_by(ContactChange.asked_at))).all())

    async def on_file(self, person: UUID) -> set[str]:
        """What is in use at this moment."""
        found = select(ContactPoint.value).where(ContactPoint.person_id == person, ContactPoint.in_use(self.clock()))
        async with self.database.transaction() as session:
            return set((await session.scalars(found)).all())
