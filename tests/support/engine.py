"""A stand-in for the engine that does what a test tells it: answer, fail, hang, or say odd things."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.dialogue.client import CHANNEL_PATH, SECRET_HEADER

TOKEN = "engine-token-for-tests"
Reaction = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


def turn(text: str, *, intent: str = "greet", confidence: float = 0.9, **more: Any) -> dict[str, Any]:
    """A well-formed answer of the engine that says one thing."""
    parse = {
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": intent, "confidence": confidence}],
        "entities": [],
        "signals": [],
        "topics": [intent],
    }
    parse.update(more.pop("parse", {}))
    return {"parse": parse, "messages": [{"text": text, "buttons": [], "custom": None, **more}], "active_form": None}


async def echo(body: dict[str, Any]) -> web.StreamResponse:
    return web.json_response(turn(f"antwoord op: {body['text'] or body['intent']}"))


class StubEngine:
    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.react: Reaction = echo
        self.url = ""
        self._transport: asyncio.Transport | None = None

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        assert request.headers[SECRET_HEADER] == TOKEN
        self._transport = request.transport
        body = await request.json()
        self.calls.append(body)
        return await self.react(body)

    def ends(self) -> None:
        """Break off the last turn as the end of a process does."""
        assert self._transport is not None
        self._transport.abort()

    async def _status(self, request: web.Request) -> web.Response:
        return web.json_response({"model_file": "stub"})

    @asynccontextmanager
    async def running(self) -> AsyncIterator["StubEngine"]:
        app = web.Application()
        app.router.add_post(CHANNEL_PATH, self._receive)
        app.router.add_get("/status", self._status)
        server = TestServer(app)
        await server.start_server()
        self.url = str(server.make_url("")).rstrip("/")
        try:
            yield self
        finally:
            await server.close()


class Gate:
    """Holds the engine's answer until the test opens it; tells when a call has come in."""

    def __init__(self, then: Reaction = echo) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self._then = then

    async def __call__(self, body: dict[str, Any]) -> web.StreamResponse:
        self.reached.set()
        await self.open.wait()
        return await self._then(body)
