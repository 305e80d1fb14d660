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
    "text", ["ik was niet bij de rechter", "ik heb geen geld voor de rechter", "is er geen dagvaarding nodig"]
)
def test_who_was_not_at_the_judge_may_have_been_called_there(text: str) -> None:
    assert not paper.denies_court(text)


@pytest.mark.parametrize(
    "text",
    [
        "er is nog geen deurwaarder, ik vraag of die komt als ik wacht",
        "jullie schrijven dat het naar de deurwaarder gaat als ik niet betaal",
        "ik heb nimmer iets met een deurwaarder van doen gehad",
        "hoe weet ik of ze al naar de deurwaarder zijn",
    ],
)
def test_a_bailiff_who_is_feared_or_denied_has_not_come(text: str) -> None:
    assert paper.no_bailiff_yet(text)


@pytest.mark.parametrize(
    "text",
    [
        "de deurwaarder was er gister",
        "brief van de deurwaarder, als ik niet betaal komt er beslag",
        "van gerechtsdeurwaarder",
    ],
)
def test_a_bailiff_who_came_has_come(text: str) -> None:
    assert not paper.no_bailiff_yet(text)
