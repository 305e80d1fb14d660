"""An own proposal before proof: said back, reckoned against the debt that was named, and who decides on it.

Where nobody but us decides. After proof a plan is made in the chat itself (bot/dialogue/arranging).
"""

import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from bot.dialogue import months, rules
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import saying
from bot.dialogue.told.asked import Asked
from bot.dialogue.told.listening import asked_last
from bot.dialogue.told.notes import Notes
from bot.dialogue.told.plans import Plan, plan_of
from bot.guidance.words import day_in_words, euros
from bot.handoff.models import Reason
from bot.knowledge.services import AnswerBook

PLAN, DEFERRAL = "request_payment_arrangement", "request_deferral"
#: Told last: a proposal, so that a correction of it is heard as one.
OFFER = "offer"
#: What a proposal may be understood as.
OFFERING = (
    rules.BARE
    | rules.PROPOSED
    | {"report_cannot_pay", "ask_arrangement_terms", "report_arrangement_trouble", "deny", "thank", "ask_balance"}
)
#: The same for one that leaves no doubt.
CLEARLY = OFFERING | {"ask_benefits", "inform_income_change", "inform_life_event", "ask_landlord_powers"}

#: The same for the debt that a proposal still lacked.
GIVES_DEBT = frozenset({"dispute_debt"})

_MAY_I = re.compile(
    r"^\W*(?:(?:en|dus|maar|ja) )*(?:mag|kan|is|gaat|lukt) (?:dat|dit|het|zo)\b[^?]{0,25}\??$"
    r"|^\W*(?:en |dus |maar )?(?:(?:is|vind je|vinden jullie) )?(?:goed|ok[eé]?|prima)(?: zo| dan)?\W*\?\W*$"
    r"|\b(?:ja of nee|goed genoeg|goed zo|akkoord|is dat (?:goed|ok\w*|genoeg|voldoende))\b",
    re.IGNORECASE,
)
#: Longer words ask for more than whether it may.
SHORT_QUESTION = 8
#: As tenants part their sentences, also without a capital.
_PARTS = re.compile(r"(?<=[.?!])\s+|\n+")
#: The answer in brief to one question beside the proposal; empty where it was not understood.
Briefly = Callable[[Exchange, str], Awaitable[str]]


class Offering:
    """`most_terms`, `longest`: what the policy allows, of parts and of deferral; None where it has no such rule."""

    def __init__(
        self, book: AnswerBook, teller: Teller, most_terms: int | None, longest: timedelta | None, briefly: Briefly
    ) -> None:
        self._book = book
        self._teller = teller
        self._most_terms = most_terms
        self._longest = longest
        self._briefly = briefly

    async def heard(self, exchange: Exchange, *, leads_on: bool) -> Speech | None:
        """The answer to a proposal; None where there is none. `leads_on`: who they are is asked right after it."""
        heard, memory, told = exchange.heard, exchange.memory, exchange.sums
        if memory.at_stage not in rules.EARLY or not (
            told.offers or self._goes_on(exchange) or _is_it_settled(exchange)
        ):
            return None
        if self._is_less_than_an_offer(exchange):
            return None
        clear = _is_it_settled(exchange) or bool(
            told.whole or told.monthly or (told.once and told.once_when) or (told.once and told.rest)
        )
        gives_debt = told.owed is not None and not told.offers
        if heard.intent not in (CLEARLY if clear else OFFERING | GIVES_DEBT if gives_debt else OFFERING):
            return None
        theme = theme_of(self._book, exchange)
        if theme is not None and (not clear or self._book.is_first([theme])):
            return None
        return await self._told(exchange, leads_on)

    def line_beside(self, exchange: Exchange, speech: Speech) -> str:
        """That a proposal is noted, in front of an answer to something else; empty where none was told."""
        told = exchange.sums
        if not (told.monthly or (told.once and told.once_when) or (told.whole and told.whole_when)):
            return ""
        notes = exchange.memory.notes
        what = saying.offer(notes, self._teller.today())
        if told.unclear or (told.once and told.offered):
            what = f'"{" ".join(exchange.heard.text.split())}"'  # Half of an offer is another offer.
        if what in speech.text:
            return ""
        if self._is_far(notes):
            return " ".join([*self._judged(exchange), self._teller.line("later_far_passed", exchange, what=what)])
        return self._teller.line("offer_noted", exchange, what=what)

    @staticmethod
    def _is_less_than_an_offer(exchange: Exchange) -> bool:
        """Whether it is only asked how long something takes, or whether parts can be paid of who knows what."""
        told, notes = exchange.sums, exchange.memory.notes
        asked = months.months_asked(exchange.heard.text, exchange.heard.values("amount"))
        only_reckons = not told.once and asked is not None
        only_parts = (
            not (told.monthly or told.once or told.offered or told.rest or notes.whole) and plan_of(notes) is None
        )
        return only_reckons or only_parts or not notes.offers

    @staticmethod
    def _goes_on(exchange: Exchange) -> bool:
        """Whether a message gives what the proposal of before still lacked: the debt, or its pace."""
        memory, before = exchange.memory, exchange.memory.as_recalled
        debt = before is not None and before.notes.owed != memory.notes.owed
        pace = Asked.PACE in asked_last(exchange) and before is not None and memory.notes != before.notes
        beside = OFFER in memory.told or Asked.OWED in asked_last(exchange)
        return memory.notes.offers and (pace or (beside and (debt or bool(exchange.sums.denied))))

    async def _told(self, exchange: Exchange, leads_on: bool) -> Speech:
        notes = exchange.memory.notes
        plan, judged, far = plan_of(notes), self._judged(exchange), self._is_far(notes)
        what = saying.offer(notes, self._teller.today())
        noted = self._teller.line("later_far_passed" if far else "offer_noted", exchange, what=what)
        # Beyond what the rules allow: that comes first, and the day is passed on as a question.
        told = [*judged, noted] if far else [noted]
        told += self._reckoned(exchange, plan, leads_on)
        promise = await self._teller.promised(exchange, Reason.OTHER)
        asks = "offer_decided_asked" if _asks_leave(exchange.heard.text) else "offer_decided"
        decides = [*([] if far else judged), self._teller.line(asks, exchange, promise=promise)]
        beside = [brief for question in _beside(exchange) if (brief := await self._briefly(exchange, question))]
        exchange.memory.told = [OFFER]
        button = self._teller.guess(DEFERRAL if notes.whole else PLAN)
        parts = [" ".join(told), " ".join(decides), *beside]
        if not leads_on and (question := self._question(exchange, plan)):
            parts.append(self._teller.line(question, exchange))
        return Speech("\n\n".join(filter(None, parts)), (button, self._teller.human()))

    def _reckoned(self, exchange: Exchange, plan: Plan | None, leads_on: bool) -> list[str]:
        if exchange.memory.notes.whole:
            return [self._teller.line("offer_whole_beside", exchange)]
        if plan is None:
            unknown = leads_on and exchange.memory.notes.owed is None and exchange.memory.notes.monthly
            return [self._teller.line("offer_debt_unknown", exchange)] if unknown else []
        if plan.in_parts and self._most_terms is not None:
            told = {"principal": euros(plan.left), "maximum": euros(months.least(plan.left, self._most_terms))}
            return [self._teller.line("offer_parts", exchange, **told)]
        if not plan.left:
            return [self._teller.line("offer_all", exchange)]
        lines = []
        if plan.once:
            left = {"principal": euros(plan.owed), "balance": euros(plan.left)}
            lines.append(self._teller.line("offer_left", exchange, **left))
        return [*lines, *self._by_month(exchange, plan)]

    def _by_month(self, exchange: Exchange, plan: Plan) -> list[str]:
        found = plan.months
        if found is None:
            return []
        told = "months_even" if found.last == found.monthly else "months_told"
        lines = [self._teller.line(told, exchange, **months.values_of(found))]
        if self._most_terms is not None:
            fits = plan.payments <= self._most_terms
            parts = self._most_terms - (1 if plan.once else 0)
            least = euros(months.least(plan.left, parts)) if parts > 0 else ""
            lines.append(self._teller.line("months_fit" if fits else "months_long", exchange, maximum=least))
        return lines

    def _judged(self, exchange: Exchange) -> list[str]:
        """That a day lies beyond the longest deferral, or that all of it on one day lies within."""
        notes, today = exchange.memory.notes, self._teller.today()
        far = self._is_far(notes)
        if self._longest is None or not (far or (notes.whole and notes.whole_when)):
            return []
        last = day_in_words(today + self._longest, today)
        return [self._teller.line("offer_far" if far else "offer_fits", exchange, moment=last)]

    def _is_far(self, notes: Notes) -> bool:
        """Whether a day that is proposed lies beyond the longest deferral."""
        days = [notes.whole_when] if notes.whole else [notes.once_when, notes.rest_when]
        ahead = [date.fromisoformat(when) for when in days if when[:1].isdigit()]
        return self._longest is not None and any(day > self._teller.today() + self._longest for day in ahead)

    @staticmethod
    def _question(exchange: Exchange, plan: Plan | None) -> str:
        notes = exchange.memory.notes
        if exchange.memory.flow is not None:
            return ""  # The question that is open comes again instead; perhaps it is already on that way.
        if notes.whole:
            return "" if notes.whole_when else "offer_which_day"
        if notes.offered and not (notes.monthly or notes.once):
            return "offer_which_pace"
        return "offer_which_debt" if plan is None and (notes.monthly or notes.rest) else "offer_way"


def _asks_leave(text: str) -> bool:
    return any(_MAY_I.search(sentence) for sentence in _PARTS.split(text))


def _is_it_settled(exchange: Exchange) -> bool:
    """Whether it is asked right after a proposal if it is settled now: who decides is then said again."""
    text = exchange.heard.text
    short = len(text.split()) <= SHORT_QUESTION
    return OFFER in exchange.memory.told and exchange.memory.notes.whole and short and _asks_leave(text)


def _beside(exchange: Exchange) -> list[str]:
    """What is asked in sentences of their own, beside the proposal and whether it may; one at most."""
    parts = [part for part in _PARTS.split(exchange.heard.text) if part.strip()]
    asked = [part for part in parts if asks_somewhere(part) and not re.search(r"\d", part) and not _MAY_I.search(part)]
    return asked[:1] if len(parts) > 1 else []
