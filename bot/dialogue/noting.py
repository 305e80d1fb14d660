"""What a tenant says that is for a person to look at: taken down, and said to be."""

from bot.dialogue import composing, proposals, rules
from bot.dialogue.asking import asks, asks_within, is_question
from bot.dialogue.exchange import Exchange, Memory
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.knowledge.services import AnswerBook

#: Told last: that more of the story was taken down.
NOTED = "noted"


class Noting:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    async def proposal(self, exchange: Exchange) -> Speech | None:
        """An amount, a day or a number given under a subject that a person decides on: noted for that person."""
        heard, memory = exchange.heard, exchange.memory
        values = any(heard.value(name) for name in rules.VALUES)
        subject = rules.subject(memory.intents)
        if not proposals.is_proposal(heard.intent, heard.text, values, subject, _question(memory)):
            return None
        return await self._noted(exchange, "number_noted" if heard.value("phone") else "proposal_noted")

    async def solution(self, exchange: Exchange) -> Speech | None:
        """What somebody says after being asked for their own solution, for the person who looks at it."""
        heard, memory = exchange.heard, exchange.memory
        listens = memory.flow is None and self._book.listens(memory.told)
        if listens and heard.intent == "affirm" and not heard.entities:
            return Speech(self._book.line("tell_me", previous_texts=memory.said), (self._teller.human(),))
        if not listens or not rules.is_statement(heard.intent, heard.text) or heard.intent in rules.LETTER_OF_INTENT:
            return None  # Which letter somebody has is more than a note: it says where they stand.
        polite = any(heard.value(name) for name in rules.VALUES) and not asks_within(heard.text)
        if (asks(heard.text) or asks_within(heard.text)) and not polite:
            return None  # A question gets its answer; "kan ik 50 betalen?" is a proposal put politely.
        written = theme_of(self._book, exchange)
        if self._book.follows_on(written) or self._book.is_first(list(filter(None, [written]))):
            return None  # Somebody wrote an answer to these words: for this moment, or to come before all else.
        memory.told = [NOTED]
        return await self._noted(exchange, "proposal_noted")

    def refusal(self, exchange: Exchange) -> Speech | None:
        """A no that tells more than no ("nee mijn vrouw ook niet"): heard, and not taken for a no to help."""
        heard, memory = exchange.heard, exchange.memory
        if heard.intent != "deny" or len(heard.text.split()) <= rules.STATEMENT_WORDS or heard.entities:
            return None
        memory.told = [NOTED]
        line = self._book.line("told_no", values=self._teller.values(), previous_texts=memory.said)
        return Speech(line, (self._teller.human(),))

    def story(self, exchange: Exchange) -> Speech | None:
        """More of a story that was asked for, in words that were not understood."""
        heard, memory = exchange.heard, exchange.memory
        goes_on = rules.subject(memory.intents) in rules.STORIES and memory.told and memory.told != [NOTED]
        if not goes_on or not _question(memory) or is_question(heard.text) or asks_within(heard.text):
            return None
        memory.told = [NOTED]
        text = self._book.line("story_noted", values=self._teller.values(), seed=heard.message_id)
        return Speech(text, (self._teller.human(),))

    async def _noted(self, exchange: Exchange, line: str) -> Speech:
        told = await self._teller.quoted(exchange)
        return Speech(self._teller.line(line, exchange, **told), (self._teller.human(),))


def _question(memory: Memory) -> str:
    """The question that was asked last, or nothing."""
    return composing.closing_question(composing.before_source(memory.said[-1])) if memory.said else ""
