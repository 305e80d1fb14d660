"""News told in the chat by itself: what staff decided or did, once, where it may be said, with what there is to press.

A line of the system and not the assistant's: it takes no turn, changes no owner, and is right also while a person is
talking there. Amounts only where it is proven who reads: on the web at this moment, on a telephone by its address.
"""

import asyncio
import logging
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.begun import SILENT as KEPT_SILENT
from bot.arrangements.begun import BegunBook, Lost
from bot.arrangements.models import Actor, EventKind
from bot.arrangements.news import ELSEWHERE_WITHIN, TELLS_WITHIN, By, News, NewsBook, TenantNews
from bot.arrangements.reaching import NEWS_UNDELIVERED, REFERRAL_UNTOLD, Reach
from bot.arrangements.rules.guarding import may_write
from bot.conversation.models import Author, Conversation, Message
from bot.conversation.outbox import LOCK, Outbox
from bot.database.session import announce
from bot.dialogue.arranging.news_places import Place, Places
from bot.dialogue.arranging.news_words import NewsWords, Told
from bot.dialogue.arranging.talk import Speaking
from bot.dialogue.memory import open_flow
from bot.identity.rules import Way

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
UNREACHED = "De huurder weet nog niet wat je besliste: er is geen weg om het te vertellen. Bel even."
#: By the web chat while nobody there is proven: the little that may be said.
HINTED = "web-hint"


class Telling:
    """`once` looks at everything that waits; `soon` says that something new does."""

    def __init__(self, speaking: Speaking, book: NewsBook, reach: Reach, outbox: Outbox, begun: BegunBook) -> None:
        self._ground = speaking.tools.ground
        self._words = NewsWords(speaking)
        self._places = Places(self._ground, reach)
        self._book = book
        self._reach = reach
        self._outbox = outbox
        self._begun = begun
        self._new = asyncio.Event()
        speaking.news_left = self.soon

    def soon(self) -> None:
        """Something was decided in this process: told at once, where it may be."""
        self._new.set()

    async def keep_on(self) -> None:
        """Until cancelled. Any number of processes may do so: each piece of news is claimed first."""
        while True:
            self._new.clear()
            try:
                await self.once()
            except Exception as error:  # the next round tries again; a fault here must not end the telling
                log.warning("telling news failed: %s: %s", type(error).__name__, error)
            try:
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._new.wait()
            except TimeoutError:
                pass

    async def once(self) -> int:
        """One round; how much was told, or handed to a person. Nothing at night, on Sundays and holidays."""
        told = 0
        for news in await self._book.waiting():
            hour = may_write(self._ground.policy.guarding, self._ground.clock())
            if not hour and news.kind is not News.AGREED:
                continue
            try:
                told += await self._tell(news)
            except Exception as error:  # one that cannot be told must not keep the others waiting
                log.warning("one piece of news could not be told: %s: %s", type(error).__name__, error)
        return told + await self._follow()

    async def _follow(self) -> int:
        """What a channel took and did not bring: by SMS or e-mail that there is news, else a person calls."""
        went = 0
        for lost in await self._begun.lost(news=True):
            if not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
            news = await self._book.find(lost.news_id) if lost.news_id else None
            went += await self._again(news, lost) if news is not None else 0
        return went

    async def _again(self, news: TenantNews, lost: Lost) -> bool:
        post = await self._places.post(news)
        async with self._ground.database.transaction() as session:
            held = await self._begun.hold_within(session, lost)
            if held is None:
                return False
            silent = await self._places.silent(session, news)
            by = KEPT_SILENT if silent else post[0].value if post else By.PERSON
            await self._begun.settle_within(session, held, by)
            if silent:
                return False
            await self._note(session, news, by)
        if post is None:
            await self._task(news, UNREACHED)
        else:
            await self._send(news, post)
        return True

    async def _tell(self, news: TenantNews) -> bool:
        within = ELSEWHERE_WITHIN if news.kind is News.AGREED else TELLS_WITHIN
        if self._ground.clock() - news.left_at > within:
            await self._book.claim(news.id, By.TOO_LATE)
            return False
        told = await self._words.told(news)
        if told is None:
            await self._book.claim(news.id, By.PASSED)
            return False
        async with self._ground.database.transaction() as session:
            if await self._places.silent(session, news):
                return False
        if news.kind is News.AGREED:
            return await self._elsewhere(news, told)
        place = await self._places.of(news)
        if place.chat is not None:
            return await self._in_chat(news, place.chat, told, place.post)
        return await self._otherwise(news, place)

    # ── where ─────────────────────────────────────────────────────────────────────────────────────

    async def _in_chat(self, news: TenantNews, conversation_id: UUID, told: Told, post: tuple[Way, str] | None) -> bool:
        """All of it. `post`: where it is said as well that there is something to read, for who is not there now."""
        async with self._ground.database.transaction() as session:
            conversation: Conversation | None = await session.scalar(LOCK, {"conversation": conversation_id})
            if conversation is None:
                return False
            ways = [conversation.channel, *([post[0].value] if post else [])]
            if not await self._claimed(session, news, "+".join(ways)):
                return False
            begun = conversation.channel not in self._reach.screens
            line = await self._say(session, conversation, told, begun=begun)
            if begun:
                await self._begun.news_within(session, line, news.contract_id, news.id)
            if told.flow is not None:
                await open_flow(session, conversation_id, told.flow, self._ground.clock())
        await self._outbox.dispatch(conversation_id)
        if post is not None:
            await self._send(news, post)
        return True

    async def _elsewhere(self, news: TenantNews, told: Told) -> bool:
        """In every other chat where somebody may hear it at this moment; where there is none, it is no news."""
        chats = await self._places.elsewhere(news)
        async with self._ground.database.transaction() as session:
            held = [await session.scalar(LOCK, {"conversation": chat}) for chat in chats]
            by = "+".join(dict.fromkeys(one.channel for one in held if one is not None))
            if not await self._book.claim_within(session, news.id, by or By.PASSED):
                return False
            for conversation in held:
                if conversation is not None:
                    await self._say(session, conversation, told)
        for chat in chats:
            await self._outbox.dispatch(chat)
        return bool(chats)

    async def _otherwise(self, news: TenantNews, place: Place) -> bool:
        """By SMS or e-mail that there is news, and a hint in the web chat; nothing of what it is about."""
        hint, post = place.hint, place.post
        ways = [*([HINTED] if hint else []), *([post[0].value] if post else [])]
        async with self._ground.database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": hint}) if hint else None
            if not await self._claimed(session, news, "+".join(ways) or By.PERSON):
                return False
            if conversation is not None:
                await self._say(session, conversation, self._words.hint(news))
        if hint:
            await self._outbox.dispatch(hint)
        if post is not None:
            await self._send(news, post)
        elif not hint:
            await self._task(news, UNREACHED)
        return True

    async def _say(
        self, session: AsyncSession, conversation: Conversation, told: Told, *, begun: bool = False
    ) -> Message:
        line = self._outbox.compose(
            session, conversation, Author.NOTICE, told.text, buttons=told.buttons, figure=told.figure, begun=begun
        )
        await announce(session, "message", conversation.id, author=Author.NOTICE)
        return line

    async def _send(self, news: TenantNews, post: tuple[Way, str]) -> None:
        subject, text = self._words.by_post(news)
        if not await self._reach.send(*post, text, subject):
            await self._task(news, NEWS_UNDELIVERED)

    async def _claimed(self, session: AsyncSession, news: TenantNews, by: str) -> bool:
        if not await self._book.claim_within(session, news.id, by):
            return False
        await self._note(session, news, by)
        return True

    async def _note(self, session: AsyncSession, news: TenantNews, by: str) -> None:
        """In the history of the agreement, if it is about one."""
        if news.agreement_id is not None:
            kept = await self._ground.book.held(session, news.agreement_id)
            await self._ground.book.note(session, kept, EventKind.TOLD, self._ground.clock(), Actor.SYSTEM, by=by)

    async def _task(self, news: TenantNews, why: str) -> None:
        if news.agreement_id is not None:
            await self._reach.task(news.agreement_id, why)
        elif news.conversation_id is not None:
            await self._reach.ask_person(news.conversation_id, REFERRAL_UNTOLD if news.kind is News.REFERRED else why)
