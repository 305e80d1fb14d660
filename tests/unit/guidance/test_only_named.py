"""Which address somebody wants to change, from what they tell of their own accord."""

import pytest

from bot.guidance.rules import only_named
from tests.support.wiring import CONTENT

WHICH = CONTENT.guidance.questions["contact.which"]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("mn mailadres klopt niet meer, ik heb een andere", "email"),
        ("mijn nieuwe nummer is 0612345678 die andere doet het nie meer", "phone"),
        ("jullie bellen steeds mijn oude nummer, dat is van mijn ex", "phone"),
        ("simkaart kwijt, dus ik heb een nieuw nr", "phone"),
        ("kim@example.nl is mijn nieuwe", "email"),
        ("mijn rekeningnummer is veranderd bij een andere bank", "other"),
        ("mijn huurdersnummer klopt niet", "other"),
        ("nieuw huisnummer", "other"),
        ("mijn nummer is veranderd en mijn mail ook", None),
        ("ik wil mijn gegevens wijzigen", None),
    ],
)
def test_the_only_one_that_is_named_is_meant_and_otherwise_we_ask(told: str, named: str | None) -> None:
    assert only_named(WHICH, told) == named
