"""A corporation's pay link: an address of its own, with an amount and a reference and nothing else."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules.paying import LONGEST, parse_pay_link
from bot.corporation import CorporationError, load_corporation
from bot.settings import PROJECT

GOOD = "https://betalen.example.nl/huur?bedrag={amount}&kenmerk={reference}"


@given(st.integers(1, 99_999_999))
def test_the_amount_arrives_to_the_cent(cents: int) -> None:
    asked = parse_qs(urlsplit(parse_pay_link(GOOD).to(cents, "R-4K7M2")).query)
    whole, rest = asked["bedrag"][0].split(".")
    assert int(whole) * 100 + int(rest) == cents
    assert len(rest) == 2
    assert asked["kenmerk"] == ["R-4K7M2"]


def test_a_reference_cannot_add_to_the_address() -> None:
    filled = parse_pay_link(GOOD).to(100, "R-1&bedrag=0.01#")
    assert parse_qs(urlsplit(filled).query)["bedrag"] == ["1.00"]


def test_places_may_stand_in_the_path() -> None:
    assert parse_pay_link("https://pay.example.nl/{reference}/{amount}").to(34_189, "R-1") == (
        "https://pay.example.nl/R-1/341.89"
    )


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("http://betalen.example.nl/?a={amount}&r={reference}", "https"),
        ("betalen.example.nl/?a={amount}&r={reference}", "https"),
        ("javascript:alert({amount},{reference})", "https"),
        ("https:///?a={amount}&r={reference}", "https"),
        ("https://betalen.example.nl/?a={amount}", "niets anders"),
        ("https://betalen.example.nl/?r={reference}", "niets anders"),
        ("https://betalen.example.nl/", "niets anders"),
        ("https://betalen.example.nl/?a={amount}&r={reference}&naam={name}", "niets anders"),
        ("https://betalen.example.nl/?a={amount}&r={reference}&nr={number}", "niets anders"),
        ("https://betalen.example.nl/?a={amount}&r={reference.__class__}", "niets anders"),
        ("https://betalen.example.nl/?a={amount!r}&r={reference}", "niets anders"),
        ("https://betalen.example.nl/?a={amount:>9}&r={reference}", "niets anders"),
        ("https://betalen.example.nl/?a={{amount}}&r={reference}&b={amount}", "niets anders"),
        ("https://betalen.example.nl/?a={amount&r={reference}", "accolade"),
        ("https://{reference}.example.nl/?a={amount}", "website niets"),
        ("https://betalen.example.nl:{amount}/?r={reference}", "geen geldig adres"),
        ("https://linde:geheim@betalen.example.nl/?a={amount}&r={reference}", "wachtwoord"),
        ("https://localhost/?a={amount}&r={reference}", "website noemen"),
        ("https://10.0.0.1/?a={amount}&r={reference}", "website noemen"),
        ("https://betalen.example.nl:8443/?a={amount}&r={reference}", "website noemen"),
        ("https://bet\u0430len.example.nl/?a={amount}&r={reference}", "bijzondere tekens"),
        ("https://betalen.example.nl/? a={amount}&r={reference}", "spaties"),
        ("https://betalen.example.nl/?a={amount}&r={reference}&z=" + "z" * LONGEST, "langer dan"),
    ],
)
def test_an_address_that_is_not_safe_is_refused_with_the_reason(template: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_pay_link(template)


def test_a_wrong_one_stops_the_start_and_names_the_field(tmp_path: Path) -> None:
    text = (PROJECT / "content" / "demo" / "corporation.yml").read_text(encoding="utf-8")
    line = "  reference_hint: je huurdersnummer\n"
    assert line in text
    wrong = text.replace(line, line + "  link: http://betalen.example.nl/?a={amount}&r={reference}\n")
    (tmp_path / "corporation.yml").write_text(wrong, encoding="utf-8")
    with pytest.raises(CorporationError, match=r"payment\.link: .*https"):
        load_corporation(tmp_path)


def test_without_one_there_is_none() -> None:
    assert load_corporation(PROJECT / "content" / "demo").payment.pay_link is None
