"""When a sentence tells of an eviction on a day that lies ahead."""

from datetime import date, datetime

import pytest

from engine.entities import find
from engine.signals.eviction import Day, dated
from engine.signals.segments import sentences

NOW = datetime.fromisoformat("2026-11-22T14:00:00+01:00")


def days_out(text: str) -> list[date]:
    named = [Day(date.fromisoformat(one.value), one.start, one.end) for one in find(text, NOW) if one.entity == "date"]
    found = [dated(sentence, named, NOW.date()) for sentence in sentences(text)]
    return [day.day for day in found if day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("er ligt een briefje dat we er 15 december uit moeten", date(2026, 12, 15)),
        ("de deurwaarder komt 11 december ons huis leeghalen", date(2026, 12, 11)),
        ("dinsdag moe'k d'r uut", date(2026, 11, 24)),
        ("brief zegt wij weg uit huis 22 januari", date(2027, 1, 22)),
        ("over vier dagen moet ik de sleutels afgeven volgens het vonnis", date(2026, 11, 26)),
    ],
)
def test_the_day_to_be_out_by_is_heard(text: str, day: date) -> None:
    assert days_out(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "per 31 december wil ik eruit",
        "sinds de ontruiming van afgelopen vrijdag slaap ik in de auto",
        "de hond moet eruit, morgen bel ik",
        "wanneer moet ik de sleutels inleveren als ik de 31e vertrek",
    ],
)
def test_leaving_oneself_and_what_lies_behind_is_no_eviction_to_come(text: str) -> None:
    assert days_out(text) == []
