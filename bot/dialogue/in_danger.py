"""What is said to a message that brings no danger of its own while one holds on: its answer, and where to call."""

import re
from collections.abc import Mapping

from bot.dialogue import asking, dangers
from bot.dialogue.alarms import Alarms
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.handoff.models import Reason
from bot.knowledge.services import AnswerBook

#: Lines for what is neither a question nor a plan. A goodbye is not among them: it may be one for good.
LINES: Mapping[str, str] = {
    "thank": "danger_thanked",
    "request_human": "danger_person",
    "request_callback": "danger_person",
}
_MONEY = re.compile(
    r"\b(?:hoeveel|betalen|openstaat|staat er open|regeling|termijn\w*|delen|schuld|huur)\b", re.IGNORECASE
)
#: A telephone number is read back with what was said about it: when, and how not.
NUMBER = "danger_number"
#: What waits for a person, where words ask for it.
WAITS = "danger_waits"


class InDanger:
    def __init__(self, book: AnswerBook, teller: Teller, alarms: Alarms) -> None:
        self._book = book
        self._teller = teller
        self._alarms = alarms

    async def answered(self, exchange: Exchange) -> Speech | None:
        """A question about the case gets its answer, a plan waits; None where the reply to the danger comes again."""
        heard, memory = exchange.heard, exchange.memory
        asks = asking.is_question(heard.text) or asking.asks_somewhere(heard.text)
        theme = theme_of(self._book, exchange, guessed=False)
        meant = theme is not None and (asks or self._book.follows_on(theme))
        written = meant and heard.intent not in dangers.WAITS_IN_DANGER
        if not dangers.may_answer(heard.intent, asks) and not written:
            return await self._line(exchange, asks)
        asked = heard.intent if self._book.serves(heard.intent) else "ask_capabilities"
        spoken = await self._teller.spoken(exchange, asked, answer_id=theme)
        memory.told = [spoken.answer_id]
        return self._alarms.lines.beside_answer(exchange, self._teller.speech(spoken))

    async def _line(self, exchange: Exchange, asks: bool) -> Speech | None:
        intent = exchange.heard.intent
        of_money = intent in dangers.WAITS_IN_DANGER or bool(_MONEY.search(exchange.heard.text))
        line = LINES.get(intent) or (WAITS if asks and of_money else None)
        if exchange.heard.value("phone") is not None:
            line = NUMBER
        if line is None:
            return None
        promise = "" if line == "danger_thanked" else await self._teller.promised(exchange, Reason.DANGER)
        exchange.memory.told = []
        values = {**self._teller.values(promise), "what": exchange.heard.text.strip().rstrip(".")}
        told = self._book.line(line, values=values, previous_texts=exchange.memory.said)
        return self._alarms.lines.beside_answer(exchange, Speech(told))
