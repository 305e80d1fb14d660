"""What the assistant says: chosen by the knowledge room, with what this conversation already knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.channels.contract import Button
from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation, Turn
from bot.conversation.transcript import last_said
from bot.database.engine import Database
from bot.dialogue import rules
from bot.dialogue.speech import Payload, Speech
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.models import SpokenAnswer
from bot.knowledge.services import AnswerBook

HUMAN = "request_human"
#: Consecutive misunderstandings after which a person is offered in so many words.
MISUNDERSTANDINGS = 2


@dataclass(frozen=True)
class Heard:
    """One understood message, as an action hears it."""

    conversation_id: UUID
    message_id: str
    intent: str
    text: str = ""
    entities: Sequence[Mapping[str, Any]] = ()
    signals: Sequence[Mapping[str, Any]] = ()
    ranking: Sequence[Mapping[str, Any]] = ()


@dataclass
class Memory:
    """What was said and known before this message."""

    stage: str | None
    said: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    intents: list[str] = field(default_factory=list)


class AnsweringService:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        book: AnswerBook,
        handoffs: HandoffService,
        values: Mapping[str, str],
        intents: frozenset[str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._handoffs = handoffs
        self._values = dict(values)
        self._intents = intents

    async def answer(self, heard: Heard, *, intent: str | None = None, simpler: bool = False) -> Speech:
        """The answer to what was asked, at this tenant's stage, worded otherwise than just before.

        Where the answer says that a person looks today, one is called in first, so that it is true.
        """
        memory = await self._remember(heard)
        asked, promise = intent or heard.intent, ""
        if self._book.calls_person(asked, stage=memory.stage, today=self._today()):
            promise = (await self._handoffs.request(heard.conversation_id, Reason.EVICTION, heard.text)).sentence
        return self._speech(self._spoken(heard, memory, asked, simpler=simpler, promise=promise))

    async def simpler(self, heard: Heard) -> Speech:
        """The subject before this message once more, in plainer words."""
        memory = await self._remember(heard)
        subject = next((i for i in reversed(memory.intents) if i not in rules.CONTROL_INTENTS), None)
        known = subject if subject in self._intents else "ask_clarification"
        return self._speech(self._spoken(heard, memory, known, simpler=known != "ask_clarification"))

    async def with_handoff(self, heard: Heard, reason: Reason) -> Speech:
        """Bring a person in, and say truthfully when one reads this."""
        receipt = await self._handoffs.request(heard.conversation_id, reason, heard.text)
        memory = await self._remember(heard)
        return self._speech(self._spoken(heard, memory, heard.intent, promise=receipt.sentence))

    async def danger(self, heard: Heard) -> Speech:
        """The fixed reply to danger, alone on the screen; the conversation goes to the top of the queue."""
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id, with_for_update=True)
            kind = rules.graver(rules.danger_in(heard.intent, heard.signals), conversation.danger)
            conversation.danger = kind
            await self._handoffs.request_within(session, conversation, Reason.DANGER, heard.text)
        memory = await self._remember(heard)
        spoken = self._book.danger(kind, values=self._with_promise(), previous_texts=memory.said)
        return Speech(spoken.text, (), tuple(spoken.fact_ids), alone=True)

    async def fallback(self, heard: Heard) -> Speech:
        """Says that it did not understand, with guesses as buttons; the second time a person is offered."""
        memory = await self._remember(heard)
        again = memory.intents[-(MISUNDERSTANDINGS - 1) :] == ["nlu_fallback"] * (MISUNDERSTANDINGS - 1)
        line = "fallback_again" if again else "fallback"
        text = self._book.line(line, values=self._with_promise(), previous_texts=memory.said, seed=heard.message_id)
        choices = rules.guesses(heard.ranking, self._intents)
        wanted = [HUMAN, *choices[:2]] if again else [*choices[:2], HUMAN]
        return Speech(text, tuple(self._guess_button(intent) for intent in dict.fromkeys(wanted)))

    async def sources(self, heard: Heard) -> Speech:
        """Where it is written: the sources of what was said last."""
        memory = await self._remember(heard)
        return Speech(self._book.sources(memory.facts))

    async def other_language(self, heard: Heard) -> Speech:
        """Two lines in the tenant's own language: what this is, and that a person or interpreter can be asked for."""
        codes = [str(s.get("code") or s.get("language")) for s in heard.signals if s.get("name") == "other_language"]
        text = self._book.language(codes[0] if codes else "en", values=self._with_promise())
        return Speech(text, (self._guess_button(HUMAN),))

    def _spoken(
        self, heard: Heard, memory: Memory, intent: str, *, simpler: bool = False, promise: str | None = None
    ) -> SpokenAnswer:
        return self._book.answer(
            intent,
            stage=memory.stage,
            feelings=rules.feelings_in(heard.signals),
            previous_texts=memory.said,
            simpler=simpler,
            today=self._today(),
            values=self._with_promise(promise),
            seed=heard.message_id,
        )

    def _speech(self, spoken: SpokenAnswer) -> Speech:
        buttons = tuple(Button(b.title, Payload(b.intent).encode()) for b in spoken.buttons)
        source = self._book.source_line(spoken.fact_ids)
        text = f"{spoken.text}\n\n{source}" if source else spoken.text
        return Speech(text, buttons, tuple(spoken.fact_ids))

    def _guess_button(self, intent: str) -> Button:
        return Button(self._book.guess(intent), Payload(intent).encode())

    def _today(self) -> date:
        return in_amsterdam(self._clock()).date()

    def _with_promise(self, promise: str | None = None) -> dict[str, str]:
        """The placeholders' values. An empty promise leaves its sentence out: nothing is promised that nobody does."""
        sentence = self._handoffs.promise_sentence() if promise is None else promise
        return {**self._values, "promise": sentence}

    async def _remember(self, heard: Heard) -> Memory:
        """Read what was said and understood before; note the stage that this message tells of."""
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id)
            stage = rules.stage_after(conversation.stage, heard.intent, heard.entities)
            if stage != conversation.stage:
                conversation.stage = stage
            said = await last_said(session, heard.conversation_id)
            turns = (
                await session.scalars(
                    select(Turn.intent)
                    .where(Turn.conversation_id == heard.conversation_id, Turn.intent.is_not(None))
                    .order_by(Turn.at.desc())
                    .limit(6)
                )
            ).all()
            facts = next((m.facts for m in reversed(said) if m.facts), [])
            return Memory(stage, [m.text for m in said], list(facts), [t for t in reversed(turns) if t])
