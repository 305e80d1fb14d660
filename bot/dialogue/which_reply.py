"""Which fixed reply is true of a danger: evicted by law or locked out, in danger or threatening."""

from bot.dialogue import evictions, of_life
from bot.dialogue.exchange import Exchange
from bot.dialogue.teller import Teller
from bot.dialogue.threatening import Aim, aim, tells_of_another
from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from bot.knowledge.services import AnswerBook

#: The reply where it is not clear whether somebody is in danger or threatens: it asks, and says nothing of wiping.
UNCLEAR_VIOLENCE = "violence_unclear"
#: The replies to a life in danger where what could end it is at hand or put away, and where somebody takes leave.
MEANS, PUT_AWAY, FAREWELL = "suicide_means", "suicide_put_away", "suicide_farewell"


class WhichReply:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    def told_as(self, kind: str, exchange: Exchange) -> str:
        """Which reply is true of this danger: evicted by law, locked out, or what holds for both."""
        heard, memory = exchange.heard, exchange.memory
        if kind == "violence":
            return self.of_harm(exchange)
        if kind == "suicide":
            return self.of_life(exchange)
        if kind != "homeless_now":
            return kind
        only_a_day = evictions.is_announced(heard.text) and not evictions.is_by_law(heard.text)
        # A day alone does not say who puts them out: where nothing more was known, the reply holds for both.
        before = (memory.as_recalled or memory).at_stage if only_a_day else memory.at_stage
        told_as = evictions.reply_for(heard.text, before)
        if told_as == evictions.BY_LAW or only_a_day:
            named = days.read(heard.text, heard.entities)
            sure = days.of(named, DayRole.EVICTION)
            may_be = days.that_may_be(heard.text, heard.entities, DayRole.EVICTION)
            told = sure or ([] if "eviction" in memory.dates else may_be)
            if (day := evictions.day_of(heard.text, told, self._teller.today())) is not None:
                memory.dates["eviction"] = day
        return told_as

    def of_life(self, exchange: Exchange) -> str:
        """More urgent where means are at hand, and from then on; never thanks for staying to who says goodbye."""
        heard = exchange.heard
        stands = exchange.memory.danger == "suicide"
        if (stands or of_life.speaks_of_death(heard.text)) and of_life.has_means(heard.text):
            return MEANS
        if stands and (of_life.says_farewell(heard.text) or heard.intent == "goodbye"):
            return FAREWELL
        known = stands and self._was_said(MEANS, exchange)
        if known and of_life.has_put_away(heard.text):
            return PUT_AWAY
        return MEANS if known and not self._was_said(PUT_AWAY, exchange) else "suicide"

    def _was_said(self, kind: str, exchange: Exchange) -> bool:
        return self._book.dangers.was_said(kind, self._teller.values(), exchange.memory.said)

    def of_harm(self, exchange: Exchange) -> str:
        """The victim's reply, unless somebody threatens and it is not clear whom; asked until it is said."""
        heard = exchange.heard
        aimed = aim(heard.text)
        asked = self._was_said(UNCLEAR_VIOLENCE, exchange)
        if aimed is Aim.US and asked:
            return "threat_to_staff"
        unclear = aimed is Aim.UNCLEAR or (asked and not tells_of_another(heard.text))
        return UNCLEAR_VIOLENCE if unclear else "violence"

    def is_by_law_after_all(self, exchange: Exchange) -> bool:
        """Whether who was answered as if nobody had decided now tells of a judge: then another reply is true."""
        memory, text = exchange.memory, exchange.heard.text
        if memory.danger != "homeless_now" or evictions.stage_told(text) is None:
            return False
        if not (evictions.is_by_law(text) or evictions.is_judged(text)):
            return False
        return not self._was_said(evictions.BY_LAW, exchange)
