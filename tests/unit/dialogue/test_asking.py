"""A question is heard as one, also where a proposal is listened for."""

import pytest

from bot.dialogue import asking
from bot.dialogue.asking import asks, asks_within


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


@pytest.mark.parametrize(
    "text",
    [
        "1350 is de huur dus hoeveel mag het dan zijn",
        "ik betaal al 300. waarom nog 612",
        "als ik niet betaal 14 dag wat gebeurt",
        "Word ik er uitgezet als het een week later wordt?",
        "ik kan 50 betalen, moet ik dat aan hem zeggen",
    ],
)
def test_a_question_beside_an_amount_or_a_day_is_still_one(text: str) -> None:
    assert asks_within(text)


@pytest.mark.parametrize(
    "text", ["kan ik 50 per maand betalen?", "ik kan 40 missen en wat ik over heb", "100 op de 24e"]
)
def test_an_offer_put_politely_asks_for_no_explanation(text: str) -> None:
    assert not asks_within(text)


def test_numbered_questions_are_taken_apart_in_order() -> None:
    text = "Ik zit met dingen: 1) wat staat er open 2) kan ik in 6 keer betalen 3) en huurtoeslag?"
    assert asking.numbered(text) == ["wat staat er open", "kan ik in 6 keer betalen", "en huurtoeslag?"]


@pytest.mark.parametrize("text", ["ik heb 2 kinderen. 3 weken geleden", "op 1. december betaal ik", "2) en 3) ook"])
def test_figures_that_number_nothing_take_nothing_apart(text: str) -> None:
    assert asking.numbered(text) == []


def test_one_short_question_is_one_question() -> None:
    assert asking.is_single("telt haar inkomen mee voor de huurtoeslag?")
    assert not asking.is_single("telt haar inkomen mee? en wat moet ik invullen")
    assert not asking.is_single("hoe betaal ik en wie belt mij")


def test_lines_sent_one_after_the_other_are_questions_of_their_own() -> None:
    assert asking.listed("hoe lang heb ik nog\nkan ik ook pinnen") == ["hoe lang heb ik nog", "kan ik ook pinnen"]
    found = asking.listed("heb geen brief\nkan ik bellen\nen als ik niks doe")
    assert found == ["kan ik bellen", "en als ik niks doe"]
    assert asking.listed("nee pinnen op kantoor bedoel ik\nkrijg ik een boete")[1] == "krijg ik een boete"


def test_one_line_with_a_condition_is_no_list() -> None:
    assert asking.listed("ik kan betalen, en als ik meer heb dan betaal ik alles") == []


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("de deurwaarder zegt dat er 450 bij komt als ze komen. mag dat", True),
        ("hoeveel is het? en kan ik in delen betalen?", False),
        ("ik heb een brief van de deurwaarder en de huur lukt niet en mijn dak lekt en nu wil ik weten wat", False),
    ],
)
def test_a_fact_and_the_question_about_it_are_one_matter(text: str, one: bool) -> None:
    assert asking.is_about_one_thing(text) is one
