"""Kim's proposal that waits for a collector."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.arrangements.book import AgreementView
from bot.arrangements.ground import Asker, Told
from bot.arrangements.news import TenantNews
from bot.arrangements.rules.life import State
from bot.arrangements.rules.schedule import Wish
from bot.channels.models import Contact
from bot.conversation.models import Author, Message
from bot.database.engine import Database
from bot.staff.models import Staff
from bot.tenancy.models import ChannelIdentity
from tests.support.clock import FixedClock
from tests.support.tenants import Outgoing, Tenants
from tests.support.wiring import Desk

#: The demo's policy leaves this many terms to a collector.
FOR_A_COLLECTOR = 9
ADDRESS = "31612345601"


@dataclass
class Matter:
    """Kim's proposal that waits for a collector."""

    desk: Desk
    database: Database
    clock: FixedClock
    outgoing: Outgoing
    tenants: Tenants
    collector: Staff

    @property
    def known(self) -> Any:
        return self.desk.services.arrangements

    async def proposes(self, conversation: UUID | None = None) -> AgreementView:
        answer = await self.known.proposals.propose_arrangement(
            self.tenants.contract, Wish(terms=FOR_A_COLLECTOR), Told(income_day=24), Asker(conversation_id=conversation)
        )
        assert answer.agreement is not None, answer
        assert answer.agreement.state is State.AWAITING_APPROVAL
        found: AgreementView = answer.agreement
        return found

    async def round(self) -> int:
        return await self.desk.services.telling.once()

    async def telegram(self, channel: str = "telegram", last_word: Any = None) -> UUID:
        """Kim's telephone, known to be hers."""
        conversation = await self.desk.services.intake.open_conversation(channel, ADDRESS)
        identity = ChannelIdentity(
            id=uuid4(), channel=channel, address=ADDRESS, person_id=self.tenants.kim, proven_at=self.clock()
        )
        async with self.database.transaction() as session:
            session.add(identity)
            session.add(Contact(id=uuid4(), channel=channel, address=ADDRESS, last_inbound_at=last_word))
        return conversation

    async def lines(self, conversation: UUID) -> list[Message]:
        """What was said there of itself."""
        statement = select(Message).where(Message.conversation_id == conversation, Message.author == Author.NOTICE)
        async with self.database.transaction() as session:
            return list((await session.scalars(statement.order_by(Message.at, Message.id))).all())

    async def news(self) -> list[TenantNews]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(TenantNews).order_by(TenantNews.left_at))).all())
