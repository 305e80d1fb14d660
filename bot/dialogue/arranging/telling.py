"""News told in the chat by itself: what a collector decided, once, where it may be said, with what there is to press.

A line of the system and not the assistant's: it takes no turn, changes no owner, and is right also while a person is
talking there. Amounts only where it is proven who reads: on the web at this moment, on a telephone by its address.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.begun import SILENT as KEPT_SILENT
from bot.arrangements.begun import BegunBook, Lost
from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.disputes import DisputeOutcome
from bot.arrangements.models import Actor, EventKind
from bot.arrangements.news import TELLS_WITHIN, By, News, NewsBook, TenantNews
from bot.arrangements.reaching import NEWS_UNDELIVERED, WINDOWS, Reach
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.guarding import Hindrance, may_write
from bot.arrangements.rules.life import State
from bot.channels.contract import Button
from bot.conversation.models import Author, Conversation, Message
from bot.conversation.outbox import LOCK, Outbox
from bot.database.session import announce
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.after_news import next_paths, sentence
from bot.dialogue.arranging.talk import Speaking, agree_buttons, button
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING
from bot.dialogue.memory import open_flow
from bot.identity.standing import contracts_within, standing_within

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
#: With these nothing is said of ourselves; with the others nothing that asks for a yes.
SILENT = frozenset({Hindrance.DANGER, Hindrance.OPTED_OUT, Hindrance.DO_NOT_CONTACT})
TEXTS = frozenset({News.APPROVED, News.OFFERED})
UNREACHED = "De huurder weet nog niet wat je besliste: er is geen weg om het te vertellen. Bel even."
#: By the web chat while nobody there is proven: the little that may be said.
HINTED = "web-hint"


@dataclass(frozen=True)
class Told:
    """Words and buttons for who is proven, and what the next message may answer."""

    text: str
    buttons: tuple[Button, ...]
    flow: FlowState | None = None


class Telling:
    """`once` looks at everything that waits; `soon` says that something new does."""

    def __init__(self, speaking: Speaking, book: NewsBook, reach: Reach, outbox: Outbox, begun: BegunBook) -> None:
        self._speaking = speaking
        self._ground = speaking.tools.ground
        self._book = book
        self._reach = reach
        self._outbox = outbox
        self._begun = begun
        self._new = asyncio.Event()

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
            if not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
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
        found = await self._reach.on_file(news.contract_id, await self._reach.whose(news.agreement_id))
        async with self._ground.database.transaction() as session:
            held = await self._begun.hold_within(session, lost)
            if held is None:
                return False
            hindrances = await self._ground.hindrances.of(session, news.contract_id)
            silent = hindrances & SILENT or (hindrances and news.kind in TEXTS)
            by = KEPT_SILENT if silent else found[0].value if found else By.PERSON
            await self._begun.settle_within(session, held, by)
            if silent:
                return False
            if news.agreement_id is not None:
                kept = await self._ground.book.held(session, news.agreement_id)
                await self._ground.book.note(session, kept, EventKind.TOLD, self._ground.clock(), Actor.SYSTEM, by=by)
        if found is None:
            await self._task(news, UNREACHED)
        elif not await self._reach.send(*found, self._post_line(news)):
            await self._task(news, NEWS_UNDELIVERED)
        return True

    async def _tell(self, news: TenantNews) -> bool:
        if self._ground.clock() - news.left_at > TELLS_WITHIN:
            await self._book.claim(news.id, By.TOO_LATE)
            return False
        told = await self._words(news)
        if told is None:
            await self._book.claim(news.id, By.PASSED)
            return False
        async with self._ground.database.transaction() as session:
            hindrances = await self._ground.hindrances.of(session, news.contract_id)
        if hindrances & SILENT or (hindrances and news.kind in TEXTS):
            return False
        where, hint = await self._where(news)
        if where is not None:
            return await self._in_chat(news, where, told)
        return await self._otherwise(news, hint)

    # ── where ─────────────────────────────────────────────────────────────────────────────────────

    async def _where(self, news: TenantNews) -> tuple[UUID | None, UUID | None]:
        """The conversation that may hear all of it; else the web chat in which a hint may stand, if there is one."""
        asked = news.conversation_id
        channel, proven = await self._looked_at(asked, news.contract_id) if asked else ("", False)
        if proven and channel not in WINDOWS:
            return asked, None
        whose = await self._reach.whose(news.agreement_id, news.conversation_id)
        chat = await self._reach.chat_of(news.contract_id, whose)
        if chat is not None:
            return chat.id, None
        return None, asked if channel and channel not in WINDOWS else None

    async def _looked_at(self, conversation_id: UUID, contract_id: UUID) -> tuple[str, bool]:
        """Its channel, and whether somebody is proven there at this moment who may hear of this contract."""
        async with self._ground.database.transaction() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                return "", False
            standing = await standing_within(session, conversation_id, self._ground.clock())
            return conversation.channel, contract_id in await contracts_within(session, standing)

    async def _in_chat(self, news: TenantNews, conversation_id: UUID, told: Told) -> bool:
        async with self._ground.database.transaction() as session:
            conversation: Conversation | None = await session.scalar(LOCK, {"conversation": conversation_id})
            if conversation is None or not await self._claimed(session, news, conversation.channel):
                return False
            line = await self._say(
                session, conversation, told.text, told.buttons, begun=conversation.channel in WINDOWS
            )
            if conversation.channel in WINDOWS:
                await self._begun.news_within(session, line, news.contract_id, news.id)
            if told.flow is not None:
                await open_flow(session, conversation_id, told.flow, self._ground.clock())
        await self._outbox.dispatch(conversation_id)
        return True

    async def _otherwise(self, news: TenantNews, hint: UUID | None) -> bool:
        """By SMS or e-mail that there is news, and a hint in the web chat; nothing of what it is about."""
        whose = await self._reach.whose(news.agreement_id, news.conversation_id)
        found = await self._reach.on_file(news.contract_id, whose)
        ways = [*([HINTED] if hint else []), *([found[0].value] if found else [])]
        dispute = "-dispute" if news.kind is News.DISPUTE_CLOSED else ""
        async with self._ground.database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": hint}) if hint else None
            if not await self._claimed(session, news, "+".join(ways) or By.PERSON):
                return False
            if conversation is not None:
                await self._say(session, conversation, self._line(f"news-waits{dispute}"), (self._look(news),))
        if hint:
            await self._outbox.dispatch(hint)
        if found is not None:
            if not await self._reach.send(*found, self._post_line(news)):
                await self._task(news, NEWS_UNDELIVERED)
        elif not hint:
            await self._task(news, UNREACHED)
        return True

    async def _say(
        self,
        session: AsyncSession,
        conversation: Conversation,
        text: str,
        buttons: Sequence[Button],
        *,
        begun: bool = False,
    ) -> Message:
        line = self._outbox.compose(session, conversation, Author.NOTICE, text, buttons=buttons, begun=begun)
        await announce(session, "message", conversation.id, author=Author.NOTICE)
        return line

    async def _claimed(self, session: AsyncSession, news: TenantNews, by: str) -> bool:
        if not await self._book.claim_within(session, news.id, by):
            return False
        if news.agreement_id is not None:
            kept = await self._ground.book.held(session, news.agreement_id)
            await self._ground.book.note(session, kept, EventKind.TOLD, self._ground.clock(), Actor.SYSTEM, by=by)
        return True

    async def _task(self, news: TenantNews, why: str) -> None:
        if news.agreement_id is not None:
            await self._reach.task(news.agreement_id, why)
        elif news.conversation_id is not None:
            await self._reach.ask_person(news.conversation_id, why)

    # ── what ──────────────────────────────────────────────────────────────────────────────────────

    async def _words(self, news: TenantNews) -> Told | None:
        """As it stands now; None when something newer has come in its place."""
        if news.kind is News.DISPUTE_CLOSED:
            return await self._dispute(news)
        try:
            view = await self._speaking.tools.agreements.find(news.agreement_id or UUID(int=0))
        except UnknownAgreement:
            return None
        match news.kind:
            case News.APPROVED | News.OFFERED:
                return self._text(news, view) if view.state is State.OFFERED else None
            case News.DECLINED:
                return await self._declined(news, view)
        line = "news-broken" if news.kind is News.BROKEN else "news-ended"
        status = button("Samen plan maken", "request_payment_arrangement")
        return Told(self._line(line, reference=view.reference), (status, self._speaking.human()))

    def _text(self, news: TenantNews, view: AgreementView) -> Told:
        """The whole text, with the yes that carries which text it is to."""
        known = {
            rules.CONTRACT: str(view.contract_id),
            rules.AGREEMENT: str(view.id),
            rules.DIGEST: view.text_digest,
        }
        if news.kind is News.OFFERED and news.reason:
            head = f"{self._line('news-changed', reason=sentence(news.reason))} {self._line('news-changed-text')}"
        else:
            values = {"reason": sentence(news.reason), "corporation": self._ground.values["corporation"]}
            head = self._line(f"news-{news.kind.value}", **values)
        flow = FlowState(ARRANGING, "arranging.consent", known)
        buttons = (*agree_buttons(str(view.id), view.text_digest), self._speaking.human())
        return Told(f"{head}\n\n{view.message}", buttons, flow)

    async def _declined(self, news: TenantNews, view: AgreementView) -> Told | None:
        outlook = await self._speaking.tools.proposals.outlook(view.contract_id)
        if view.kind is not Kind.PAY_DATE and (outlook.live or outlook.on_the_table):
            newer = outlook.live or outlook.on_the_table
            if newer is not None and newer.proposed_at > view.proposed_at:
                return None
        words, buttons = self._speaking.next_steps(next_paths(view.kind, outlook))
        told = self._line("news-declined", reason=sentence(news.reason))
        return Told(f"{told}\n\n{words} {self._line('news-declined-help')}", buttons)

    async def _dispute(self, news: TenantNews) -> Told | None:
        try:
            dispute = await self._speaking.tools.disputes.find(news.dispute_id or UUID(int=0))
        except LookupError:
            return None
        outcome = dispute.outcome or DisputeOutcome.STANDS
        text = self._line(f"news-dispute-{outcome.value}", reason=sentence(news.reason))
        return Told(text, (button("Wat staat er open", "ask_balance"), self._speaking.human()))

    def _post_line(self, news: TenantNews) -> str:
        dispute = "-dispute" if news.kind is News.DISPUTE_CLOSED else ""
        return self._line(f"news-post{dispute}", phone=self._ground.values["phone"])

    def _look(self, news: TenantNews) -> Button:
        if news.kind is News.DISPUTE_CLOSED:
            return button("Wat staat er open", "ask_balance")
        return button("Mijn afspraak", "ask_arrangement_status")

    def _line(self, id_: str, **values: str) -> str:
        return self._speaking.say(id_, **values)
