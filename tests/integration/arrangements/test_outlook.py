"""What is said of an agreement by itself, and what stands in the way of saying it."""

from bot.arrangements.rules.guarding import Hindrance, Nudge
from bot.tenancy.models import MarkerKind
from tests.integration.arrangements.conftest import Scene


async def test_nudges_are_said_once_and_not_while_something_stands_in_the_way(scene: Scene) -> None:
    living = await scene.agreed()
    scene.clock.move(days=31)
    # Thursday 24 December, for the instalment of the 28th.
    messages = await scene.due.nudges()
    assert [(m.due.nudge, m.agreement.id) for m in messages] == [(Nudge.REMINDER, living.id)]
    assert "Op 28 december 2026 betaal je €\u00a0216,66, termijn 1 van 3." in messages[0].text
    assert living.reference in messages[0].text
    await scene.mark(MarkerKind.DO_NOT_CONTACT)
    assert await scene.due.nudges() == []
    assert await scene.due.claim(living.id, 1, Nudge.REMINDER)
    assert not await scene.due.claim(living.id, 1, Nudge.REMINDER)
    assert "nudge-reminder" in await scene.events()


async def test_the_hindrances_are_seen_in_the_outlook(scene: Scene) -> None:
    await scene.mark(MarkerKind.WSNP)
    outlook = await scene.proposals.outlook(scene.contract)
    assert outlook.hindrances == {Hindrance.DEBT_SCHEME}
    assert outlook.arrangement.failed_ids() == ("debt-scheme-by-law",)
