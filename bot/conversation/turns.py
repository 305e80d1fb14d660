"""The turn: what waits in a conversation is merged, understood, answered; or opened for people when that fails."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import Button
from bot.clock import Clock
from bot.conversation import lateness, rules
from bot.conversation.asking import Asking
from bot.conversation.changes import Changes
from bot.conversation.models import Author, Conversation, Kind, Owner
from bot.conversation.outbox import LOCK, Claimed, Outbox
from bot.conversation.records import Recorded, leave_to_person, note_failure, record_turn
from bot.conversation.typing import typing_shown
from bot.conversation.waiting import Waiting, read_waiting
from bot.conversation.wiping import wipe_turn
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.database.trouble import passes
from bot.dialogue import means
from bot.dialogue.client import EngineClient, EngineReply, EngineUnavailable
from bot.dialogue.memory import open_means
from bot.dialogue.rules import needs_person
from bot.dialogue.speech import Speaker, Speech
from bot.failures import described
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.metrics import Metrics

log = logging.getLogger(__name__)

#: What a button does by itself while a person has the conversation; the line that tells it, or None for most buttons.
Beside = Callable[[UUID, str, str], Awaitable[str | None]]


class SaysBroken(Protocol):
    """A line about something of ours that is broken; brief where it was told just before."""

    def __call__(self, *, brief: bool, promise: str, seed: str) -> Speech: ...


@dataclass(frozen=True)
class Done:
    """What a turn leaves for after its transaction."""

    #: Whether more waits in this conversation. What arrives later brings a job of its own.
    more: bool
    claimed: Claimed | None = None


class TurnService:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        new_id: NewId,
        engine: EngineClient,
        outbox: Outbox,
        handoffs: HandoffService,
        speaker: Speaker,
        changes: Changes,
        window: timedelta,
        urgent: re.Pattern[str],
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._asking = Asking(database, clock, new_id, engine)
        self._outbox = outbox
        self._handoffs = handoffs
        self._speaker = speaker
        self._changes = changes
        self._window = window
        self._urgent = urgent
        self._metrics = metrics
        #: Handed in once the rooms that have such buttons are wired.
        self.beside: Beside | None = None

    async def handle(self, conversation_id: UUID) -> None:
        """Work until nothing waits in this conversation. Called under the conversation's job lock."""
        with self._changes.watch(conversation_id) as nudges:
            worked = False
            while (waiting := await read_waiting(self._database, conversation_id)) is not None:
                if pause := self._pause(waiting):
                    await self._quiet_or_nudged(nudges, pause)
                    continue
                worked = True
                if not await self._take_turn(waiting):
                    break
            if not worked:
                # A job that is done again after a crash may find its reply composed and not yet sent.
                await self._outbox.dispatch(conversation_id)

    async def _quiet_or_nudged(self, nudges: "asyncio.Queue[Any]", pause: timedelta) -> None:
        try:
            async with asyncio.timeout(pause.total_seconds()):
                await nudges.get()
        except TimeoutError:
            pass

    def _pause(self, waiting: Waiting) -> timedelta:
        """How long the rest of the burst is still waited for."""
        if waiting.owner is Owner.PERSON:
            return timedelta(0)
        arrivals = [rules.Arrival(m.at, m.kind, m.text) for m in waiting.messages]
        return rules.remaining_wait(self._clock(), arrivals, self._window, self._urgent)

    async def _take_turn(self, waiting: Waiting) -> bool:
        """Answer what was read. True when more waits, or when it must be tried again."""
        began = time.perf_counter()
        try:
            done = await self._answer(waiting, began)
        except Exception as error:
            if passes(error):
                raise  # the queue tries again for as long as it takes: nothing is wrong with the message
            done = await self._failed(waiting, error, began)
        if done.claimed is not None:
            await self._outbox.dispatch(waiting.conversation_id, done.claimed)
        return done.more

    async def _answer(self, waiting: Waiting, began: float) -> Done:
        if waiting.owner is Owner.PERSON:
            return Done(await self._leave_to_person(waiting))
        try:
            async with typing_shown(self._database, waiting.conversation_id):
                reply = await self._asking.ask(waiting)
        except EngineUnavailable as error:
            log.error("engine unavailable: %s", error)
            return await self._call_person(waiting, "engine_down", began, self._speaker.engine_down)
        return await self._store_reply(waiting, reply, began)

    async def _failed(self, waiting: Waiting, error: Exception, began: float) -> Done:
        """Tried again some times; then it ends: the tenant is told, and a person called."""
        tries = await note_failure(self._database, waiting)
        log.error("conversation %s: try %d of a turn failed: %s", waiting.conversation_id, tries, described(error))
        if tries < rules.TURN_TRIES:
            return Done(more=True)
        log.error("conversation %s: a message cannot be handled, and goes to a person", waiting.conversation_id)
        try:
            return await self._call_person(waiting, "unhandled", began, self._speaker.unhandled)
        except Exception as worse:
            if passes(worse):
                raise
            log.error("conversation %s: nor could that be told: %s", waiting.conversation_id, described(worse))
            return await self._call_person(waiting, "unhandled", began, None)

    async def _store_reply(self, waiting: Waiting, reply: EngineReply | None, began: float) -> Done:
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            outcome = "reread" if waiting.is_edit else "answered"
            turn = await self._recorded(session, waiting, reply, outcome, began)
            if turn.superseded:
                return Done(more=True)
            subtypes = [m.subtype for m in waiting.messages]
            speech = self._speaker.merge(reply.messages) if reply else self._speaker.unreadable(subtypes)
            if speech.private:
                wiped = partial(means.wiped, question=speech.private)
                await wipe_turn(session, conversation, [m.id for m in waiting.messages], turn.id, wiped)
            if speech.silent:
                return await self._finish(session, conversation, waiting, turn)
            if needs_person(subtypes):
                speech = await self._with_files(session, conversation, waiting, speech, read=reply is not None)
            late = lateness.late_since([m.said_at for m in waiting.messages], self._clock())
            if late is not None and not speech.alone:
                speech = self._speaker.read_late(speech, lateness.in_words(late, self._clock()))
            if not conversation.introduced and not speech.alone:
                speech = self._speaker.introduced(speech)
                conversation.introduced = True
            # Inside a form the count waits: the engine's session must not change under it.
            if reply is None or reply.active_form is None:
                conversation.engine_turns += 1
            conversation.engine_down_told_at = None
            self._compose(session, conversation, waiting, speech, turn.id)
            return await self._finish(session, conversation, waiting, turn)

    async def _with_files(
        self, session: AsyncSession, conversation: Conversation, waiting: Waiting, speech: Speech, *, read: bool
    ) -> Speech:
        """A file or a spoken message is for a person: into the queue, and the tenant told when somebody looks."""
        subtypes = [m.subtype for m in waiting.messages]
        summary = rules.merged_text([m.text for m in waiting.messages])
        if speech.private:
            summary = means.wiped(summary, speech.private)
        receipt = await self._handoffs.request_within(session, conversation, Reason.FILE, summary)
        if speech.alone:
            return speech
        return self._speaker.about_files(subtypes, receipt.sentence, speech if read else None)

    async def _call_person(self, waiting: Waiting, outcome: str, began: float, say: SaysBroken | None) -> Done:
        """Nothing could be answered: a person is called and, unless `say` is None, the tenant told so honestly.

        Who is with a person already hears nothing of it: the desk sees it beside the message.
        """
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            turn = await self._recorded(session, waiting, None, outcome, began)
            if turn.superseded:
                return Done(more=True)
            if conversation.owner is Owner.PERSON:
                return await self._finish(session, conversation, waiting, turn)
            summary = rules.merged_text([m.text for m in waiting.messages])
            if question := await open_means(session, conversation.id, self._clock()):
                # Nobody will judge what was told of their money here: it goes without having been of use.
                wiped = partial(means.wiped, question=question)
                await wipe_turn(session, conversation, [m.id for m in waiting.messages], turn.id, wiped)
                summary = wiped(summary)
            receipt = await self._handoffs.request_within(session, conversation, Reason(outcome), summary)
            if say is not None:
                told, now = conversation.engine_down_told_at, self._clock()
                brief = told is not None and now - told < rules.FULL_DOWN_LINE_AFTER
                if not brief:
                    conversation.engine_down_told_at = now
                speech = say(brief=brief, promise=receipt.sentence, seed=str(turn.id))
                self._compose(session, conversation, waiting, speech, turn.id)
            return await self._finish(session, conversation, waiting, turn)

    async def _leave_to_person(self, waiting: Waiting) -> bool:
        """A person reads it. What a button does by itself is told as a notice: the assistant stays silent."""
        first = waiting.messages[0]
        told = None
        if self.beside is not None and first.kind is Kind.BUTTON and first.payload:
            told = await self.beside(waiting.conversation_id, str(first.id), first.payload)
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id) if told else None
            more = await leave_to_person(session, waiting, self._clock())
            await self._announce_seen(session, waiting)
            if conversation is not None and told:
                self._outbox.compose(session, conversation, Author.NOTICE, told)
                await announce(session, "message", conversation.id, author=Author.NOTICE)
        if told:
            await self._outbox.dispatch(waiting.conversation_id)
        return more

    async def _finish(
        self, session: AsyncSession, conversation: Conversation, waiting: Waiting, turn: Recorded
    ) -> Done:
        """Close the turn in its own transaction, which holds the lock on the conversation's row."""
        claimed = await self._outbox.claim_within(session, conversation, just_composed=True)
        await self._announce_seen(session, waiting)
        return Done(turn.more, claimed)

    def _compose(
        self, session: AsyncSession, conversation: Conversation, waiting: Waiting, speech: Speech, turn_id: UUID
    ) -> None:
        self._outbox.compose(
            session,
            conversation,
            Author.ASSISTANT,
            speech.text,
            buttons=[Button(b.title, b.payload) for b in speech.buttons],
            facts=speech.facts,
            figure=speech.figure,
            owner_version=waiting.owner_version,
            turn_id=turn_id,
        )

    async def _recorded(
        self, session: AsyncSession, waiting: Waiting, reply: EngineReply | None, outcome: str, began: float
    ) -> Recorded:
        took = time.perf_counter() - began
        parse = reply.parse if reply else None
        turn = await record_turn(session, waiting, self._new_id(), self._clock(), parse, outcome, round(took * 1000))
        if not turn.superseded:
            self._metrics.turn(outcome, took)
        return turn

    @staticmethod
    async def _locked(session: AsyncSession, conversation_id: UUID) -> Conversation:
        return (await session.scalars(LOCK, {"conversation": conversation_id})).one()

    @staticmethod
    async def _announce_seen(session: AsyncSession, waiting: Waiting) -> None:
        await announce(session, "seen", waiting.conversation_id, ids=[str(m.id) for m in waiting.messages])
