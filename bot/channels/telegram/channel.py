"""Telegram as a channel: pace, blocks, and what each refusal means."""

import logging
from datetime import timedelta

import httpx
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.contacts import Contacts
from bot.channels.contract import OutboundMessage, Refused, SendResult, Sent, TryLater, Unsure
from bot.channels.halts import LOOK_AGAIN_AFTER, Halts
from bot.channels.models import Contact
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.channels.remote import although_sent, halted, not_sent, take_room
from bot.channels.telegram.client import TelegramClient, Unreadable
from bot.channels.telegram.rendering import CAPABILITIES, NAME, call_of
from bot.channels.throughput import Pace
from bot.clock import Clock
from bot.database.engine import Database

log = logging.getLogger(__name__)

#: About one a second to one chat; a short burst is allowed.
EACH = timedelta(seconds=1)
BURST = 5
TOO_FAST = "even wachten: Telegram staat één bericht per seconde toe"
BUSY = "even wachten: er gaan nu veel berichten tegelijk weg"
NOT_KNOWN_THERE = "Telegram kent ons token niet; een beheerder moet kijken"
BLOCKED = "de huurder is op Telegram niet te bereiken (geblokkeerd of weg)"
UNREACHABLE = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramChannel:
    name = NAME
    capabilities = CAPABILITIES

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: TelegramClient,
        pace: Pace,
        contacts: Contacts,
        halts: Halts,
        notices: Notices,
    ) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._pace = pace
        self._contacts = contacts
        self._halts = halts
        self._notices = notices

    async def send(self, message: OutboundMessage) -> SendResult:
        obstacle = await not_sent(self._database, lambda session: self._obstacle(session, message.address))
        if obstacle is not None:
            return obstacle
        if (wait := await self._pace.room()) is not None:
            return TryLater(BUSY, wait, counts=False)
        try:
            sent_id = await self._client.send(call_of(message))
        except TelegramError as error:
            return await self._failed(message.address, error)
        await although_sent(self._halts.worked(self._database))
        return Sent(str(sent_id))

    async def show_typing(self, address: str) -> None:
        """Failing is no matter."""
        try:
            await self._client.show_typing(address)
        except TelegramError as error:
            log.info("typing was not shown: %s", type(error).__name__)

    async def _obstacle(self, session: AsyncSession, address: str) -> SendResult | None:
        now = self._clock()
        contact = await self._contacts.at(session, NAME, address)
        if contact is None:
            return Refused("dit adres is niet bekend op Telegram")
        return await halted(session, self._halts, now) or take_room(contact, now, EACH, BURST, TOO_FAST)

    async def _failed(self, address: str, error: TelegramError) -> SendResult:
        # BadRequest is a NetworkError to the library, and would be tried for ever: it comes first.
        match error:
            case RetryAfter():
                wait = error.retry_after
                wait = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
                await self._hold_back(address, wait)
                return TryLater("Telegram vraagt om te wachten", wait + timedelta(milliseconds=200))
            case BadRequest():
                return await self._bad(address, str(error))
            case Forbidden():
                await self._mark_unreachable(address)
                return Refused(BLOCKED)
            case InvalidToken() | Conflict():
                async with self._database.transaction() as session:
                    await self._halts.set(session, type(error).__name__, NOT_KNOWN_THERE, self._clock())
                return TryLater(NOT_KNOWN_THERE, LOOK_AGAIN_AFTER, counts=False)
            case Unreadable():
                return Unsure("Telegram gaf een onleesbaar antwoord; onbekend of het is aangekomen")
            case NetworkError():
                return _network(error)
        log.error("Telegram refused a message: %s", type(error).__name__)
        return Refused("Telegram weigerde het bericht")

    async def _bad(self, address: str, description: str) -> SendResult:
        if any(words in description.lower() for words in UNREACHABLE):
            await self._mark_unreachable(address)
            return Refused(BLOCKED)
        log.error("Telegram refused a message and somebody must look: %s", description[:80])
        async with self._database.transaction() as session:
            facts = {"code": description[:80]}
            await self._notices.tell(session, Raised(NAME, NoticeKind.REFUSED, description[:80], facts))
        return Refused("Telegram keurde het bericht af; de beheerder is gewaarschuwd")

    async def _mark_unreachable(self, address: str) -> None:
        await self._set(address, unreachable_since=self._clock(), unreachable_reason=BLOCKED)

    async def _hold_back(self, address: str, wait: timedelta) -> None:
        await self._set(address, paced_until=self._clock() + wait + (BURST - 1) * EACH)

    async def _set(self, address: str, **values: object) -> None:
        async with self._database.transaction() as session:
            mine = (Contact.channel == NAME, Contact.address == address)
            await session.execute(update(Contact).where(*mine).values(**values))


def certainly_unsent(error: TelegramError) -> bool:
    """Whether nothing arrived, and the same may well get out later."""
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and isinstance(_network(error), TryLater))


def _network(error: NetworkError) -> SendResult:
    """Whether the call can have arrived decides between trying again and not knowing."""
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return TryLater("Telegram was niet te bereiken")
    if isinstance(cause, httpx.HTTPError):
        return Unsure("Telegram gaf geen antwoord; onbekend of het is aangekomen")
    return TryLater("Telegram had een storing")
