"""Speaking with the engine over its own input channel. Every failure is an exception; an answer is an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

CHANNEL_PATH = "/webhooks/huurkompas/messages"
SECRET_HEADER = "X-Huurkompas-Secret"  # noqa: S105 - the header's name, not the secret


class EngineUnavailable(Exception):
    """The engine gave no usable answer: down, starting, too slow, or failed inside."""


@dataclass(frozen=True)
class Parse:
    """What the engine understood; the shape of data is the language contract's."""

    intent: str | None
    confidence: float
    ranking: list[dict[str, Any]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    signals: list[dict[str, Any]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Parse":
        intent = data.get("intent") or {}
        return cls(
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
            ranking=list(data.get("intent_ranking") or [])[:10],
            entities=list(data.get("entities") or []),
            signals=list(data.get("signals") or []),
            topics=list(data.get("topics") or []),
        )


@dataclass(frozen=True)
class EngineReply:
    parse: Parse
    #: What the actions said, in order: {"text", "buttons", "custom"}.
    messages: list[dict[str, Any]]
    #: Name of the form that waits for an answer, if any.
    active_form: str | None


class EngineClient:
    """One pooled HTTP session to the engine."""

    def __init__(self, http: aiohttp.ClientSession, base_url: str, token: str, timeout: float) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._headers = {SECRET_HEADER: token}
        self._token = token
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=2)

    async def turn(
        self,
        *,
        session: str,
        message_id: str,
        channel: str,
        metadata: Mapping[str, Any],
        text: str | None = None,
        intent: str | None = None,
        entities: Mapping[str, Any] | None = None,
    ) -> EngineReply:
        """One turn: a text to understand, or the intent of a pressed button. Raises EngineUnavailable."""
        body = {
            "sender": session,
            "message_id": message_id,
            "channel": channel,
            "metadata": dict(metadata),
            "text": text,
            "intent": intent,
            "entities": dict(entities or {}),
        }
        answer = await self._post(CHANNEL_PATH, body)
        return EngineReply(Parse.from_json(answer["parse"]), answer["messages"], answer.get("active_form"))

    async def is_ready(self) -> bool:
        """Whether a model is loaded and turns can be taken."""
        try:
            async with self._http.get(
                self._base_url + "/status", params={"token": self._token}, timeout=aiohttp.ClientTimeout(total=2)
            ) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            async with self._http.post(
                self._base_url + path, json=body, headers=self._headers, timeout=self._timeout
            ) as response:
                if response.status != 200:
                    raise EngineUnavailable(f"engine answered {response.status}")
                answer: dict[str, Any] = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
        if not isinstance(answer, dict) or "messages" not in answer or "parse" not in answer:
            raise EngineUnavailable("engine answered something else than a turn")
        return answer
