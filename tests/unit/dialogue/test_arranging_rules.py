"""What a message wishes for, and what counts as a yes to a text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules.schedule import Wish
from bot.dialogue.arranging import rules
from bot.guidance.rules import Reply

TODAY = date(2026, 11, 23)


def heard(text: str = "", **entities: str) -> Reply:
    return Reply("inform", text, [{"entity": name, "value": value} for name, value in entities.items()])


@pytest.mark.parametrize(
    ("reply", "wish"),
    [
        (heard(amount="120.50"), {"goal": "arrangement", "amount": "12050"}),
        (heard(duration="P6M"), {"goal": "arrangement", "terms": "6"}),
        (heard(duration="P1Y"), {"goal": "arrangement", "terms": "12"}),
        (heard("in 4 termijnen"), {"goal": "arrangement", "terms": "4"}),
        (heard(date="2026-12-15"), {"goal": "deferral", "day": "2026-12-15"}),
        (heard(day_of_month="24"), {"goal": "deferral", "day": "2026-11-24"}),
        (heard(day_of_month="23"), {"goal": "deferral", "day": "2026-12-23"}),
        (heard(duration="P2W"), {"goal": "deferral", "day": "2026-12-07"}),
        (heard(amount="50.00", date="2026-12-01"), {"goal": "arrangement", "amount": "5000", "day": "2026-12-01"}),
        (heard("in 1x op 15 december", date="2026-12-15"), {"goal": "deferral", "day": "2026-12-15"}),
        (heard("geen idee"), {}),
        (heard(amount="99999999.00"), {}),
    ],
)
def test_an_amount_a_length_and_a_day_each_lead_on(reply: Reply, wish: dict[str, str]) -> None:
    assert rules.wish_in(reply, TODAY) == wish


def test_the_wish_in_the_state_is_the_wish_that_is_proposed() -> None:
    assert rules.wish_of({"terms": "4"}) == Wish(terms=4)
    assert rules.wish_of({"amount": "5000", "day": "2026-12-01"}) == Wish(None, 5000, date(2026, 12, 1))


@pytest.mark.parametrize(
    "text", ["ja, ik ga akkoord", "Akkoord", "ik ga akkoord", "ja akkoord!", "ik ben akkoord", "ga ermee akkoord"]
)
def test_a_clear_yes_to_the_text(text: str) -> None:
    assert rules.agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ja", "oké", "is goed", "ik ga niet akkoord", "akkoord?", "akkoord als het 50 wordt", "nooit akkoord"),
        *("nog niet akkoord", "akkoord maar pas in januari", "ik ga akkoord tenzij mijn loon niet komt"),
    ],
)
def test_no_yes_or_one_with_a_condition_is_no_yes(text: str) -> None:
    assert not rules.agrees(text)


@given(st.lists(st.integers(0, 500_000), max_size=6))
def test_a_bar_is_drawn_for_all_that_is_open_and_for_nothing_else(parts: list[int]) -> None:
    bars = rules.bar(parts)
    assert [bool(bar) for bar in bars] == [part > 0 for part in parts]
    assert all(len(bar) <= 12 for bar in bars)


@pytest.mark.parametrize(
    ("reply", "count"),
    [
        (heard(choice="6"), 6),
        (heard(choice="9"), None),
        (heard("de eerste"), 3),
        (heard("doe maar 6"), 6),
        (heard(duration="P3M"), 3),
        (heard("weet niet"), None),
    ],
)
def test_which_of_the_plans_is_meant(reply: Reply, count: int | None) -> None:
    assert rules.chosen([3, 6], reply) == count


def test_means_that_were_not_told_are_none() -> None:
    assert rules.means_of({"left": "unknown", "income_day": "24"}) is None
    means = rules.means_of({"left": "15000", "income_day": "unknown", "debts": "yes"})
    assert means is not None
    assert (means.income_day, means.left_cents, means.other_debts) == (None, 15000, True)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("kan ik alles in een keer aflossen", rules.PAYOFF),
        ("ik wil de rest ineens betalen", rules.PAYOFF),
        ("ik betaal het hele bedrag liever in 1 keer", rules.PAYOFF),
        ("ik kan het niet in een keer betalen", None),
        ("alles betalen lukt niet", None),
        ("mag die nieuwe maand erbij in de regeling", rules.MERGE),
        ("kunnen jullie november meenemen", rules.MERGE),
        ("hoe staat het met mijn regeling", None),
        ("deze maand lukt niet", None),
    ],
)
def test_what_somebody_wants_of_what_runs(text: str, way: str | None) -> None:
    assert rules.way_in(text) == way


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Ik weet het niet, wat stelt u voor?", True),
        ("doe jij maar een voorstel", True),
        ("weet ik echt niet", True),
        ("100 per maand", False),
        ("ik kan de 24e betalen", False),
    ],
)
def test_who_asks_us_to_propose_is_understood(text: str, leaves: bool) -> None:
    assert rules.leaves_it_to_us(Reply("nlu_fallback", text, [])) is leaves


def test_so_many_times_may_be_written_with_an_x() -> None:
    assert rules.wish_in(Reply("inform", "3x fixen", []), date(2026, 11, 29))["terms"] == "3"
