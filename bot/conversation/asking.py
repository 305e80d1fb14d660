"""Putting what waits to the engine: which words or which button, in which session of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from bot.clock import Clock
from bot.conversation import rules
from bot.conversation.models import Conversation, Kind
from bot.conversation.waiting import Waiting
from bot.database.engine import Database
from bot.database.session import NewId
from bot.dialogue.client import EngineClient, EngineReply
from bot.dialogue.dangers import HOLDS_ON
from bot.dialogue.speech import Payload


class Asking:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, engine: EngineClient) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._engine = engine

    async def ask(self, waiting: Waiting) -> EngineReply | None:
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
        if waiting.is_edit:
            metadata["edited"] = True
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
        if waiting.is_edit:
            # Read apart from the dialogue, which must not go another way by it.
            session = self._new_id().hex
        elif rules.needs_fresh_session(waiting.engine_turns, False, idle):
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
