"""Whether Telegram lets us hear what people write. What lasts reaches an admin once, and is over when it works."""

import logging
from datetime import datetime, timedelta

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import Notices, Raised
from bot.channels.telegram.rendering import NAME
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.trouble import passes

log = logging.getLogger(__name__)

#: What passes by itself: away, busy, or the database is. And what somebody must mend: asking on helps nobody.
SOON, LATER = timedelta(seconds=3), timedelta(minutes=1)
#: Refusals that stay until somebody does something.
LASTING = (InvalidToken, Forbidden, Conflict, BadRequest)
#: Two programs on one token end each other's calls, and both hear something in between: over is after so long.
QUIET = timedelta(minutes=5)
#: One conflict may be a process of our own that just made way.
CONFLICTS = 2


def lasts(error: Exception) -> bool:
    """Whether an admin must look: a refusal that stays, or an error of ours that nobody foresaw."""
    if isinstance(error, TelegramError):
        return isinstance(error, LASTING)
    return not passes(error)


def pause_after(error: Exception) -> timedelta:
    """How long to wait before asking again; as long as Telegram says, where it does."""
    if isinstance(error, RetryAfter):
        told = error.retry_after
        return max(SOON, told if isinstance(told, timedelta) else timedelta(seconds=told))
    return LATER if lasts(error) else SOON


class Listening:
    """One a bot. Neither method raises: what cannot be told now is told at the next trouble."""

    def __init__(self, database: Database, clock: Clock, notices: Notices) -> None:
        self._database = database
        self._clock = clock
        self._notices = notices
        self._told: set[str] = set()
        #: A process before this one may have told what is over by now.
        self._may_stand = True
        self._conflicts = 0
        self._latest_conflict: datetime | None = None

    async def troubled(self, error: Exception) -> timedelta:
        """Something kept us from hearing. Returns how long to wait before the next try."""
        code = type(error).__name__
        if not lasts(error):
            log.warning("nothing was heard from Telegram: %s", code)
            return pause_after(error)
        if isinstance(error, Conflict):
            self._conflicts, self._latest_conflict = self._conflicts + 1, self._clock()
        if code not in self._told and not (isinstance(error, Conflict) and self._conflicts < CONFLICTS):
            log.error("nothing is heard from Telegram until somebody looks: %s", code)
            if await self._tell(Raised(NAME, NoticeKind.NOT_HEARD, "", {"code": code})):
                self._told.add(code)
                self._may_stand = True
        return pause_after(error)

    async def well(self) -> None:
        """We hear Telegram."""
        if self._latest_conflict is not None and self._clock() - self._latest_conflict < QUIET:
            return
        self._conflicts, self._latest_conflict = 0, None
        if self._may_stand and await self._tell(Raised(NAME, NoticeKind.NOT_HEARD, over=True)):
            self._may_stand = False
            self._told.clear()

    async def set_aside(self, error: Exception) -> None:
        """An update could not be taken in, and is kept apart: somebody may wait for an answer."""
        await self._tell(Raised(NAME, NoticeKind.SET_ASIDE, "", {"code": type(error).__name__}))

    async def _tell(self, told: Raised) -> bool:
        try:
            async with self._database.transaction() as session:
                await self._notices.tell(session, told)
        except Exception as error:
            log.warning("a notice could not be written down: %s", type(error).__name__)
            return False
        return True
