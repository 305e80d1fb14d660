"""Days and amounts hold over the whole calendar: leap days, month ends, New Year and the change of clocks included."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from engine.entities import find
from engine.entities.forms import MONTHS, WEEKDAYS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SHORT = ("ma", "di", "wo", "do", "vr", "za", "zo")
#: How tenants were seen to write the long months, up to two letters off.
MISSPELT = {
    "januari": ("januwarie", "janauri", "januarri"),
    "februari": ("feberwari", "febuarie", "februwarie"),
    "augustus": ("augusstus", "agustes", "auchustus"),
    "september": ("septemmer", "setembr", "septemeber"),
    "oktober": ("oktobber", "octobers", "ogtober"),
    "november": ("novenbr", "novembber", "noverber"),
    "december": ("dessember", "desemmber", "decebmer"),
}
UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")

days = st.dates(date(2024, 1, 1), date(2034, 12, 31))
clocks = st.times()


def said(text: str, today: date, clock: time = time(12)) -> list[tuple[str, str]]:
    return [(one.entity, one.value) for one in find(text, datetime.combine(today, clock, AMSTERDAM))]


def only_date(text: str, today: date) -> date:
    found = said(text, today)
    assert [kind for kind, _ in found] == ["date"], (text, today, found)
    return date.fromisoformat(found[0][1])


@given(days, days)
@example(date(2028, 2, 29), date(2027, 12, 31))
def test_a_day_written_out_is_that_day(day: date, today: date) -> None:
    for text in (f"op {day.day} {MONTHS[day.month - 1]} {day.year}, dan kan het", f"tot {day:%d-%m-%Y} svp"):
        assert only_date(text, today) == day


@given(days, clocks)
@example(date(2027, 3, 28), time(2, 30))
@example(date(2026, 10, 25), time(2, 30))
def test_today_and_tomorrow_are_days_of_the_dutch_calendar(today: date, clock: time) -> None:
    text = "vandaag de helft, morgen de rest"
    assert said(text, today, clock) == [
        ("date", today.isoformat()),
        ("date", (today + timedelta(days=1)).isoformat()),
    ]


@given(days, st.integers(0, 6))
def test_a_short_weekday_is_the_same_day_as_the_long_one(today: date, index: int) -> None:
    if SHORT[index] == "zo":  # "tot zo" is a goodbye
        assert said("tot zo", today) == []
        return
    short, long = (only_date(f"uitstel tot {name} aub", today) for name in (SHORT[index], WEEKDAYS[index]))
    assert short == long
    assert short.weekday() == index
    assert 1 <= (short - today).days <= 7


@given(days, st.integers(1, 31))
def test_this_months_day_in_letters_is_of_this_month(today: date, day: int) -> None:
    found = said(f"uw brief d.d. {day} dezer", today)
    if day > calendar.monthrange(today.year, today.month)[1]:
        assert found == []
    else:
        assert found == [("date", today.replace(day=day).isoformat())]


@given(days, st.integers(1, 12))
def test_the_end_of_a_month_is_its_last_day_and_lies_ahead(today: date, month: int) -> None:
    end = only_date(f"dat wordt het einde van de maand {MONTHS[month - 1]}", today)
    assert (end.month, end.day) == (month, calendar.monthrange(end.year, month)[1])
    assert 0 <= (end - today).days <= 366


@given(days, st.integers(1, 28), st.sampled_from(sorted(MISSPELT)), st.integers(0, 2))
def test_a_misspelt_month_is_that_month(today: date, day: int, month: str, which: int) -> None:
    assert only_date(f"mag het {day} {MISSPELT[month][which]}", today) == only_date(f"mag het {day} {month}", today)


@given(days, st.integers(1, 92))
def test_what_holds_since_a_day_just_past_began_on_it(today: date, ago: int) -> None:
    began = today - timedelta(days=ago)
    text = f"per {began.day} {MONTHS[began.month - 1]} ben ik mijn baan kwijt"
    assert only_date(text, today) == began


@given(days, st.integers(1, 31))
def test_a_day_that_comes_back_every_month_is_no_date(today: date, day: int) -> None:
    assert said(f"mijn geld komt elke maand op de {day}e, kan de incasso dan ook", today) == [
        ("day_of_month", str(day))
    ]
    assert said(f"mijn loon komt altijd {day} van maand", today) == [("day_of_month", str(day))]


@given(days, st.integers(2, 23))
def test_paying_off_over_months_is_a_length_and_in_so_many_months_is_a_day(today: date, months: int) -> None:
    assert said(f"mag ik het over {months} maanden uitsmeren", today) == [("duration", f"P{months}M")]
    assert only_date(f"over {months} maanden heb ik werk", today) > today


@given(st.integers(1, 9), st.integers(1, 9), st.integers(2, 9))
def test_a_dictated_amount_is_one_amount(hundreds: int, unit: int, ten: int) -> None:
    tens = TENS[ten - 2]
    spoken = f"{UNITS[hundreds - 1]} honderd {UNITS[unit - 1]} en {tens} euro"
    if hundreds == 1 or unit == 1:
        return  # "een" is mostly an article
    assert said(f"ik kan eh {spoken} betalen", date(2026, 11, 22)) == [
        ("amount", f"{100 * hundreds + 10 * ten + unit}.00")
    ]
