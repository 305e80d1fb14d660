"""Guarding what was agreed, now and then: the ledger laid beside it, and what is to be said, said once.

The web chat never carries a nudge: nobody may be looking, or somebody else may.
"""

from collections.abc import Sequence
from uuid import UUID

from bot.arrangements.begun import PASSED, SILENT, BegunBook, Lost
from bot.arrangements.due import DueNudges, Message
from bot.arrangements.ground import Ground
from bot.arrangements.last_look import LastLook
from bot.arrangements.models import OF_NUDGE, Actor
from bot.arrangements.reaching import UNDELIVERED, Chat, Reach
from bot.arrangements.rules.guarding import Nudge, may_write
from bot.arrangements.upkeep import UpkeepService
from bot.channels.contract import Button
from bot.conversation.models import Author, Owner
from bot.conversation.outbox import LOCK, Outbox
from bot.database.session import announce
from bot.dialogue.speech import Payload

UNREACHABLE = "Deze huurder is niet te bereiken voor een bericht over de afspraak."
UNANSWERED = "Een termijn is niet betaald en er kwam geen antwoord."
UNASKED = "Een termijn is niet betaald. De huurder kreeg er geen vraag over: er staat dat we niet mogen schrijven."


class Guarding:
    called = "guarding agreements"
    every_seconds = 60.0

    def __init__(
        self,
        ground: Ground,
        upkeep: UpkeepService,
        due: DueNudges,
        outbox: Outbox,
        reach: Reach,
        begun: BegunBook,
    ) -> None:
        self._ground = ground
        self._upkeep = upkeep
        self._due = due
        self._last_look = LastLook(ground, upkeep, due)
        self._outbox = outbox
        self._reach = reach
        self._begun = begun

    async def once(self) -> int:
        """One round; how many things were said or handed to a person.

        Any number of processes may do so: what is said is claimed first.
        """
        await self._upkeep.bring_up_to_date()
        said = 0
        for message in await self._due.nudges():
            if not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
            said += await self.say(message)
        return said + await self.follow()

    async def say(self, message: Message) -> bool:
        """Say one nudge by the way that may carry it; whether it was said, or handed to a person."""
        if message.due.nudge is Nudge.PERSON:
            return await self._for_person(message, UNASKED if message.due.unasked else UNANSWERED)
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
            if not await self._last_look.claim(session, message, by=chat.channel):
                return False
            line = self._outbox.compose(
                session,
                conversation,
                Author.ASSISTANT,
                message.text,
                buttons=_buttons(due.nudge),
                owner_version=conversation.owner_version,
                begun=True,
            )
            about = (agreement.contract_id, agreement.id, due.term.number, due.nudge)
            await self._begun.nudge_within(session, line, *about)
            await announce(session, "message", conversation.id, author=Author.ASSISTANT)
        await self._outbox.dispatch(chat.id)
        return True

    # ── where it did not arrive ───────────────────────────────────────────────────────────────────

    async def follow(self, *, at_any_hour: bool = False) -> int:
        """What a channel took and did not bring goes by SMS or e-mail, else to a person; how much went."""
        went = 0
        for lost in await self._begun.lost(news=False):
            if not at_any_hour and not may_write(self._ground.policy.guarding, self._ground.clock()):
                break
            went += await self._otherwise(lost)
        return went

    async def _otherwise(self, lost: Lost) -> bool:
        agreement_id, number, nudge = lost.agreement_id, lost.number, lost.nudge
        assert lost.contract_id is not None
        assert agreement_id is not None
        assert number is not None
        assert nudge is not None
        found = await self._reach.on_file(lost.contract_id, await self._reach.whose(agreement_id))
        async with self._ground.database.transaction() as session:
            held = await self._begun.hold_within(session, lost)
            if held is None:
                return False
            kept = await self._ground.book.held(session, agreement_id)
            by = await self._last_look.why_not(session, kept, number, nudge) or (found[0].value if found else "person")
            await self._begun.settle_within(session, held, by)
            if by in (SILENT, PASSED):
                return False
            await self._ground.book.note(
                session, kept, OF_NUDGE[nudge], self._ground.clock(), Actor.ASSISTANT, instalment=number, by=by
            )
        if found is None or not await self._reach.send(*found, lost.text):
            why = UNDELIVERED if found else UNREACHABLE
            await self._reach.task(agreement_id, why, f", termijn {number}", instalment=number)
        return True

    # ── by post ───────────────────────────────────────────────────────────────────────────────────

    async def _by_post(self, message: Message, whose: UUID | None) -> bool:
        """Claimed before it is sent: said twice is worse than a person who looks where it failed."""
        found = await self._reach.on_file(message.agreement.contract_id, whose)
        if found is None:
            return await self._for_person(message, UNREACHABLE)
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
            return await self._last_look.claim(session, message, by=by)


def _buttons(nudge: Nudge) -> Sequence[Button]:
    """One tap for "lukt deze maand niet", before it breaks."""
    if nudge is Nudge.THANKS:
        return ()
    trouble = Button("Lukt nu niet", Payload("report_arrangement_trouble").encode())
    paid = Button("Al betaald", Payload("report_payment_made").encode())
    return (trouble,) if nudge is Nudge.REMINDER else (trouble, paid)
