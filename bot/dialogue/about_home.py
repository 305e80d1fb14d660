"""A talk about an eviction: what its words mean there, what is asked on, and that the rent then cannot wait."""

import re
from datetime import date
from functools import reduce

from bot.dialogue import evictions, harm
from bot.dialogue.exchange import Exchange
from bot.dialogue.guide import Guide
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from bot.dialogue.told.righting import only_rights
from bot.guidance.deadlines import is_near_eviction
from bot.knowledge.services import AnswerBook

#: The danger of being without a home.
ROOF = "homeless_now"
#: Stages at which nothing of the rent runs out while somebody looks to their safety.
RENT_MAY_WAIT = frozenset({None, "reminder"})
#: Days in a talk that do not wait.
DAYS_THAT_RUN = frozenset({"notice", "hearing", "opposition", "eviction"})


class AboutHome:
    def __init__(self, book: AnswerBook, teller: Teller, guide: Guide) -> None:
        self._book = book
        self._teller = teller
        self._guide = guide

    @staticmethod
    def is_of_it(exchange: Exchange) -> bool:
        """Whether this talk is about an eviction: told before, or in these words."""
        memory, text = exchange.memory, exchange.heard.text
        told = memory.at_stage in evictions.DECIDED or "eviction" in memory.dates
        return told or memory.danger == ROOF or evictions.is_by_law(text)

    def asks_on(self, exchange: Exchange) -> bool:
        """Whether who was told what to do about an eviction asks on, and there is an answer: not the same once more."""
        if exchange.memory.danger != ROOF or harm.is_out_now(exchange.heard.text):
            return False
        return theme_of(self._book, exchange) is not None

    def is_soon(self, exchange: Exchange) -> bool:
        """A date on which the home must be empty, within a week."""
        heard, flow = exchange.heard, exchange.memory.flow
        if only_rights(exchange):
            return False  # That danger was answered; what is said now only puts its day right.
        told = days.that_may_be(heard.text, heard.entities, DayRole.EVICTION)
        if evictions.is_soon(heard.text, told, self._teller.today()):
            return True
        letter = self._guide.letter_of(exchange)
        asked = flow is not None and flow.question == "letter.day_eviction"
        if letter != "eviction_notice" and not asked:
            return False
        return bool(told) and is_near_eviction(date.fromisoformat(told[0]), self._teller.today())

    def with_rent(self, exchange: Exchange, told_as: str, text: str) -> str:
        """A reply to danger; without the words that the rent can wait, where a term runs or a home is at stake."""
        memory = exchange.memory
        calm = memory.at_stage in RENT_MAY_WAIT and not memory.dates.keys() & DAYS_THAT_RUN
        at_stake = told_as in (evictions.BY_LAW, evictions.UNCLEAR) or evictions.is_by_law(exchange.heard.text)
        if calm and not at_stake:
            return text
        sentences = self._book.knowledge.lines["rent_waits"].texts
        return reduce(lambda kept, sentence: re.sub(rf"[ \t]*{re.escape(sentence)}", "", kept), sentences, text)
