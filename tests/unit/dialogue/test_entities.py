"""What was heard in a message, by its kind."""

from typing import Any

import pytest

from bot.dialogue.entities import each_day_once, of_kind, span, values
from tests.unit.dialogue.told.heard import heard

HEARD = heard("300 op 2026-12-05 of 150 op 2026-12-24", amount="300.00=300|150.00=150", date="2026-12-05|2026-12-24")


def test_values_come_by_their_kind_in_the_order_they_were_heard() -> None:
    assert values(HEARD, "amount") == ["300.00", "150.00"]
    assert values(HEARD, "phone") == []


def test_more_kinds_may_be_asked_for_at_once() -> None:
    assert of_kind(HEARD, "date", "amount") == HEARD
    assert of_kind(HEARD, "date", "day_of_month") == HEARD[2:]


def test_it_is_known_where_words_stand() -> None:
    assert span(HEARD[0]) == (0, 3)


@pytest.mark.parametrize("entity", [{}, {"start": 0}, {"end": 3}, {"start": None, "end": 3}])
def test_a_place_that_was_not_told_in_full_is_none(entity: dict[str, Any]) -> None:
    assert span(entity) is None


def test_a_day_named_twice_in_one_breath_is_one_day() -> None:
    text = "bel me vandaag maandag na 3 uur"
    found = each_day_once(text, heard(text, date="2026-11-30=vandaag|2026-12-07=maandag"))
    assert values(found, "date") == ["2026-11-30"]
    assert span(found[0]) == (7, 22)


def test_two_days_stay_two() -> None:
    text = "vandaag of maandag"
    assert len(each_day_once(text, heard(text, date="2026-11-30=vandaag|2026-12-07=maandag"))) == 2
    other = "morgen maandag"
    assert len(each_day_once(other, heard(other, date="2026-12-01=morgen|2026-12-07=maandag"))) == 2
