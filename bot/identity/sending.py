"""The port by which codes leave: what a sender is, and a post that never keeps a tenant waiting or tells by its pace.

A code exists readably in memory only, from the moment it is made until a sender has taken it: it is in no table, no
job and no log.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
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


#: Called when a code could not be delivered, with the conversation that waits for it.
OnFailure = Callable[[UUID], Awaitable[None]]


class Post:
    """Hands messages to the senders beside the turn: who asks for a code waits equally long, sent or not."""

    def __init__(self, senders: Mapping[Way, CodeSender]) -> None:
        self._senders = dict(senders)
        self._on_their_way: set[asyncio.Task[None]] = set()

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
        if sender is None:
            return False
        try:
            async with asyncio.timeout(SECONDS):
                await sender.send(message)
        except Exception as error:  # whatever a provider's library raises may hold the address: only its kind is told
            log.error("a message was not delivered by %s: %s", message.way, type(error).__name__)
            return False
        return True

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
            return
        try:
            async with asyncio.timeout(SECONDS):
                await self._senders[message.way].send(message)
        except (NotSent, TimeoutError) as error:
            log.error("a code was not delivered by %s: %s", message.way, type(error).__name__)
            await on_failure(conversation_id)
        except Exception as error:  # whatever a provider's library raises may hold the address: only its kind is told
            log.error("a code was not delivered by %s: %s", message.way, type(error).__name__)
            await on_failure(conversation_id)
