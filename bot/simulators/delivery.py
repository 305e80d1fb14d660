"""How a provider delivers webhooks: signed bytes, again until it gets a 200, sometimes twice or in another order."""

import asyncio
import itertools
import json
import logging
import random
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.ending import end
from bot.simulators.faults import Fault, Faults

log = logging.getLogger(__name__)

ATTEMPTS = 12
WAIT_SECONDS = 0.5

Headers = Callable[[bytes], Mapping[str, str]]


class Delivery:
    """Posts to one webhook. Nothing is lost: what is not answered with a 200 comes again, the same bytes."""

    def __init__(self, http: aiohttp.ClientSession, url: str, headers: Headers, faults: Faults, seed: int = 0) -> None:
        self._http = http
        self._url = url
        self._headers = headers
        self._faults = faults
        self._random = random.Random(seed)  # noqa: S311 - chooses an order, no secret
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count()
        self.undelivered: list[Any] = []
        #: Told of every call, right before it is made.
        self.watch: Callable[[Any], None] | None = None

    def post(self, body: Any, after: "asyncio.Task[None] | None" = None) -> "asyncio.Task[None]":
        """Begin delivering; returns the delivery, to wait for. `after`: not before that one is over."""
        raw = json.dumps(body, ensure_ascii=True).encode()
        if self._faults.is_on(Fault.TWICE):
            self._begin(raw, body, self._delay(), after)
        return self._begin(raw, body, self._delay(), after)

    async def settle(self) -> None:
        """Wait until everything has been delivered, also what comes forth from it."""
        while self._tasks:
            await asyncio.gather(*list(self._tasks), return_exceptions=True)

    async def stop(self) -> None:
        await end(self._tasks)

    def _delay(self) -> float:
        return self._random.uniform(0, 0.3) if self._faults.is_on(Fault.REORDER) else 0.0

    def _begin(self, raw: bytes, body: Any, delay: float, after: "asyncio.Task[None] | None") -> "asyncio.Task[None]":
        task = asyncio.create_task(self._deliver(raw, body, delay, after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _deliver(self, raw: bytes, body: Any, delay: float, after: "asyncio.Task[None] | None") -> None:
        if after is not None:
            await asyncio.wait({after})
        if delay:
            await asyncio.sleep(delay)
        headers = {"Content-Type": "application/json", **self._headers(raw)}
        for attempt in range(ATTEMPTS):
            if self.watch is not None:
                self.watch(body)
            try:
                async with self._http.post(self._url, data=raw, headers=headers) as response:
                    if response.status == 200:
                        return
                    log.warning("the webhook answered %s", response.status)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("the webhook was not reached: %s", type(error).__name__)
            await asyncio.sleep(WAIT_SECONDS * (attempt + 1))
        self.undelivered.append(raw)
