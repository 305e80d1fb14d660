"""What a message says to an open question about a letter: which letter, what stands in it, and its day."""

from dataclasses import replace

from bot.dialogue import evictions, proposals
from bot.dialogue.asking import asks, asks_within
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.letters import Letters
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.guidance import rules
from bot.guidance.models import Guidance
from bot.knowledge.services import AnswerBook


class LetterHearing:
    def __init__(self, guidance: Guidance, letters: Letters, book: AnswerBook) -> None:
        self._guidance = guidance
        self._letters = letters
        self._book = book

    def kind_in(self, exchange: Exchange) -> str | None:
        """A letter named while its sender was asked; a question about such letters names none."""
        if exchange.heard.intent in ("fear_eviction", "ask_eviction_process", "request_human", "ask_seizure"):
            return None
        if asks(exchange.heard.text) and self._themed(exchange):
            return None
        named = exchange.heard.value("letter_type")
        words = rules.recognised(exchange.heard.text, self._guidance.letters.values())
        # Words of the letter that names the day to leave are never read as those of a lighter one.
        kind = words if words == "eviction_notice" or named not in self._guidance.letters else named
        return None if kind == "summons" and exchange.memory.at_stage in evictions.DECIDED else kind

    def tells_of_it(self, exchange: Exchange) -> bool:
        """Whether figures are what stands in the letter ("staat 14 dag en 612 euro"): no offer, and no question."""
        heard = exchange.heard
        offers = proposals.offers(heard.text) or asks_within(heard.text) or asks(heard.text)
        return heard.intent in rules.UNCLEAR and not offers and not self._themed(exchange)

    def with_day(self, exchange: Exchange, voice: Voice, flow: FlowState, value: str) -> FlowState:
        """The flow with this answer, and with the day that stands beside it ("dagvaarding 8 december")."""
        answered = flow.with_answer(str(flow.question), value)
        kind = flow_rules.letter_kind(answered.known) if flow.flow == "letter" else None
        if kind is None or flow.question == flow_rules.DAY_OF_LETTER.get(kind):
            return answered
        self._letters.remember_stage(exchange, kind)
        return replace(answered, known={**answered.known, **self._letters.day_told(exchange, kind, voice)})

    def asks_what_paper(self, exchange: Exchange, kind: str | None) -> bool:
        """Whether it is to be found out what a bailiff brought; not once it is known what a judge decided."""
        if kind == "bailiff":
            return exchange.memory.at_stage not in evictions.DECIDED
        leaves = exchange.heard.intent == "report_eviction_notice"
        return leaves and exchange.memory.at_stage is None and not self._themed(exchange)

    def _themed(self, exchange: Exchange) -> bool:
        return theme_of(self._book, exchange) is not None
