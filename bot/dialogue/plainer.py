"""What was said, once more in plainer words; the third time a person is offered."""

from bot.dialogue import rules
from bot.dialogue.exchange import Exchange
from bot.dialogue.guide import Guide
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.knowledge.services import AnswerBook

#: How often an answer is told in simpler words before a person is offered instead.
SIMPLER_TELLINGS = 2


class Plainer:
    def __init__(self, book: AnswerBook, teller: Teller, guide: Guide, intents: frozenset[str]) -> None:
        self._book = book
        self._teller = teller
        self._guide = guide
        self._intents = intents

    async def told(self, exchange: Exchange) -> Speech:
        """The subject before this message once more, in plainer words; the third time a person is offered."""
        memory, voice = exchange.memory, self._teller.voice(exchange)
        memory.simplified += 1
        if memory.simplified > SIMPLER_TELLINGS:
            text = self._book.line("still_unclear", previous_texts=memory.said, seed=voice.seed)
            return Speech(text, (self._teller.human(),))
        if memory.flow is not None and (asked := self._guide.simpler(exchange, voice)) is not None:
            memory.flow = None if memory.simplified > 1 else memory.flow
            return asked
        if (plain := self._guide.plainly(exchange, voice)) is not None:
            return plain
        subject = rules.subject(exchange.memory.intents)
        known = subject if subject in self._intents else "ask_clarification"
        told = next((i for i in memory.told if self._book.has(i)), None)
        return self._teller.speech(await self._teller.spoken(exchange, known, simpler=True, answer_id=told))
