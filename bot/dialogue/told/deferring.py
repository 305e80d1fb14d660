"""Paying the rent of a month later, all of it on one day, and another day for every month: said back and judged.

Nothing is owed yet, so it is about the rent itself: no parts, no rent beside it. Whether the day can be comes first;
who decides and what it costs after that. Where a debt was told of, `Offering` speaks.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.channels.contract import Button
from bot.dialogue import rules
from bot.dialogue.dates import day_in
from bot.dialogue.entities import of_kind
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import later, saying
from bot.dialogue.told.listening import FEW
from bot.dialogue.told.notes import Notes
from bot.dialogue.told.offering import CLEARLY, DEFERRAL, OFFER
from bot.guidance.words import day_in_words
from bot.handoff.models import Reason
from bot.knowledge.services import AnswerBook

PAY_DATE = "request_paydate_change"
#: What a wish to pay later may be understood as.
LATER = CLEARLY | {
    *("ask_collection_costs", "ask_how_to_pay", "ask_balance", "express_anger", "express_shame", "complain_bot"),
    *("report_bailiff_letter", "ask_letter_meaning", "dispute_debt", "fear_eviction", "report_payment_made"),
}
#: What another day for every month may be understood as.
STANDING = LATER | {PAY_DATE}
#: What a few words after it may be understood as, that ask whether it stands.
ABOUT_IT = LATER | {"ask_arrangement_status", "request_human", "ask_capabilities", "greet"}

_I = re.IGNORECASE
_SETTLED = re.compile(
    r"\b(?:geregeld|afgesproken|akkoord|goedgekeurd|rond|in orde|toegezegd|zeker)\b"
    r"|\bis (?:dat|het|t) (?:dan |nu |nou )*(?:goed|ok[eé]?|oke|prima)\b"
    r"|\b(?:mag|kan) (?:dat|het)(?: dan| nu| nou| gewoon)* ?(?:of niet|ja of nee)?\W*$",
    _I,
)
_RIGHT = re.compile(
    r"\bklopt\b|\bheb je (?:dat|het) (?:nu|nou|goed|genoteerd)|\bstaat (?:dat|het|t) er\b"
    r"|^\W*(?:ok[eé]?|oke|ja|en|maar|nou|goed)?\W*dus ik\b|\bbegrijp ik (?:het )?goed\b",
    _I,
)
_SAYS_WHICH = re.compile(r"\b(?:gaat|ging)\b[^.?!]{0,12}\bover\b|\bbedoel\w*\b|\bdaarnaast\b", _I)
_LONGEST_QUESTION = 14
_IS_ORDER = re.compile(r"\b(?:\d{1,2}(?:e|ste|de)?|eerste|achtste|vijftiende|vijfentwintigste)\b", _I)
_WANTS_DEBIT = re.compile(r"\b(?:incasso|afschrijving|afschrijven|incasseren|betaaldag|betaaldatum|datum)\b", _I)
#: A day alone, in so many words at most.
BARE_WORDS = 6
_COSTS = re.compile(r"\b(?:kost\w*|boetes?|rente|duurder|extra|aanmaning\w*|brief|brieven)\b", _I)
_NO_PAPER = re.compile(r"\b(?:geen|welke|nog geen) (?:\w+ )?(?:brief|kosten|brieven)\b", _I)
_BAD = re.compile(r"\b(?:erg|boos|problemen?|gevolg\w*|wat gebeurt|uitgezet|kwaad|uit huis)\b", _I)


class Deferring:
    """`longest`: the longest deferral that the policy allows; None where it has no such rule."""

    def __init__(self, book: AnswerBook, teller: Teller, longest: timedelta | None) -> None:
        self._book = book
        self._teller = teller
        self._longest = longest

    async def heard(self, exchange: Exchange) -> Speech | None:
        """The answer to such a wish, or to whether it stands; None where there is none, or a debt was told of."""
        memory, heard = exchange.memory, exchange.heard
        if memory.at_stage not in rules.EARLY:
            return None
        if (standing := await self._standing(exchange)) is not None:
            return standing
        if not memory.notes.whole or not _is_of_rent(exchange):
            return None
        theme = theme_of(self._book, exchange)
        if theme is not None and self._book.is_first([theme]):
            return None
        if (exchange.sums.whole or _says_which_rent(exchange)) and heard.intent in LATER:
            return await self._told(exchange)
        if _asks_whether(exchange) and heard.intent in ABOUT_IT:
            return await self._whether(exchange)
        return None

    # ── which day stands ──────────────────────────────────────────────────────────────────────────

    async def which_day(self, exchange: Exchange) -> Speech | None:
        """The day of paying that stands, to who asks for it or puts it right; None where nobody does."""
        which, notes = exchange.which_day, exchange.memory.notes
        if not which:
            return None
        before, today = exchange.memory.as_recalled, self._teller.today()
        changed = before is not None and before.notes.day_of_paying != notes.day_of_paying
        far, what = self._is_far(notes), saying.offer(notes, today)
        if which.meant:
            line = "righted" if changed else "later_stands"
        elif len(which.asked) > 1:
            line = "later_stands_now"
        elif notes.day_of_paying not in which.asked:
            line = "later_stands_other"
        else:
            line = "later_not_settled" if which.settled else "later_stands"
        told = self._too_far(exchange, what) if far else self._teller.line(line, exchange, what=what)
        exchange.memory.told = [OFFER]
        decided = await self._decided(exchange, "later_decides" if line == "later_not_settled" else "offer_decided")
        return Speech("\n\n".join([told, decided]), self._buttons())

    def _is_far(self, notes: Notes) -> bool:
        """Whether the day that is noted lies beyond the longest deferral."""
        last, day = self._last(), notes.day_of_paying
        return bool(day) and last is not None and date.fromisoformat(day) > last

    def _last(self) -> date | None:
        return self._teller.today() + self._longest if self._longest is not None else None

    def _too_far(self, exchange: Exchange, what: str) -> str:
        """That it cannot be so late, and that the wish is passed on: not that it stands."""
        last = self._last()
        no = self._teller.line("later_far", exchange, moment=_named(last, self._teller.today())) if last else ""
        return " ".join(filter(None, [no, self._teller.line("later_far_passed", exchange, what=what)]))

    # ── this once ─────────────────────────────────────────────────────────────────────────────────

    async def _told(self, exchange: Exchange) -> Speech:
        notes, today = self._dated(exchange), self._teller.today()
        last, far = self._last(), self._is_far(notes)
        day = date.fromisoformat(notes.whole_when) if notes.whole_when else None
        before = exchange.memory.as_recalled
        again = before is not None and bool(before.notes.whole_when) and before.notes.whole_when == notes.whole_when
        text = exchange.heard.text
        calm = [self._teller.line("later_not_bad", exchange)] if _BAD.search(text) else []
        fits = (
            []
            if day is None or last is None
            else [self._teller.line("later_far" if far else "later_fits", exchange, moment=_named(last, today))]
        )
        # A day beyond what the rules allow is passed on as a question; it is not told as one that stands.
        line = "later_far_passed" if far else "later_stands" if again else "later_noted"
        noted = self._teller.line(line, exchange, what=saying.offer(notes, today))
        instead = notes.rent and day is not None and not again and not far
        beside = [self._teller.line("later_instead", exchange)] if instead else []
        first = [noted] if again and not far else [*fits, noted, *beside]
        if day is None:
            first = [self._teller.line("later_may", exchange)]
        costs = self._costs(exchange, again)
        decided = await self._decided(exchange, "offer_decided" if day is not None else "later_decides")
        paragraphs = [" ".join([*calm, *first]), " ".join(filter(None, [decided, costs])), *self._fixed_day(exchange)]
        if day is None:
            paragraphs.append(self._teller.line("later_which_day", exchange))
        exchange.memory.told = [OFFER]
        facts = ("veertiendagen-start", "veertiendagen-inhoud") if costs and _COSTS.search(text) else ()
        return Speech("\n\n".join(filter(None, paragraphs)), self._buttons(), facts)

    def _dated(self, exchange: Exchange) -> Notes:
        """What is noted, with the day of "twee weken later"; kept so."""
        wish, notes = exchange.sums.later, exchange.memory.notes
        due = re.match(r"\d+", self._teller.values("").get("pay_day", ""))
        if wish.delay is not None and not wish.day and due is not None:
            day = later.due_after(wish.delay, int(due[0]), self._teller.today())
            notes = exchange.memory.notes = replace(notes, whole_when=day.isoformat())
        return notes

    def _costs(self, exchange: Exchange, again: bool) -> str:
        """What it costs: nothing to ask for; when costs may come only to who asks after those."""
        text = exchange.heard.text
        if _COSTS.search(text):
            return self._teller.line("later_costs_no_letter" if _NO_PAPER.search(text) else "later_costs", exchange)
        return "" if again else self._teller.line("later_free", exchange)

    def _fixed_day(self, exchange: Exchange) -> list[str]:
        """That another day for every month can be asked for, to who is paid late each month; once."""
        told = exchange.sums.later
        line = self._teller.line("later_fixed_day", exchange)
        said = any(line in earlier for earlier in exchange.memory.said)
        may_be = told.of_income or told.wants_standing or later.names_only_order(exchange.heard.text)
        return [line] if may_be and not (said and not told.wants_standing) else []

    # ── whether it stands ─────────────────────────────────────────────────────────────────────────

    async def _whether(self, exchange: Exchange) -> Speech:
        """Yes or no first, and what is noted; that it is noted is no agreement."""
        text, what = exchange.heard.text, saying.offer(exchange.memory.notes, self._teller.today())
        settled = _SETTLED.search(text) is not None and not re.search(r"\bklopt\b", text, _I)
        told = self._teller.line("later_not_settled" if settled else "later_stands", exchange, what=what)
        if self._is_far(exchange.memory.notes):
            told = self._too_far(exchange, what)
        exchange.memory.told = [OFFER]
        decided = await self._decided(exchange, "later_decides" if settled else "offer_decided")
        paragraphs = [told, decided, *self._fixed_day(exchange)]
        return Speech("\n\n".join(filter(None, paragraphs)), self._buttons())

    async def _decided(self, exchange: Exchange, line: str = "offer_decided") -> str:
        promise = await self._teller.promised(exchange, Reason.OTHER)
        return self._teller.line(line, exchange, promise=promise)

    # ── every month ───────────────────────────────────────────────────────────────────────────────

    async def _standing(self, exchange: Exchange) -> Speech | None:
        """To who names another day for every month: whether it is one of those that can be, and who decides."""
        wish, heard = exchange.sums.later, exchange.heard
        days = [int(day) for day in re.findall(r"\d+", self._teller.values("").get("pay_days", ""))]
        own = wish.standing or _day_after_standing(exchange)
        named = own or _for_every_month(exchange)
        wanted = named or wish.income_day
        if wanted is None or exchange.sums.whole or not days or heard.intent not in STANDING:
            return None
        can = named in days
        nearest = next((day for day in days if day >= wanted), days[0])
        asked, other = f"{wanted}e", f"{nearest}e"
        if can:
            notes = exchange.memory.notes
            # "Nee, elke maand": what was noted is not for this once.
            exchange.memory.notes = replace(notes if own else notes.without_whole(), pay_date=wanted)
        line = "pay_date_can" if can else "pay_date_cannot" if named else "pay_date_after_income"
        told = self._teller.line(line, exchange, day=asked, moment=other)
        exchange.memory.told = [PAY_DATE]
        paragraphs = [told, await self._decided(exchange) if can else ""]
        once = Button("Alleen deze maand", Payload(DEFERRAL).encode())
        return Speech("\n\n".join(filter(None, paragraphs)), (once, self._teller.human()))

    def _buttons(self) -> tuple[Button, ...]:
        return (self._teller.guess(PAY_DATE), self._teller.human())


def _named(day: date, today: date) -> str:
    return day_in_words(day, today)


def _is_of_rent(exchange: Exchange) -> bool:
    """Whether what is to be paid later is the rent of a month, and no debt that was told of."""
    notes = exchange.memory.notes
    if notes.rent:
        return True
    return notes.owed is None and exchange.memory.at_stage is None and not later.speaks_of_debt(exchange.heard.text)


def _says_which_rent(exchange: Exchange) -> bool:
    """Whether a message tells that what was noted is the rent itself ("het gaat toch over de gewone huur")."""
    before, named = exchange.memory.as_recalled, exchange.sums.later.rent
    if before is None or not before.notes.whole or not named:
        return False
    return before.notes.rent != exchange.memory.notes.rent or _SAYS_WHICH.search(exchange.heard.text) is not None


def _for_every_month(exchange: Exchange) -> int | None:
    """The day that was noted for once and is meant for good ("nee elke maand"), as a day of the month."""
    told, notes = exchange.memory.told, exchange.memory.notes
    day = day_in(notes.whole_when) if OFFER in told and exchange.sums.later.wants_standing else None
    return day.day if day is not None else None


def _day_after_standing(exchange: Exchange) -> int | None:
    """The day of the month that answers which one it should be ("de 25e dan")."""
    memory, heard = exchange.memory, exchange.heard
    if PAY_DATE not in (*memory.told, *memory.intents[-FEW:]) or later.is_of_one_month(heard.text):
        return None
    for start, said in later.stretches(heard.text):
        if len(said.split()) > BARE_WORDS and not _WANTS_DEBIT.search(said):
            continue
        for entity in of_kind(heard.entities, "day_of_month", "date"):
            at, number = entity.get("start"), str(entity.get("value"))[-2:]
            if isinstance(at, int) and start <= at < start + len(said) + 1 and _IS_ORDER.search(said):
                return int(number) if number.isdigit() else None
    return None


def _asks_whether(exchange: Exchange) -> bool:
    """Whether it is asked if it stands or is agreed, in a few words right after it, or in words that leave no doubt."""
    text = exchange.heard.text
    if len(text.split()) > _LONGEST_QUESTION or not (_SETTLED.search(text) or _RIGHT.search(text)):
        return False
    return OFFER in exchange.memory.told or re.search(r"\b(?:geregeld|afgesproken|staat)\b", text, _I) is not None
