"""Both providers on this machine, talking to a wired bot on a real port."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bot import bootstrap
from bot.clock import Clock, system_clock
from bot.database.engine import Database
from bot.simulators.botapi import BotApiSimulator
from bot.simulators.graph import GraphSimulator
from tests.support.channels import APP_SECRET, BOT, NUMBER, WEBHOOK_SECRET, telegram_settings, whatsapp_settings
from tests.support.engine import StubEngine
from tests.support.fifth_channel import hall_settings
from tests.support.wiring import CONTENT, Desk, desk_on

TOKEN = "EAAG-proef-sleutel"
BOT_TOKEN = f"{BOT}:AAproef-token_0"
SECRET = b"a secret for tests that is long enough to be one"


class MovingClock:
    """The real time, that can be moved on."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> Any:
        return system_clock() + self.ahead


async def until(true: Callable[[], Any], seconds: float = 20) -> None:
    """Waits for what must come; fails when it does not."""
    async with asyncio.timeout(seconds):
        while True:
            answer = true()
            if asyncio.iscoroutine(answer):
                answer = await answer
            if answer:
                return
            await asyncio.sleep(0.02)


@dataclass
class Providers:
    graph: GraphSimulator
    botapi: BotApiSimulator
    graph_url: str
    botapi_url: str
    http: aiohttp.ClientSession

    async def settle(self) -> None:
        for simulator in (self.graph, self.botapi):
            if simulator.delivery is not None:
                await simulator.delivery.settle()


@asynccontextmanager
async def providers(clock: Clock) -> AsyncIterator[Providers]:
    graph = GraphSimulator(
        clock=clock, number=NUMBER, token=TOKEN, app_secret=APP_SECRET, approved=CONTENT.templates.approved
    )
    botapi = BotApiSimulator(clock=clock, token=BOT_TOKEN, secret=WEBHOOK_SECRET)
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        graph_server = await stack.enter_async_context(TestServer(graph.app()))
        botapi_server = await stack.enter_async_context(TestServer(botapi.app()))
        urls = [str(server.make_url("")).rstrip("/") for server in (graph_server, botapi_server)]
        yield Providers(graph, botapi, f"{urls[0]}/v25.0", urls[1], http)
        for simulator in (graph, botapi):
            if simulator.delivery is not None:
                await simulator.delivery.stop()


def connected(made: Providers, *, polling: bool = False) -> dict[str, Any]:
    """The settings of a bot on these providers."""
    telegram = telegram_settings(made.botapi_url, mode="polling" if polling else "webhook")
    return {"whatsapp": whatsapp_settings(made.graph_url), "telegram": telegram, **hall_settings()}


@asynccontextmanager
async def bot_with(
    made: Providers, database: Database, engine: StubEngine, clock: Clock, *, polling: bool = False, **more: Any
) -> AsyncIterator[Desk]:
    """A whole bot: webhooks on a port of its own, its worker at work."""
    async with desk_on(database, engine, clock, **connected(made, polling=polling), **more) as desk:
        app = bootstrap.public(desk.settings, desk.services, SECRET)
        async with TestServer(app) as server:
            made.graph.deliver_to(made.http, str(server.make_url("/webhooks/whatsapp")))
            if not polling:
                made.botapi.deliver_to(made.http, str(server.make_url("/webhooks/telegram")))
            await desk.services.connected.start(None)
            await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
            yield desk
