"""Tenants who talk by WhatsApp and Telegram, all at once, while the providers misbehave in every way they can."""

import asyncio
import contextlib
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.bench.fates import Fates, fates, still_open
from bot.database.engine import Database
from bot.simulators.botapi import BotApiSimulator
from bot.simulators.faults import Fault
from bot.simulators.graph import GraphSimulator

#: Each strikes one call, in turn. A wrong key is not among them: that stops a channel until somebody acts.
STRIKES = (
    Fault.TOO_FAST, Fault.SERVER_ERROR, Fault.HANG_UP_AFTER, Fault.WINDOW_CLOSED, Fault.BLOCKED, Fault.SLOW,
    Fault.TEMPLATE_PAUSED,
)  # fmt: skip
#: From the first message to the last.
LASTING = (Fault.TWICE, Fault.REORDER, Fault.SENT_AFTER_FAILED)
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Plan:
    conversations: int
    turns: int
    #: Messages a second over all conversations together.
    per_second: float
    #: Every so many messages of a provider, one of its calls goes wrong.
    strike_every: int = 20
    texts: Sequence[str] = ("vraag",)
    faults: bool = True


@dataclass
class Talks:
    """Runs a plan; afterwards `latencies` and `fates()` tell how it went."""

    graph: GraphSimulator
    botapi: BotApiSimulator
    database: Database
    plan: Plan
    #: Seconds from the webhook's call to the first call that would send the answer, in the order of answering.
    latencies: list[float] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _asked: dict[str, float] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _looked: int = 0
    _look: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def run(self) -> None:
        self._watch()
        for simulator in (self.graph, self.botapi) if self.plan.faults else ():
            for fault in LASTING:
                simulator.faults.set(fault, -1)
        looking = asyncio.create_task(self._keep_looking())
        began = time.monotonic()
        try:
            await asyncio.gather(*(self._talk(number, began) for number in range(self.plan.conversations)))
            await self._quiet()
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking

    async def fates(self) -> Fates:
        received = {f"whatsapp:{p.number}": [sent.reference for sent in p.received] for p in self.graph.phones.values()}
        for chat in self.botapi.chats.values():
            received[f"telegram:{chat.id}"] = [str(message["message_id"]) for message in chat.received]
        return await fates(self.database, self.said, received, ["whatsapp", "telegram"])

    # ── talking ───────────────────────────────────────────────────────────────────────────────────

    async def _talk(self, number: int, began: float) -> None:
        plan = self.plan
        for turn in range(plan.turns):
            place = turn * plan.conversations + number
            await asyncio.sleep(max(0.0, began + place / plan.per_second - time.monotonic()))
            words = f"{plan.texts[place % len(plan.texts)]} ({turn})"
            self._strike(place)
            person = await self._say(number, words)
            await self._settled(person)

    async def _say(self, number: int, words: str) -> str:
        if number % 2:
            person = f"whatsapp:316{number:08d}"
            delivery = self.graph.message(person.partition(":")[2], "text", text={"body": words})
            self._begin(person, words)
            await self.graph.post_messages([delivery])
        else:
            person = f"telegram:{100_000 + number}"
            self._begin(person, words)
            task = self.botapi.say(100_000 + number, text=words)
            assert task is not None
            await task
        return person

    def _begin(self, person: str, words: str) -> None:
        self.said[person].append(words)
        self._asked.pop(person, None)
        self._new.add(person)

    def _strike(self, place: int) -> None:
        """The next fault in turn, for one call; both providers alike."""
        plan = self.plan
        if not plan.faults or place % plan.strike_every:
            return
        fault = STRIKES[place // plan.strike_every % len(STRIKES)]
        for simulator in (self.graph, self.botapi):
            simulator.faults.set(fault, 1)

    # ── watching ──────────────────────────────────────────────────────────────────────────────────

    def _watch(self) -> None:
        assert self.graph.delivery is not None
        assert self.botapi.delivery is not None
        self.graph.delivery.watch = self.botapi.delivery.watch = self._delivering
        self.graph.watch = lambda to, _: self._sending(f"whatsapp:{to}")
        self.botapi.watch = lambda to, _: self._sending(f"telegram:{to}")

    def _delivering(self, body: Any) -> None:
        for person in _writers(body):
            if person in self._new:
                self._new.discard(person)
                self._asked[person] = time.monotonic()

    def _sending(self, person: str) -> None:
        asked = self._asked.pop(person, None)
        if asked is not None:
            self.latencies.append(time.monotonic() - asked)

    async def _settled(self, person: str) -> None:
        """Until nothing waits in this conversation any more, by a look that began after now."""
        wanted = self._looked + 2
        async with self._look:
            await self._look.wait_for(lambda: self._looked >= wanted and person not in self._open)

    async def _quiet(self) -> None:
        """Until all reports have come, and nothing waits anywhere."""
        for simulator in (self.graph, self.botapi):
            assert simulator.delivery is not None
            await simulator.delivery.settle()
        wanted = self._looked + 2
        async with self._look:
            await self._look.wait_for(lambda: self._looked >= wanted and not self._open)

    async def _keep_looking(self) -> None:
        for _ in itertools.count():
            self._open = await still_open(self.database)
            async with self._look:
                self._looked += 1
                self._look.notify_all()
            await asyncio.sleep(LOOK_SECONDS)


def _writers(body: Any) -> Iterator[str]:
    """Whose messages a webhook carries."""
    if "update_id" in body:
        if "message" in body:
            yield f"telegram:{body['message']['chat']['id']}"
        return
    for entry in body["entry"]:
        for change in entry["changes"]:
            for message in change["value"].get("messages", ()):
                yield f"whatsapp:{message['from']}"
