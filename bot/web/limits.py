"""Limits on how much one person, or one address, may ask of the public surface."""

import math
import time
from collections.abc import Callable, Sequence

from aiohttp import web
from limits import RateLimitItem, parse_many
from limits.strategies import MovingWindowRateLimiter

from bot.settings import ChatLimits
from bot.web.errors import Refusal, too_busy, too_fast
from bot.web.window_storage import WindowStorage


class Limiter:
    """Counts per process: a limit protects this process from floods, it is no quota to be billed."""

    def __init__(self, limits: ChatLimits, trusted_proxies: frozenset[str]) -> None:
        self._window = MovingWindowRateLimiter(WindowStorage())
        self._sessions = parse_many(limits.sessions_per_address)
        self._per_session = parse_many(limits.messages_per_session)
        self._per_address = parse_many(limits.messages_per_address)
        self._readings_per_session = parse_many(limits.readings_per_session)
        self._readings_per_address = parse_many(limits.readings_per_address)
        self._trusted = trusted_proxies

    def new_session(self, request: web.Request) -> None:
        """A chat more. Raises Refusal 429, as all of these do."""
        self._hit(too_busy, self._sessions, "new", self.address(request))

    def message(self, request: web.Request, session: str) -> None:
        """A message more."""
        self._hit(too_fast, self._per_session, "session", session)
        # Many people may share an address: that it is much is not their doing.
        self._hit(too_busy, self._per_address, "address", self.address(request))

    def reading(self, request: web.Request, session: str) -> None:
        """The history asked for once more, or the event stream opened once more."""
        self._hit(too_busy, self._readings_per_session, "reading", session)
        self._hit(too_busy, self._readings_per_address, "reading from", self.address(request))

    def address(self, request: web.Request) -> str:
        """The caller's address; what a trusted proxy says of it, nothing else."""
        peer = request.remote or "?"
        if peer in self._trusted:
            forwarded = request.headers.get("X-Forwarded-For", "")
            return forwarded.rsplit(",", 1)[-1].strip() or peer
        return peer

    def _hit(self, refusal: Callable[[int], Refusal], limits: Sequence[RateLimitItem], *key: str) -> None:
        for limit in limits:
            if not self._window.hit(limit, *key):
                reset, _ = self._window.get_window_stats(limit, *key)
                raise refusal(max(1, math.ceil(reset - time.time())))
