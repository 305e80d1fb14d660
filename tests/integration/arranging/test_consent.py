"""Whose yes counts, to which text, and how often."""

import asyncio
from collections.abc import Callable

from bot.arrangements.rules.life import LIVE, State
from bot.conversation.models import Kind
from bot.database.engine import Database
from tests.integration.arranging.records import agreements
from tests.integration.arranging.tenant import Tenant
from tests.support.clock import FixedClock

WISH = "ik wil een regeling"
FITS = ("ja", "200 euro per maand", "de 24e", "600 euro", "nee")


async def test_two_tabs_that_agree_at_once_make_one_agreement(
    kim: Tenant, another: Callable[[], Tenant], database: Database
) -> None:
    other = another()
    for tab in (kim, other):
        await tab.proves(WISH)
        await tab.plans(*FITS[:4])
    await asyncio.gather(kim.says("nee"), other.says("nee"))
    answers = await asyncio.gather(kim.presses("Ja, ik ga akkoord"), other.presses("Ja, ik ga akkoord"))
    assert [a.state for a in await agreements(database) if a.state in LIVE] == [State.ACTIVE]
    assert sum("Afgesproken" in answer for answer in answers) == 1
    live = next(a for a in await agreements(database) if a.state in LIVE)
    assert all(live.reference in answer or "nieuwe" in answer or "loopt al" in answer for answer in answers)


async def test_a_yes_twice_is_one_yes(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    await kim.plans(*FITS)
    pressed = (await kim.last()).buttons[0]
    await kim.presses("Ja, ik ga akkoord")
    await kim.desk.say(kim.address, pressed["title"], kind=Kind.BUTTON, payload=pressed["payload"])
    assert "al afgesproken" in (await kim.last()).text
    assert len(await agreements(database)) == 1


async def test_nobody_else_s_yes_counts(kim: Tenant, another: Callable[[], Tenant], database: Database) -> None:
    """A button that was copied from somebody else's chat asks first who presses it."""
    await kim.proves(WISH)
    await kim.plans(*FITS)
    pressed = (await kim.last()).buttons[0]
    thief = another()
    thief.conversation = await thief.desk.say(
        thief.address, pressed["title"], kind=Kind.BUTTON, payload=pressed["payload"]
    )
    answer = (await thief.last()).text
    assert "huurdersnummer" in answer
    assert "€" not in answer
    assert [a.state for a in await agreements(database)] == [State.OFFERED]


async def test_a_text_of_hours_ago_is_shown_again_before_a_yes_to_it_counts(
    kim: Tenant, database: Database, clock: FixedClock
) -> None:
    await kim.proves(WISH)
    await kim.plans(*FITS)
    clock.move(hours=3)
    assert "€" not in await kim.says("ik ga akkoord")
    for proof in ("0012007", "19-04-1978"):
        await kim.says(proof)
    assert "Termijn 1: €\u00a0200,00" in await kim.says(kim.outgoing.last)
    assert [a.state for a in await agreements(database)] == [State.OFFERED]
    assert "Afgesproken" in await kim.says("ik ga akkoord")
