"""Guarding what was agreed, now and then: the ledger laid beside it, and what is to be said, said once.

The web chat never carries a nudge: nobody may be looking, or somebody else may.
"""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

from bot.arrangements.ground import Ground
from bot.arrangements.reaching import UNDELIVERED, Chat, Reach
from bot.arrangements.rules.guarding import Nudge, may_write
from bot.arrangements.upkeep import Message, UpkeepService
from bot.channels.contract import Button
from bot.conversation.models import Author, Owner
from bot.conversation.outbox import LOCK, Outbox
from bot.database.session import announce
from bot.dialogue.speech import Payload

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


class Guarding:
    def __init__(self, ground: Ground, upkeep: UpkeepService, outbox: Outbox, reach: Reach) -> None:
        self._ground = ground
        self._upkeep = upkeep
        self._outbox = outbox
        self._reach = reach

    async def keep_on(self) -> None:
        """Until cancelled. Any number of processes may do so: what is said is claimed first."""
        while True:
            try:
                await self.once()
            except Exception as error:  # the next round tries again; a fault here must not end the guarding
                log.warning("guarding agreements failed: %s: %s", type(error).__name__, error)
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> int:
        """One round; how many things were said or handed to a person."""
        await self._upkeep.bring_up_to_date()
        said = 0
        for message in await self._upkeep.nudges():
            if not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
            said += await self._say(message)
        return said

    async def _say(self, message: Message) -> bool:
        if message.due.nudge is Nudge.PERSON:
            return await self._for_person(message, "Een termijn is niet betaald en er kwam geen antwoord.")
        whose = await self._reach.whose(message.agreement.id)
        chat = await self._reach.chat_of(message.agreement.contract_id, whose)
        if chat is not None and chat.busy:
            return False  # a person is talking with them now: one voice at a time; later is soon enough
        if chat is not None:
            return await self._in_chat(message, chat)
        return await self._by_post(message, whose)

    # ── in a chat ─────────────────────────────────────────────────────────────────────────────────

    async def _in_chat(self, message: Message, chat: Chat) -> bool:
        """Claimed and put in the outbox in one transaction: said once, or not yet."""
        agreement, due = message.agreement, message.due
        async with self._ground.database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": chat.id})
            if conversation is None or conversation.owner is Owner.PERSON:
                return False
            if not await self._upkeep.claim_within(session, agreement.id, due.term.number, due.nudge, by=chat.channel):
                return False
            buttons = _buttons(due.nudge)
            self._outbox.compose(
                session,
                conversation,
                Author.ASSISTANT,
                message.text,
                buttons=buttons,
                owner_version=conversation.owner_version,
            )
            await announce(session, "message", conversation.id, author=Author.ASSISTANT)
        await self._outbox.dispatch(chat.id)
        return True

    # ── by post ───────────────────────────────────────────────────────────────────────────────────

    async def _by_post(self, message: Message, whose: UUID | None) -> bool:
        """Claimed before it is sent: said twice is worse than a person who looks where it failed."""
        found = await self._reach.on_file(message.agreement.contract_id, whose)
        if found is None:
            return await self._for_person(
                message, "Deze huurder is niet te bereiken voor een bericht over de afspraak."
            )
        way, to = found
        if not await self._claimed(message, by=way.value):
            return False
        if not await self._reach.send(way, to, message.text):
            await self._task(message, UNDELIVERED)
        return True

    # ── a person ──────────────────────────────────────────────────────────────────────────────────

    async def _for_person(self, message: Message, why: str) -> bool:
        if not await self._claimed(message, by="person"):
            return False
        await self._task(message, why)
        return True

    async def _task(self, message: Message, why: str) -> None:
        number = message.due.term.number
        await self._reach.task(message.agreement.id, why, f", termijn {number}", instalment=number)

    async def _claimed(self, message: Message, *, by: str) -> bool:
        async with self._ground.database.transaction() as session:
            return await self._upkeep.claim_within(
                session, message.agreement.id, message.due.term.number, message.due.nudge, by=by
            )


def _buttons(nudge: Nudge) -> Sequence[Button]:
    """One tap for "lukt deze maand niet", before it breaks."""
    if nudge is Nudge.THANKS:
        return ()
    trouble = Button("Lukt nu niet", Payload("report_arrangement_trouble").encode())
    paid = Button("Al betaald", Payload("report_payment_made").encode())
    return (trouble,) if nudge is Nudge.REMINDER else (trouble, paid)
