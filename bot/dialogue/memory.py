"""Reading and keeping what a conversation knows: one question before a turn, at most one statement after it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, DateTime, Integer, Text, bindparam, not_, text, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.dialogue import means, tenant_number
from bot.dialogue.entities import each_day_once
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FLOWS, FlowState
from bot.dialogue.flows.rules import FLOW_LASTS, LED, is_over
from bot.dialogue.models import DialogueState, as_known
from bot.dialogue.standing import hear_eviction_day, hear_stage
from bot.dialogue.told.listening import listen
from bot.dialogue.told.notes import from_json

MESSAGES_REMEMBERED = 6
TURNS_REMEMBERED = 6

#: What the assistant said last and understood last, both old to new, beside the conversation's own row and state.
_RECALL = (
    text("""
    SELECT c.stage, CASE WHEN c.danger_denied_at IS NULL THEN c.danger END AS danger,
        CASE WHEN c.danger_denied_at IS NOT NULL THEN c.danger END AS denied,
        COALESCE(i.level, 0) > 0 AS proven,
        s.flow, s.question, s.known, s.misses, s.told, s.simplified, s.dates, s.notes, s.touched_at,
        (SELECT json_agg(json_build_array(m.text, m.facts) ORDER BY m.at) FROM (
            SELECT text, facts, at FROM messages
            WHERE conversation_id = c.id AND author = 'assistant' AND state IS DISTINCT FROM 'dropped'
            ORDER BY at DESC LIMIT :messages) m) AS said,
        (SELECT array_agg(t.intent ORDER BY t.at) FROM (
            SELECT intent, at FROM turns
            WHERE conversation_id = c.id AND intent IS NOT NULL AND outcome <> 'reread'
            ORDER BY at DESC LIMIT :turns) t) AS intents
    FROM conversations c LEFT JOIN dialogue_states s ON s.conversation_id = c.id
        LEFT JOIN identity_sessions i ON i.conversation_id = c.id
    WHERE c.id = :conversation
""")
    .bindparams(messages=MESSAGES_REMEMBERED, turns=TURNS_REMEMBERED)
    .columns(
        stage=Text,
        danger=Text,
        denied=Text,
        proven=Boolean,
        flow=Text,
        question=Text,
        known=JSONB,
        misses=Integer,
        told=JSONB,
        simplified=Integer,
        dates=JSONB,
        notes=JSONB,
        touched_at=DateTime(timezone=True),
        said=JSON,
        intents=ARRAY(Text),
    )
)

_NEW_STATE = insert(DialogueState.__table__)  # type: ignore[arg-type]
_KEPT = ("flow", "question", "known", "misses", "told", "simplified", "dates", "notes", "touched_at")
_KEEP = _NEW_STATE.values(
    conversation_id=bindparam("conversation"), **{name: bindparam(name) for name in _KEPT}
).on_conflict_do_update(index_elements=["conversation_id"], set_={name: _NEW_STATE.excluded[name] for name in _KEPT})
_KEEP_STAGE = (
    update(Conversation.__table__)  # type: ignore[arg-type]
    .where(Conversation.id == bindparam("conversation"))
    .values(stage=bindparam("to"))
)


class Memories:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def recall(self, heard: Heard) -> Exchange:
        """What was said and understood before, and the stage that this message tells of."""
        async with self._database.at_once() as connection:
            known = (await connection.execute(_RECALL, {"conversation": heard.conversation_id})).mappings().one()
        said = known["said"] or []
        memory = Memory(
            stage=known["stage"],
            danger=known["danger"],
            denied=known["denied"],
            proven=known["proven"],
            said=[words for words, _ in said],
            facts=next((facts for _, facts in reversed(said) if facts), []),
            facts_are_last=bool(said and said[-1][1]),
            intents=known["intents"] or [],
        )
        if known["touched_at"] is not None:
            self._fill(memory, dict(known))
        memory.as_recalled = deepcopy(memory)
        today = in_amsterdam(self._clock()).date()
        heard = replace(heard, entities=each_day_once(heard.text, heard.entities))
        hear_stage(memory, heard)
        hear_eviction_day(memory, heard, today)
        exchange = Exchange(heard, memory)
        listen(exchange, today)
        return exchange

    def _fill(self, memory: Memory, state: Mapping[str, Any]) -> None:
        memory.told, memory.simplified = list(state["told"]), state["simplified"]
        memory.dates = as_known(state["dates"])
        if not is_over(state["touched_at"], self._clock()):
            memory.notes = from_json(state["notes"])
        flow = state["flow"]
        if (flow in FLOWS or flow in LED) and not is_over(state["touched_at"], self._clock()):
            found = FlowState(flow, state["question"], as_known(state["known"]), state["misses"])
            memory.asleep, memory.flow = (found, None) if tenant_number.sleeps(found) else (None, found)
            memory.began_with = flow

    async def keep(self, exchange: Exchange) -> None:
        """Write down what this turn changed; nothing where it changed nothing."""
        memory, before = exchange.memory, exchange.memory.as_recalled
        conversation = exchange.heard.conversation_id
        if before is None or memory.stage != before.stage:
            async with self._database.at_once() as connection:
                await connection.execute(_KEEP_STAGE, {"conversation": conversation, "to": memory.stage})
        # An open question is touched at every message: it is dropped once nobody has spoken for a while.
        if before is not None and memory.flow is None and _kept(memory) == _kept(before):
            return
        values = {"conversation": conversation, "touched_at": self._clock(), **_kept(memory)}
        async with self._database.at_once() as connection:
            await connection.execute(_KEEP, values)


async def open_flow(session: AsyncSession, conversation_id: UUID, flow: FlowState, now: datetime) -> None:
    """Make this the open question, unless another one is open: what somebody is in the middle of comes first."""
    values = {"flow": flow.flow, "question": flow.question, "known": dict(flow.known), "misses": 0, "touched_at": now}
    rest = {"told": [], "simplified": 0, "dates": {}, "notes": {}}
    open_still = (DialogueState.flow.is_not(None)) & (DialogueState.touched_at > now - FLOW_LASTS)
    await session.execute(
        insert(DialogueState)
        .values(conversation_id=conversation_id, **values, **rest)
        .on_conflict_do_update(index_elements=["conversation_id"], set_=values, where=not_(open_still))
    )


async def open_means(session: AsyncSession, conversation_id: UUID, now: datetime) -> str:
    """The open question to which somebody may tell what they earn or owe; empty where none is."""
    state = await session.get(DialogueState, conversation_id)
    if state is None or state.flow is None or is_over(state.touched_at, now):
        return ""
    return str(state.question) if means.may_tell(FlowState(state.flow, state.question)) else ""


def _kept(memory: Memory) -> dict[str, Any]:
    flow = memory.flow or memory.asleep
    return {
        "flow": flow.flow if flow else None,
        "question": flow.question if flow else None,
        "known": dict(flow.known) if flow else {},
        "misses": flow.misses if flow else 0,
        "told": list(memory.told),
        "simplified": memory.simplified,
        "dates": dict(memory.dates),
        "notes": memory.notes.as_json(),
    }
