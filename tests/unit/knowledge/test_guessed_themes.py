"""Narrower answers that no words of the content name: the engine's guess counts, if it is sure and may be said."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.models import Moment
from bot.knowledge.services import AnswerBook
from bot.knowledge.themes import FIRST_WORDS, SURE, SURE_BESIDE, SURE_BY_WORDS, SURE_OFF_SUBJECT

#: Words that no answer lists.
WORDS = "stel nou dat het misgaat"
JUDGED = Moment(stage="judgment")


def guessed(book: AnswerBook, intent: str, *likely: tuple[str, float], moment: Moment = FIRST_WORDS) -> str | None:
    return book.theme(intent, WORDS, moment=moment, likely=likely)


def test_without_a_guess_these_words_call_for_nothing(book: AnswerBook) -> None:
    assert guessed(book, "nlu_fallback") is None


@pytest.mark.parametrize(
    ("intent", "sureness", "answer"),
    [
        ("nlu_fallback", SURE, "theme_winter_shield"),
        ("nlu_fallback", SURE - 0.01, None),
        ("fear_eviction", SURE_BESIDE, "theme_winter_shield"),
        ("fear_eviction", SURE_BESIDE - 0.01, None),
    ],
)
def test_what_was_understood_otherwise_is_left_for_a_surer_guess_only(
    book: AnswerBook, intent: str, sureness: float, answer: str | None
) -> None:
    assert guessed(book, intent, ("theme_winter_shield", sureness)) == answer


def test_an_answer_to_other_subjects_needs_to_be_surer_still(book: AnswerBook) -> None:
    # "Hoger beroep" is written for any subject, "Beslag op je bankrekening" for some.
    assert guessed(book, "ask_privacy", ("theme_bank_account", SURE_BESIDE)) is None
    assert guessed(book, "ask_privacy", ("theme_bank_account", SURE_OFF_SUBJECT)) == "theme_bank_account"
    assert guessed(book, "ask_seizure", ("theme_bank_account", SURE_BESIDE)) == "theme_bank_account"


@pytest.mark.parametrize("intent", ["greet", "goodbye", "cancel", "opt_out"])
def test_what_is_no_question_is_none_however_it_sounds(book: AnswerBook, intent: str) -> None:
    assert guessed(book, intent, ("theme_one_word", 0.99)) is None


def test_words_that_the_content_names_come_before_any_guess_where_the_engine_finds_them_possible(
    book: AnswerBook,
) -> None:
    likely = (("theme_winter_shield", 0.99), ("theme_word_execution", SURE_BY_WORDS))
    assert book.theme("nlu_fallback", "wat is executie", likely=likely) == "theme_word_execution"
    assert book.theme("nlu_fallback", "wat is executie") == "theme_word_execution"


def test_words_whose_answer_the_engine_finds_unlikely_are_no_proof(book: AnswerBook) -> None:
    likely = (("theme_winter_shield", 0.99), ("theme_word_execution", SURE_BY_WORDS - 0.01))
    assert book.theme("nlu_fallback", "wat is executie", likely=likely) == "theme_winter_shield"


def test_what_may_not_be_said_at_this_moment_makes_way_for_the_next(book: AnswerBook) -> None:
    likely = (("theme_when_out", 0.9), ("theme_how_much_time", 0.5))
    assert guessed(book, "nlu_fallback", *likely, moment=JUDGED) == "theme_when_out"
    assert guessed(book, "nlu_fallback", *likely) == "theme_how_much_time"


def test_what_was_just_told_is_not_guessed_again(book: AnswerBook) -> None:
    told = frozenset({"theme_winter_shield"})
    assert book.theme("nlu_fallback", WORDS, likely=(("theme_winter_shield", 0.9),), passed=told) is None


def test_words_that_make_an_answer_untrue_rule_out_the_guess_too(book: AnswerBook) -> None:
    said = "ik heb niks ingevuld en nergens op geklikt hoor"
    assert book.theme("nlu_fallback", said, likely=(("theme_gave_bank_details", 0.9),)) is None


@given(likely=st.lists(st.tuples(st.text(max_size=12), st.floats(0, 1)), max_size=5))
def test_an_answer_that_nobody_wrote_is_never_told(book: AnswerBook, likely: Sequence[tuple[str, float]]) -> None:
    assert guessed(book, "nlu_fallback", *likely) is None


def test_all_that_may_be_said_is_likely_however_unsure_and_nothing_else(book: AnswerBook) -> None:
    guesses = [("theme_when_out", 0.3), ("theme_how_much_time", 0.2), ("theme_winter_shield", 0.1), ("gone", 0.9)]
    found = book.themes.may_be_said(guesses, WORDS, moment=FIRST_WORDS, passed=frozenset({"theme_winter_shield"}))
    assert [(answer.id, sureness) for answer, sureness in found] == [("theme_how_much_time", 0.2)]


def test_words_that_make_an_answer_untrue_rule_it_out_in_capitals_too(book: AnswerBook) -> None:
    said = "Ik heb NIKS  ingevuld en nergens op geklikt hoor"
    guesses = [("theme_gave_bank_details", 0.3)]
    assert book.themes.may_be_said(guesses, said, moment=FIRST_WORDS, passed=frozenset()) == []
