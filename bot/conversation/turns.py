"""The turn: what waits in a conversation is merged, understood, answered; or opened for people when that fails."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import Button
from bot.clock import Clock
from bot.conversation import rules
from bot.conversation.changes import Changes
from bot.conversation.models import Author, Conversation, Kind, Message, Owner, Turn
from bot.conversation.outbox import Outbox
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.dialogue.client import EngineClient, EngineReply, EngineUnavailable
from bot.dialogue.rules import HOLDS_ON, needs_person
from bot.dialogue.speech import Payload, Speaker, Speech
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.metrics import Metrics

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Waiting:
    """What a turn works on, as read when it began."""

    conversation_id: UUID
    channel: str
    owner: Owner
    owner_version: int
    engine_session: str
    engine_turns: int
    danger: str | None
    last_turn_at: datetime | None
    messages: tuple[Message, ...]


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
        self._engine = engine
        self._outbox = outbox
        self._handoffs = handoffs
        self._speaker = speaker
        self._changes = changes
        self._window = window
        self._urgent = urgent
        self._metrics = metrics

    async def handle(self, conversation_id: UUID) -> None:
        """Work until nothing waits in this conversation. Called under the conversation's job lock."""
        with self._changes.watch(conversation_id) as nudges:
            worked = False
            while (waiting := await self._waiting(conversation_id)) is not None:
                arrivals = [rules.Arrival(m.at, m.kind, m.text) for m in waiting.messages]
                pause = rules.remaining_wait(self._clock(), arrivals, self._window, self._urgent)
                if pause and waiting.owner is not Owner.PERSON:
                    await self._quiet_or_nudged(nudges, pause)
                    continue
                await self._take_turn(waiting)
                worked = True
            if not worked:
                # A job that is done again after a crash may find its reply composed and not yet sent.
                await self._outbox.dispatch(conversation_id)

    async def _quiet_or_nudged(self, nudges: "asyncio.Queue[Any]", pause: timedelta) -> None:
        try:
            async with asyncio.timeout(pause.total_seconds()):
                await nudges.get()
        except TimeoutError:
            pass

    async def _waiting(self, conversation_id: UUID) -> Waiting | None:
        async with self._database.transaction() as session:
            statement = (
                select(Message)
                .where(
                    Message.conversation_id == conversation_id,
                    Message.author == Author.TENANT,
                    Message.handled_at.is_(None),
                )
                .order_by(Message.seq)
            )
            messages = (await session.scalars(statement)).all()
            if not messages:
                return None
            conversation = await session.get_one(Conversation, conversation_id)
            last_turn = select(Turn.at).where(Turn.conversation_id == conversation_id).order_by(Turn.at.desc())
            return Waiting(
                conversation_id=conversation_id,
                channel=conversation.channel,
                owner=conversation.owner,
                owner_version=conversation.owner_version,
                engine_session=conversation.engine_session,
                engine_turns=conversation.engine_turns,
                danger=conversation.danger,
                last_turn_at=await session.scalar(last_turn.limit(1)),
                messages=tuple(messages[: rules.burst([m.kind for m in messages])]),
            )

    async def _take_turn(self, waiting: Waiting) -> None:
        if waiting.owner is Owner.PERSON:
            await self._leave_to_person(waiting)
            return
        await self._show_typing(waiting, on=True)
        began = time.perf_counter()
        try:
            reply = await self._ask_engine(waiting)
        except EngineUnavailable as error:
            log.error("engine unavailable: %s", error)
            await self._engine_is_down(waiting, began)
        else:
            await self._store_reply(waiting, reply, began)
        await self._outbox.dispatch(waiting.conversation_id)

    async def _ask_engine(self, waiting: Waiting) -> EngineReply | None:
        """The engine's reply; None for what is no text and no button (the tenant gets a kind fixed line)."""
        first = waiting.messages[0]
        if first.kind in (Kind.MEDIA, Kind.UNKNOWN):
            return None
        metadata = {
            "conversation": str(waiting.conversation_id),
            "message": str(first.id),
            "now": self._clock().isoformat(),
            "in_danger": waiting.danger in HOLDS_ON,
        }
        text: str | None = None
        intent: str | None = None
        entities: Mapping[str, Any] = {}
        if first.kind is Kind.BUTTON:
            payload = Payload.decode(first.payload or "")
            intent, entities = payload.intent, payload.entities
        else:
            text = rules.merged_text([m.text for m in waiting.messages])
        idle = self._clock() - waiting.last_turn_at if waiting.last_turn_at else timedelta(0)
        session = waiting.engine_session
        if rules.needs_fresh_session(waiting.engine_turns, False, idle):
            session = await self._renew_session(waiting.conversation_id)
        return await self._engine.turn(
            session=session,
            message_id=str(first.id),
            channel=waiting.channel,
            metadata=metadata,
            text=text,
            intent=intent,
            entities=entities,
        )

    async def _renew_session(self, conversation_id: UUID) -> str:
        fresh = self._new_id().hex
        async with self._database.transaction() as session:
            await session.execute(
                update(Conversation)
                .where(Conversation.id == conversation_id)
                .values(engine_session=fresh, engine_turns=0)
            )
        return fresh

    async def _store_reply(self, waiting: Waiting, reply: EngineReply | None, began: float) -> None:
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            if not await self._still_waits(session, waiting):
                return
            turn = self._turn(waiting, reply, "answered", began)
            session.add(turn)
            await session.flush()
            await self._mark_handled(session, waiting, turn.id)
            subtypes = [m.subtype for m in waiting.messages]
            speech = self._speaker.merge(reply.messages) if reply else self._speaker.unreadable(subtypes)
            if needs_person(subtypes):
                speech = await self._with_files(session, conversation, waiting, speech, read=reply is not None)
            if not conversation.introduced and not speech.alone:
                speech = self._speaker.introduced(speech)
                conversation.introduced = True
            # Inside a form the count waits: the engine's session must not change under it.
            if reply is None or reply.active_form is None:
                conversation.engine_turns += 1
            conversation.engine_down_told_at = None
            self._compose(session, conversation, waiting, speech, turn.id)
            await self._announce_done(session, waiting)

    async def _with_files(
        self, session: AsyncSession, conversation: Conversation, waiting: Waiting, speech: Speech, *, read: bool
    ) -> Speech:
        """A file or a spoken message is for a person: into the queue, and the tenant told when somebody looks."""
        subtypes = [m.subtype for m in waiting.messages]
        summary = rules.merged_text([m.text for m in waiting.messages])
        receipt = await self._handoffs.request_within(session, conversation, Reason.FILE, summary)
        if speech.alone:
            return speech
        return self._speaker.about_files(subtypes, receipt.sentence, speech if read else None)

    async def _engine_is_down(self, waiting: Waiting, began: float) -> None:
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            if not await self._still_waits(session, waiting):
                return
            turn = self._turn(waiting, None, "engine_down", began)
            session.add(turn)
            await session.flush()
            await self._mark_handled(session, waiting, turn.id)
            summary = rules.merged_text([m.text for m in waiting.messages])
            receipt = await self._handoffs.request_within(session, conversation, Reason.ENGINE_DOWN, summary)
            told, now = conversation.engine_down_told_at, self._clock()
            brief = told is not None and now - told < rules.FULL_DOWN_LINE_AFTER
            if not brief:
                conversation.engine_down_told_at = now
            speech = self._speaker.engine_down(brief=brief, promise=receipt.sentence, seed=str(turn.id))
            self._compose(session, conversation, waiting, speech, turn.id)
            await self._announce_done(session, waiting)

    async def _leave_to_person(self, waiting: Waiting) -> None:
        async with self._database.transaction() as session:
            await self._mark_handled(session, waiting, None)
            await self._announce_done(session, waiting)

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
            owner_version=waiting.owner_version,
            turn_id=turn_id,
        )

    def _turn(self, waiting: Waiting, reply: EngineReply | None, outcome: str, began: float) -> Turn:
        parse = reply.parse if reply else None
        took = time.perf_counter() - began
        self._metrics.turn(outcome, took)
        return Turn(
            id=self._new_id(),
            conversation_id=waiting.conversation_id,
            at=self._clock(),
            intent=parse.intent if parse else None,
            confidence=parse.confidence if parse else None,
            ranking=parse.ranking if parse else [],
            entities=parse.entities if parse else [],
            signals=parse.signals if parse else [],
            topics=parse.topics if parse else [],
            outcome=outcome,
            took_ms=round(took * 1000),
        )

    @staticmethod
    async def _locked(session: AsyncSession, conversation_id: UUID) -> Conversation:
        return await session.get_one(Conversation, conversation_id, with_for_update=True)

    @staticmethod
    async def _still_waits(session: AsyncSession, waiting: Waiting) -> bool:
        """False when another worker answered meanwhile (ours was thought dead): its answer stands."""
        statement = select(Message.id).where(Message.id == waiting.messages[0].id, Message.handled_at.is_(None))
        return await session.scalar(statement) is not None

    async def _mark_handled(self, session: AsyncSession, waiting: Waiting, turn_id: UUID | None) -> None:
        ids: Sequence[UUID] = [m.id for m in waiting.messages]
        await session.execute(
            update(Message).where(Message.id.in_(ids)).values(handled_at=self._clock(), turn_id=turn_id)
        )

    async def _announce_done(self, session: AsyncSession, waiting: Waiting) -> None:
        await announce(session, "seen", waiting.conversation_id, ids=[str(m.id) for m in waiting.messages])
        await announce(session, "typing", waiting.conversation_id, on=False, who="assistant")

    async def _show_typing(self, waiting: Waiting, *, on: bool) -> None:
        async with self._database.transaction() as session:
            await announce(session, "typing", waiting.conversation_id, on=on, who="assistant")
