"""What was not understood: what it nearly is, guesses, a note for a person, or lines in the tenant's language."""

from dataclasses import replace

from bot.channels.contract import Button
from bot.dialogue import composing, guessing, nearly, rules
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange, Memory
from bot.dialogue.noting import Noting
from bot.dialogue.speech import Speech
from bot.dialogue.teller import HUMAN, Teller
from bot.dialogue.theming import may_be_said, theme_of
from bot.knowledge.services import AnswerBook

#: Consecutive misunderstandings after which a person is offered in so many words.
MISUNDERSTANDINGS = 2
#: From so surely on anger in words that were not understood is what they say.
VENTED = 0.55
#: From so many words on, two subjects that stand in a message are answered rather than guessed at.
LONG_WORDS = 9


class Misheard:
    def __init__(self, book: AnswerBook, teller: Teller, noting: Noting, intents: frozenset[str]) -> None:
        self._book = book
        self._teller = teller
        self._noting = noting
        self._intents = intents

    async def known(self, exchange: Exchange) -> Speech | None:
        """What can be said to it without a guess: by its words, its language, its subjects, or as a note; else None."""
        heard, memory = exchange.heard, exchange.memory
        if "other_language" in rules.names(heard.signals):
            return await self.other_language(exchange)
        if (theme := theme_of(self._book, exchange, "nlu_fallback")) is not None:
            memory.told = [theme]
            return self._teller.speech(await self._teller.spoken(exchange, "ask_capabilities", answer_id=theme))
        found = rules.subjects(heard.topics, heard.intent, self._intents)[: composing.MAX_PARTS]
        if len(found) > 2 or (len(found) == 2 and len(heard.text.split()) >= LONG_WORDS):
            return self._teller.together([await self._teller.spoken(exchange, name) for name in found])
        noted = await self._noting.proposal(exchange) or self._noting.story(exchange)
        if noted is None and self._is_vented(exchange):
            return self._teller.speech(await self._teller.spoken(exchange, "express_anger"))
        return noted

    @staticmethod
    def _is_vented(exchange: Exchange) -> bool:
        """Whether words that were not understood only let off anger: nobody is asked what they mean by it."""
        heard = exchange.heard
        sure = max((float(s.get("confidence", 1.0)) for s in heard.signals if s.get("name") == "anger"), default=0.0)
        return sure >= VENTED and not asks_somewhere(heard.text)

    def nearly(self, exchange: Exchange) -> str | None:
        """The subject that a message nearly surely has; None where nothing stands out."""
        return nearly.meant(exchange.heard.ranking, self._intents)

    def hedged(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer to what was nearly surely meant, with the next guess within reach."""
        heard = exchange.heard
        if speech.alone or speech.silent:
            return speech
        title = self._book.topic_title(heard.intent)
        values = {**self._teller.values(), "what": title[:1].lower() + title[1:]}
        line = self._book.line("understood_as", values=values, previous_texts=exchange.memory.said)
        other = [g for g in rules.guesses(heard.ranking, self._intents) if g != heard.intent][:1]
        buttons = (*speech.buttons[:1], *(self._teller.guess(intent) for intent in other), self._teller.human())
        first: dict[str, Button] = {}
        for button in buttons:
            first.setdefault(button.title, button)
        return replace(speech, text=f"{line} {speech.text}", buttons=tuple(first.values()))

    def is_lost(self, memory: Memory) -> bool:
        """Whether what came just before this message was not for us either, as far as was understood."""
        last = memory.intents[-(MISUNDERSTANDINGS - 1) :]
        # Words that the engine did not understand may have called for an answer all the same.
        answered = set((memory.as_recalled or memory).told) - rules.UNHEARD
        return len(last) == MISUNDERSTANDINGS - 1 and all(i in rules.UNHEARD for i in last) and not answered

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

    def guesses(self, exchange: Exchange) -> Speech:
        """Says that it did not understand, with guesses as buttons; the second time in a talk a person is offered."""
        heard, memory = exchange.heard, exchange.memory
        again = self.is_lost(memory) or self._asked_back(memory)
        choices = self._choices(exchange)
        line = "fallback_again" if again else "fallback" if choices else "fallback_no_guess"
        values = self._teller.values()
        text = self._book.line(line, values=values, previous_texts=memory.said, seed=heard.message_id)
        offered, person = [self._teller.choice(choice) for choice in choices], self._teller.human()
        return Speech(text, (person, *offered) if again else (*offered, person), asks_back=True)

    def _choices(self, exchange: Exchange) -> list[guessing.Choice]:
        """What may have been meant, beside a person: likely narrower answers first, then subjects."""
        heard, memory = exchange.heard, exchange.memory
        intents = [intent for intent in rules.guesses(heard.ranking, self._intents) if intent != HUMAN]
        subjects = [guessing.Choice(self._book.guess(i), self._book.topic_title(i), i) for i in intents]
        in_danger = guessing.hangs_on_danger(heard, memory.danger)
        return guessing.chosen(may_be_said(self._book, exchange), subjects, in_danger=in_danger)

    def misread(self, exchange: Exchange) -> Speech:
        """To who says that our answer was about something else, where we have no other: sorry, and a person."""
        memory = exchange.memory
        told, memory.told = memory.told, []
        text = self._book.line("misread", values=self._teller.values(), previous_texts=memory.said)
        choices = [g for g in rules.guesses(exchange.heard.ranking, self._intents) if g not in told][:1]
        buttons = tuple(self._teller.guess(intent) for intent in dict.fromkeys([HUMAN, *choices]))
        return Speech(text, buttons, asks_back=True)

    def _asked_back(self, memory: Memory) -> bool:
        """Whether this talk already held such a question of ours, not long ago."""
        lines = self._book.knowledge.lines
        asked = (*lines["fallback"].texts, *lines["fallback_no_guess"].texts)
        return any(text in said for text in asked for said in memory.said)
