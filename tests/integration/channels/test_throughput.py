"""Many conversations at once through every fault of both providers: the same measurement as `./run bench channels`."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.bench.fates import Fates
from bot.bench.talks import Plan, Talks
from bot.channels.whatsapp import client as whatsapp_client
from bot.clock import system_clock
from bot.database.engine import Database
from tests.support.engine import StubEngine
from tests.support.phones import Providers, bot_with, providers
from tests.support.wiring import Desk

PLAN = Plan(conversations=40, turns=5, per_second=40, strike_every=9)


@pytest.fixture
async def made() -> AsyncIterator[Providers]:
    async with providers(system_clock) as running:
        running.graph.slow_seconds = 2.0
        running.botapi.slow_seconds = 2.0
        yield running


@pytest.fixture
async def desk(
    made: Providers, database: Database, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    monkeypatch.setattr(whatsapp_client, "SEND_TIMEOUT", aiohttp.ClientTimeout(total=1.0))
    async with bot_with(made, database, engine, system_clock) as wired:
        yield wired


async def test_through_all_faults_nothing_is_lost_doubled_or_disordered_and_what_is_unknown_says_so(
    made: Providers, desk: Desk, database: Database
) -> None:
    talks = Talks(made.graph, made.botapi, database, PLAN)
    async with asyncio.timeout(240):
        await talks.run()
    found = await talks.fates()
    assert found == Fates(states=found.states)
    assert set(found.states) <= {"sent", "delivered", "failed", "unknown", "parked", "dropped"}
    # Every kind of fate occurred, so the faults did strike.
    assert {"sent", "delivered", "failed", "unknown"} <= set(found.states)
    assert len(talks.latencies) == PLAN.conversations * PLAN.turns
    for simulator in (made.graph, made.botapi):
        assert (simulator.pairs.refused, simulator.throughput.refused) == (0, 0)
        assert simulator.delivery is not None
        assert simulator.delivery.undelivered == []
