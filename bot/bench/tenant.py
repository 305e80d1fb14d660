"""A tenant in a load test: one session, one event stream, messages whose replies are timed and checked."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import aiohttp


@dataclass
class Tenant:
    http: aiohttp.ClientSession
    base: str
    token: str = ""
    #: Seconds from wanting to say something to the reply's arrival, one a message.
    latencies: list[float] = field(default_factory=list)
    #: The same from the moment it was really sent: without what it was held back while another was answered.
    since_sent: list[float] = field(default_factory=list)
    #: All that was to be said, also what there was no time for.
    sent: list[str] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    #: When each that has no answer yet was wanted, and was sent.
    _waiting: "dict[str, tuple[float, float]]" = field(default_factory=dict)
    _listener: "asyncio.Task[None] | None" = None
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _speaking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self._idle.set()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def open(self) -> None:
        async with self.http.post(self.base + "/chat/sessions", json={}) as response:
            response.raise_for_status()
            self.token = (await response.json())["token"]
        listening = asyncio.Event()
        self._listener = asyncio.create_task(self._listen(listening))
        await listening.wait()

    async def close(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def say(self, text: str) -> None:
        """Send one message; its reply is timed when it comes.

        Two messages before an answer get one answer between them: so the next is held back until the last is answered,
        and the time that it was held back counts.
        """
        message_id, wanted = str(uuid4()), time.perf_counter()
        self.sent.append(message_id)
        async with self._speaking:
            await self._idle.wait()
            self._waiting[message_id] = wanted, time.perf_counter()
            self._idle.clear()
            async with self.http.post(
                self.base + "/chat/messages", json={"id": message_id, "text": text}, headers=self.headers
            ) as response:
                response.raise_for_status()

    async def answered(self) -> None:
        """Wait until nothing is open any more."""
        await self._idle.wait()

    async def history(self) -> list[dict[str, str]]:
        async with self.http.get(self.base + "/chat/messages", headers=self.headers) as response:
            response.raise_for_status()
            messages: list[dict[str, str]] = (await response.json())["messages"]
            return messages

    async def _listen(self, listening: asyncio.Event) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with self.http.get(self.base + "/chat/events", headers=self.headers, timeout=timeout) as response:
            event = ""
            async for raw in response.content:
                listening.set()
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") and event == "message":
                    self._heard(json.loads(line.removeprefix("data: ")))

    def _heard(self, message: dict[str, str]) -> None:
        self.seen.append(message)
        if message["from"] == "assistant" and self._waiting:
            oldest = next(iter(self._waiting))
            wanted, sent = self._waiting.pop(oldest)
            now = time.perf_counter()
            self.latencies.append(now - wanted)
            self.since_sent.append(now - sent)
            if not self._waiting:
                self._idle.set()


async def all_answered(tenants: Sequence[Tenant], saying: Sequence["asyncio.Task[None]"], seconds: float) -> int:
    """Wait until everything is said and answered, for so many seconds at most. Returns how many were not answered."""
    _, unsaid = await asyncio.wait(saying, timeout=seconds)
    waiting = [asyncio.create_task(tenant.answered()) for tenant in tenants]
    _, unanswered = await asyncio.wait(waiting, timeout=0 if unsaid else seconds)
    for task in (*unsaid, *unanswered):
        task.cancel()
    await asyncio.gather(*unsaid, *unanswered, return_exceptions=True)
    for task in saying:
        if not task.cancelled():
            task.result()
    return sum(len(tenant.sent) - len(tenant.latencies) for tenant in tenants)


def quantile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
