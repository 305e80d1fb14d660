"""Answers out of the knowledge room as this conversation hears them: with its promise, its buttons and its sources."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.channels.contract import Button
from bot.clock import Clock, in_amsterdam
from bot.dialogue import composing, rules
from bot.dialogue.exchange import Exchange
from bot.dialogue.guessing import Choice
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.hours import CLOSED
from bot.knowledge.models import SpokenAnswer
from bot.knowledge.reach import ANSWER
from bot.knowledge.services import AnswerBook

HUMAN = "request_human"
#: Who asks for a person gets one, and why the person is called.
REASONS: Mapping[str, Reason] = {
    HUMAN: Reason.ASKED,
    "request_callback": Reason.CALLBACK,
    "request_visit": Reason.VISIT,
}


class Teller:
    """`days_told`: whole sentences on the days that a talk told of, by the name of their placeholder."""

    def __init__(
        self,
        book: AnswerBook,
        handoffs: HandoffService,
        clock: Clock,
        values: Mapping[str, str],
        days_told: Callable[[Exchange, Voice], Mapping[str, str]],
    ) -> None:
        self._book = book
        self._handoffs = handoffs
        self._clock = clock
        self._values = dict(values)
        self._days_told = days_told

    async def spoken(
        self,
        exchange: Exchange,
        intent: str,
        *,
        simpler: bool = False,
        promise: str | None = None,
        answer_id: str | None = None,
    ) -> SpokenAnswer:
        """One answer. Where it says that a person looks today, one is called in first, so that it is true."""
        heard, memory = exchange.heard, exchange.memory
        chosen = answer_id or (None if simpler else theme_of(self._book, exchange, intent, named=True))
        if promise is None:
            calls = self._book.calls_person(intent, stage=memory.at_stage, today=self.today(), answer_id=chosen)
            promise = await self.promised(exchange, Reason(self._book.person_for(intent, chosen))) if calls else ""
        return self._book.answer(
            intent,
            stage=memory.at_stage,
            feelings=rules.feelings_in(heard.signals),
            previous_texts=memory.said,
            simpler=simpler,
            today=self.today(),
            values={**self.values(promise), **self._days(exchange)},
            seed=heard.message_id,
            answer_id=chosen,
        )

    def _days(self, exchange: Exchange) -> Mapping[str, str]:
        """The sentences on days; that on the fourteen days is not said again where it was said a moment ago."""
        days, last = dict(self._days_told(exchange, self.voice(exchange))), "".join(exchange.memory.said[-1:])
        if days["notice_day"] and days["notice_day"] in last:
            days["notice_day"] = ""
        return days

    async def promised(self, exchange: Exchange, reason: Reason) -> str:
        """A person is called in; the sentence about when is not said again where it stood a moment ago."""
        heard = exchange.heard
        sentence = (await self._handoffs.request(heard.conversation_id, reason, heard.text)).sentence
        return "" if any(sentence in said for said in exchange.memory.said) else sentence

    async def quoted(self, exchange: Exchange) -> dict[str, str]:
        """The placeholders' values with the tenant's own words, which a person will read."""
        promise = await self.promised(exchange, Reason.OTHER)
        return {**self.values(promise), "what": exchange.heard.text.strip().rstrip(".")}

    def speech(self, spoken: SpokenAnswer) -> Speech:
        """One answer with its source under it."""
        return Speech(self._sourced(spoken.text, spoken.sourced), _buttons(spoken), tuple(spoken.fact_ids))

    def together(self, spoken: Sequence[SpokenAnswer]) -> Speech:
        """Several answers in one message, each with at most one button, and one closing question."""
        text = composing.several([composing.Part(s.title, s.text) for s in spoken])
        facts = tuple(dict.fromkeys(fact for s in spoken for fact in s.fact_ids))
        human = self.human()
        first = [next((b for b in _buttons(s) if b.title != human.title), _buttons(s)[0]) for s in spoken if s.buttons]
        buttons = dict.fromkeys((*list(dict.fromkeys(first))[: composing.MAX_BUTTONS - 1], human))
        sourced = tuple(dict.fromkeys(fact for s in spoken for fact in s.sourced))
        return Speech(self._sourced(text, sourced), tuple(buttons), facts)

    def line(self, line_id: str, exchange: Exchange, **told: str) -> str:
        """A line of the conversation as this talk hears it; `told`: values of its own placeholders."""
        values = {**self.values(""), **told}
        seed = exchange.heard.message_id
        return self._book.line(line_id, values=values, previous_texts=exchange.memory.said, seed=seed)

    def human(self) -> Button:
        return self.guess(HUMAN)

    def guess(self, intent: str) -> Button:
        """The button that says, in a tenant's words, what this intent is."""
        return Button(self._book.guess(intent), Payload(intent).encode())

    def choice(self, choice: Choice) -> Button:
        """The button that offers what may have been meant: a subject, or one narrower answer by its id."""
        values = {ANSWER: choice.answer} if choice.answer is not None else {}
        return Button(choice.title, Payload(choice.intent, values).encode())

    def voice(self, exchange: Exchange) -> Voice:
        return Voice(self.today(), self.values(""), exchange.heard.message_id)

    def today(self) -> date:
        return in_amsterdam(self._clock()).date()

    def values(self, promise: str | None = None) -> dict[str, str]:
        """The placeholders' values. An empty promise leaves its sentence out: nothing is promised that nobody does."""
        sentence = self._handoffs.promise_sentence() if promise is None else promise
        return {**self._values, "promise": sentence, CLOSED: "" if self._handoffs.is_open() else "yes"}

    def _sourced(self, text: str, facts: Sequence[str]) -> str:
        source = self._book.source_line(facts)
        return f"{text}\n\n{source}" if source else text


def _buttons(spoken: SpokenAnswer) -> tuple[Button, ...]:
    return tuple(Button(b.title, Payload(b.intent, dict(b.values)).encode()) for b in spoken.buttons)
