"""Taking proofs out of messages: however they are written or said, and nothing else with them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.hearing import Asked, sift
from bot.identity.numerals import digits_of, with_digits
from bot.identity.rules import is_code

TODAY = date(2026, 11, 23)


ONES = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    *("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def heard(text: str, asked: Asked | None, *, code_out: bool = False) -> tuple[str, list[str]]:
    found = sift(text, asked, code_out=code_out or asked is Asked.CODE, today=TODAY)
    return found.text, [given.value for given in found.given]


@pytest.mark.parametrize(
    ("text", "kept", "code"),
    [
        ("123456", "[code]", "123456"),
        ("123 456", "[code]", "123456"),
        ("1-2-3-4-5-6", "[code]", "123456"),
        ("de code is 012345.", "de code is [code].", "012345"),
        ("een twee drie vier vijf zes", "[code]", "123456"),
        ("nul nul een, twee drie vier", "[code]", "001234"),
        ("123456, 654321", "[code], [code]", "123456 654321"),
        ("twaalf vierendertig zesenvijftig", "[code]", "123456"),
        ("honderddrieëntwintig vierhonderdzesenvijftig", "[code]", "123456"),
        ("12345", "[code]", "12345"),
        ("123456 wat is mijn saldo en wanneer moet ik dat dan betalen aan jullie", None, "123456"),
        ("ik heb 123456 euro schuld", "ik heb 123456 euro schuld", None),
        ("twee kinderen en geen eten", "twee kinderen en geen eten", None),
        ("100 per maand", "100 per maand", None),
        ("ik kan 150 missen", "ik kan 150 missen", None),
        ("1200 in 12 keer", "1200 in 12 keer", None),
        ("bel me op 0612345678", "bel me op 0612345678", None),
        ("nee ik zei 100 en niet 1000", "nee ik zei 100 en niet 1000", None),
        ("ik krijg 25-11-26 pas geld", "ik krijg 25-11-26 pas geld", None),
        ("de code is 12345 denk ik", "de code is [code] denk ik", "12345"),
    ],
)
def test_a_code_is_heard_and_hidden(text: str, kept: str | None, code: str | None) -> None:
    found, values = heard(text, Asked.CODE)
    assert values == (code.split() if code else [])
    if kept is not None:
        assert found == kept
    if code and code.isdigit() and code in text:
        assert code not in found


@pytest.mark.parametrize("text", ["19-04-78", "24-12-26", "1.6.27"])
def test_a_day_in_the_place_of_a_code_is_taken_out_and_is_no_code(text: str) -> None:
    """Who types a birth date once more must not be a guess nearer to being shut out."""
    found, values = heard(text, Asked.CODE)
    assert found == "[code]"
    assert not any(is_code(value) for value in values)


@pytest.mark.parametrize("text", ["1200 per maand", "ik kan 1500 betalen", "schuld is 2500 ofzo", "1850 netto"])
def test_a_sum_in_the_place_of_a_number_is_no_number(text: str) -> None:
    assert heard(text, Asked.NUMBER) == (text, [])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0012007", "0012007"),
        ("mijn nummer is 001.2007", "001.2007"),
        ("HK-00123", "HK-00123"),
        ("nr 12007 hoor", "12007"),
        ("een twee nul nul zeven", "1 2 0 0 7"),
        ("1500 euro", None),
        ("€ 1500", None),
        ("ik heb 2 kinderen", None),
        ("ik woon hier al sinds 2014 en ik heb altijd netjes betaald hoor", None),
    ],
)
def test_a_number_is_heard_and_hidden(text: str, number: str | None) -> None:
    found, values = heard(text, Asked.NUMBER)
    assert values == ([number] if number else [])
    assert ("[huurdersnummer]" in found) is bool(number)


@pytest.mark.parametrize(
    "text",
    [
        "19-4-1978", "19/04/78", "19.04.1978", "1978-04-19", "19041978", "19 april 1978", "19 apr '78", "19 04 1978",
        "negentien april achtenzeventig", "negentien vier negentienhonderdachtenzeventig",
        "ik ben geboren op 19 april 1978 in Lindestad, en mijn moeder heet Jo",
    ],
)  # fmt: skip
def test_a_birth_date_is_heard_in_every_way_of_writing_it(text: str) -> None:
    found, values = heard(text, Asked.BIRTH_DATE)
    assert values == ["1978-04-19"]
    assert "78" not in found


@pytest.mark.parametrize("text", ["31-2-1980", "19-4-2025", "19-4-1850", "19-4", "morgen"])
def test_what_cannot_be_a_birth_date_is_none(text: str) -> None:
    assert heard(text, Asked.BIRTH_DATE)[1] == []


@pytest.mark.parametrize("text", ["2890", "2.890", "hoeveel ongeveer? 2890"])
def test_a_sum_that_was_named_before_is_no_number(text: str) -> None:
    assert sift(text, Asked.NUMBER, code_out=False, today=TODAY, sums={289000}).given == ()
    assert sift("104522", Asked.NUMBER, code_out=False, today=TODAY, sums={289000}).given != ()


def test_a_number_that_is_called_one_counts_whatever_was_named() -> None:
    found = sift("mijn huurdersnummer is 2890", Asked.NUMBER, code_out=False, today=TODAY, sums={289000})
    assert [given.value for given in found.given] == ["2890"]


def test_a_number_in_a_question_answers_none_of_ours() -> None:
    assert sift("hoeveel ongeveer? 2890", Asked.NUMBER, code_out=False, today=TODAY).given == ()


def test_the_number_comes_before_the_birth_date_whichever_was_typed_first() -> None:
    text, values = heard("19-4-1978 en 0012007", Asked.NUMBER)
    assert values == ["0012007", "1978-04-19"]
    assert text == "[geboortedatum] en [huurdersnummer]"


def test_a_code_under_way_is_hidden_whatever_is_asked() -> None:
    assert heard("mijn code is 123456 lukt niet", None, code_out=True)[0] == "mijn code is [code] lukt niet"
    assert heard("123456", None) == ("123456", [])


@given(st.integers(0, 999))
def test_every_number_below_a_thousand_can_be_said(number: int) -> None:
    assert digits_of(spoken(number)) == str(number)


def spoken(number: int) -> str:
    ones, tens = ONES, TENS
    if number >= 100:
        head = "" if number < 200 else ones[number // 100]
        return f"{head}honderd{spoken(number % 100) if number % 100 else ''}"
    if number < 20:
        return ones[number]
    unit = number % 10
    link = "" if not unit else ones[unit] + ("ën" if unit in (2, 3) else "en")
    return link + tens[number // 10 - 2]


@given(st.text(max_size=120))
def test_every_place_of_the_flattened_text_leads_back_into_the_text(text: str) -> None:
    flat, places = with_digits(text)
    assert len(places) == len(flat) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(st.text(alphabet="0123456789 -.abcdeéeuro€\n", max_size=80), st.sampled_from([*Asked, None]), st.booleans())
def test_sifting_never_fails_and_never_leaves_what_it_took(text: str, asked: Asked | None, out: bool) -> None:
    found = sift(text, asked, code_out=out, today=TODAY)
    if not found.given:
        assert found.text == text
    assert found.text.count("[") == len(found.given)
