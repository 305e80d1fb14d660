"""Kind heads of answers: said once, dropped where they would repeat."""

import pytest

from bot.knowledge import openings

TEXT = "Goed dat je het vraagt.\n\nHet mag in negen delen."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, "Het mag in negen delen."),
        ("Fijn dat je dit nakijkt. Er zijn grenzen.\n\nNiet meenemen.", "Er zijn grenzen.\n\nNiet meenemen."),
        ("Dank je dat je het vertelt. Dit overkomt velen.", "Dit overkomt velen."),
        ("Goede vraag. Nee.", "Nee."),
        ("Goed dat je het wilt weten. Dan weet je waar je staat.\n\nHet bedrag volgt.", "Het bedrag volgt."),
    ],
)
def test_without_its_kind_head_an_answer_begins_with_what_it_says(text: str, said: str) -> None:
    assert openings.core(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Goed dat je het vraagt.",
        "Ja, dat mag.\n\nMeer niet.",
        "Fijn dat je woningcorporatie en jij het samen hebben uitgezocht vorige week. Dan nu dit.",
        "Goed nieuws: het kan.",
    ],
)
def test_a_head_that_says_something_or_is_all_there_is_stays(text: str) -> None:
    assert openings.core(text) == text


def test_the_first_answer_may_open_kindly() -> None:
    assert openings.less_of_it(TEXT, ["Je praat met een computerprogramma."], feeling_named=False) == TEXT


def test_it_is_not_said_again_in_the_next_answers() -> None:
    earlier = ["Je praat met een programma.\n\nFijn dat je schrijft. Het kan."]
    assert openings.less_of_it(TEXT, earlier, feeling_named=False) == "Het mag in negen delen."


def test_no_two_openings_stand_in_a_row() -> None:
    assert openings.less_of_it(TEXT, [], feeling_named=True) == "Het mag in negen delen."


def test_a_wording_said_without_its_head_counts_as_said() -> None:
    other = "Goed dat je belt.\n\nIn delen kan het ook."
    for seed in "abcdef":
        again = openings.chosen([TEXT, other], None, ["Het mag in negen delen."], seed, want_simpler=False)
        assert again == other
