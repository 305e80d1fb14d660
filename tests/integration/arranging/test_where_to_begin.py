"""When a plan begins: a month or a day that was named is taken, or it is said why not, with the nearest."""

import pytest

from bot.arrangements.rules.life import State
from bot.database.engine import Database
from tests.integration.arranging.planning import MEANS, WISH, to_consent, to_own
from tests.integration.arranging.records import agreements
from tests.integration.arranging.tenant import Tenant


async def test_a_month_to_begin_in_is_never_dropped_also_among_the_questions_about_means(kim: Tenant) -> None:
    await to_own(kim)
    await kim.says("200 euro per maand")
    answer = await kim.says("ik wil in januari beginnen")
    assert "Beginnen in januari kan hier niet. De eerste betaling moet binnen 35 dagen zijn." in answer
    assert "maandag 28 december" in answer
    assert "6 termijnen van €\u00a0200,00, de eerste op maandag 28 december" in answer
    assert "inkomen" in await kim.presses("Ja, dit past")
    text = await kim.plans(*MEANS)
    assert "Termijn 1: €\u00a0200,00, uiterlijk 28 december 2026." in text


async def test_a_month_within_the_policy_is_taken(kim: Tenant) -> None:
    await to_own(kim)
    await kim.says("200 euro per maand")
    answer = await kim.says("ik wil in december beginnen")
    assert "Goed, de eerste betaling is dan in december." in answer
    assert "inkomen" in answer
    assert "Termijn 1: €\u00a0200,00, uiterlijk 28 december 2026." in await kim.plans(*MEANS)


@pytest.mark.parametrize(
    ("month", "hears"),
    [
        ("december", ("Goed, de eerste betaling is dan in december.", "per maand missen")),
        (
            "januari",
            (
                "Beginnen in januari kan hier niet",
                "De laatste dag die kan, is maandag 28 december. Daar reken ik nu mee.",
            ),
        ),
    ],
    ids=["that can be", "that is too late and becomes the last day that can be"],
)
async def test_a_month_told_first_is_kept_for_the_amount_that_follows(
    kim: Tenant, month: str, hears: tuple[str, ...]
) -> None:
    await to_own(kim)
    asked = await kim.says(f"ik wil in {month} beginnen")
    assert all(words in asked for words in hears)
    await kim.says("200 euro per maand")
    assert "Termijn 1: €\u00a0200,00, uiterlijk 28 december 2026." in await kim.plans(*MEANS)


async def test_a_later_first_payment_at_the_whole_text_gives_a_new_text(kim: Tenant) -> None:
    assert "Termijn 1: €\u00a0200,00, uiterlijk 11 december 2026." in await to_consent(kim)
    text = await kim.says("mag de eerste betaling een week later")
    assert "Goed, de eerste betaling is dan op vrijdag 18 december." in text
    assert "Termijn 1: €\u00a0200,00, uiterlijk 18 december 2026." in text
    text = await kim.says("eerste betaling 15 december")
    assert "Termijn 1: €\u00a0200,00, uiterlijk 15 december 2026." in text
    assert "28 december" in await kim.says("ik wil in januari beginnen")


async def test_may_the_first_be_later_means_the_month_after_or_the_last_day_that_can_be(
    kim: Tenant, database: Database
) -> None:
    await to_consent(kim)
    answer = await kim.says("kan de eerste later")
    assert "Beginnen in januari kan hier niet" in answer
    assert "6 termijnen van €\u00a0200,00, de eerste op maandag 28 december." in answer
    assert "uiterlijk 28 december 2026." in await kim.presses("Ja, dit past")
    assert "Afgesproken" in await kim.presses("Ja, ik ga akkoord")
    assert [a.kind for a in await agreements(database) if a.state is State.ACTIVE] == ["arrangement"]


async def test_another_month_and_longer_are_heard_of_the_plan_that_was_refused(kim: Tenant) -> None:
    await to_own(kim)
    await kim.says("200 euro per maand")
    await kim.says("ik wil in december beginnen")
    await kim.plans(*MEANS)
    assert "Beginnen in januari kan hier niet" in await kim.says("nee liever januari")
    await kim.says("nee")
    lower = await kim.says("langer")
    assert "9 termijnen" in lower


async def test_what_is_wished_before_the_amount_is_sure_is_kept(kim: Tenant) -> None:
    await kim.proves(WISH)
    kept = await kim.says("200 euro per maand")
    assert "Dat neem ik mee" in kept
    assert "inkomen" in await kim.says("ja")


async def test_a_question_among_those_about_means_does_not_begin_anew(kim: Tenant) -> None:
    await to_own(kim)
    await kim.says("200 euro per maand")
    answer = await kim.says("kan het ook per week")
    assert "per maand" in answer
    assert "je geld" in answer or "inkomen" in answer
    assert "staat er" not in answer


async def test_a_day_alone_is_the_first_of_the_plan_that_was_shown(kim: Tenant, database: Database) -> None:
    await to_consent(kim)
    text = await kim.says("de 24e")
    # The day of the month in which the plan began.
    assert "uiterlijk 24 december 2026." in text
    assert "Betalingsregeling" in text
    assert "uiterlijk 15 december 2026." in await kim.says("15 december")
    assert {a.kind for a in await agreements(database)} == {"arrangement"}


async def test_another_wish_among_the_questions_about_means_is_taken_and_said(kim: Tenant) -> None:
    await to_own(kim)
    await kim.says("200 euro per maand")
    assert "Goed, dan rekenen we met €\u00a0150,00 per maand." in await kim.says("liever 150")
    assert "Goed, dan rekenen we met 5 termijnen." in await kim.says("5 maanden")
