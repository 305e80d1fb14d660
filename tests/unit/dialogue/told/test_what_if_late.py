"""Who asks what comes of paying late does not ask to pay late."""

from datetime import date

import pytest

from bot.dialogue.told.later import read

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "krijg ik een boete als ik een week te laat betaal",
        "wat gebeurt er als ik twee weken te laat ben met de huur",
        "en als de huur een paar dagen te laat is, kost dat dan iets?",
    ],
)
def test_a_question_about_being_late_is_no_wish_to_pay_later(text: str) -> None:
    assert not read(text, [], TODAY, asked_when=False).wanted


def test_a_wish_to_pay_a_week_late_is_heard() -> None:
    assert read("ik betaal de huur een week te laat, mag dat", [], TODAY, asked_when=False).wanted
