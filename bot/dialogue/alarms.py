"""Danger: heard in the words, in what the engine noticed or in a date, and answered alone on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.clock import Clock
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.dialogue import composing, dangers, paper, rules
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange
from bot.dialogue.guide import Guide
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.guidance.deadlines import is_near_eviction
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook


class Alarms:
    """`reaches`: whether anybody is told of such a danger while nobody is at work."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        book: AnswerBook,
        handoffs: HandoffService,
        teller: Teller,
        guide: Guide,
        conduct: Conduct,
        reaches: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._handoffs = handoffs
        self._teller = teller
        self._guide = guide
        self._conduct = conduct
        self._reaches = reaches

    def beside(self, exchange: Exchange) -> list[str]:
        """The dangers that the words hold beside what the engine acts on by itself, the one that leads first."""
        heard = exchange.heard
        # A threat against our people is heard as violence too; whoever is in danger otherwise comes first.
        others = [signal for signal in heard.signals if signal.get("name") != "violence"]
        if rules.threatens(heard.text, self._conduct.threats) and not dangers.danger_in(None, others):
            return ["threat_to_staff"]
        if (veiled := self._conduct.danger(heard.text)) is not None:
            return dangers.dangers_in(heard.intent, heard.signals, veiled)
        return ["homeless_now"] if self._is_evicted_soon(exchange) else []

    def heard_in(self, exchange: Exchange) -> list[str]:
        """The dangers that the engine heard; none where plain words explain the only one, faintly heard."""
        heard = exchange.heard
        only = dangers.only_one(heard.intent, heard.signals)
        if only is not None and self._conduct.explains(only[0], heard.text, only[1]):
            return []
        return dangers.dangers_in(heard.intent, heard.signals)

    def is_denied(self, exchange: Exchange) -> bool:
        """Whether the tenant says that the danger that holds on is not so, and tells of no other."""
        heard, standing = exchange.heard, exchange.memory.danger
        if standing not in dangers.HOLDS_ON or not set(dangers.dangers_in(heard.intent, heard.signals)) <= {standing}:
            return False
        return self._conduct.denies(str(standing), heard.text)

    async def let_go(self, exchange: Exchange) -> Speech:
        """The talk goes on. The mark at the desk stays, and so does who was called: a denial is no all-clear."""
        kind = dangers.graver(None, exchange.memory.danger)
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, exchange.heard.conversation_id, with_for_update=True)
            conversation.danger_denied_at = self._clock()
        text = self._book.line("danger_denied", previous_texts=exchange.memory.said)
        line = self._book.danger_beside(kind, self._teller.values())
        body, question = composing.without_question(text), composing.closing_question(text)
        return Speech("\n\n".join(filter(None, [body, line, question])), alone=True)

    def beside_answer(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer while a danger holds on: no button, no question, no next plan, and where to call stays in sight."""
        kind = dangers.graver(None, exchange.memory.danger)
        text, source = composing.source_apart(speech.text)
        line = self._book.danger_beside(kind, self._teller.values())
        return Speech(f"{composing.without_question(text)}{source}\n\n{line}", (), speech.facts, alone=True)

    def beside_subjects(self, exchange: Exchange, speech: Speech) -> Speech:
        """Under an answer to other subjects, where to call for a danger that was one subject of the message."""
        spoken_of = (dangers.DANGER_OF_INTENT[topic] for topic in exchange.heard.topics if topic in dangers.CRISES)
        if (kind := next(spoken_of, None)) is None:
            return speech
        body, source = composing.source_apart(speech.text)
        line = self._book.danger_beside(kind, self._teller.values())
        question = composing.closing_question(body)
        told = "\n\n".join([composing.without_question(body) if question else body, line, *filter(None, [question])])
        return replace(speech, text=f"{told}{source}")

    async def reply(self, exchange: Exchange, kinds: Sequence[str]) -> Speech:
        """The fixed reply to danger, alone on the screen; the conversation goes to the top of the queue."""
        heard, memory = exchange.heard, exchange.memory
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id, with_for_update=True)
            kind = self._leading(exchange, kinds, conversation.danger)
            again = conversation.danger == kind and conversation.danger_denied_at is None
            conversation.danger, conversation.danger_denied_at = kind, None
            await self._handoffs.request_within(session, conversation, Reason.DANGER, heard.text)
        memory.flow, memory.told = None, []
        values = self._values(kind)
        values["promise"] = self._once(values["promise"], memory.said)
        spoken = self._book.danger(kind, values=values, previous_texts=memory.said, again=again)
        # A life may hang on the danger that does not lead: its number stands under the reply.
        lines = [self._book.danger_beside(k, values) for k in kinds if k != kind and k in dangers.HOLDS_ON][:1]
        if kind == "homeless_now" and paper.rents_elsewhere(heard.text):
            lines.append(self._book.line("danger_other_landlord", values=values))
        return Speech("\n\n".join([spoken.text, *lines]), (), tuple(spoken.fact_ids), alone=True)

    def _once(self, promise: str, said: Sequence[str]) -> str:
        """Who reads this and when, said once in a while; after that one short line. What matters is the number."""
        sentence = self._teller.values()["promise"]
        if not any(sentence in earlier for earlier in said):
            return promise
        return self._book.line("danger_promise_again", previous_texts=said)

    @staticmethod
    def _leading(exchange: Exchange, kinds: Sequence[str], standing: str | None) -> str:
        """What the reply is about; one that was only faintly heard does not push aside a danger that holds on."""
        heard = exchange.heard
        sure = dangers.sureness(heard.intent, heard.signals)
        new = next(iter(kinds), None)
        if standing in dangers.HOLDS_ON and new is not None and sure.get(new, 1.0) < dangers.FAINT:
            return str(standing)
        return dangers.graver(new, standing)

    def _values(self, kind: str) -> dict[str, str]:
        """While nobody is at work, also whether anybody is told: who waits for us must know what that is worth."""
        values = self._teller.values()
        if not self._handoffs.is_open():
            line = "danger_on_call" if self._reaches(kind) else "danger_nobody"
            values["promise"] = f"{values['promise']} {self._book.line(line)}"
        return values

    def _is_evicted_soon(self, exchange: Exchange) -> bool:
        """A date on which the home must be empty, within a week."""
        heard, flow = exchange.heard, exchange.memory.flow
        letter = self._guide.letter_of(exchange)
        asked = flow is not None and flow.question == "letter.day_eviction"
        if letter != "eviction_notice" and not asked:
            return False
        day = heard.value("date")
        return day is not None and is_near_eviction(date.fromisoformat(day), self._teller.today())
