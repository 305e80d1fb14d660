"""What may still be stated on a day, and where it is written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import rules
from bot.knowledge.models import Fact, Source
from bot.knowledge.sources import best_sources, law_of, listed, trusted

DAY = date(2026, 11, 22)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))


def fact(
    *,
    id: str = "f",
    valid_from: date | None = None,
    valid_until: date | None = None,
    next_review: date = date(2028, 11, 22),
    confirmed: bool = True,
    sources: tuple[Source, ...] = (),
    basis: str | None = None,
    aside: bool = False,
) -> Fact:
    return Fact(
        id=id,
        statement="Iets.",
        basis=basis,
        sources=sources,
        checked_on=DAY,
        source_date=None,
        valid_from=valid_from,
        valid_until=valid_until,
        next_review=next_review,
        volatility="stable",
        confirmed=confirmed,
        aside=aside,
    )


@given(days, days)
def test_a_fact_is_stated_up_to_its_review_date_and_not_after(review: date, today: date) -> None:
    assert rules.is_current(fact(next_review=review), today) == (today <= review)


@given(days, st.integers(0, 400), days)
def test_a_fact_is_stated_only_while_it_is_in_force(start: date, length: int, today: date) -> None:
    end = start + timedelta(days=length)
    known = fact(valid_from=start, valid_until=end, next_review=date(2040, 1, 1))
    assert rules.is_current(known, today) == (start <= today <= end)


def test_an_unconfirmed_and_an_unknown_fact_count_as_not_tellable() -> None:
    facts = {"good": fact(id="good"), "guess": fact(id="guess", confirmed=False)}
    assert rules.split_by_date(["good", "guess", "gone"], facts, DAY) == (("good",), ("guess", "gone"))


def test_at_most_three_different_sources_are_shown_and_official_ones_first() -> None:
    urls = ["https://krant.nl/a", "https://krant.nl/a", "https://advocaat.nl/b", "https://www.nvvk.nl/c"]
    official = "https://www.rijksoverheid.nl/d"
    sources = tuple(Source(url, url) for url in [*urls, official])
    found = best_sources([fact(sources=sources)])
    assert [source.url for source, _ in found] == [official, urls[3], urls[0]]


def test_a_source_without_an_address_is_not_shown() -> None:
    assert best_sources([fact(sources=(Source("Eigen kennis", None),))]) == ()


@pytest.mark.parametrize(
    ("day", "text"), [(date(2026, 11, 22), "22 november 2026"), (date(2027, 1, 1), "1 januari 2027")]
)
def test_a_date_is_written_in_dutch(day: date, text: str) -> None:
    assert rules.dutch_date(day) == text


def test_the_source_line_names_only_who_a_tenant_can_trust() -> None:
    paper = Source("Metro", "https://www.metronieuws.nl/x")
    desk = Source("Juridisch Loket", "https://www.juridischloket.nl/y")
    elsewhere = Source("Gemeente Elders", "https://lokaleregelgeving.overheid.nl/z")
    posing = Source("Nep", "https://rechtspraak.nl.example.com/q")
    found = trusted([fact(sources=(paper, elsewhere, posing, desk))])
    assert [source.name for source, _ in found] == ["Juridisch Loket"]


DESK = Source("Juridisch Loket", "https://www.juridischloket.nl/y")
OPPOSITION = fact(id="opposition", basis="art. 143 Rv", sources=(Source("Blad", "https://blad.example/x"),))
HELP = fact(id="help", basis="art. 7-8 Wet op de rechtsbijstand", sources=(DESK,), aside=True)
SERVED = fact(id="served", basis="art. 430 Rv", sources=(DESK,))


@pytest.mark.parametrize("others", [(HELP,), (SERVED,), (HELP, SERVED)])
def test_the_law_of_the_claim_is_named_and_not_a_better_known_address_beside_it(others: tuple[Fact, ...]) -> None:
    assert law_of([OPPOSITION, *others]) == ("de wet (art. 143 Rv)", DAY)


def test_where_help_is_to_be_had_carries_no_claim_even_where_it_is_told_first() -> None:
    assert law_of([HELP, OPPOSITION]) == ("de wet (art. 143 Rv)", DAY)
    assert law_of([fact(), HELP]) is None
    assert "juridischloket" not in "".join(listed([OPPOSITION, HELP]))


def test_what_an_answer_tells_of_help_itself_stands_under_its_own_law() -> None:
    assert law_of([HELP]) == ("Juridisch Loket (art. 7-8 Wet op de rechtsbijstand)", DAY)
