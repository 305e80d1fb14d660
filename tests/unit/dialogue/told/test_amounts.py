"""The words around a sum decide what it is; where they do not, it stays unclear."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.told import amounts
from bot.dialogue.told.roles import Role
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 29)


def roles(text: str, told: str, **more: str) -> list[tuple[int, str]]:
    found = amounts.read(text, heard(text, amount=told, **more), TODAY)
    return [(amount.cents // 100, str(amount.role)) for amount in found]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("ik heb op 2 november betaald 687 euro", "687", ["paid"]),
        ("hebben jullie die 687 ontvangen JA OF NEE", "687", ["paid"]),
        ("vorige week al 300 euro betaald", "300", ["paid"]),
        ("er is 450 van mijn rekening afgeschreven", "450", ["paid"]),
        ("ik heb 200 niet betaald", "200", ["unclear"]),
        ("er staat laatste aanmaning 1480 euro en jullie gaan naar de deurwaarder", "1480", ["owed"]),
        ("gisteren dagvaarding. huurachterstand 2890. wat nu", "2890", ["owed"]),
        ("2890 is de schuld. niet mn huurdersnr", "2890", ["owed"]),
        ("ik moet nog 900 euro betalen zeggen jullie", "900", ["owed"]),
        ("2 maanden huur was 1200 en nu willen ze 3500", "1200|3500", ["rent", "owed"]),
        ("kan ik die 1770 in stukjes", "1770", ["owed"]),
        ("300 nu en 150 pm is dat goed genoeg", "300|150", ["once", "monthly"]),
        ("ik kan 300 voor 28 nov en dan elke maand 150 erbij", "300|150", ["once", "monthly"]),
        ("200 euro vrijdag en de rest van de 712 in december", "200|712", ["once", "owed"]),
        ("50 euro kan ik missen op de achterstand van 1280", "50|1280", ["offered", "owed"]),
        ("is 50 per maand genoeg voor 900", "50|900", ["monthly", "owed"]),
        ("dus 100 pm?", "100", ["monthly"]),
        ("heb al 400 van de 1480 betaald", "400|1480", ["paid", "owed"]),
        ("hou 900 over in de mnd en huur is 640", "900|640", ["income", "rent"]),
        ("ik verdien 1500 per maand", "1500", ["income"]),
        ("ik betaal elke maand 590 huur automatisch", "590", ["rent"]),
        ("50 euro kosten terwijl ik betaald heb", "50", ["costs"]),
        ("als ik 3100 betaal mag ik dan blijven", "3100", ["asked"]),
        ("wat zijn die andere 530 dan", "530", ["asked"]),
        ("het is 1480 hoor niet 300", "1480|300", ["unclear", "denied"]),
        ("ik heb ook een schuld van 800 bij wehkamp", "800", ["unclear"]),
        ("40 euro elke vrijdag", "40", ["unclear"]),
        ("ik wil 25 per week betalen", "25", ["unclear"]),
        ("mijn zoon betaalt 300", "300", ["unclear"]),
        ("1 maand 712 euro", "712", ["unclear"]),
    ],
)
def test_the_words_around_a_sum_decide_its_role(text: str, told: str, expected: list[str]) -> None:
    assert [role for _, role in roles(text, told)] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("moet ik alvast wat overmaken van de 1284?", "1284"),
        ("40 euro betalen ja of nee", "40"),
        ("die 40 euro, moet ik die nou betalen", "40"),
        ("moet ik 50 per maand betalen", "50"),
        ("moeten we nu 300 betalen of niet", "300"),
        ("zal ik vandaag 200 overmaken?", "200"),
        ("en die 40 dan, hoef ik die niet te voldoen?", "40"),
        ("40 euro nu betalen?", "40"),
        ("dus ik moet nu 1284 overmaken?", "1284"),
        ("kan ik beter eerst 200 overmaken?", "200"),
    ],
)
def test_a_question_whether_to_pay_pledges_nothing(text: str, told: str) -> None:
    assert not {role for _, role in roles(text, told)} & {"once", "monthly", "offered"}


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("kan ik 50 per maand betalen?", "50", "monthly"),
        ("ik wil 40 euro betalen ja of nee", "40", "offered"),
        ("mag ik nu 100 betalen en is dat goed", "100", "once"),
        ("100 nu betalen, kan dat?", "100", "once"),
        ("moet ik alles betalen of kan ik 50 per maand betalen?", "50", "monthly"),
    ],
)
def test_who_asks_leave_for_what_they_want_to_pay_proposes(text: str, told: str, expected: str) -> None:
    assert [role for _, role in roles(text, told)] == [expected]


def test_a_sum_that_was_not_heard_counts_where_its_words_leave_no_doubt() -> None:
    assert roles("kan ik 200 ineens en dan 100 per maand", "100") == [(200, "once"), (100, "monthly")]


@pytest.mark.parametrize(
    "text",
    ["ik woon op nummer 14 en kan 100 per maand", "ik heb 2 kinderen en kan 100 per maand", "om 15 uur, 100 per maand"],
)
def test_a_number_of_something_else_is_no_sum(text: str) -> None:
    assert roles(text, "100") == [(100, "monthly")]


def test_a_day_behind_us_makes_no_offer() -> None:
    text = "ik heb op 3 november 200 en op 20 november 150 overgemaakt"
    told = roles(text, "200|150", date="2026-11-03=3 november|2026-11-20=20 november")
    assert told == [(200, "paid"), (150, "paid")]


def test_a_sum_without_a_place_is_found_in_the_text() -> None:
    found = amounts.read("ik heb 612,84 betaald", [{"entity": "amount", "value": "612.84"}], TODAY)
    assert [(amount.cents, amount.role) for amount in found] == [(61284, Role.PAID)]


SUMS = st.integers(min_value=20, max_value=9999).filter(lambda n: not 1900 <= n <= 2100)


@given(SUMS)
def test_what_was_paid_is_never_owed_or_offered(number: int) -> None:
    for text in (f"ik heb {number} euro betaald", f"{number} euro is al overgemaakt", f"betaald: {number} euro"):
        assert [role for _, role in roles(text, str(number))] == ["paid"]


@given(SUMS)
def test_a_bare_sum_stays_unclear(number: int) -> None:
    for text in (f"{number}", f"{number} euro", f"en {number}", f"dat is {number}"):
        assert [role for _, role in roles(text, str(number))] == ["unclear"]


@given(SUMS, SUMS)
def test_what_comes_in_is_never_owed_or_offered(one: int, other: int) -> None:
    text = f"ik krijg {one} euro uitkering en hou {other} euro over"
    found = amounts.read(text, heard(text, amount=f"{one}|{other}"), TODAY)
    assert {amount.role for amount in found} == {Role.INCOME}


@given(st.text(alphabet="abcdefgh 0123456789.,€?!\n'", max_size=60))
def test_any_words_are_read_without_a_fault(text: str) -> None:
    for amount in amounts.read(text, [], TODAY):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.role is not Role.UNCLEAR
