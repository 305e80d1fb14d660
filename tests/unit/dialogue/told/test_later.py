"""Wanting to pay the rent later, all of it on one day; and what only sounds like it."""

from datetime import date

import pytest

from bot.dialogue.told import later, too_much
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 29)


def read(text: str, *, about_it: bool = False, **entities: str) -> later.Later:
    return later.read(text, heard(text, **entities), TODAY, about_it)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ik kan de huur van december pas 24 december betalen", "24 december"),
        ("pff. laat maar ik betaal wel 24 december dan", "24 december"),
        ("huh welke kosten. kan ik gewoon 24 dec afspreken ja/nee", "24 dec"),
        ("24 december betaal ik alles, kan dat of niet", "24 december"),
        ("ik krijg pas 24 december loon, dan betaal ik de huur", "24 december"),
        ("uitstel tot 24 december zou ik willen vragen", "24 december"),
    ],
)
def test_a_day_on_which_somebody_will_pay_is_heard(text: str, words: str) -> None:
    told = read(text, date=f"2026-12-24={words}")
    assert (told.wanted, told.day) == (True, "2026-12-24")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("de brief zegt betalen voor 24 december", "24 december"),
        ("ik moet 24 december naar de rechter voor de huur", "24 december"),
        ("ik kan de huur niet betalen van 24 december", "24 december"),
        ("ik heb de huur op 24 december al betaald", "24 december"),
        ("kunnen jullie 24 december bellen over de huur", "24 december"),
        ("kan mijn betaaldag 24 december worden", "24 december"),
    ],
)
def test_another_day_is_no_wish_to_pay_later(text: str, words: str) -> None:
    assert not read(text, date=f"2026-12-24={words}").wanted


def test_a_day_alone_counts_only_where_the_talk_is_about_paying_later() -> None:
    assert not read("nee, gewoon 24 december", date="2026-12-24=24 december").wanted
    assert read("nee, gewoon 24 december", about_it=True, date="2026-12-24=24 december").day == "2026-12-24"
    assert not read(
        "24 december of 28 december", about_it=True, date="2026-12-24=24 december|2026-12-28=28 december"
    ).wanted


def test_weeks_later_are_counted_from_the_day_that_the_rent_is_due() -> None:
    assert read("kan de huur 2 weken later").delay == 14
    assert read("mag ik een week uitstel voor de huur").delay == 7
    assert later.due_after(14, 1, TODAY) == date(2026, 12, 15)
    assert later.due_after(14, 1, date(2026, 12, 10)) == date(2026, 12, 24)


def test_another_day_for_every_month_is_no_deferral() -> None:
    told = read("kan mn betaaldatum vast naar de 25e", day_of_month="25")
    assert (told.wanted, told.wants_standing, told.standing) == (False, True, 25)
    told = read("mijn stufi komt de 24e, kan mijn betaaldag anders", day_of_month="24")
    assert (told.wanted, told.standing, told.income_day) == (False, None, 24)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil januari en verder op de 25e betalen ja?",
        "vanaf januari betaal ik op de 25e",
        "vanaf volgende maand wil ik de huur op de 25e betalen",
        "daarna altijd op de 25e betalen graag",
        "in het vervolg betaal ik op de 25e",
    ],
)
def test_a_day_from_some_month_on_moves_no_day_of_this_month(text: str) -> None:
    told = read(text, about_it=True, date="2026-12-25=25e")
    assert (told.wanted, told.wants_standing, told.standing) == (False, True, 25)


def test_this_month_and_those_after_it_each_have_their_day() -> None:
    text = "december betaal ik op de 24e en januari en verder op de 25e"
    told = read(text, date="2026-12-24=24e|2026-12-25=25e")
    assert (told.wanted, told.day, told.standing) == (True, "2026-12-24", 25)


def test_which_rent_is_told_unless_a_debt_is() -> None:
    assert later.rent_named("de huur van december pas de 24e") == "de huur van december"
    assert later.rent_named("mag ik de huur later betalen") == "de huur"
    assert later.rent_named("de huurachterstand betaal ik de 24e") == ""


@pytest.mark.parametrize("text", ["156 te veel. 100 is max", "156 kan niet", "dat lukt niet", "ik kan niet 156"])
def test_our_own_sum_may_be_too_much(text: str) -> None:
    ours = too_much.sum_of_ours(["Het past vanaf €\u00a0156,00 per maand."])
    assert ours == 15600
    assert too_much.says_too_much(text, 15600)


@pytest.mark.parametrize("text", ["die 1400 klopt niet", "1800 kan niet", "ja 156 is goed"])
def test_who_doubts_the_debt_or_agrees_finds_nothing_too_much(text: str) -> None:
    assert not too_much.says_too_much(text, 15600)


def test_what_they_can_pay_is_the_sum_below_ours() -> None:
    assert too_much.proposed("156 te veel. ik heb 3 kind. 100 is max", 15600) == 10000
    assert too_much.proposed("156 kan niet", 15600) is None


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("waarom krijg ik nou weer zo'n brief ik betaal elke maand de 15e", False),
        ("ik betaal altijd op de 15e", False),
        ("ik wil elke maand op de 15e betalen", True),
        ("ik betaal voortaan graag elke maand op de 15e", True),
    ],
)
def test_what_somebody_does_already_is_no_wish_for_another_pay_day(text: str, wants: bool) -> None:
    told = read(text, day_of_month="15e")
    assert told.wants_standing is wants
    assert not told.wanted or wants
