"""Short answers: what a few words say by themselves, and what "ja" and "nee" say to the question before them.

An engine that has to hear every danger hears some in words that only answer us ("ik hoop het", "niks", "klaar").
"""

import re
from dataclasses import replace
from datetime import date

from bot.channels.contract import Button
from bot.dialogue import composing, dangers, single_words, tenant_number
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange, Heard
from bot.dialogue.for_other import THIRD_PARTY
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Lines, Voice
from bot.guidance.words import day_in_words
from bot.knowledge.services import AnswerBook

#: A word or two, with a filler before it.
MOST_WORDS = 4
#: Shorter words say nothing of their own.
SHORTEST = 3
#: What stays heard in words that only answer us.
KEPT_SIGNALS = frozenset({THIRD_PARTY, "other_language"})


class ShortAnswers:
    def __init__(self, conduct: Conduct, book: AnswerBook) -> None:
        self._conduct = conduct
        self._book = book
        self._lines = Lines(book)

    def plainly(self, exchange: Exchange) -> None:
        """Hear what only answers a question of ours as no more than that. Not while a danger holds on."""
        heard, memory = exchange.heard, exchange.memory
        if memory.danger in dangers.HOLDS_ON:
            return
        asked = "?" in "".join(memory.said[-1:])
        intent = self._conduct.plain(heard.text, asked=asked, in_flow=memory.flow is not None)
        if intent is None or not dangers.dangers_in(heard.intent, heard.signals):
            return
        meant = intent if heard.intent in dangers.DANGER_OF_INTENT else heard.intent
        if meant == "nlu_fallback":
            meant = intent
        exchange.heard = _as(meant, heard)
        exchange.plain = True

    def singly(self, exchange: Exchange, today: date) -> None:
        """Hear a word or two as what they follow on: our last question, and the words it offered itself.

        A word that we offered ourselves raises no danger, and no feeling. Not while a danger holds on.
        """
        heard, memory = exchange.heard, exchange.memory
        if memory.danger in dangers.HOLDS_ON or not heard.text or len(heard.text.split()) > MOST_WORDS:
            return
        last = composing.before_source("".join(memory.said[-1:]))
        lately = single_words.talked_of_lately(memory)
        intent = self._conduct.single(heard.text, last, lately, in_flow=memory.flow is not None)
        if intent is not None:
            offered = _offers(last, heard.text)
            if dangers.dangers_in(heard.intent, heard.signals) and not offered:
                return
            exchange.heard = replace(_as(intent, heard), themes=())
            exchange.plain = exchange.plain or offered
        if not dangers.dangers_in(exchange.heard.intent, exchange.heard.signals):
            single_words.taken(exchange, today)

    def day(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """To a bare day, where paying is talked of: that day in full, and whether all is paid on it."""
        if not (day := single_words.day_only(exchange, voice.today)):
            return None
        tenant_number.put_to_sleep(exchange.memory)
        exchange.memory.dates[single_words.DAY_GIVEN] = day
        exchange.memory.told = [single_words.DAY_GIVEN]
        in_words = day_in_words(date.fromisoformat(day), voice.today)
        text = self._lines.line("day_given", voice, exchange, day=in_words)
        ways = ("request_deferral", "request_payment_arrangement", "request_human")
        return Speech(text, tuple(Button(self._book.guess(way), Payload(way).encode()) for way in ways))

    def yes(self, exchange: Exchange) -> Speech | None:
        """To a yes that says no more to us: which of the two, or that it is read; None where nothing was asked."""
        heard, memory = exchange.heard, exchange.memory
        question = composing.last_question("".join(memory.said[-1:]))
        if len(heard.text.split()) > MOST_WORDS:
            line = "yes_told"
        elif not question:
            return None
        else:
            line = "yes_to_either" if single_words.is_either(question) else "yes_noted"
        text = self._book.line(line, previous_texts=memory.said, seed=heard.message_id)
        return Speech(text, (self._lines.human(),))

    def meant(self, exchange: Exchange) -> bool:
        """Take a bare "ja" or "nee" for what it says to our question, where nothing else waits for it; whether it said
        more than itself."""
        heard, memory = exchange.heard, exchange.memory
        if memory.flow is not None or memory.danger in dangers.HOLDS_ON or self._book.listens(memory.told):
            return False
        meant = self._conduct.meant(heard.intent, exchange.moment.question)
        if meant is None or heard.entities or theme_of(self._book, exchange) is not None:
            return False
        values = [{"entity": name, "value": value} for name, value in meant.values]
        exchange.heard = replace(heard, intent=meant.intent, entities=values, topics=())
        return True


def _offers(last: str, text: str) -> bool:
    """Whether our last message named the word that is typed now."""
    typed = [word for word in re.findall(r"\w+", text.lower()) if len(word) > SHORTEST]
    return bool(typed) and all(re.search(rf"\b{re.escape(word)}\b", last.lower()) for word in typed)


def _as(intent: str, heard: Heard) -> Heard:
    """The same message as no more than this: of the signals only what tells who writes, and in which language."""
    kept = [signal for signal in heard.signals if signal.get("name") in KEPT_SIGNALS]
    return replace(heard, intent=intent, signals=kept, topics=())
