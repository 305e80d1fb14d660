"""The days of an agreement in the tenant's own calendar, whichever versions that calendar took in before."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.arrangements.rules.schedule import Term
from bot.arrangements.writing.ics import Dates, as_calendar
from bot.arrangements.writing.texts import load_texts
from bot.settings import PROJECT

TEXTS = load_texts(PROJECT / "content")
MADE_AT = datetime(2026, 11, 23, 13, tzinfo=UTC)
FIRST = UUID(int=1)
VALUES = {"account": "NL02ABNA0123456789", "number": "0012308", "reference": "R-4K7M2", "phone": "088-0000 000"}


def terms(count: int, start: date = date(2026, 12, 1)) -> tuple[Term, ...]:
    return tuple(Term(n, start + timedelta(days=31 * (n - 1)), 21_666) for n in range(1, count + 1))


def events(dates: Dates) -> list[Any]:
    made = as_calendar(TEXTS, dates, MADE_AT, values=VALUES, remind_days=3)
    return list(Calendar.from_ical(made).walk("VEVENT"))


def taken_in(calendar: dict[str, Any], dates: Dates) -> None:
    """What a calendar does with a file (RFC 5546, 2.1.5): of each event the highest sequence stays."""
    for event in events(dates):
        known = calendar.get(str(event["uid"]))
        if known is None or int(event["sequence"]) >= int(known["sequence"]):
            calendar[str(event["uid"])] = event


def shown(calendar: dict[str, Any]) -> list[date]:
    return sorted(e.decoded("dtstart") for e in calendar.values() if str(e["status"]) == "CONFIRMED")


def test_the_calendar_has_a_day_an_instalment_and_tells_a_glance_nothing() -> None:
    found = events(Dates(FIRST, 0, terms(3)))
    assert [event.decoded("dtstart") for event in found] == [term.due_on for term in terms(3)]
    assert [str(event["summary"]) for event in found] == [f"Termijn {n} van 3" for n in (1, 2, 3)]
    assert "€\u00a0216,66" in str(found[0]["description"])
    assert {str(event["class"]) for event in found} == {"PRIVATE"}
    alarm = found[0].walk("VALARM")[0]
    assert alarm.decoded("trigger") == timedelta(hours=9) - timedelta(days=3)
    assert len({str(event["uid"]) for event in found}) == 3


def versions(counts: Sequence[int]) -> Iterator[Dates]:
    plans = [terms(count, date(2026, 12, 1) + timedelta(days=7 * at)) for at, count in enumerate(counts)]
    for change, plan in enumerate(plans):
        yield Dates(FIRST, change, plan, plans[:change])


@settings(max_examples=25)
@given(counts=st.lists(st.integers(1, 9), min_size=1, max_size=6), data=st.data())
def test_the_last_version_replaces_all_that_a_calendar_took_in_before(counts: list[int], data: st.DataObject) -> None:
    all_of_them = list(versions(counts))
    calendar: dict[str, Any] = {}
    for dates in all_of_them[:-1]:
        if data.draw(st.booleans()):
            taken_in(calendar, dates)
    taken_in(calendar, all_of_them[-1])
    due = [term.due_on for term in all_of_them[-1].terms]
    assert shown(calendar) == due
    # An older file that is opened once more changes nothing.
    taken_in(calendar, data.draw(st.sampled_from(all_of_them)))
    assert shown(calendar) == due


def test_what_is_over_leaves_the_calendar() -> None:
    calendar: dict[str, Any] = {}
    first, second = versions([4, 2])
    taken_in(calendar, first)
    taken_in(calendar, Dates(FIRST, 1, second.terms, second.earlier, over=True))
    assert shown(calendar) == []
