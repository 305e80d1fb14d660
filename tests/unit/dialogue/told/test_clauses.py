"""The stretches of a message that each say one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.told.clauses import clause_at, clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ik kan 150, meer niet", ["ik kan 150", " meer niet"]),
        ("ik kan 150 en de rest later", ["ik kan 150", "en de rest later"]),
        ("het is 1.480,50 maar niet nu", ["het is 1.480,50", "maar niet nu"]),
        ("300 euro. als ik dat heb!", ["300 euro", "als ik dat heb"]),
        ("?! ", []),
    ],
)
def test_a_message_is_parted_where_it_says_something_else(text: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == parts


@given(st.text(alphabet="ab ,.!?1\n("))
def test_each_stretch_is_known_by_its_place(text: str) -> None:
    for clause in clauses(text):
        assert text[clause.start : clause.end] == clause.text
        assert clause_at(text, clause.start) == clause
        assert clause_at(text, clause.end - 1) == clause


def test_a_mark_between_two_stretches_lies_in_none() -> None:
    assert clause_at("ja. nee", 2) is None
