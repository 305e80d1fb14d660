"""Pure rules of guidance: which letter this is, what was answered, whom to turn to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.guidance.deadlines import Deadline
from bot.guidance.models import DeadlineWords, Letter, Place, Question, Referral
from bot.guidance.words import day_in_words, span_in_words

MAX_REFERRALS = 3
LONG_PAST_DAYS = 180
#: A letter that somebody tells of came in these last days.
JUST_PAST_DAYS = 60
#: From this many words on a message is taken for text copied out of a letter.
PASTED_WORDS = 12
#: A message longer than this is no bare answer to a question.
ANSWER_WORDS = 6

_POSTCODE = re.compile(r"\b(\d{4})\s?(?:[A-Za-z]{2})?\b")
_AMOUNT = re.compile(r"(?:€|eur(?:o)?)?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d{1,2}))?(?!\d)")
#: A message that begins with a day answers the question for one, whatever it goes on to tell.
_DAY_FIRST = re.compile(
    r"^\W*(?:op )?(?:de )?\d{1,2}(?:e|de|ste)?"
    r"(?:[-/. ]\d{1,2}\b| (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec))",
    re.IGNORECASE,
)
_COUNTS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "acht": 8, "tien": 10}
_AGO = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_COUNTS)}) (dag(?:en|je|jes)?|week|weken) (?:geleden|terug)\b")
_ALONE = re.compile(r"^\W*(?:postcode\W*)?\d{4}\s?(?:[A-Za-z]{2})?\W*$|\b\d{4}\s?[A-Z]{2}\b")
_NEARBY = {"today": 0, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the tenant, as a question hears it."""

    intent: str
    text: str = ""
    entities: Sequence[Mapping[str, Any]] = ()

    def values(self, entity: str) -> list[str]:
        return [str(e.get("value")) for e in self.entities if e.get("entity") == entity]

    @property
    def choice(self) -> str | None:
        """What a pressed button of ours says."""
        return next(iter(self.values("choice")), None)


def recognised(text: str, letters: Iterable[Letter]) -> str | None:
    """The kind of letter that words copied out of it give away; None when they give nothing away."""
    return next((letter.id for letter in letters if any(p.search(text) for p in letter.words)), None)


def is_pasted(text: str) -> bool:
    return len(text.split()) >= PASTED_WORDS


def answer_to(question: Question, reply: Reply, today: date) -> str | None:
    """What the reply says to the question, or None when it is no answer to it.

    Dates come as ISO days, amounts as cents, places and free texts as they were typed.
    """
    values = {option.value for option in question.options}
    if reply.choice is not None:
        return _nearby(reply.choice, question, today) if reply.choice in values else None
    given = _taken(question, reply, today)
    if given is not None:
        return given
    for option in question.options:
        short = len(reply.text.split()) <= ANSWER_WORDS and reply.intent in UNCLEAR | LETTER_INTENTS
        if reply.intent in option.intents or (short and any(p.search(reply.text) for p in option.words)):
            return _nearby(option.value, question, today)
    return _free_text(question, reply)


def only_named(question: Question, text: str) -> str | None:
    """The only option whose words stand in a text of any length; None where none does, or more than one."""
    named = [option.value for option in question.options if any(word.search(text) for word in option.words)]
    return named[0] if len(named) == 1 else None


def ahead(value: str, today: date) -> str:
    """A day and month without a year, read as long past, is the coming one: a hearing is always ahead.

    What is a few weeks past is left alone: that hearing may really have been.
    """
    try:
        day = date.fromisoformat(value)
        coming = day.replace(year=today.year if (day.month, day.day) >= (today.month, today.day) else today.year + 1)
    except ValueError:
        return value
    return coming.isoformat() if (today - day).days > LONG_PAST_DAYS else value


def behind(value: str, today: date) -> str | None:
    """A day that must lie behind, whatever year the reader of dates thought of; None when it can be no such day."""
    try:
        day = date.fromisoformat(value)
        if day <= today:
            return value
        last = day.replace(year=today.year if (day.month, day.day) <= (today.month, today.day) else today.year - 1)
    except ValueError:
        return value
    return last.isoformat() if (today - last).days <= JUST_PAST_DAYS else None


def days_ago(text: str, today: date) -> str | None:
    """The ISO day of "twee dagen geleden" or "3 weken terug"."""
    found = _AGO.search(text.lower())
    if found is None:
        return None
    count = _COUNTS.get(found[1]) or int(found[1])
    return (today - timedelta(days=count * (7 if found[2].startswith("we") else 1))).isoformat()


def _nearby(value: str, question: Question, today: date) -> str:
    if question.takes == "date" and value in _NEARBY:
        return (today + timedelta(days=_NEARBY[value])).isoformat()
    return value


def _taken(question: Question, reply: Reply, today: date) -> str | None:
    if question.takes == "date":
        # In a longer message about something else, a day is that other thing's day.
        is_answer = len(reply.text.split()) <= ANSWER_WORDS or reply.intent in UNCLEAR | LETTER_INTENTS
        is_answer = is_answer or bool(_DAY_FIRST.search(reply.text))
        return next(iter(reply.values("date")), days_ago(reply.text, today)) if is_answer else None
    if question.takes == "amount":
        amounts = reply.values("amount")
        return str(_cents(amounts[0])) if amounts else _typed_amount(reply)
    if question.takes == "place":
        postcodes = reply.values("postcode") or _POSTCODE.findall(reply.text)
        return str(postcodes[0]) if postcodes else None
    return None


def _cents(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def _typed_amount(reply: Reply) -> str | None:
    found = _AMOUNT.search(reply.text) if len(reply.text.split()) <= ANSWER_WORDS else None
    if found is None:
        return None
    return str(int(found[1].replace(".", "")) * 100 + int(((found[2] or "") + "00")[:2]))


def _free_text(question: Question, reply: Reply) -> str | None:
    """A typed place or free text, where nothing else was clearly meant."""
    said = reply.text.strip()
    if not said or reply.intent not in UNCLEAR:
        return None
    if question.takes == "text":
        return said
    return said if question.takes == "place" and len(said.split()) <= 4 else None


#: Intents that carry no request of their own: inside a flow they can only be an answer.
UNCLEAR = frozenset({"inform", "nlu_fallback", "out_of_scope", "affirm", "deny", "unsure", "change_contact_details"})


#: Intents with which a bare "deurwaarder" or "dagvaarding" is understood.
LETTER_INTENTS = frozenset(
    {
        *("report_reminder_letter", "report_bailiff_letter", "report_court_summons", "report_eviction_notice"),
        *("ask_letter_meaning", "ask_early_signalling", "cancel"),
    }
)


def deadline_sentence(words: DeadlineWords, found: Deadline | None, today: date) -> str:
    """The whole sentence about a deadline, known or not."""
    if found is None:
        return words.unknown
    text = words.passed if found.passed else words.today if found.days_left == 0 else words.ahead
    values = {"given": day_in_words(found.given, today), "day": day_in_words(found.last_day, today)}
    values["span"] = span_in_words(found.days_left)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def place_of(typed: str, places: Iterable[Place]) -> Place | None:
    """The municipality of a typed town or postcode; None when nobody filled it in."""
    digits = _POSTCODE.search(typed)
    name = _plain(typed)
    for place in places:
        if digits and any(low <= int(digits[1]) <= high for low, high in place.postcodes):
            return place
        if any(re.search(rf"\b{re.escape(_plain(town))}\b", name) for town in (place.name, *place.towns)):
            return place
    return None


def place_named(text: str, places: Iterable[Place]) -> Place | None:
    """The municipality that a message names by itself; four figures in a sentence may be an amount."""
    place = place_of(re.sub(r"\d", " ", text), places)
    return place or (place_of(text, places) if _ALONE.search(text) else None)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


def fitting(
    referrals: Iterable[Referral], need: str, place: Place | None, stale: frozenset[str], today: date
) -> list[Referral]:
    """At most three that help with a need: first the local ones, then those who do mainly this.

    What is past its review date is left out: `stale` holds the ids of facts that may not be told.
    """
    candidates = [
        referral
        for referral in referrals
        if need in referral.needs
        and (referral.place is None or referral.place == place)
        and (referral.fact is None or referral.fact not in stale)
        and (referral.next_review is None or today <= referral.next_review)
    ]
    candidates.sort(key=lambda r: (r.place is None, [str(n) for n in r.needs].index(need)))
    return candidates[:MAX_REFERRALS]
