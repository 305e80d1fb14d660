"""Which wording, which stage, which feeling is named."""

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import rules
from bot.knowledge.models import Answer, AnswerVariant
from tests.support.wiring import CONTENT

TEXTS = ("Eerste tekst.", "Tweede tekst.", "Derde tekst.")
distinct_texts = st.lists(st.text(alphabet="abcdefgh ", min_size=9, max_size=9), min_size=2, max_size=4, unique=True)


def _variant(text: str) -> AnswerVariant:
    return AnswerVariant(facts=(), texts=(text,), simpler=None, timeless=(), buttons=())


@given(distinct_texts, st.text(), st.booleans())
def test_the_last_text_is_never_said_again_word_for_word(texts: list[str], seed: str, simpler: bool) -> None:
    previous: list[str] = []
    for turn in range(12):
        chosen = rules.choose_text(texts, "de eenvoudige", previous, f"{seed}{turn}", want_simpler=simpler)
        assert not previous or chosen != previous[-1]
        previous.append(chosen)


@given(distinct_texts, st.text())
def test_every_wording_is_used_before_one_comes_back(texts: list[str], seed: str) -> None:
    previous: list[str] = []
    for _ in texts:
        previous.append(rules.choose_text(texts, None, previous, seed))
    assert sorted(previous) == sorted(texts)


@given(st.text())
def test_the_simpler_explanation_comes_before_any_repetition(seed: str) -> None:
    assert rules.choose_text(TEXTS, "Makkelijk.", TEXTS, seed) == "Makkelijk."


@given(st.text())
def test_the_same_seed_always_gives_the_same_wording(seed: str) -> None:
    assert rules.choose_text(TEXTS, None, [], seed) == rules.choose_text(TEXTS, None, [], seed)


def test_different_messages_start_with_different_wordings() -> None:
    assert {rules.choose_text(TEXTS, None, [], f"message-{n}") for n in range(40)} == set(TEXTS)


def test_who_asks_for_simpler_gets_the_simpler_text() -> None:
    assert rules.choose_text(TEXTS, "Makkelijk.", [], "x", want_simpler=True) == "Makkelijk."


def test_a_text_counts_as_said_when_it_stood_inside_a_longer_message() -> None:
    said = [f"Ik snap dat je bang bent. {text}" for text in TEXTS]
    assert rules.choose_text(TEXTS, "Makkelijk.", said, "x") == "Makkelijk."


def test_a_stage_has_its_own_truth_and_the_others_the_general_one() -> None:
    answer = Answer(
        id="a",
        intents=("a",),
        kind="information",
        topic_title="A",
        general=_variant("algemeen"),
        by_stage={"judgment": _variant("vonnis")},
    )
    assert rules.for_stage(answer, "judgment").texts == ("vonnis",)
    assert rules.for_stage(answer, "reminder").texts == ("algemeen",)
    assert rules.for_stage(answer, None).texts == ("algemeen",)


def test_the_first_feeling_is_named_unless_the_answer_does_so_itself() -> None:
    lines = {"fear": ["Bang zijn mag."], "shame": ["Je bent niet de enige."]}
    assert rules.opening_feeling(["fear", "shame"], lines, [], [], "x") == "Bang zijn mag."
    assert rules.opening_feeling(["fear", "shame"], lines, ["fear"], [], "x") == "Je bent niet de enige."


def test_a_feeling_is_named_once_in_a_conversation() -> None:
    lines = {"fear": ["Bang zijn mag.", "Logisch dat je schrikt."]}
    assert rules.opening_feeling(["fear"], lines, [], ["Bang zijn mag. En verder."], "x") is None


def test_an_unknown_feeling_is_passed_over() -> None:
    assert rules.opening_feeling(["joy"], {}, [], [], "x") is None


def test_the_feeling_joins_the_first_paragraph() -> None:
    assert rules.paragraphs(rules.with_opening("Bang zijn mag.", "Een.\n\nTwee.")) == ["Bang zijn mag. Een.", "Twee."]


def test_a_wording_is_known_again_with_another_question_or_promise_under_it() -> None:
    text = "Betaal de nieuwe huur als het kan. Voor de rest zoeken we samen een plan. Welke dag lukt?"
    said = "Goed. Betaal de nieuwe huur als het kan. Voor de rest zoeken we samen een plan.\n\nVan wie is de brief?"
    assert rules.is_said_in(text, said)
    assert not rules.is_said_in("Een deurwaarder vraagt om geld voor een ander. Welke dag lukt?", said)


def test_an_answer_whose_words_are_denied_is_not_told_again() -> None:
    book = CONTENT.book
    denied = "er is geen beslag op mijn loon"
    assert book.theme("ask_seizure", denied) == "theme_seized_already"
    assert book.theme("ask_seizure", denied, passed=frozenset({"theme_seized_already"})) != "theme_seized_already"
    again = "er ligt echt beslag op mijn loon"
    assert book.theme("ask_seizure", again, passed=frozenset({"theme_seized_already"})) == "theme_seized_already"
