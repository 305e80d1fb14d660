"""The instalments as all-day events for the tenant's own calendar."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event

from bot.arrangements.rules.schedule import Term
from bot.arrangements.writing.texts import Texts
from bot.guidance.words import euros

DOMAIN = "huurkompas"


def as_calendar(
    texts: Texts,
    agreement_id: UUID,
    terms: Sequence[Term],
    made_at: datetime,
    *,
    values: dict[str, str],
    remind_days: int,
    replaced: Iterable[tuple[UUID, Sequence[Term]]] = (),
) -> bytes:
    """One event an instalment, with a reminder of its own. `replaced`: events of an earlier version, to take out.

    What a glance at somebody's calendar shows names no landlord and no amount; those are in the description.
    `values`: account, number, reference, phone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Huurkompas//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for earlier_id, earlier in replaced:
        for term in earlier:
            calendar.add_component(_cancelled(texts, earlier_id, term, len(earlier), made_at))
    for term in terms:
        event = _event(texts, agreement_id, term, len(terms), made_at)
        event.add("description", texts.say("event-about", amount=euros(term.amount_cents), **values))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(texts, term, len(terms)))
        # Nine in the morning, so many days before.
        alarm.add("trigger", timedelta(hours=9) - timedelta(days=remind_days))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(texts: Texts, agreement_id: UUID, term: Term, count: int, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{agreement_id}-{term.number}@{DOMAIN}")
    event.add("dtstamp", made_at)
    event.add("dtstart", term.due_on)
    event.add("dtend", term.due_on + timedelta(days=1))
    event.add("summary", _summary(texts, term, count))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _cancelled(texts: Texts, agreement_id: UUID, term: Term, count: int, made_at: datetime) -> Event:
    event = _event(texts, agreement_id, term, count, made_at)
    event.add("status", "CANCELLED")
    event.add("sequence", 1)
    return event


def _summary(texts: Texts, term: Term, count: int) -> str:
    if count == 1:
        return texts.say("event-deferral")
    return texts.say("event-arrangement", number=str(term.number), count=str(count))
