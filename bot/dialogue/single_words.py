"""A word or two that mean what they follow on: our last question, and the words it offered itself. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue import composing
from bot.dialogue.exchange import Exchange, Memory
from bot.dialogue.ladder_questions import NUMBER
from bot.dialogue.told.sums import Told, day_ahead

#: So many words are a day or a sum, and tell nothing more.
VALUE_WORDS = 4
#: Subjects under which a bare day or sum is about paying.
PAYING = frozenset(
    {
        *("report_cannot_pay", "request_deferral", "request_payment_arrangement", "ask_arrangement_terms"),
        *("inform_income_change", "report_arrangement_trouble"),
    }
)
#: How far back such a subject may lie.
LATELY = 3
_OF_PAYING = re.compile(
    r"\b(?:in delen|later betalen|per maand|elke maand|kunt? missen|welk bedrag|hoeveel (?:lukt|kun|kan|past)"
    r"|geld (?:weer )?binnen|wanneer komt er|lukt (?:de huur|betalen|het)|in één keer|welke dag)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:bellen|belt|brief|zitting|ontruim\w*|eten|langs|gemeld|telefoon\w*|nummer)\b", re.IGNORECASE
)
#: Beside a day or a sum these tell more than that.
_TELLS_MORE = re.compile(r"\?|\b(?:alles|elke?|iedere?|per|rest|half|week|maand|niet|geen|al|betaald)\b", re.IGNORECASE)
#: The day that was given as an answer, until it is said what is paid on it. No kind of deadline has this name.
DAY_GIVEN = "day:given"
ALL_AT_ONCE = re.compile(r"\balles in één keer\b", re.IGNORECASE)
_EITHER = re.compile(r"\bof\b", re.IGNORECASE)


def talked_of_lately(memory: Memory) -> frozenset[str]:
    """The subjects that a word or two may belong to."""
    return frozenset((*memory.intents[-LATELY:], *memory.told))


def is_about_paying(exchange: Exchange) -> bool:
    """Whether our last words, or what was talked of lately, make a bare day or sum one of paying."""
    memory = exchange.memory
    question = composing.last_question("".join(memory.said[-1:]))
    if _OF_OTHERS.search(question):
        return False
    return bool(_OF_PAYING.search("".join(memory.said[-1:]))) or bool(talked_of_lately(memory) & PAYING)


def _only(exchange: Exchange, names: Sequence[str]) -> bool:
    heard = exchange.heard
    found = [str(entity.get("entity")) for entity in heard.entities]
    short = 0 < len(heard.text.split()) <= VALUE_WORDS and not _TELLS_MORE.search(heard.text)
    return short and bool(found) and set(found) <= set(names)


def day_only(exchange: Exchange, today: date) -> str:
    """The coming day that is all of a message, where paying is talked of; empty otherwise."""
    told, flow = exchange.sums, exchange.memory.flow
    if flow is not None and flow.question != NUMBER:
        return ""
    if not _only(exchange, ("date", "day_of_month")) or told.offers or told.says_paid or told.paid_on:
        return ""
    if exchange.memory.notes.offers or not is_about_paying(exchange):
        return ""  # An offer is there: the day is taken into it.
    return day_ahead(exchange.heard.entities, today)


def sum_only(exchange: Exchange) -> int | None:
    """The sum in cents that is all of a message, where paying is talked of and nothing says what it is."""
    told = exchange.sums
    if (
        exchange.memory.flow is not None
        or not _only(exchange, ("amount",))
        or told.offers
        or told.owed
        or told.paid
        or told.costs
        or told.rent
    ):
        return None
    return told.unclear[0] if len(told.unclear) == 1 and is_about_paying(exchange) else None


def _asked_when(exchange: Exchange) -> bool:
    """Whether to pay all of it later was talked of last: a bare day is then the day of that."""
    memory = exchange.memory
    return "request_deferral" in memory.told or memory.intents[-1:] == ["request_deferral"]


def taken(exchange: Exchange, today: date) -> None:
    """Hear a bare sum as an offer; a day, or a yes to "alles in één keer?", as an offer of all of it on that day."""
    memory, told = exchange.memory, exchange.sums
    if (cents := sum_only(exchange)) is not None:
        told = replace(told, offered=cents, unclear=())
    elif _asked_when(exchange) and (day := day_only(exchange, today)):
        told = Told(whole=True, whole_when=day)
    elif exchange.heard.intent == "affirm" and DAY_GIVEN in memory.dates and asks_all_at_once(memory.said):
        told = Told(whole=True, whole_when=memory.dates[DAY_GIVEN])
    else:
        return
    exchange.sums = told
    memory.notes = memory.notes.after(told, None)


def asks_all_at_once(said: Sequence[str]) -> bool:
    """Whether our last question was if all of it can be paid at once."""
    return bool(ALL_AT_ONCE.search(composing.last_question("".join(said[-1:]))))


def is_either(question: str) -> bool:
    """Whether a question offers two things, so that a bare yes does not say which."""
    return bool(_EITHER.search(question))
