"""Doubt about the amount, and taking it back; a wish told before anybody is known."""

from bot.database.engine import Database
from tests.integration.arranging.planning import MEANS, WISH
from tests.integration.arranging.tenant import Tenant


async def test_who_asks_whether_the_amount_is_right_sees_what_it_is_made_of(kim: Tenant) -> None:
    await kim.proves(WISH)
    answer = await kim.says("klopt dat bedrag wel?")
    assert "november: " in answer
    assert "klopt niet" in answer
    assert "lukken" in await kim.says("ja")


async def test_a_doubt_that_was_only_spoken_of_is_let_go(kim: Tenant) -> None:
    await kim.proves(WISH)
    await kim.says("het bedrag klopt niet")
    answer = await kim.says("laat maar, het klopt")
    assert "dan gaan we uit van dit bedrag" in answer
    assert "lukken" in answer


async def test_a_doubt_that_was_passed_on_is_withdrawn_in_the_same_talk(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    await kim.says("het bedrag klopt niet")
    await kim.presses("Bedrag klopt niet")
    assert "Ik heb het genoteerd" in await kim.says("te veel rekening")
    answer = await kim.says("laat maar, het klopt")
    assert "je vraag over het bedrag haal ik weg" in answer
    assert "lukken" in answer
    assert "Ga je akkoord" in await kim.plans("200 euro per maand", *MEANS)
