"""At the desk it can be seen who was told of danger outside opening hours, and whether that came through."""

from uuid import uuid4

from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.models import Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene


async def alarm(scene: Scene, conversation: object, *, done: bool = True) -> None:
    call = {
        "at": "2026-11-23T01:10:00+00:00",
        "who": "Piketdienst",
        "by": "sms",
        "done": done,
        "problem": "" if done else "geen antwoord",
    }
    async with scene.database.transaction() as session:
        session.add(
            DangerAlarm(
                id=uuid4(), conversation_id=conversation, kind="suicide", since=scene.clock(), rounds=1,
                next_at=scene.clock(), calls=[call], ended_how="",
            )
        )  # fmt: skip


async def test_who_was_called_and_when_stands_in_the_dossier(scene: Scene, visit: NewVisit, sanne: Staff) -> None:
    conversation = await scene.conversation("ik wil niet meer", reason=Reason.DANGER, danger="suicide")
    await alarm(scene, conversation)
    page = await (await visit(sanne)).page(f"/gesprekken/{conversation}")
    assert "Piketdienst, sms" in page
    assert "02.10 uur" in page
    assert "Loopt nog." in page


async def test_a_call_that_did_not_come_through_is_marked(scene: Scene, visit: NewVisit, sanne: Staff) -> None:
    conversation = await scene.conversation("ik wil niet meer", reason=Reason.DANGER, danger="suicide")
    await alarm(scene, conversation, done=False)
    assert "geen antwoord" in await (await visit(sanne)).page(f"/gesprekken/{conversation}")


async def test_an_ordinary_conversation_says_nothing_of_it(scene: Scene, visit: NewVisit, sanne: Staff) -> None:
    conversation = await scene.conversation("hallo", reason=Reason.ASKED)
    assert "Gevaar buiten openingstijd" not in await (await visit(sanne)).page(f"/gesprekken/{conversation}")
