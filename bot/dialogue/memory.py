"""Reading and keeping what a conversation knows."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation, Turn
from bot.conversation.transcript import last_said
from bot.database.engine import Database
from bot.dialogue import rules
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FLOWS, FlowState
from bot.dialogue.flows.rules import IDENTITY, is_over
from bot.dialogue.models import DialogueState, as_known

TURNS_REMEMBERED = 6


class Memories:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def recall(self, heard: Heard) -> Exchange:
        """Read what was said and understood before; note the stage that this message tells of."""
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id)
            stage = rules.stage_after(conversation.stage, heard.intent, heard.entities)
            if stage != conversation.stage:
                conversation.stage = stage
            said = await last_said(session, heard.conversation_id)
            state = await session.get(DialogueState, heard.conversation_id)
            memory = Memory(
                stage=stage,
                danger=conversation.danger,
                said=[message.text for message in said],
                facts=list(next((m.facts for m in reversed(said) if m.facts), [])),
                intents=await _intents(session, heard),
            )
            if state is not None:
                self._fill(memory, state)
            return Exchange(heard, memory)

    def _fill(self, memory: Memory, state: DialogueState) -> None:
        memory.told, memory.simplified, memory.dates = list(state.told), state.simplified, as_known(state.dates)
        if (state.flow in FLOWS or state.flow == IDENTITY) and not is_over(state.touched_at, self._clock()):
            memory.flow = FlowState(str(state.flow), state.question, as_known(state.known), state.misses)
            memory.began_with = state.flow

    async def keep(self, exchange: Exchange) -> None:
        """Write down what this turn changed."""
        memory, flow = exchange.memory, exchange.memory.flow
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, exchange.heard.conversation_id)
            if memory.stage != conversation.stage:
                conversation.stage = memory.stage
            state = await session.get(DialogueState, conversation.id)
            if state is None:
                state = DialogueState(conversation_id=conversation.id)
                session.add(state)
            state.flow, state.question = (flow.flow, flow.question) if flow else (None, None)
            state.known, state.misses = (dict(flow.known), flow.misses) if flow else ({}, 0)
            state.told, state.simplified, state.dates = list(memory.told), memory.simplified, dict(memory.dates)
            state.touched_at = self._clock()


async def _intents(session: AsyncSession, heard: Heard) -> list[str]:
    """The intents of the last turns, old to new."""
    statement = (
        select(Turn.intent)
        .where(Turn.conversation_id == heard.conversation_id, Turn.intent.is_not(None))
        .order_by(Turn.at.desc())
        .limit(TURNS_REMEMBERED)
    )
    return [intent for intent in reversed((await session.scalars(statement)).all()) if intent]
