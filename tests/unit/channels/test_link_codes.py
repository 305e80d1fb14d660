"""Link codes can be read over the phone, typed by hand, and are never taken for something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.link_codes import code_in, new_code


def test_a_new_code_is_read_back_whatever_the_typing() -> None:
    for _ in range(200):
        code = new_code()
        bare = code.replace("-", "")
        for typed in (
            code,
            code.lower(),
            bare,
            bare.lower(),
            f"code: {code}",
            f"mijn koppelcode is {code}.",
            f" {code} ",
        ):
            assert code_in(typed) == code


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    assert code_in("A0O3-1I56-L789") == "A003-1156-1789"


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een code",
        "betalingsweek",
        "0612 3456 7890",
        "123456789012",
        "abcd-efgh-jkmn",
        "NL02ABNA0123456789",
        "123456",
        "",
    ],
)
def test_ordinary_words_and_numbers_are_no_code(text: str) -> None:
    assert code_in(text) is None


@given(st.text(max_size=40))
def test_nothing_raises(text: str) -> None:
    code_in(text)
