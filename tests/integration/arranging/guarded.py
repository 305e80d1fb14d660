"""Somebody with an agreement that runs, and the ways in which they are reached."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from bot.arrangements.book import AgreementView
from bot.arrangements.disputes import DisputeKind
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import AgreementNudge
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.schedule import Wish
from bot.channels.models import Contact
from bot.conversation.models import Message
from bot.database.engine import Database
from bot.tenancy.models import ChannelIdentity, EntryKind
from tests.integration.arranging.tenant import Tenant, book
from tests.support.clock import FixedClock
from tests.support.tenants import Outgoing, Tenants
from tests.support.wiring import Desk

ADDRESS = "31612345601"


@dataclass
class Guarded:
    """Kim's running agreement of three terms, the first due on Thursday 26 November 2026 or a bit later."""

    desk: Desk
    database: Database
    clock: FixedClock
    outgoing: Outgoing
    tenants: Tenants
    view: AgreementView

    @property
    def first(self) -> date:
        return self.view.terms[0].due_on

    async def round(self) -> int:
        return await self.desk.services.guarding.once()

    async def nudges(self) -> list[tuple[int, Nudge]]:
        async with self.database.transaction() as session:
            rows = (await session.execute(select(AgreementNudge.number, AgreementNudge.nudge))).all()
        return sorted((number, nudge) for number, nudge in rows)

    async def pay(self, cents: int) -> None:
        await book(self.database, self.tenants.contract, self.clock, EntryKind.PAYMENT, -cents, self.view.reference)

    async def telephone(self, channel: str, last_word: datetime | None) -> Any:
        """Kim's telephone, proven, with a conversation on it."""
        conversation = await self.desk.services.intake.open_conversation(channel, ADDRESS)
        async with self.database.transaction() as session:
            session.add(
                ChannelIdentity(
                    id=uuid4(), channel=channel, address=ADDRESS, person_id=self.tenants.kim, proven_at=self.clock()
                )
            )
            known = await session.scalar(select(Contact).where(Contact.channel == channel, Contact.address == ADDRESS))
            if known is None:
                session.add(Contact(id=uuid4(), channel=channel, address=ADDRESS, last_inbound_at=last_word))
            else:
                known.last_inbound_at = last_word
        return conversation

    async def said_in(self, conversation: Any) -> list[str]:
        async with self.database.transaction() as session:
            found = select(Message.text).where(Message.conversation_id == conversation).order_by(Message.at)
            return list((await session.scalars(found)).all())


async def kim_agrees(
    desk: Desk, database: Database, clock: FixedClock, outgoing: Outgoing, tenants: Tenants
) -> Guarded:
    known = desk.services.arrangements
    answer = await known.proposals.propose_arrangement(tenants.contract, Wish(terms=3), Told(income_day=24), Asker())
    assert answer.agreement is not None
    offered = answer.agreement
    view = await known.agreements.agree(offered.id, offered.text_digest, person_id=tenants.kim, source="message 1")
    return Guarded(desk, database, clock, outgoing, tenants, view)


async def pays(guarded: Guarded, chat: Tenant) -> None:
    await guarded.pay(34_189)


async def disputes(guarded: Guarded, chat: Tenant) -> None:
    await guarded.desk.services.arrangements.disputes.open(
        guarded.tenants.contract, DisputeKind.PAID, said="betaald", conversation_id=None, person_id=None
    )


async def is_in_danger(guarded: Guarded, chat: Tenant) -> None:
    await chat.says("ik wil dood")


async def opts_out(guarded: Guarded, chat: Tenant) -> None:
    await chat.says("stop")


#: What may happen between finding what is due and saying it.
Happening = Callable[[Guarded, Tenant], Awaitable[None]]
HAPPENINGS: tuple[Happening, ...] = (pays, disputes, is_in_danger, opts_out)
