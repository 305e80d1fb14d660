"""Which flow a message begins: by the letter that it tells of, or by the subject of the answer that it got."""

from collections.abc import Mapping

from bot.dialogue import evictions, paper
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.letter_hearing import LetterHearing
from bot.dialogue.letters import Letters, is_of_another_debt
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.guidance import rules
from bot.knowledge.services import AnswerBook
from bot.knowledge.vocabulary import NO_LETTER

#: What a letter means is asked with this.
LETTER_MEANING = "ask_letter_meaning"
#: Subjects that open a flow.
OPENS: Mapping[str, str] = {LETTER_MEANING: "letter", "ask_collection_costs": "costs"}


class FlowBeginning:
    def __init__(self, book: AnswerBook, letters: Letters, hearing: LetterHearing) -> None:
        self._book = book
        self._letters = letters
        self._hearing = hearing

    def with_letter(self, exchange: Exchange, voice: Voice) -> FlowState | None:
        """The flow about the letter that is told of, which is remembered; None where it begins none by itself."""
        heard = exchange.heard
        kind = self._letters.with_a_day(exchange, voice)
        if kind is None:
            return None
        self._letters.remember_stage(exchange, kind)
        day = self._letters.day_told(exchange, kind, voice)
        self._letters.keep_day(exchange, kind, day)
        theme = theme_of(self._book, exchange, named=True)
        bound = heard.intent != LETTER_MEANING or heard.value("answer") or self._book.follows_on(theme)
        if theme is not None and bound:
            return None
        if kind == "bailiff" and exchange.memory.at_stage in evictions.DECIDED:
            return None  # A judge has decided: what a bailiff's letter is need not be found out.
        pasted = rules.is_pasted(heard.text) and self._letters.is_named(exchange) and not paper.is_guessed(heard.text)
        if not day and heard.intent != LETTER_MEANING and not pasted:
            return None
        return flow_rules.begun_with(kind, day)

    def after_answer(self, exchange: Exchange) -> FlowState | None:
        """The flow that an ordinary answer is followed by; None where it ends as it is."""
        memory, kind = exchange.memory, self._letters.letter_of(exchange)
        if exchange.heard.intent != LETTER_MEANING and self._themed(exchange):
            # A narrower answer asks its own question.
            kind = None
        if is_of_another_debt(exchange) or NO_LETTER in memory.dates:
            return None
        if untold := self._letters.untold_day(exchange, self._book.asks_day(memory.told)):
            return untold
        if kind == "judgment" and "eviction" in memory.dates:
            return None  # The day to leave is known: since when the judgment is there matters less.
        if kind is not None and self._letters.knows_day(kind, exchange):
            return None
        if kind is not None and (question := flow_rules.DAY_OF_LETTER.get(kind)):
            return FlowState("letter", question, {flow_rules.KIND: kind})
        if self._hearing.asks_what_paper(exchange, kind):
            return flow_rules.next_question(flow_rules.begun_with("bailiff", {}))
        return self._by_subject(exchange)

    def _by_subject(self, exchange: Exchange) -> FlowState | None:
        """The flow that belongs to what was asked, where no letter is known."""
        heard = exchange.heard
        fears = paper.fears_a_letter(heard.intent, heard.text, exchange.memory.at_stage)
        if fears and not self._themed(exchange):
            return FlowState("letter", "letter.sender", {})
        if heard.intent not in OPENS or paper.denies_paper(heard.text):
            return None
        if heard.intent != LETTER_MEANING and self._themed(exchange):
            return None
        return flow_rules.next_question(FlowState(OPENS[heard.intent], None, {}))

    def _themed(self, exchange: Exchange) -> bool:
        """Whether a narrower answer, with a question of its own, was called for."""
        return theme_of(self._book, exchange) is not None
