"""Who has no number at hand or will not give it, and to whom no code can come."""

import pytest

from bot.dialogue import lacking


@pytest.mark.parametrize(
    "text",
    ["heb ik niet", "nummer weet ik niet", "dat nummer heb ik hier niet", "wil ik niet zeggen", "liever niet"]
    + ["U vraagt steeds naar een nummer", "ik heb geen huurdersnummer", "ik heb de papieren niet bij mij", "geen idee"],
)
def test_who_has_none_or_will_not_give_it_is_heard(text: str) -> None:
    assert lacking.has_none(text)


@pytest.mark.parametrize("text", ["ik kan niet betalen", "100 per maand", "mag ik later betalen?", "vrijdag"])
def test_other_words_refuse_nothing(text: str) -> None:
    assert not lacking.has_none(text)


@pytest.mark.parametrize(
    "text",
    ["ik heb nieuw nummer telefoon", "mijn nummer is veranderd", "telefoon kwijt", "ik kan niet bij mijn mail"]
    + ["dat is mijn oude nummer", "mijn toestel is gestolen"],
)
def test_a_code_that_goes_astray_is_heard(text: str) -> None:
    assert lacking.code_goes_astray(text)


@pytest.mark.parametrize("text", ["code komt niet", "nieuwe code graag", "ik heb nog niks gekregen"])
def test_a_code_that_is_only_late_may_still_come(text: str) -> None:
    assert not lacking.code_goes_astray(text)
