"""Where a piece of news may be told, and whether something asks us to be silent about it for now.

What is about a contract may be heard by whoever is proven to be on it, by who it is with first. A sign-up with another
organisation is the business of the one who agreed to it: it goes to the chat in which they did, or to an address that
is proven to be theirs, and never to somebody else on the contract.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.ground import Ground
from bot.arrangements.hindrances import of_conversation
from bot.arrangements.news import News, TenantNews
from bot.arrangements.reaching import Reach
from bot.arrangements.rules.guarding import Hindrance, may_write
from bot.channels.models import Contact
from bot.channels.pacing import window_is_open
from bot.conversation.models import Conversation
from bot.dialogue.models import WarmReferral
from bot.identity.models import IdentitySession
from bot.identity.rules import LONGEST_OF_ALL, Level, Way
from bot.identity.standing import contracts_within, standing_within
from bot.tenancy.models import ContractParty

#: With these nothing is said of ourselves; with the others nothing that asks for a yes.
SILENT = frozenset({Hindrance.DANGER, Hindrance.OPTED_OUT, Hindrance.DO_NOT_CONTACT})
TEXTS = frozenset({News.APPROVED, News.OFFERED})
#: So many chats of one person are looked at, the latest first.
CHATS = 5


@dataclass(frozen=True)
class Place:
    """`chat` may hear all of it. Else: `hint`, a web chat that may hear the little; `post`, an SMS or e-mail."""

    chat: UUID | None = None
    hint: UUID | None = None
    post: tuple[Way, str] | None = None


class Places:
    def __init__(self, ground: Ground, reach: Reach) -> None:
        self._ground = ground
        self._reach = reach

    async def silent(self, session: AsyncSession, news: TenantNews) -> bool:
        """Whether it is kept for now: a danger, an opt-out, or what makes a text to agree to out of place."""
        found: set[Hindrance] = set()
        if news.conversation_id is not None:
            found |= await of_conversation(session, news.conversation_id)
        for contract in await self._contracts(session, news):
            found |= await self._ground.hindrances.of(session, contract)
        return bool(found & SILENT or (found and news.kind in TEXTS))

    async def of(self, news: TenantNews) -> Place:
        """The best place at this moment; an empty one where nothing reaches them."""
        if news.kind is News.REFERRED:
            return await self._of_person(news)
        assert news.contract_id is not None
        asked, contract = news.conversation_id, news.contract_id
        whose = await self._reach.whose(news.agreement_id, asked)
        async with self._ground.database.transaction() as session:
            if await self._reach.has_left(session, contract, whose):
                # Not even that there is something to hear; it is the business of who is still there.
                whose, asked = None, None
            web = await self._is_web(session, asked)
            chat = await self._proven_web(session, asked if web else None, whose, contract)
        if chat is None:
            telephone = await self._reach.chat_of(contract, whose)
            chat = telephone.id if telephone else None
        if chat is not None:
            return Place(chat)
        return Place(hint=asked if web else None, post=await self._reach.on_file(contract, whose))

    async def elsewhere(self, news: TenantNews) -> Sequence[UUID]:
        """The other chats of who it is with, or of who acts for them, in which it may be heard now and at this hour.

        A telephone rings at night; a page that is open on a screen does not.
        """
        whose = await self._reach.whose(news.agreement_id, news.conversation_id)
        if whose is None:
            return ()
        async with self._ground.database.transaction() as session:
            return await self._elsewhere(session, news, whose)

    async def _elsewhere(self, session: AsyncSession, news: TenantNews, whose: UUID) -> Sequence[UUID]:
        assert news.contract_id is not None
        now = self._ground.clock()
        of_them = or_(IdentitySession.person_id == whose, IdentitySession.on_behalf_of_id == whose)
        here = and_(Contact.channel == Conversation.channel, Contact.address == Conversation.address)
        statement = (
            select(Conversation.id, Conversation.channel, Contact.last_inbound_at)
            .join(IdentitySession, IdentitySession.conversation_id == Conversation.id)
            .outerjoin(Contact, here)
            .where(of_them, Conversation.id.is_distinct_from(news.conversation_id))
            .where(IdentitySession.proven_at > now - LONGEST_OF_ALL)
            .order_by(Conversation.last_activity_at.desc())
        )
        rings = may_write(self._ground.policy.guarding, now)
        found = []
        for chat, channel, heard in (await session.execute(statement.limit(CHATS))).all():
            windows = self._reach.windows
            takes = channel in self._reach.screens or (
                rings and channel in windows and window_is_open(heard, now, windows[channel])
            )
            if takes and await self._may_hear(session, chat, None, news.contract_id):
                found.append(chat)
        return sorted(found)

    async def post(self, news: TenantNews) -> tuple[Way, str] | None:
        """Where an SMS or e-mail goes when a chat did not bring it."""
        if news.kind is News.REFERRED:
            async with self._ground.database.reading() as session:
                person = await self._who_agreed(session, news)
            return await self._reach.on_file_of(person) if person else None
        assert news.contract_id is not None
        whose = await self._reach.whose(news.agreement_id, news.conversation_id)
        return await self._reach.on_file(news.contract_id, whose)

    async def _of_person(self, news: TenantNews) -> Place:
        """Where they agreed holds nothing new to whoever reads there; on the web only if nobody can be reached else."""
        asked = news.conversation_id
        async with self._ground.database.transaction() as session:
            web, person = await self._is_web(session, asked), await self._who_agreed(session, news)
            chat = await self._proven_web(session, asked if web else None, person, None) if person else None
            agreed_at = await session.scalar(
                select(WarmReferral.consented_at).where(WarmReferral.id == news.referral_id)
            )
        if chat is not None:
            return Place(chat)
        here = None if web or asked is None or agreed_at is None else await self._reach.chat_at(asked, agreed_at)
        theirs = here or (await self._reach.chat_of_person(person) if person else None)
        if theirs is not None:
            return Place(theirs.id)
        post = await self._reach.on_file_of(person) if person else None
        return Place(chat=asked, post=post) if web else Place(post=post)

    async def _proven_web(
        self, session: AsyncSession, asked: UUID | None, person: UUID | None, contract: UUID | None
    ) -> UUID | None:
        """The web chat in which it was asked, where it is proven who reads there; else another one of theirs."""
        if asked is not None and await self._may_hear(session, asked, person, contract):
            return asked
        for chat in await self._web_chats(session, person, contract):
            if chat != asked and await self._may_hear(session, chat, person, contract):
                return chat
        return None

    async def _may_hear(self, session: AsyncSession, chat: UUID, person: UUID | None, contract: UUID | None) -> bool:
        now = self._ground.clock()
        standing = await standing_within(session, chat, now)
        if contract is not None:
            return contract in await contracts_within(session, standing, now)
        return standing.level >= Level.OWN and standing.person_id == person

    async def _web_chats(self, session: AsyncSession, person: UUID | None, contract: UUID | None) -> Sequence[UUID]:
        """Where this person proved who they are; where nobody knows whose it is, anybody on the contract."""
        of_them: ColumnElement[bool] = IdentitySession.person_id == person
        if person is None:
            on_it = select(ContractParty.person_id).where(ContractParty.contract_id == contract, self._on_it)
            of_them = IdentitySession.person_id.in_(on_it)
        statement = (
            select(IdentitySession.conversation_id)
            .join(Conversation, Conversation.id == IdentitySession.conversation_id)
            .where(of_them, Conversation.channel.in_(self._reach.screens))
            .where(IdentitySession.proven_at > self._ground.clock() - LONGEST_OF_ALL)
            .order_by(Conversation.last_activity_at.desc())
        )
        return (await session.scalars(statement.limit(CHATS))).all()

    @property
    def _on_it(self) -> ColumnElement[bool]:
        return ContractParty.on_it(self._ground.today)

    async def _contracts(self, session: AsyncSession, news: TenantNews) -> Sequence[UUID]:
        """What may carry a mark: the contract it is about, or those of the person it is about."""
        if news.contract_id is not None:
            return (news.contract_id,)
        person = await self._who_agreed(session, news)
        theirs = select(ContractParty.contract_id).where(ContractParty.person_id == person, self._on_it)
        return (await session.scalars(theirs)).all() if person else ()

    @staticmethod
    async def _who_agreed(session: AsyncSession, news: TenantNews) -> UUID | None:
        """None: nobody was proven to be there when it was agreed to."""
        return await session.scalar(select(WarmReferral.person_id).where(WarmReferral.id == news.referral_id))

    async def _is_web(self, session: AsyncSession, conversation_id: UUID | None) -> bool:
        channel = await session.scalar(select(Conversation.channel).where(Conversation.id == conversation_id))
        return channel in self._reach.screens
