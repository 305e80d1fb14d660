"""What is said beside the rest of a message, and answered with one sentence in front: how to be addressed, and that it
is about oneself. The rest of the message gets its own answer."""

from dataclasses import replace

from bot.dialogue import addressing, dangers, rules
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange
from bot.dialogue.for_other import THIRD_PARTY, UNDERSTOOD
from bot.dialogue.question_beside import QuestionBeside
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.knowledge.services import AnswerBook

#: What says nothing of its own beside "it is about myself".
EMPTY = rules.CONTROL_INTENTS | rules.UNHEARD | {"inform", UNDERSTOOD, "complain_bot", "express_anger"}


class SaidBeside:
    def __init__(self, book: AnswerBook, conduct: Conduct, teller: Teller, beside: QuestionBeside) -> None:
        self._book = book
        self._conduct = conduct
        self._teller = teller
        self._beside = beside

    async def heard(self, exchange: Exchange) -> Speech | None:
        """The whole answer, where nothing else was said; else the sentence is kept, to stand in front.

        Never where a danger was heard or holds on.
        """
        heard, memory = exchange.heard, exchange.memory
        if dangers.dangers_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        if addressing.asks_for_u(heard.text):
            return await self._addressed(exchange)
        if THIRD_PARTY in self._conduct.unfelt_in(heard.text):
            return self._about_self(exchange)
        return None

    async def _addressed(self, exchange: Exchange) -> Speech | None:
        texts = self._book.knowledge.lines["addressed_je"].texts
        again = any(text in said for said in exchange.memory.said for text in texts)
        rest = addressing.rest_of(exchange.heard.text)
        if not rest:
            line = "addressed_je_again" if again else "addressed_je_asked"
            opening = [] if again else [self._teller.line("addressed_je", exchange)]
            return Speech(" ".join([*opening, self._teller.line(line, exchange)]), (self._teller.human(),))
        if not again:
            exchange.openings.append(self._teller.line("addressed_je", exchange))
        if (part := await self._beside.of(exchange, rest)) is not None:
            exchange.heard = part.heard
        return None

    def _about_self(self, exchange: Exchange) -> Speech | None:
        """Who was taken to write for another hears so, and gets the answer to what was asked before that."""
        heard, memory = exchange.heard, exchange.memory
        if heard.intent not in EMPTY or memory.flow is not None:
            return None
        if theme_of(self._book, exchange) is not None:
            return None
        before = rules.subject([i for i in memory.intents if i not in EMPTY | rules.NO_TOPIC])
        if before is None:
            line = [self._teller.line("about_self", exchange), self._teller.line("about_self_asked", exchange)]
            return Speech(" ".join(line), (self._teller.human(),))
        exchange.openings.append(self._teller.line("about_self", exchange))
        exchange.heard = replace(heard, intent=before, topics=())
        return None


def opened(speech: Speech, exchange: Exchange) -> Speech:
    """An answer behind the sentences that go in front of it; not a reply to danger."""
    if not exchange.openings or speech.alone or speech.silent:
        return speech
    return replace(speech, text="\n\n".join([" ".join(exchange.openings), speech.text]))
