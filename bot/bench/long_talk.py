"""One long conversation: whether its six-hundredth turn takes as long as a first."""

import asyncio

import aiohttp

from bot.bench.figures import TEXTS, Figure
from bot.bench.running import Running
from bot.bench.tenant import Tenant, quantile

TURNS = 600
#: Late turns of the long conversation, each beside the first turn of a new one with the same words at the same moment.
COMPARED = 40
RATIO = 1.25
ANSWER_SECONDS = 30.0
#: What the program must be told: a tenant who says this much in a minute is refused otherwise.
SETTINGS = {"HUURKOMPAS_LIMITS__MESSAGES_PER_SESSION": "100000/minute"}


async def long_conversation(
    http: aiohttp.ClientSession, running: Running, turns: int = TURNS, compared: int = COMPARED
) -> list[Figure]:
    """Every turn is a real one: nothing is prepared in the database or in the engine's tracker."""
    old = Tenant(http, running.base)
    await old.open()
    for number in range(turns - 1):
        await _turn(old, number)
    first: list[float] = []
    late: list[float] = []
    for number in range(compared):
        new = Tenant(http, running.base)
        await new.open()
        # Whoever comes second in a pair finds the caches warmer: each does half of the time.
        for tenant in (new, old) if number % 2 else (old, new):
            (late if tenant is old else first).append(await _turn(tenant, number))
        await new.close()
    await old.close()
    median, median_late = quantile(first, 0.5), quantile(late, 0.5)
    return [
        Figure(f"reply at turn {turns} of one conversation, median", median_late * 1000, RATIO * median * 1000, "ms"),
        Figure("the same as a ratio to turn 1 of another", median_late / median, RATIO, "x"),
    ]


async def _turn(tenant: Tenant, number: int) -> float:
    """Say something and hear the answer; seconds."""
    async with asyncio.timeout(ANSWER_SECONDS):
        await tenant.say(TEXTS[number % len(TEXTS)])
        await tenant.answered()
    return tenant.latencies[-1]
