"""A last look at the moment of saying: between finding what is due and saying it, minutes may go by.

Asked with the contract's row locked, a fixed number of questions for each thing that is said, and none for the rest.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.begun import PASSED, SILENT
from bot.arrangements.book import Kept
from bot.arrangements.circumstances import waits
from bot.arrangements.due import DueNudges, Message
from bot.arrangements.ground import Ground
from bot.arrangements.reading import ledger
from bot.arrangements.rules.guarding import NOBODY_COLLECTS, Hindrance, Nudge
from bot.arrangements.rules.life import LIVE, Life
from bot.arrangements.upkeep import UpkeepService


class LastLook:
    def __init__(self, ground: Ground, upkeep: UpkeepService, due: DueNudges) -> None:
        self._ground = ground
        self._upkeep = upkeep
        self._due = due

    async def claim(self, session: AsyncSession, message: Message, *, by: str = "") -> bool:
        """Claim what was found due, if it still is to the letter: not paid, disputed, in danger or forbidden since.

        What changed meanwhile is found anew by the next round, with words that fit.
        """
        agreement, due = message.agreement, message.due
        if not await self._holds(session, await self._ground.book.held(session, agreement.id), message):
            return False
        return await self._due.claim_within(session, agreement.id, due.term.number, due.nudge, by=by)

    async def why_not(self, session: AsyncSession, kept: Kept, number: int, nudge: Nudge) -> str:
        """Why what a channel lost is not said again, if so: they want no messages, or it no longer holds."""
        life, hindrances = await self._now(session, kept)
        if hindrances or await waits(session, kept.row.id):
            return SILENT
        term = next((term for term in life.terms if term.number == number), None)
        holds = nudge is Nudge.THANKS or (life.state in LIVE and term is not None and term.open_cents > 0)
        return "" if holds else PASSED

    async def _holds(self, session: AsyncSession, kept: Kept, message: Message) -> bool:
        life, hindrances = await self._now(session, kept)
        if message.at_any_time:
            return (
                not hindrances
                and not await waits(session, kept.row.id)
                and life.state in LIVE
                and message.due.term in life.terms
            )
        return message.due in await self._due.due_now(session, kept, life, hindrances)

    async def _now(self, session: AsyncSession, kept: Kept) -> tuple[Life, frozenset[Hindrance]]:
        """As of this moment: also with payments that no round has laid beside it yet."""
        contract_id = kept.row.contract_id
        hindrances = await self._ground.hindrances.of(session, contract_id)
        booked = await ledger(session, contract_id, self._ground.today)
        beside = (await self._upkeep.beside(session, [kept]))[kept.row.id]
        halted = bool(hindrances & NOBODY_COLLECTS) or await waits(session, kept.row.id)
        return self._upkeep.as_of_today(kept, booked, beside, halted=halted), hindrances
