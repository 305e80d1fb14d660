"""The instalments as all-day events for the tenant's own calendar.

An event is named after the agreement's first version and its number, and every later version counts higher (RFC 5545,
3.8.7.4): whichever versions a calendar took in or skipped, the last one replaces them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event

from bot.arrangements.rules.schedule import Term
from bot.arrangements.writing.texts import Texts
from bot.guidance.words import euros

DOMAIN = "huurkompas"


@dataclass(frozen=True)
class Dates:
    """The days of an agreement as they stand now, and everything that could still be in a calendar because of it."""

    #: Of the first version: the same for all changes.
    first_id: UUID
    #: Number of the change whose days these are.
    change: int
    terms: Sequence[Term]
    #: Of all versions before, first to last.
    earlier: Sequence[Sequence[Term]] = ()
    #: Nothing has to be paid on these days any more.
    over: bool = False

    @property
    def sequence(self) -> int:
        """Rises with every change, and once more when it is over."""
        return 2 * self.change + self.over

    def gone(self) -> list[Term]:
        """What stood in an earlier version and stands no more, as it was last, by number."""
        last = {term.number: term for terms in (*self.earlier, self.terms) for term in terms}
        still = set() if self.over else {term.number for term in self.terms}
        return [last[number] for number in sorted(last.keys() - still)]


def as_calendar(texts: Texts, dates: Dates, made_at: datetime, *, values: dict[str, str], remind_days: int) -> bytes:
    """One event an instalment, with a reminder of its own; what is gone is taken out.

    What a glance at somebody's calendar shows names no landlord and no amount; those are in the description.
    `values`: account, number, reference, phone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Huurkompas//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for term in dates.gone():
        calendar.add_component(_event(texts, dates, term, made_at, "CANCELLED"))
    for term in () if dates.over else dates.terms:
        # Said aloud: a number that an earlier change took out may be back.
        event = _event(texts, dates, term, made_at, "CONFIRMED")
        event.add("description", texts.say("event-about", amount=euros(term.amount_cents), **values))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(texts, term, len(dates.terms)))
        # Nine in the morning, so many days before.
        alarm.add("trigger", timedelta(hours=9) - timedelta(days=remind_days))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(texts: Texts, dates: Dates, term: Term, made_at: datetime, status: str) -> Event:
    event = Event()
    event.add("uid", f"{dates.first_id}-{term.number}@{DOMAIN}")
    event.add("sequence", dates.sequence)
    event.add("status", status)
    event.add("dtstamp", made_at)
    event.add("dtstart", term.due_on)
    event.add("dtend", term.due_on + timedelta(days=1))
    event.add("summary", _summary(texts, term, len(dates.terms)))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(texts: Texts, term: Term, count: int) -> str:
    if count == 1:
        return texts.say("event-deferral")
    return texts.say("event-arrangement", number=str(term.number), count=str(max(count, term.number)))
