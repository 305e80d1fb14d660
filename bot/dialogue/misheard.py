"""What was not understood: guesses, a note for a person, or lines in the tenant's own language."""

from bot.dialogue import composing, rules
from bot.dialogue.exchange import Exchange, Memory
from bot.dialogue.noting import Noting
from bot.dialogue.speech import Speech
from bot.dialogue.teller import HUMAN, Teller
from bot.dialogue.theming import theme_of
from bot.knowledge.services import AnswerBook

#: Consecutive misunderstandings after which a person is offered in so many words.
MISUNDERSTANDINGS = 2
#: From so many words on, two subjects that stand in a message are answered rather than guessed at.
LONG_WORDS = 9


class Misheard:
    def __init__(self, book: AnswerBook, teller: Teller, noting: Noting, intents: frozenset[str]) -> None:
        self._book = book
        self._teller = teller
        self._noting = noting
        self._intents = intents

    async def reply(self, exchange: Exchange) -> Speech:
        """Says that it did not understand, with guesses as buttons; the second time a person is offered."""
        heard, memory = exchange.heard, exchange.memory
        if "other_language" in rules.names(heard.signals):
            return await self.other_language(exchange)
        if (theme := theme_of(self._book, exchange, "nlu_fallback")) is not None:
            memory.told = [theme]
            return self._teller.speech(await self._teller.spoken(exchange, "ask_capabilities", answer_id=theme))
        found = rules.subjects(heard.topics, heard.intent, self._intents)[: composing.MAX_PARTS]
        if len(found) > 2 or (len(found) == 2 and len(heard.text.split()) >= LONG_WORDS):
            return self._teller.together([await self._teller.spoken(exchange, name) for name in found])
        if (noted := await self._noting.proposal(exchange) or self._noting.story(exchange)) is not None:
            return noted
        return self._guesses(exchange)

    def is_lost(self, memory: Memory) -> bool:
        """Whether what came just before this message was not for us either, as far as was understood."""
        last = memory.intents[-(MISUNDERSTANDINGS - 1) :]
        return len(last) == MISUNDERSTANDINGS - 1 and all(intent in rules.UNHEARD for intent in last)

    async def other_language(self, exchange: Exchange) -> Speech:
        """Lines in the tenant's own language: what this is, and that a person or interpreter can be asked for."""
        signals = exchange.heard.signals
        codes = [str(s.get("code") or s.get("language")) for s in signals if s.get("name") == "other_language"]
        code = next(iter(codes), None) or self._book.language_named(exchange.heard.text)
        if code is None and not rules.asks_in_dutch(exchange.heard.text):
            code = "en"
        if code is None:
            return self._teller.speech(await self._teller.spoken(exchange, "request_other_language"))
        text = self._book.language(code, values=self._teller.values(), previous_texts=exchange.memory.said)
        return Speech(text, (self._teller.human(),))

    def _guesses(self, exchange: Exchange) -> Speech:
        heard, memory = exchange.heard, exchange.memory
        again, choices = self.is_lost(memory), rules.guesses(heard.ranking, self._intents)
        line = "fallback_again" if again else "fallback" if choices else "fallback_no_guess"
        values = self._teller.values()
        text = self._book.line(line, values=values, previous_texts=memory.said, seed=heard.message_id)
        wanted = [HUMAN, *choices[:2]] if again else [*choices[:2], HUMAN]
        return Speech(text, tuple(self._teller.guess(intent) for intent in dict.fromkeys(wanted)))
