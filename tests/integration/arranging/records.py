"""What the database holds of a talk about an arrangement."""

from sqlalchemy import select

from bot.arrangements.models import Agreement
from bot.database.engine import Database
from bot.dialogue.models import DialogueState
from tests.integration.arranging.tenant import Tenant


async def agreements(database: Database) -> list[Agreement]:
    async with database.transaction() as session:
        return list((await session.scalars(select(Agreement).order_by(Agreement.proposed_at, Agreement.change))).all())


async def state_of(database: Database, kim: Tenant) -> DialogueState:
    async with database.transaction() as session:
        return await session.get_one(DialogueState, kim.conversation)
