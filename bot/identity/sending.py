"""The port by which codes leave: what a sender is, and a post that never keeps a tenant waiting or tells by its pace.

When it fails, who waits for a code hears so, whether one was on its way to them or not: a line that only a real tenant
can get would tell who is one. So for a code to nobody the sender is looked up all the same, and after a failure
everybody who asked lately, and everybody who asks until one goes well, is told alike.

A code exists readably in memory only, from the moment it is made until a sender has taken it: it is in no table, no
job and no log.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable
from uuid import UUID

from bot.identity.rules import Way

log = logging.getLogger(__name__)

SECONDS = 20.0
CLOSE_SECONDS = 5.0


class NotSent(Exception):
    """The provider did not take it. The text holds no address and no code."""


@dataclass(frozen=True)
class CodeMessage:
    """One code on its way. `repr` shows neither where it goes nor what it says."""

    way: Way
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class CodeSender(Protocol):
    """One way of delivering. Raises NotSent."""

    async def send(self, message: CodeMessage) -> None: ...


@runtime_checkable
class Reachable(Protocol):
    """A sender that can be looked up without sending anything. Raises NotSent when nobody answers there."""

    async def look_up(self) -> None: ...


#: After a failure the way counts as broken for so long, unless something goes well sooner.
BROKEN_FOR = 600.0

#: Called when a code could not be delivered, with the conversation that waits for it.
OnFailure = Callable[[UUID], Awaitable[None]]


class Post:
    """Hands messages to the senders beside the turn: who asks for a code waits equally long, sent or not."""

    def __init__(self, senders: Mapping[Way, CodeSender], now: Callable[[], float] = time.monotonic) -> None:
        self._senders = dict(senders)
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._now = now
        self._broken_at: float | None = None
        #: Who asked for a code that went to nobody, and when.
        self._to_nobody: deque[tuple[float, UUID, OnFailure]] = deque(maxlen=1000)

    @property
    def ways(self) -> frozenset[Way]:
        return frozenset(self._senders)

    @property
    def senders(self) -> Mapping[Way, CodeSender]:
        """The ways out themselves, for what is no code and waits for nobody."""
        return self._senders

    def hand_over(self, message: CodeMessage | None, conversation_id: UUID, on_failure: OnFailure) -> None:
        """None where there is nobody to send to; that costs the caller the same."""
        task = asyncio.create_task(self._deliver(message, conversation_id, on_failure))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)

    async def deliver(self, message: CodeMessage) -> bool:
        """Send something that holds no code, and wait for it; whether a sender took it."""
        sender = self._senders.get(message.way)
        return sender is not None and await self._sent(message.way, lambda: sender.send(message), "a message")

    async def settled(self) -> None:
        """Wait until everything handed over has gone, or failed."""
        await asyncio.gather(*self._on_their_way, return_exceptions=True)

    async def stop(self) -> None:
        """Let what is on its way go for a moment, then give it up; the tenant can ask for a new code."""
        waiting = set(self._on_their_way)
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=CLOSE_SECONDS)
            for task in late:
                task.cancel()

    async def _deliver(self, message: CodeMessage | None, conversation_id: UUID, on_failure: OnFailure) -> None:
        if message is None:
            return await self._to_none(conversation_id, on_failure)
        sender = self._senders[message.way]
        if await self._sent(message.way, lambda: sender.send(message), "a code"):
            self._broken_at = None
            return None
        self._broken_at = self._now()
        await on_failure(conversation_id)
        lately = [(other, tell) for at, other, tell in self._to_nobody if self._now() - at < BROKEN_FOR]
        self._to_nobody.clear()
        for other, tell in lately:
            if other != conversation_id:
                await tell(other)
        return None

    async def _to_none(self, conversation_id: UUID, on_failure: OnFailure) -> None:
        """Nothing goes out; what is heard when sending does not work is the same."""
        broken = self._broken_at is not None and self._now() - self._broken_at < BROKEN_FOR
        way, sender = next(iter(self._senders.items()), (None, None))
        if way is not None and isinstance(sender, Reachable):
            broken = not await self._sent(way, sender.look_up, "a look") or broken
        if broken:
            await on_failure(conversation_id)
        else:
            self._to_nobody.append((self._now(), conversation_id, on_failure))

    async def _sent(self, way: Way, send: Callable[[], Awaitable[None]], what: str) -> bool:
        try:
            async with asyncio.timeout(SECONDS):
                await send()
        except Exception as error:  # whatever a provider's library raises may hold the address: only its kind is told
            log.error("%s was not delivered by %s: %s", what, way, type(error).__name__)
            return False
        return True
