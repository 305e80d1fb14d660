"""Whatever keeps an answer from coming, who asked hears that none comes, and can say so; never something made up."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.dialogue.client import EngineClient, EngineReply, EngineUnavailable
from bot.dialogue.supervisor import free_port
from tests.support.engine import TOKEN, StubEngine

ENDLESS = 60.0


@pytest.fixture
async def engine() -> AsyncIterator[StubEngine]:
    async with StubEngine().running() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ask(client: EngineClient) -> EngineReply:
    return await client.turn(session="s", message_id="m", channel="web", metadata={}, text="hallo")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, "wrong secret"),
        (503, "no model is loaded"),
        (503, "the conversation is busy"),
        (409, "Conflict"),
        (500, "KeyError"),
    ],
)
async def test_every_refusal_of_the_engine_is_told_with_its_number_and_counts_as_no_answer(
    engine: StubEngine, http: aiohttp.ClientSession, status: int, error: str
) -> None:
    async def refuse(body: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({"error": error, "messages": [], "parse": {}}, status=status)

    engine.react = refuse
    client = EngineClient(http, engine.url, TOKEN, timeout=5)
    with pytest.raises(EngineUnavailable, match=str(status)):
        await ask(client)
    assert client.answers == 0, "a refusal is no sign of a turn that was taken"
    assert len(engine.calls) == 1, "a turn that came in is not put again: it may have been half done"


async def test_a_refusal_is_not_asked_of_another_engine_and_one_that_is_away_is(
    engine: StubEngine, http: aiohttp.ClientSession
) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    client = EngineClient(http, f"{engine.url},{away}", TOKEN, timeout=5)
    for number in range(8):
        await client.turn(session=str(number), message_id="m", channel="web", metadata={}, text="hallo")
    assert len(engine.calls) == client.answers == 8


async def test_who_waits_for_an_engine_that_is_ended_hears_it_at_once(
    engine: StubEngine, http: aiohttp.ClientSession
) -> None:
    async def ended(body: dict[str, Any]) -> web.StreamResponse:
        engine.ends()
        await asyncio.sleep(ENDLESS)
        raise AssertionError

    engine.react = ended
    with pytest.raises(EngineUnavailable):
        async with asyncio.timeout(5):
            await ask(EngineClient(http, engine.url, TOKEN, timeout=ENDLESS))


async def test_an_engine_that_hangs_is_not_waited_for_without_end(
    engine: StubEngine, http: aiohttp.ClientSession
) -> None:
    async def hang(body: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(ENDLESS)
        raise AssertionError

    engine.react = hang
    with pytest.raises(EngineUnavailable, match="Timeout"):
        await ask(EngineClient(http, engine.url, TOKEN, timeout=0.05))


async def test_a_look_ends_at_its_limit_and_shows_what_the_engine_says_of_itself(http: aiohttp.ClientSession) -> None:
    replies: list[int | None] = [200, 401, 409, 503, None]

    async def status(request: web.Request) -> web.Response:
        reply = replies.pop(0)
        if reply is None:
            await asyncio.sleep(ENDLESS)
        return web.Response(status=reply or 200)

    app = web.Application()
    app.router.add_get("/status", status)
    async with TestServer(app) as server:
        client = EngineClient(http, str(server.make_url("")), TOKEN, timeout=5)
        assert [await client.is_ready(0.1) for _ in range(5)] == [True, False, False, False, False]
