"""`./run bench channels`: WhatsApp and Telegram through all faults of their stand-ins, beside the web chat."""

import asyncio
import contextlib
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.bench.figures import TEXTS, Figure
from bot.bench.running import Running, program
from bot.bench.talks import Plan, Talks
from bot.bench.tenant import Tenant, all_answered, quantile
from bot.channels.whatsapp.templates import load_templates
from bot.clock import system_clock
from bot.database.embedded import EmbeddedPostgres
from bot.database.engine import Database
from bot.settings import PROJECT
from bot.simulators.botapi import BotApiSimulator
from bot.simulators.graph import GraphSimulator

NUMBER = "100200300400500"
#: How much slower than the web chat an answer by a channel may leave.
RATIO = 2
#: For every so many conversations by channels one by web, at the same time: what slows one down slows down the other.
WEB_PART = 4
LAST_ANSWER_SECONDS = 60.0


async def bench_channels(conversations: int, turns: int, per_second: float) -> int:
    """Measure and print. Returns 1 when something went wrong or a limit is passed."""
    plan = Plan(conversations, turns, per_second, texts=TEXTS)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huurkompas-bench-")))
        postgres = EmbeddedPostgres(folder / "postgres", alone=True)
        url = await postgres.start()
        stack.push_async_callback(postgres.stop)
        database = Database(url)
        stack.push_async_callback(database.close)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        graph, botapi, settings = await stack.enter_async_context(_providers())
        more = {"HUURKOMPAS_DATABASE_URL": url, "HUURKOMPAS_LIMITS__SESSIONS_PER_ADDRESS": "100000/minute", **settings}
        running = stack.enter_context(program(folder / "var", **more))
        graph.deliver_to(http, f"{running.base}/webhooks/whatsapp")
        botapi.deliver_to(http, f"{running.base}/webhooks/telegram")
        talks = Talks(graph, botapi, database, plan)
        beside = replace(plan, conversations=max(1, conversations // WEB_PART), per_second=per_second / WEB_PART)
        _, by_web = await asyncio.gather(talks.run(), _by_web(http, running, beside))
        figures = await _figures(talks, *by_web)
    for figure in figures:
        print(figure)
    return int(any(figure.value > figure.limit for figure in figures))


async def _figures(talks: Talks, by_web: list[float], unanswered: int) -> list[Figure]:
    web95 = quantile(by_web, 0.95)
    found, plan = await talks.fates(), talks.plan
    states = ", ".join(f"{count} {state}" for state, count in sorted(found.states.items()))
    print(f"{plan.conversations} conversations of {plan.turns} turns, {plan.per_second:g}/s; answers: {states}")
    ours = quantile(talks.latencies, 0.95)
    refused = sum(s.pairs.refused + s.throughput.refused for s in (talks.graph, talks.botapi))
    return [
        Figure("channels: messages lost", found.lost, 0, ""),
        Figure("channels: messages or answers doubled", found.doubled, 0, ""),
        Figure("channels: messages without an answer", found.unanswered, 0, ""),
        Figure("channels: conversations out of order", found.disordered, 0, ""),
        Figure("channels: answers shown as something else than they are", found.untrue, 0, ""),
        Figure("channels: answers that did not arrive, without a reason", found.without_reason, 0, ""),
        Figure("channels: calls faster than the provider allows", refused, 0, ""),
        Figure("the web chat at the same time: messages without an answer", unanswered, 0, ""),
        Figure("the web chat at the same time, p95", web95 * 1000, 1000, "ms"),
        Figure("channels: from webhook to send call, median", quantile(talks.latencies, 0.5) * 1000, 1000, "ms"),
        Figure("channels: from webhook to send call, p95", ours * 1000, RATIO * web95 * 1000, "ms"),
        Figure("the same as a ratio to the web chat's p95", ours / web95, RATIO, "x"),
    ]


async def _by_web(http: aiohttp.ClientSession, running: Running, plan: Plan) -> tuple[list[float], int]:
    """The same talks over the web chat: seconds from sending to the answer's arrival, and how many had none."""
    tenants = [Tenant(http, running.base) for _ in range(plan.conversations)]
    for tenant in tenants:
        await tenant.open()
    began = time.monotonic()
    sending: list[asyncio.Task[None]] = []
    for place in range(plan.conversations * plan.turns):
        await asyncio.sleep(max(0.0, began + place / plan.per_second - time.monotonic()))
        words = f"{plan.texts[place % len(plan.texts)]} ({place // plan.conversations})"
        sending.append(asyncio.create_task(tenants[place % plan.conversations].say(words)))
    unanswered = await all_answered(tenants, sending, LAST_ANSWER_SECONDS)
    for tenant in tenants:
        await tenant.close()
    # By a channel nobody says anything either while an answer is on its way: a message's own time beside its own time.
    return [latency for tenant in tenants for latency in tenant.since_sent], unanswered


@asynccontextmanager
async def _providers() -> AsyncIterator[tuple[GraphSimulator, BotApiSimulator, dict[str, str]]]:
    """Both stand-ins on loopback, and the settings by which a program finds them."""
    token, app_secret, verify, secret = (secrets.token_hex(24) for _ in range(4))
    bot_token = f"7712345678:{secrets.token_hex(24)}"
    approved = load_templates(PROJECT / "content" / "demo").approved
    graph = GraphSimulator(clock=system_clock, number=NUMBER, token=token, app_secret=app_secret, approved=approved)
    botapi = BotApiSimulator(clock=system_clock, token=bot_token, secret=secret)
    runners: list[web.AppRunner] = []
    bases: list[str] = []
    for app in (graph.app(), botapi.app()):
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        bases.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
    told = {
        "WHATSAPP__PHONE_NUMBER_ID": NUMBER,
        "WHATSAPP__ACCESS_TOKEN": token,
        "WHATSAPP__APP_SECRET": app_secret,
        "WHATSAPP__VERIFY_TOKEN": verify,
        "WHATSAPP__API_BASE": f"{bases[0]}/v25.0",
        "TELEGRAM__TOKEN": bot_token,
        "TELEGRAM__WEBHOOK_SECRET": secret,
        "TELEGRAM__API_BASE": bases[1],
        "TELEGRAM__REGISTER_WEBHOOK": "false",
    }
    try:
        yield graph, botapi, {f"HUURKOMPAS_{name}": value for name, value in told.items()}
    finally:
        for simulator in (graph, botapi):
            if simulator.delivery is not None:
                await simulator.delivery.stop()
        for runner in runners:
            with contextlib.suppress(TimeoutError):
                await runner.cleanup()
