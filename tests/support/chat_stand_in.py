"""The chat's HTTP contract without engine and database: what was said is kept here, and faults are made at will."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from json import dumps
from typing import Any, Literal, cast
from uuid import uuid4

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.web_events import STREAM_HEADERS
from bot.channels.web_views import WebChat
from bot.corporation import load_corporation
from bot.settings import PROJECT
from bot.web.errors import Refusal
from bot.web.middleware import add_headers
from bot.web.public import Site, public_app

CORPORATION = load_corporation(PROJECT / "content" / "demo")
PATIENCE = 15.0
Queue = asyncio.Queue[bytes | None]


class ChatStandIn:
    """One conversation, whoever asks for it."""

    def __init__(self) -> None:
        #: What was said, in the server's order.
        self.lines: list[dict[str, Any]] = []
        #: Every message that a browser tried to send.
        self.posts: list[dict[str, Any]] = []
        #: Where each stream asked to go on.
        self.resumed: list[str | None] = []
        #: What becomes of messages: kept and confirmed; refused; or nobody hears whether they were.
        self.fault: Refusal | Literal["lost before", "lost after"] | None = None
        #: Whether history and events are to be had.
        self.up = True
        self.base = ""
        self._streams: dict[Queue, web.Request] = {}
        self._news = asyncio.Condition()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/chat/sessions", self._open),
            web.post("/chat/messages", self._post),
            web.get("/chat/messages", self._history),
            web.get("/chat/events", self._events),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ChatStandIn"]:
        """On the corporation's own page, with the policy and the errors of the real public application."""
        site = Site(corporation=CORPORATION, chat=cast(WebChat, self), staff=web.Application(), is_demo=False)
        async with TestServer(public_app(site)) as server:
            self.base = str(server.make_url("/"))
            yield self
            self.cut()

    async def says(self, text: str, *, buttons: Sequence[str] = (), sender: str = "assistant", **more: Any) -> None:
        """The assistant says something, or somebody else to the tenant."""
        pressable = [{"title": title, "payload": f"intent:{number}"} for number, title in enumerate(buttons)]
        await self._keep({"id": str(uuid4()), "from": sender, "text": text, "buttons": pressable, **more})

    def typing(self, on: bool) -> None:
        self._tell("typing", {"from": "assistant", "on": on})

    def seen(self) -> None:
        """The assistant has taken in what the tenant said last."""
        self._tell("seen", {"id": next(line["id"] for line in reversed(self.lines) if line["from"] == "tenant")})

    def cut(self) -> None:
        """Breaks every stream off in the middle."""
        for queue, request in self._streams.items():
            if request.transport is not None:
                request.transport.abort()
            queue.put_nowait(None)

    async def until(self, met: Callable[["ChatStandIn"], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: met(self))

    async def heard(self) -> None:
        """A browser listens: what is said now reaches it as an event."""
        await self.until(lambda chat: bool(chat._streams))

    async def _open(self, request: web.Request) -> web.Response:
        expires = datetime.now(UTC) + timedelta(days=1)
        session = {"token": "token", "conversation": "conversation", "expires_at": expires.isoformat()}
        return web.json_response(session, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        message = await request.json()
        self.posts.append(message)
        await self._notify()
        if isinstance(self.fault, Refusal):
            raise self.fault
        if self.fault != "lost before" and all(line["id"] != message["id"] for line in self.lines):
            await self._keep({"id": message["id"], "from": "tenant", "text": message["text"], "buttons": []})
        if self.fault is not None and request.transport is not None:
            request.transport.abort()
        return web.json_response({"id": message["id"]}, status=202)

    async def _history(self, request: web.Request) -> web.Response:
        self._must_be_up()
        after = request.query.get("after", "")
        lines = self._after(after)
        cursor = lines[-1]["id"] if lines else after
        return web.json_response({"messages": lines, "cursor": cursor, "owner": {"owner": "assistant"}})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        self._must_be_up()
        last = request.headers.get("Last-Event-ID")
        self.resumed.append(last)
        response = web.StreamResponse(headers=STREAM_HEADERS)
        add_headers(response)
        await response.prepare(request)
        queue: Queue = asyncio.Queue()
        for line in self._after(last) if last else []:
            queue.put_nowait(_event("message", line))
        self._streams[queue] = request
        await self._notify()
        try:
            while (event := await queue.get()) is not None:
                await response.write(event)
        except ConnectionResetError:
            pass
        finally:
            del self._streams[queue]
        return response

    def _must_be_up(self) -> None:
        if not self.up:
            raise Refusal(503, "unavailable", "De chat is er even niet.")

    def _after(self, line_id: str | None) -> list[dict[str, Any]]:
        place = next((place for place, line in enumerate(self.lines, 1) if line["id"] == line_id), 0)
        return self.lines[place:]

    async def _keep(self, line: dict[str, Any]) -> None:
        self.lines.append({**line, "at": datetime.now(UTC).isoformat()})
        self._tell("message", self.lines[-1])

    def _tell(self, kind: str, data: dict[str, Any]) -> None:
        for queue in self._streams:
            queue.put_nowait(_event(kind, data))

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()


def _event(kind: str, data: dict[str, Any]) -> bytes:
    head = f"id: {data['id']}\n" if kind == "message" else ""
    return f"{head}event: {kind}\ndata: {dumps(data)}\n\n".encode()
