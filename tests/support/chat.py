"""A tenant's browser without the browser: the chat's HTTP surface, spoken to as the widget does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient


class Chat:
    def __init__(self, http: "TestClient[Any, Any]", token: str = "") -> None:
        self._http = http
        self.token = token

    @classmethod
    async def opened(cls, http: "TestClient[Any, Any]") -> "Chat":
        chat = cls(http)
        response = await http.post("/chat/sessions", json={})
        assert response.status == 201
        chat.token = (await response.json())["token"]
        return chat

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, body: Any) -> ClientResponse:
        return await self._http.post("/chat/messages", json=body, headers=self.headers)

    async def say(self, text: str, message_id: str | None = None) -> str:
        message_id = message_id or str(uuid4())
        response = await self.post({"id": message_id, "text": text})
        assert response.status == 202, await response.text()
        return message_id

    async def history(self, after: str = "") -> list[dict[str, Any]]:
        response = await self._http.get(
            "/chat/messages", params={"after": after} if after else {}, headers=self.headers
        )
        assert response.status == 200
        messages: list[dict[str, Any]] = (await response.json())["messages"]
        return messages

    @asynccontextmanager
    async def events(self, last_event_id: str = "") -> AsyncIterator["Events"]:
        headers = {**self.headers, **({"Last-Event-ID": last_event_id} if last_event_id else {})}
        async with self._http.get("/chat/events", headers=headers) as response:
            assert response.status == 200
            yield Events(response)


class Events:
    """Server-sent events, read one by one."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def next(self, kind: str) -> tuple[str, dict[str, Any]]:
        """The next event of this kind: its id and its data. Others are passed over."""
        while True:
            event_id, event, data = await self._read()
            if event == kind:
                return event_id, json.loads(data)

    async def _read(self) -> tuple[str, str, str]:
        fields: dict[str, str] = {}
        async for raw in self._response.content:
            line = raw.decode().rstrip("\n")
            if not line and fields:
                break
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
        return fields.get("id", ""), fields.get("event", ""), fields.get("data", "{}")
