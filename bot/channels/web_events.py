"""The web chat's server-sent events: what a browser that listens is told."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.conversation.changes import Change, Changes
from bot.conversation.models import Author
from bot.conversation.transcript import PAGE, Line, Transcript

HEARTBEAT_SECONDS = 15.0
#: How long the tenant's own message may wait to be shown on another page of theirs.
ECHO_SECONDS = 0.3
#: The last one keeps a proxy in front from holding events back.
STREAM_HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class EventStream:
    """One browser that listens. It re-reads the transcript on every nudge, so nothing is lost or doubled."""

    def __init__(
        self,
        changes: Changes,
        transcript: Transcript,
        owner: Callable[[], Awaitable[Mapping[str, str]]],
        conversation_id: UUID,
        response: web.StreamResponse,
        after: int,
    ) -> None:
        self._changes = changes
        self._transcript = transcript
        self._owner = owner
        self._conversation_id = conversation_id
        self._response = response
        self._after = after
        self._echo_due = False

    async def run(self) -> None:
        with self._changes.watch(self._conversation_id) as nudges:
            try:
                await self._send("owner", await self._owner())
                await self._catch_up()
                while True:
                    try:
                        async with asyncio.timeout(ECHO_SECONDS if self._echo_due else HEARTBEAT_SECONDS):
                            change = await nudges.get()
                    except TimeoutError:
                        await (self._catch_up() if self._echo_due else self._response.write(b": still here\n\n"))
                        continue
                    await self._pass_on(change)
            except ConnectionResetError:
                return

    async def _pass_on(self, change: Change) -> None:
        match change.kind:
            case "message" if change.detail.get("author") == Author.TENANT:
                # The writer's own page has it already, and another of theirs can wait for the answer, often one look.
                self._echo_due = True
            case "message":
                await self._catch_up()
            case "typing":
                who, on = change.detail.get("who", "assistant"), bool(change.detail.get("on"))
                await self._send("typing", {"from": who, "on": on})
            case "seen":
                for message_id in change.detail.get("ids", ()):
                    await self._send("seen", {"id": message_id})
            case "owner":
                await self._send("owner", await self._owner())

    async def _catch_up(self) -> None:
        full, self._echo_due = True, False
        while full:
            lines = await self._transcript.lines(self._conversation_id, self._after)
            for line in lines:
                await self._send("message", as_json(line), event_id=str(line.id))
                self._after = line.seq
            full = len(lines) == PAGE

    async def _send(self, event: str, data: Mapping[str, Any], event_id: str | None = None) -> None:
        head = f"id: {event_id}\n" if event_id else ""
        body = f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        await self._response.write(body.encode())


def as_json(line: Line) -> dict[str, Any]:
    """A line of the transcript as the browser gets it."""
    body: dict[str, Any] = {
        "id": str(line.id),
        "from": str(line.author),
        "text": line.text,
        "buttons": list(line.buttons),
        "at": line.at.isoformat(),
    }
    if line.author is Author.STAFF and line.name:
        body["name"] = line.name
    if line.figure is not None:
        body["figure"] = line.figure
    return body
