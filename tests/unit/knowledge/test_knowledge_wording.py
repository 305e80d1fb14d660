"""Placeholders, sentences, and how hard a text is to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import rules

KNOWN = {"phone", "promise", "corporation"}


def test_placeholders_are_filled() -> None:
    assert rules.fill("Bel {phone}.", {"phone": "112"}, KNOWN) == "Bel 112."


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(rules.PlaceholderError, match="unknown placeholder: amount"):
        rules.fill("Betaal {amount}.", {"amount": "1"}, KNOWN)


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(rules.PlaceholderError, match="no value for placeholder: phone"):
        rules.fill("Bel {phone}.", {}, KNOWN)


def test_a_sentence_whose_value_is_empty_is_left_out() -> None:
    text = "Er kijkt iemand mee. {promise} Je hoeft niets.\n\n{promise}\n\nBel {phone}."
    filled = rules.fill(text, {"promise": "", "phone": "112"}, KNOWN)
    assert filled == "Er kijkt iemand mee. Je hoeft niets.\n\nBel 112."


def test_a_filled_value_is_not_read_as_a_placeholder_again() -> None:
    assert rules.fill("{corporation}", {"corporation": "{phone}"}, KNOWN) == "{phone}"


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), st.text(min_size=1).filter(str.strip), min_size=3))
def test_no_placeholder_is_left_when_all_values_are_known(values: dict[str, str]) -> None:
    plain = {name: value.replace("{", "").replace("}", "") for name, value in values.items()}
    text = "Wij zijn {corporation}. {promise} Bel {phone}."
    assert not rules.placeholders(rules.fill(text, plain, KNOWN))


def test_sentences_end_where_a_new_one_begins_and_not_inside_a_time_or_an_address() -> None:
    text = "Bel voor 11.00 uur. Kijk op juridischloket.nl. Lukt dat? 'Ja.' Goed zo!"
    assert rules.sentences(text) == [
        "Bel voor 11.00 uur.",
        "Kijk op juridischloket.nl.",
        "Lukt dat?",
        "'Ja.'",
        "Goed zo!",
    ]


def test_a_promise_is_a_sentence_of_its_own() -> None:
    assert rules.sentences("Goed. {promise} Bel ons.") == ["Goed.", "{promise}", "Bel ons."]


def test_a_wrapped_line_is_no_new_paragraph() -> None:
    assert rules.tidy("Een zin\ndie doorloopt.\n \nEen tweede.\n") == "Een zin die doorloopt.\n\nEen tweede."


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert rules.tidy(rules.tidy(text)) == rules.tidy(text)


@pytest.mark.parametrize(("word", "count"), [("huur", 1), ("aanmaning", 3), ("financiële", 5), ("112", 1)])
def test_syllables_are_vowel_groups(word: str, count: int) -> None:
    assert rules.syllables(word) == count


def test_sentence_lengths_are_measured() -> None:
    measured = rules.readability("Dit zijn vier woorden. Dit zijn er zes, denk ik.")
    assert (measured.sentences, measured.words, measured.mean_sentence, measured.longest_sentence) == (2, 10, 5.0, 6)


def test_office_language_scores_harder_than_plain_language() -> None:
    plain = rules.readability("Je huur is niet betaald. Bel ons. Dan kijken we samen.")
    office = rules.readability(
        "Wij constateren dat uw betalingsverplichting betreffende de huurovereenkomst ondanks herhaalde "
        "sommatie onverminderd openstaat en verzoeken u derhalve onverwijld tot voldoening over te gaan."
    )
    assert plain.flesch_douma > 80 > 40 > office.flesch_douma


def test_a_text_without_words_is_measured_without_trouble() -> None:
    assert rules.readability("…").words == 0
