"""A payment that somebody tells of, and a difference between two sums that somebody asks about.

Before proof there is no ledger to look in: what was told is said back, it says what cannot be seen here, and a person
looks. After proof the ledger tells (bot/dialogue/arranging).
"""

import re

from bot.channels.contract import Button
from bot.dialogue.exchange import Exchange
from bot.dialogue.ladder_questions import NUMBER
from bot.dialogue.rules import UNHEARD
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import saying
from bot.guidance.words import euros
from bot.handoff.models import Reason
from bot.knowledge.services import AnswerBook

MADE = "report_payment_made"
#: What a message about a payment may be understood as.
PAYING = UNHEARD | {MADE, "dispute_debt", "inform", "unsure", "affirm", "deny", "express_anger", "complain_bot"}
#: The same for a question about a sum.
ASKING = UNHEARD | {"dispute_debt", "inform", "unsure", MADE, "ask_collection_costs", "ask_balance", "express_anger"}

#: So long is a bare number at most.
BARE_WORDS = 3

_RECEIVED = re.compile(r"\b(?:ontvangen|binnen|binnengekomen|gezien|aangekomen|ja of nee|verwerkt)\b", re.IGNORECASE)
_WHY = re.compile(
    r"\b(?:waarom|hoezo|hoe kan|waar komt|waarvoor|wat (?:is|zijn)|hoe kom(?:en|t)?|snap)\b|\bklopt\b", re.IGNORECASE
)


class Paying:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    async def heard(self, exchange: Exchange) -> Speech | None:
        """The answer to a payment that is told or asked after, or to a sum that is not understood."""
        return await self._payment(exchange) or await self._difference(exchange)

    def no_number(self, exchange: Exchange) -> Speech | None:
        """To who types a sum of before where the tenant number was asked: that it is no number."""
        told, flow, before = exchange.sums, exchange.memory.flow, exchange.memory.as_recalled
        asked = flow is not None and flow.question == NUMBER
        typed = next(iter(told.unclear), None)
        bare = len(exchange.heard.text.split()) <= BARE_WORDS
        if not asked or not bare or typed is None or before is None or typed not in before.notes.sums:
            return None
        return Speech(self._teller.line("sum_no_number", exchange, what=euros(typed)), (self._teller.human(),))

    async def _payment(self, exchange: Exchange) -> Speech | None:
        heard, notes, told = exchange.heard, exchange.memory.notes, exchange.sums
        if not (notes.paid or notes.paid_on) or heard.intent not in PAYING or not _is_about_it(exchange):
            return None
        theme = theme_of(self._book, exchange)
        if theme is not None and not (told.paid and told.paid_on) and heard.intent not in UNHEARD:
            return None  # Somebody wrote an answer to these words; it is not asked again for what was told.
        promise = await self._teller.promised(exchange, Reason.OTHER)
        line = "paid_received" if _RECEIVED.search(heard.text) else "paid_noted"
        text = self._teller.line(line, exchange, what=saying.payment(notes, self._teller.today()), promise=promise)
        missing = None if notes.paid and notes.paid_on else "paid_which_day" if notes.paid else "paid_which_amount"
        exchange.memory.told = [MADE]
        return Speech(f"{text}\n\n{self._teller.line(missing or 'paid_look_up', exchange)}", self._buttons())

    async def _difference(self, exchange: Exchange) -> Speech | None:
        """To who asks why more is asked than they reckon: the difference, what may be in it, and who can see it."""
        heard, told, owed = exchange.heard, exchange.sums, exchange.memory.notes.owed
        if heard.intent not in ASKING or not _WHY.search(heard.text) or told.offers or told.paid or told.costs:
            return None
        named = sorted({*told.asked, *told.unclear, *filter(None, [told.owed])})
        sums = named if len(named) == 2 else [*named, owed] if len(named) == 1 and owed else []
        if len(sums) != 2:
            return None
        less, more = _both(sums[0], sums[1], exchange.memory.notes.sums)
        if less >= more:
            return None
        promise = await self._teller.promised(exchange, Reason.OTHER)
        amounts = {"balance": euros(less), "principal": euros(more), "costs": euros(more - less)}
        exchange.memory.told = ["difference"]
        return Speech(self._teller.line("difference_told", exchange, promise=promise, **amounts), self._buttons())

    def _buttons(self) -> tuple[Button, ...]:
        return (self._teller.guess("ask_balance"), self._teller.human())


def _is_about_it(exchange: Exchange) -> bool:
    """Whether this message tells of the payment, names its sum again, or asks whether it came in."""
    told, notes = exchange.sums, exchange.memory.notes
    again = notes.paid is not None and notes.paid in (*told.unclear, *told.asked)
    return bool(told.paid or told.paid_on or told.says_paid or again)


def _both(one: int, other: int, named: tuple[int, ...]) -> tuple[int, int]:
    """The lesser and the larger of what is compared; of "wat zijn die andere 530" the two that differ by it."""
    less, more = sorted((one, other))
    pairs = [(a, b) for a in named for b in named if a < b and less == b - a and b != more]
    # "dus 1770, wat zijn die andere 530": the difference itself is named, beside the debt of before.
    return pairs[-1] if pairs else (less, more)
