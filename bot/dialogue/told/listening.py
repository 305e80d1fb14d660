"""What a message tells, heard beside the talk it is said in, and taken into what is kept. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue import asked_outright, means, rules
from bot.dialogue.exchange import Exchange, Memory
from bot.dialogue.flows.rules import CONTACT as CONTACT_DATA
from bot.dialogue.told import amounts, correcting, days, later, sums, terms, ways, which_day
from bot.dialogue.told.asked import CONTACT, Asked, asks_for
from bot.dialogue.told.correcting import Kept
from bot.dialogue.told.days import Day, DayRole
from bot.dialogue.told.notes import LETTER_DAYS, Notes
from bot.knowledge.rules import sentences

FIXED_DAY, DEFERRAL = "request_paydate_change", "request_deferral"
#: So many messages after it was spoken of, it is still what the talk is about.
FEW = 4
_OF_PARTS = re.compile(r"\b(?:\d+ delen|per maand|in delen)\b", re.IGNORECASE)
CALL, VISIT = "request_callback", "request_visit"
#: What a message that names a day may be understood as, and still only name it.
NAMES_DAY = frozenset(
    {"inform", "nlu_fallback", "unsure", "affirm", "goodbye", "thank", "out_of_scope", "suspect_scam"}
)
#: The same of one that says when somebody can be reached.
SAYS_WHEN = NAMES_DAY | {"deny", "request_human"}
#: Subjects under which a number is put on file, and so taken out of the message at the door.
ON_FILE = "change_contact_details"
#: Flows that ask for a number for something else than a call of ours.
OWN_NUMBER = frozenset({"referral", CONTACT_DATA})


def listen(exchange: Exchange, today: date) -> None:
    """Hear what this message tells, and keep it. Not where our question may be answered with an income."""
    heard, memory = exchange.heard, exchange.memory
    if not heard.text or means.may_tell(memory.flow):
        return
    if _hears_which_day(exchange):
        return
    asked = asked_last(exchange)
    told = sums.read(heard.text, heard.entities, asked, today)
    if Asked.PACE in asked and heard.intent == "affirm" and memory.notes.offered:
        told = replace(told, monthly=memory.notes.offered)
    told = _with_part_days(exchange, told, today)
    of = being_reached(exchange)
    if _may_be_day_of_paying(exchange, of, asked):
        told = _with_later(exchange, told, today)
        if memory.notes.whole and not told.later.wants_standing and _names_only_day(exchange, told):
            told = replace(told, whole=True)
    if memory.notes.monthly and (instead := sums.instead_of_before(heard.text, told)):
        told = replace(told, monthly=instead)
    told_days = days.read(heard.text, heard.entities)
    if told.paid_on and not _is_day_of_paying(exchange, told, told_days, asked):
        told = replace(told, paid_on="")
    exchange.sums = told
    before = Kept(memory.notes, dict(memory.dates))
    now = Kept(_of_rent(memory.notes.after(told, _instead(exchange)), told, heard.text), before.dates)
    denied = amounts.denied_days(heard.text, heard.entities)
    said = "".join(memory.said[-1:])
    kept, exchange.corrected = correcting.corrected(heard.text, told, told_days, denied, before, now, said, today)
    memory.notes, memory.dates = kept.notes, dict(kept.dates)
    if of is not None:
        way = ways.read(heard.text, heard.entities, today)
        exchange.way = replace(way, when="") if asked_outright.asks_if_there(heard.text) else way
        memory.notes = memory.notes.reached(exchange.way, visit=of == VISIT)


def _with_part_days(exchange: Exchange, told: sums.Told, today: date) -> sums.Told:
    """The same with the days of the parts that the talk is about, and what each part is: named without a sum."""
    heard, notes = exchange.heard, exchange.memory.notes
    of_parts = notes.parts or notes.monthly or any(_OF_PARTS.search(said) for said in exchange.memory.said[-FEW:])
    if told.once and told.once == notes.monthly and told.once_when in notes.part_days:
        return replace(told, once=None, once_when="", monthly=notes.monthly, part_days=notes.part_days)  # One of them.
    if told.named or told.says_paid or not of_parts:
        return told
    named = terms.days_named(heard.text, heard.entities, today)
    part = terms.part_of(notes.owed, named)
    return replace(told, monthly=part, part_days=tuple(day.isoformat() for day in named)) if part else told


def _may_be_day_of_paying(exchange: Exchange, of: str | None, asked: Collection[Asked]) -> bool:
    """Whether a day in a message may be one of paying: not where it is about being called or visited, nor where it
    takes back what was noted."""
    text = exchange.heard.text
    if correcting.never_said(text):
        return False
    return of is None or Asked.PAY_ON in asked or later.speaks_of_paying(text)


def _hears_which_day(exchange: Exchange) -> bool:
    """Whether a message only asks which day of paying stands noted, or puts that day right; no new wish then."""
    memory = exchange.memory
    if memory.proven or memory.dates.keys() & LETTER_DAYS:
        return False
    exchange.which_day = which_day.read(exchange.heard.text, memory.notes.day_of_paying)
    if exchange.which_day.meant:
        memory.notes = memory.notes.on_day(exchange.which_day.meant)
    return bool(exchange.which_day)


def _is_day_of_paying(exchange: Exchange, told: sums.Told, told_days: Sequence[Day], asked: Collection[Asked]) -> bool:
    """Whether the day of a payment may take the place of one that was told: not where no words make it that."""
    known = exchange.memory.notes.paid_on
    return not known or Asked.PAID_ON in asked or told.paid_on in days.of(told_days, DayRole.PAID)


def _with_later(exchange: Exchange, told: sums.Told, today: date) -> sums.Told:
    """The same with a wish to pay the rent later, where nothing else is told: no parts, no payment, no letter's day."""
    heard, memory = exchange.heard, exchange.memory
    if memory.at_stage not in rules.EARLY or memory.dates.keys() & LETTER_DAYS:
        return told
    about_it = memory.notes.whole or DEFERRAL in (rules.subject(memory.intents), *memory.told)
    asked_when = about_it or Asked.PAY_ON in asked_last(exchange)
    wish = later.read(heard.text, heard.entities, today, asked_when)
    if wish.day and not memory.notes.whole and later.names_only_order(heard.text) and _talks_of_fixed_day(memory):
        wish = replace(wish, wanted=False, standing=date.fromisoformat(wish.day).day, wants_standing=True)
    told = replace(told, later=wish)
    other = (told.offers and not told.whole) or told.says_paid or told.paid or told.owed or told.asked or told.unclear
    if not wish.wanted or other:
        return told
    return replace(told, whole=True, whole_when=wish.day)


def _talks_of_fixed_day(memory: Memory) -> bool:
    """Whether another day for every month was just spoken of, by us or by them: a day is then meant for good."""
    of_it = [intent for intent in memory.intents[-FEW:] if intent in (FIXED_DAY, DEFERRAL)]
    return of_it[-1:] == [FIXED_DAY] or any("betaaldag" in text or "vaste" in text for text in memory.said[-2:])


def _of_rent(notes: Notes, told: sums.Told, text: str) -> Notes:
    """The same with which rent is to be paid later; none where a debt is spoken of."""
    if not notes.whole or later.speaks_of_debt(text):
        return replace(notes, rent="")
    named = told.later.rent
    return replace(notes, rent=notes.rent if named in notes.rent else named)


def _names_only_day(exchange: Exchange, told: sums.Told) -> bool:
    """Whether a message only gives the day of what was offered: all of it at once, "24 december zeg ik toch"."""
    heard = exchange.heard
    about = heard.intent in NAMES_DAY | rules.PROPOSALS | {"deny"}
    return bool(told.whole_when) and not told.offers and not told.named and about and not told.says_paid


def asked_last(exchange: Exchange) -> frozenset[Asked]:
    """What our last message asked for."""
    said = exchange.memory.said[-1:]
    return frozenset(a for text in said for s in sentences(text) if s.endswith("?") for a in asks_for(s))


def _instead(exchange: Exchange) -> int | None:
    """The debt after all, where somebody corrects what a proposal was reckoned with."""
    memory, told = exchange.memory, exchange.sums
    instead = sums.corrects(told)
    named = {memory.notes.owed, memory.notes.once, *memory.notes.sums}
    return instead if instead and memory.notes.offers and set(told.denied) & named else None


def being_reached(exchange: Exchange) -> str | None:
    """Whether a message is about being called or visited, and which; None where it is about neither."""
    heard, memory = exchange.heard, exchange.memory
    if heard.intent == ON_FILE or (memory.flow is not None and memory.flow.flow in OWN_NUMBER):
        return None
    text, asked = heard.text, asked_last(exchange)
    wanted = next((i for i in (heard.intent, *reversed(memory.intents)) if i in (CALL, VISIT)), None)
    phone = heard.value("phone") is not None and ways.is_own_number(text)
    if heard.intent in (CALL, VISIT):
        return heard.intent
    if ways.is_about_visiting(text) and wanted == VISIT:
        return VISIT
    if phone or asked & {Asked.PHONE, Asked.CALL_WHEN}:
        of = VISIT if wanted == VISIT and not phone else CALL
        return of if phone or _only_says_when(exchange) else None
    if wanted is not None and asked and not asked & CONTACT and not ways.is_about_calling(text):
        return None  # It answers what else we asked.
    if asked & {Asked.ADDRESS, Asked.VISIT_WHEN} or wanted is not None:
        return (wanted or VISIT) if _only_says_when(exchange) else None
    return None


def _only_says_when(exchange: Exchange) -> bool:
    """Whether a message may be nothing but the moment or the place that was asked for."""
    heard = exchange.heard
    takes = heard.intent in SAYS_WHEN
    return takes and exchange.memory.flow is None and heard.value("amount") is None
