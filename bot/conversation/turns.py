"""The turn: what waits in a conversation is merged, understood, answered; or opened for people when that fails."""

import asyncio
import logging
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import Button
from bot.clock import Clock
from bot.conversation import rules
from bot.conversation.changes import Changes
from bot.conversation.models import Author, Conversation, Kind, Message, Owner, Turn
from bot.conversation.outbox import LOCK, Claimed, Outbox
from bot.conversation.typing import typing_shown
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.dialogue.client import EngineClient, EngineReply, EngineUnavailable
from bot.dialogue.rules import HOLDS_ON, needs_person
from bot.dialogue.speech import Payload, Speaker, Speech
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.metrics import Metrics

log = logging.getLogger(__name__)

# Statements of every turn are built once: building one takes longer than asking the database.
_OPEN = (
    Message.conversation_id == bindparam("conversation"),
    Message.author == Author.TENANT,
    Message.handled_at.is_(None),
)
#: What waits, each message beside its conversation and the moment of the last turn.
_WAITING = (
    select(
        Message,
        Conversation,
        select(func.max(Turn.at)).where(Turn.conversation_id == bindparam("conversation")).scalar_subquery(),
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(*_OPEN)
    .order_by(Message.seq)
)
_UNHANDLED = select(Message.id).where(*_OPEN)
_MARK_HANDLED = (
    update(Message.__table__)  # type: ignore[arg-type]
    .where(Message.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .values(handled_at=bindparam("now"), turn_id=bindparam("turn"))
)


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
    #: How long the rest of the burst is still waited for.
    pause: timedelta


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
                if waiting.pause:
                    await self._quiet_or_nudged(nudges, waiting.pause)
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

    async def _waiting(self, conversation_id: UUID) -> Waiting | None:
        async with self._database.reading() as session:
            rows = (await session.execute(_WAITING, {"conversation": conversation_id})).all()
        if not rows:
            return None
        _, conversation, last_turn_at = rows[0]
        messages = [row[0] for row in rows]
        taken = tuple(messages[: rules.burst([m.kind for m in messages])])
        return Waiting(
            conversation_id=conversation_id,
            channel=conversation.channel,
            owner=conversation.owner,
            owner_version=conversation.owner_version,
            engine_session=conversation.engine_session,
            engine_turns=conversation.engine_turns,
            danger=conversation.danger,
            last_turn_at=last_turn_at,
            messages=taken,
            pause=self._pause(conversation.owner, taken),
        )

    def _pause(self, owner: Owner, messages: Sequence[Message]) -> timedelta:
        if owner is Owner.PERSON:
            return timedelta(0)
        arrivals = [rules.Arrival(m.at, m.kind, m.text) for m in messages]
        return rules.remaining_wait(self._clock(), arrivals, self._window, self._urgent)

    async def _take_turn(self, waiting: Waiting) -> bool:
        """Answer what was read. True when more waits."""
        if waiting.owner is Owner.PERSON:
            return await self._leave_to_person(waiting)
        began = time.perf_counter()
        try:
            async with typing_shown(self._database, waiting.conversation_id):
                reply = await self._ask_engine(waiting)
        except EngineUnavailable as error:
            log.error("engine unavailable: %s", error)
            done = await self._engine_is_down(waiting, began)
        else:
            done = await self._store_reply(waiting, reply, began)
        if done.claimed is not None:
            await self._outbox.dispatch(waiting.conversation_id, done.claimed)
        return done.more

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

    async def _store_reply(self, waiting: Waiting, reply: EngineReply | None, began: float) -> Done:
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            unhandled = await self._unhandled(session, waiting.conversation_id)
            if waiting.messages[0].id not in unhandled:
                # Another worker answered meanwhile (ours was thought dead): its answer stands.
                return Done(more=True)
            turn = self._turn(waiting, reply, "answered", began)
            session.add(turn)
            await session.flush()
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
            return await self._finish(session, conversation, waiting, turn.id, unhandled)

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

    async def _engine_is_down(self, waiting: Waiting, began: float) -> Done:
        async with self._database.transaction() as session:
            conversation = await self._locked(session, waiting.conversation_id)
            unhandled = await self._unhandled(session, waiting.conversation_id)
            if waiting.messages[0].id not in unhandled:
                # Another worker answered meanwhile (ours was thought dead): its answer stands.
                return Done(more=True)
            turn = self._turn(waiting, None, "engine_down", began)
            session.add(turn)
            await session.flush()
            summary = rules.merged_text([m.text for m in waiting.messages])
            receipt = await self._handoffs.request_within(session, conversation, Reason.ENGINE_DOWN, summary)
            told, now = conversation.engine_down_told_at, self._clock()
            brief = told is not None and now - told < rules.FULL_DOWN_LINE_AFTER
            if not brief:
                conversation.engine_down_told_at = now
            speech = self._speaker.engine_down(brief=brief, promise=receipt.sentence, seed=str(turn.id))
            self._compose(session, conversation, waiting, speech, turn.id)
            return await self._finish(session, conversation, waiting, turn.id, unhandled)

    async def _leave_to_person(self, waiting: Waiting) -> bool:
        async with self._database.transaction() as session:
            await self._mark_handled(session, waiting, None)
            await self._announce_done(session, waiting)
            return bool(await self._unhandled(session, waiting.conversation_id))

    async def _finish(
        self, session: AsyncSession, conversation: Conversation, waiting: Waiting, turn_id: UUID, unhandled: set[UUID]
    ) -> Done:
        """Close the turn in its own transaction, which holds the lock on the conversation's row."""
        claimed = await self._outbox.claim_within(session, conversation, just_composed=True)
        await session.flush()
        await self._mark_handled(session, waiting, turn_id)
        await self._announce_done(session, waiting)
        return Done(bool(unhandled - {m.id for m in waiting.messages}), claimed)

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
        return (await session.scalars(LOCK, {"conversation": conversation_id})).one()

    @staticmethod
    async def _unhandled(session: AsyncSession, conversation_id: UUID) -> set[UUID]:
        """Messages that wait for an answer at this moment; the caller holds the lock on the conversation's row."""
        return set((await session.scalars(_UNHANDLED, {"conversation": conversation_id})).all())

    async def _mark_handled(self, session: AsyncSession, waiting: Waiting, turn_id: UUID | None) -> None:
        ids = [m.id for m in waiting.messages]
        await session.execute(_MARK_HANDLED, {"ids": ids, "now": self._clock(), "turn": turn_id})

    async def _announce_done(self, session: AsyncSession, waiting: Waiting) -> None:
        await announce(session, "seen", waiting.conversation_id, ids=[str(m.id) for m in waiting.messages])
