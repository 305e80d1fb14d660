"""How a letter is spoken of, and what follows from it."""

import pytest

from bot.dialogue import paper, rules


@pytest.mark.parametrize(
    "text", ["de deurwaarder komt morgen denk ik", "ik ben bang dat ze maandag komen", "misschien de 8e"]
)
def test_a_supposed_day_is_told_from_one_that_was_read(text: str) -> None:
    assert paper.is_guessed(text)
    assert not paper.is_guessed("er staat dat ik 8 december weg moet zijn")


def test_a_bare_fear_names_no_paper() -> None:
    assert not paper.names_paper("ik ben bang dat ik uit huis gezet word")
    assert paper.names_paper("ik ben bang, er kwam een brief dat we eruit moeten")


@pytest.mark.parametrize("text", ["ik heb geen brief", "nog geen post gehad", "ik kreeg geen enkele brief"])
def test_who_has_no_letter_says_so(text: str) -> None:
    assert paper.denies_paper(text)


def test_having_to_leave_is_no_judgment_until_somebody_names_one() -> None:
    assert rules.letter_told("report_eviction_notice", [], None) is None
    named = [{"entity": "letter_type", "value": "judgment"}]
    assert rules.letter_told("report_eviction_notice", named, None) == "judgment"
    assert rules.letter_told("report_court_summons", [], None) == "summons"


@pytest.mark.parametrize(
    "text", ["er is nog geen rechter geweest", "ik heb geen dagvaarding", "geen brief van de rechtbank"]
)
def test_who_says_that_no_judge_came_into_it_is_at_no_court(text: str) -> None:
    assert paper.denies_court(text)


@pytest.mark.parametrize(
    "text",
    [
        "er is een vonnis maar ik heb nooit een dagvaarding gehad",
        "ik heb geen vonnis gezien maar de deurwaarder zegt dat ik 14 december eruit moet",
        "nooit een rechtszaak gehad maar de deurwaarder komt 14 december ontruimen",
    ],
)
def test_who_was_never_called_but_must_leave_is_at_court_all_the_same(text: str) -> None:
    assert not paper.denies_court(text)


@pytest.mark.parametrize(
    "text", ["er is geen vonnis, moet ik er dan uit?", "geen dagvaarding, kan ik ontruimd worden?"]
)
def test_who_only_asks_whether_they_must_leave_is_at_no_court(text: str) -> None:
    assert paper.denies_court(text)


def test_who_was_given_no_day_to_leave_says_so() -> None:
    assert paper.denies_day("nog geen ontruimingsdatum. wat moet ik maandag als eerste doen")
    assert paper.denies_day("er is nog geen datum")
    assert not paper.denies_day("ik heb geen dag langer de tijd")
    assert not paper.denies_day("de ontruimingsdatum is 14 december")


def test_words_that_stand_on_a_judgment_alone_tell_of_one() -> None:
    assert paper.quotes_decision("er staat in naam des Konings boven de brief")
    assert not paper.quotes_decision("krijg ik dan een vonnis")


@pytest.mark.parametrize(
    "text",
    [
        "de deurwaarder is van de zorgverzekering, niet van jullie",
        "nee die deurwaarder komt voor mijn studieschuld",
        "het beslag is niet voor de huur",
    ],
)
def test_a_bailiff_may_come_for_another_debt(text: str) -> None:
    assert paper.comes_from_elsewhere(text, False)
    assert paper.comes_from_elsewhere("gaat hij nu stoppen", True)


@pytest.mark.parametrize(
    "text",
    ["er was een deurwaarder van jullie", "de deurwaarder en iemand van de gemeente", "een brief van de deurwaarder"],
)
def test_a_bailiff_of_whom_nothing_was_said_comes_for_the_rent(text: str) -> None:
    assert not paper.comes_from_elsewhere(text, False)
    assert not paper.comes_from_elsewhere("deze deurwaarder komt voor de huur", True)


@pytest.mark.parametrize(
    "text", ["ik was niet bij de rechter", "ik heb geen geld voor de rechter", "is er geen dagvaarding nodig"]
)
def test_who_was_not_at_the_judge_may_have_been_called_there(text: str) -> None:
    assert not paper.denies_court(text)
