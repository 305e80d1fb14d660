"""A proposal that nobody has to decide on any more takes its conversation out of the queue.

Its own tenant may take it back, put another in its place, or the agreement that it changed may end. Whoever did it
holds the agreement; the conversation is locked first everywhere else, so this is a step of its own after it.
"""

import asyncio
import logging
from uuid import UUID

from sqlalchemy import exists, select

from bot.arrangements.models import Agreement, EventKind
from bot.arrangements.rules.life import State
from bot.conversation.changes import Changes
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.handoff.models import Handoff, Reason
from bot.handoff.services import HandoffService

log = logging.getLogger(__name__)

#: Where a nudge was lost, or the program was not there.
EVERY_SECONDS = 60.0
#: After one of these a proposal may wait no more; a collector's own decisions leave the queue where they are made.
LEAVES = frozenset({EventKind.REPLACED.value, EventKind.WITHDRAWN.value, EventKind.OUTDATED.value})


class ProposalQueue:
    def __init__(self, database: Database, handoffs: HandoffService, changes: Changes) -> None:
        self._database = database
        self._handoffs = handoffs
        self._changes = changes

    async def keep_on(self) -> None:
        """Until cancelled; at once when something happens to a proposal. Any number of processes may do so."""
        with self._changes.watch(None) as nudges:
            while True:
                try:
                    await self.once()
                except Exception as error:  # the next round tries again
                    log.warning("emptying the queue of proposals failed: %s", type(error).__name__)
                try:
                    async with asyncio.timeout(EVERY_SECONDS):
                        while (await nudges.get()).detail.get("event") not in LEAVES:
                            pass
                except TimeoutError:
                    pass

    async def once(self) -> int:
        """How many conversations left the queue."""
        found = await self._waiting_for_nothing()
        for conversation_id in found:
            await self._handoffs.lapsed(conversation_id, Reason.PROPOSAL)
        return len(found)

    async def _waiting_for_nothing(self) -> list[UUID]:
        still = exists().where(
            Agreement.conversation_id == Handoff.conversation_id, Agreement.state == State.AWAITING_APPROVAL
        )
        # It is laid down first and the person called after that: what was never there waits for nothing either.
        statement = (
            select(Handoff.conversation_id)
            .join(Conversation, Conversation.id == Handoff.conversation_id)
            .where(Handoff.closed_at.is_(None), Handoff.reason == Reason.PROPOSAL, Conversation.owner == Owner.QUEUE)
            .where(~still)
        )
        async with self._database.reading() as session:
            return list((await session.scalars(statement)).all())
