"""Short answers: what a few words say by themselves, and what "ja" and "nee" say to the question before them.

An engine that has to hear every danger hears some in words that only answer us ("ik hoop het", "niks", "klaar").
"""

from dataclasses import replace

from bot.dialogue import dangers
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange
from bot.dialogue.theming import theme_of
from bot.knowledge.services import AnswerBook


class ShortAnswers:
    def __init__(self, conduct: Conduct, book: AnswerBook) -> None:
        self._conduct = conduct
        self._book = book

    def plainly(self, exchange: Exchange) -> None:
        """Hear what only answers a question of ours as no more than that. Not while a danger holds on."""
        heard, memory = exchange.heard, exchange.memory
        if memory.danger in dangers.HOLDS_ON:
            return
        asked = "?" in "".join(memory.said[-1:])
        intent = self._conduct.plain(heard.text, asked=asked, in_flow=memory.flow is not None)
        if intent is None or not dangers.dangers_in(heard.intent, heard.signals):
            return
        kept = [signal for signal in heard.signals if signal.get("name") in ("third_party", "other_language")]
        meant = intent if heard.intent in dangers.DANGER_OF_INTENT else heard.intent
        if meant == "nlu_fallback":
            meant = intent
        exchange.heard = replace(heard, intent=meant, signals=kept, topics=())
        exchange.plain = True

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
