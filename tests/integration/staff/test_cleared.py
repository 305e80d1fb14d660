"""What was cleared after its time is told at the desk: on the conversation, and in the figures."""

import re
from datetime import timedelta

from bot.privacy.clearing import ClearingService
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import NO_INLINE
from tests.integration.staff.scene import Scene


async def test_the_conversation_and_the_figures_say_what_was_cleared(
    visit: NewVisit, scene: Scene, coordinator: Staff, sanne: Staff
) -> None:
    long_ago = scene.clock() - timedelta(days=400)
    talk = await scene.conversation("mijn vriendin heeft alles opgemaakt", last_activity_at=long_ago)
    await scene.conversation("help", last_activity_at=long_ago, danger="violence")
    assert (await ClearingService(scene.database, scene.clock, timedelta(days=365)).once()).conversations == 0
    await scene.handle(talk)
    assert (await ClearingService(scene.database, scene.clock, timedelta(days=365)).once()).conversations == 1
    for staff, path in ((coordinator, f"/overzicht/{talk}"), (sanne, f"/gesprekken/{talk}")):
        page = await (await visit(staff)).page(path)
        assert "365 dagen na het laatste bericht: de woorden van 1 bericht, 0 bestanden" in page
        assert "vriendin" not in page
        assert not re.search(NO_INLINE, page)
    shown = re.sub(r"<[^>]+>|\s+", " ", await (await visit(coordinator)).page("/cijfers"))
    assert re.search(r"\b1\s+gesprekken gewist\s+1 berichten en 0 bestanden", shown)
    assert re.search(r"\b1\s+langer bewaard", shown)
