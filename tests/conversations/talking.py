"""Holding a conversation over the chat API, as the widget does."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import aiohttp

PATIENCE = 20.0


@dataclass
class Talk:
    """One tenant's conversation with a running program."""

    http: aiohttp.ClientSession
    base: str
    #: Message ids follow from it, and with them the choice among wordings: every run says the same.
    name: str = ""
    token: str = ""
    sent: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)
    last: str = ""

    async def open(self) -> "Talk":
        async with self.http.post(f"{self.base}/chat/sessions", json={}) as response:
            response.raise_for_status()
            self.token = (await response.json())["token"]
        return self

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def say(self, text: str) -> dict[str, Any]:
        """The one answer to a message."""
        return await self._send({"text": text})

    async def press(self, title: str) -> dict[str, Any]:
        """Press a button of the last answer."""
        offered = {b["title"]: b["payload"] for b in self.answers[-1]["buttons"]}
        assert title in offered, f"no button {title!r}; there are {list(offered)}"
        return await self._send({"text": title, "payload": offered[title]})

    async def _send(self, body: dict[str, str]) -> dict[str, Any]:
        self.sent += 1
        message = {"id": str(uuid5(NAMESPACE_URL, f"{self.name}/{self.sent}")), **body}
        async with self.http.post(f"{self.base}/chat/messages", json=message, headers=self._headers) as response:
            assert response.status == 202, await response.text()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            new = [m for m in await self._new() if m["from"] == "assistant"]
            if new:
                self.answers += new
                return new[-1]
            await asyncio.sleep(0.05)
        raise AssertionError(f"no answer within {PATIENCE} s to {body}")

    async def _new(self) -> list[dict[str, Any]]:
        params = {"after": self.last} if self.last else {}
        async with self.http.get(f"{self.base}/chat/messages", params=params, headers=self._headers) as response:
            response.raise_for_status()
            messages: list[dict[str, Any]] = (await response.json())["messages"]
        if messages:
            self.last = messages[-1]["id"]
        return messages
