"""A question is heard as one, also where a proposal is listened for."""

import pytest

from bot.dialogue.asking import asks


@pytest.mark.parametrize(
    "text",
    [
        "mag ik dan de huur niet inhouden of wat",
        "en wat kost het me als ik toch niet betaal",
        "maar moet ik dan twee keer betalen",
        "nee, wanneer komen jullie dan",
        "ok en kan dat ook in januari",
        "half december?",
        "hoe lang duurt dat",
    ],
)
def test_words_in_the_order_of_a_question_ask(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "kan niet anders",
        "wat ik kan missen is 50 euro",
        "moet eerst mijn loon krijgen",
        "is kapot sinds mei",
        "half december alles",
        "hoe dan ook voor de kerst",
        "sinds de zomer, badkamer en slaapkamer",
        "heb al 5x gebeld",
    ],
)
def test_words_that_tell_do_not_ask(text: str) -> None:
    assert not asks(text)
