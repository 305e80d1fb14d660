"""A conversation that somebody at the desk has just taken."""

from typing import Any
from uuid import UUID

from bot.handoff.models import Reason
from bot.staff.models import Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, Visit


async def taken(scene: Scene, visit: NewVisit, staff: Staff, *said: str, **values: Any) -> tuple[Visit, UUID]:
    """A conversation that this person took, in their browser."""
    conversation = await scene.conversation(*(said or ("help",)), reason=Reason.ASKED, **values)
    browser = await visit(staff)
    response = await browser.post(f"/gesprekken/{conversation}/neem")
    assert response.status == 303
    return browser, conversation
