"""What is said to a message that brings no danger of its own while one holds on: its answer, and where to call."""

import re
from collections.abc import Mapping

from bot.dialogue import asking, dangers, harm
from bot.dialogue.about_home import RENT_MAY_WAIT
from bot.dialogue.alarms import LET_BE, Alarms
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
#: To who asks whether anybody was told, and to who asks to come back to something.
TOLD, LATER = "danger_told", "danger_later"
_ASKS_TOLD = re.compile(
    r"\b(?:is|zijn|wordt|heb|hebt|heeft|hebben)\b[^.?!]{0,25}\b(?:iemand|mens|medewerker|anderen|ze)\b[^.?!]{0,20}"
    r"\b(?:gewaarschuwd|gebeld|ingelicht|geroepen|ingeseind|verteld|gezegd)\b"
    r"|\b(?:leest|kijkt|luistert)\b[^.?!]{0,15}\b(?:iemand|niemand|medewerker|een mens)\b"
    r"|\b(?:komt|weet) er (?:nu |echt |wel |nou )*(?:iemand|niemand|een medewerker|een mens)\b",
    re.IGNORECASE,
)
_ASKS_LATER = re.compile(
    r"\b(?:mag|kan|kunnen|zullen|mogen|kun)\b[^.?!]{0,20}"
    r"\b(?:morgen\w*|later|straks|een andere keer|volgende week|\w+dag)\b[^.?!]{0,45}"
    r"\b(?:praten|bespreken|hebben|vragen|terugkomen|verder|regelen|kijken|doen)\b",
    re.IGNORECASE,
)
#: While a life is in danger nothing is said of these: it frightens, and it can wait.
LIFE, LAW_WAITS = "suicide", "danger_law_waits"
_LAW = re.compile(
    r"\b(?:rechters?|rechtbank|vonnis\w*|ontrui\w*|uitzett?\w*|uitgezet|deurwaarders?|dagvaarding|beslag\w*|incasso\w*)\b",
    re.IGNORECASE,
)


class InDanger:
    def __init__(self, book: AnswerBook, teller: Teller, alarms: Alarms) -> None:
        self._book = book
        self._teller = teller
        self._alarms = alarms

    async def answered(self, exchange: Exchange) -> Speech | None:
        """A question about the case gets its answer, a plan waits; None where the reply to the danger comes again."""
        heard, memory = exchange.heard, exchange.memory
        asks = asking.is_question(heard.text) or asking.asks_somewhere(heard.text)
        if _ASKS_TOLD.search(heard.text):
            return await self._told(exchange, TOLD)
        if _ASKS_LATER.search(heard.text):
            return await self._told(exchange, LATER)
        theme = theme_of(self._book, exchange, guessed=False)
        calls = self._book.follows_on(theme) or self._is_fear_of_us(exchange, theme) if theme else False
        meant = theme is not None and (asks or calls)
        written = meant and heard.intent not in dangers.WAITS_IN_DANGER
        if not dangers.may_answer(heard.intent, asks) and not written:
            return await self._line(exchange, asks)
        asked = heard.intent if self._book.serves(heard.intent) else "ask_capabilities"
        spoken = await self._teller.spoken(exchange, asked, answer_id=theme)
        # That nobody is put out without a judge is a comfort to who fears it, as long as no judge was asked.
        calm = heard.intent == "fear_eviction" and theme is None and memory.at_stage in RENT_MAY_WAIT
        if memory.danger == LIFE and _LAW.search(spoken.text) and not calm:
            return await self._told(exchange, LAW_WAITS)
        memory.told = [spoken.answer_id]
        return self._alarms.lines.beside_answer(exchange, self._teller.speech(spoken))

    async def _line(self, exchange: Exchange, asks: bool) -> Speech | None:
        intent = exchange.heard.intent
        of_money = intent in dangers.WAITS_IN_DANGER or bool(_MONEY.search(exchange.heard.text))
        line = LINES.get(intent) or (WAITS if asks and of_money else None)
        if exchange.heard.value("phone") is not None:
            line = NUMBER
        return None if line is None else await self._told(exchange, line)

    def _is_fear_of_us(self, exchange: Exchange, theme: str) -> bool:
        """Whether who was asked about a child tells, without asking, that they fear whom we named."""
        return (
            exchange.memory.danger == LET_BE and self._book.is_first([theme]) and harm.fears_guard(exchange.heard.text)
        )

    async def _told(self, exchange: Exchange, line: str) -> Speech:
        promise = "" if line == "danger_thanked" else await self._teller.promised(exchange, Reason.DANGER)
        exchange.memory.told = []
        values = {**self._teller.values(promise), "what": exchange.heard.text.strip().rstrip(".")}
        told = self._book.line(line, values=values, previous_texts=exchange.memory.said)
        return self._alarms.lines.beside_answer(exchange, Speech(told))
