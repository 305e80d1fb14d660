"""Server-sent events of the desk. An event says only "look again": the page re-reads its own part."""

import asyncio
import contextlib
from collections.abc import Iterable
from uuid import UUID

from aiohttp import web

from bot.conversation.changes import Change, Changes
from bot.ending import end
from bot.staff.cookies import Cookies
from bot.staff.sign_in import SignIn

#: Nudges that come shortly after one another become one.
DEBOUNCE_SECONDS = 0.15
#: A sign of life for proxies, and the moment to see whether the session is still there.
PING_SECONDS = 20.0
#: What shows nothing on these pages.
IGNORED = frozenset({"typing"})

CHANGED = b"event: changed\ndata: \n\n"
ENDED = b"event: ended\ndata: \n\n"
HELLO = b"retry: 2000\n\n"
PING = b": ping\n\n"


class Streams:
    """Keeps the open streams, so that they end at once when the program stops."""

    def __init__(self, changes: Changes, sign_in: SignIn, cookies: Cookies) -> None:
        self._changes = changes
        self._sign_in = sign_in
        self._cookies = cookies
        self._open: set[asyncio.Task[object]] = set()

    async def follow(self, request: web.Request, conversation_id: UUID | None) -> web.StreamResponse:
        """Stream nudges of one conversation, or of all, until the browser or the session goes."""
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream; charset=utf-8",
                "Cache-Control": "no-store",
                # Proxies that buffer would hold the events back.
                "X-Accel-Buffering": "no",
            }
        )
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with self._changes.watch(conversation_id) as nudges, contextlib.suppress(ConnectionResetError):
                await response.prepare(request)
                await response.write(HELLO)
                await self._pass_on(request, response, nudges)
        finally:
            self._open.discard(task)
        return response

    async def _pass_on(
        self, request: web.Request, response: web.StreamResponse, nudges: "asyncio.Queue[Change]"
    ) -> None:
        while True:
            try:
                async with asyncio.timeout(PING_SECONDS):
                    change = await nudges.get()
            except TimeoutError:
                if not await self._still_signed_in(request):
                    await response.write(ENDED)
                    return
                await response.write(PING)
                continue
            if change.kind in IGNORED:
                continue
            await asyncio.sleep(DEBOUNCE_SECONDS)
            _drain(nudges)
            await response.write(CHANGED)

    async def _still_signed_in(self, request: web.Request) -> bool:
        secret = self._cookies.session_of(request)
        return secret is not None and await self._sign_in.visitor(secret, active=False) is not None

    async def close(self, _app: web.Application) -> None:
        """End all streams; called when the application shuts down."""
        await _cancel(self._open)


def _drain(nudges: "asyncio.Queue[Change]") -> None:
    while not nudges.empty():
        nudges.get_nowait()


async def _cancel(tasks: Iterable["asyncio.Task[object]"]) -> None:
    await end(tasks)
