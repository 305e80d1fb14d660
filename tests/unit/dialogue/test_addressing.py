"""Who asks to be addressed with "u"."""

import pytest

from bot.dialogue.addressing import asks_for_u, rest_of


@pytest.mark.parametrize(
    "text",
    ["Wilt u mij met u aanspreken", "Ik wens met u te worden aangesproken.", "zegt u alstublieft u tegen mij"]
    + ["liever niet tutoyeren", "ik word niet graag getutoyeerd"],
)
def test_who_asks_for_u_is_heard(text: str) -> None:
    assert asks_for_u(text)


@pytest.mark.parametrize("text", ["ik wil met u praten over de huur", "kan ik met u bellen?", "wat zegt u?"])
def test_u_in_other_words_asks_nothing(text: str) -> None:
    assert not asks_for_u(text)


def test_the_rest_of_such_a_message_is_kept() -> None:
    assert rest_of("Wilt u mij met u aanspreken? Kan ik later betalen?") == "Kan ik later betalen?"
