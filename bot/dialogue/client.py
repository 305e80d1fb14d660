"""Speaking with the engine over its own input channel. Every failure is an exception; an answer is an answer."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from engine.text import guarded

CHANNEL_PATH = "/webhooks/huurkompas/messages"
SECRET_HEADER = "X-Huurkompas-Secret"  # noqa: S105 - the header's name, not the secret
READY_SECONDS = 2.0


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
    #: The narrower answers that the words seem to call for, surest first: {"name", "confidence"}.
    themes: list[dict[str, Any]] = field(default_factory=list)

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
            themes=list(data.get("themes") or []),
        )


@dataclass(frozen=True)
class EngineReply:
    parse: Parse
    #: What the actions said, in order: {"text", "buttons", "custom"}.
    messages: list[dict[str, Any]]
    #: Name of the form that waits for an answer, if any.
    active_form: str | None


class _NotReached(EngineUnavailable):
    """The turn never got there: another engine can take it."""


class EngineClient:
    """One pooled HTTP session to the engine, or to several: `base_url` may name more, separated by commas.

    A conversation keeps to one engine as long as that one can be reached; which one follows from its session alone,
    so that every bot chooses the same.
    """

    def __init__(self, http: aiohttp.ClientSession, base_url: str, token: str, timeout: float) -> None:
        self._http = http
        self._base_urls = [url.strip().rstrip("/") for url in base_url.split(",")]
        self._headers = {SECRET_HEADER: token}
        self._token = token
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=2)
        #: How many turns were answered so far: a sign of life for who watches.
        self.answers = 0

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
        answer = await self._post_to_one(session, body)
        self.answers += 1
        return EngineReply(Parse.from_json(answer["parse"]), answer["messages"], answer.get("active_form"))

    async def understood(self, text: str) -> Parse:
        """What words say by themselves, outside any conversation. Raises EngineUnavailable."""
        url = f"{self._base_urls[0]}/model/parse"
        # Words of people are never taken for a command, whatever they start with.
        words = {"text": guarded(text)}
        try:
            async with self._http.post(
                url, params={"token": self._token}, json=words, timeout=self._timeout
            ) as response:
                if response.status != 200:
                    raise EngineUnavailable(f"engine answered {response.status}")
                return Parse.from_json(await response.json())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error

    async def is_ready(self, limit: float = READY_SECONDS) -> bool:
        """Whether a model is loaded somewhere and turns can be taken; not heard within `limit` seconds is no."""
        return any([await self._is_ready(url, limit) for url in self._base_urls])

    async def _is_ready(self, base_url: str, limit: float) -> bool:
        try:
            async with self._http.get(
                base_url + "/status", params={"token": self._token}, timeout=aiohttp.ClientTimeout(total=limit)
            ) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post_to_one(self, session: str, body: Mapping[str, Any]) -> dict[str, Any]:
        *others, last = sorted(self._base_urls, key=lambda url: hashlib.sha256(f"{session} {url}".encode()).digest())
        for base_url in others:
            try:
                return await self._post(base_url + CHANNEL_PATH, body)
            except _NotReached:
                continue
        return await self._post(last + CHANNEL_PATH, body)

    async def _post(self, url: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            async with self._http.post(url, json=body, headers=self._headers, timeout=self._timeout) as response:
                if response.status != 200:
                    raise EngineUnavailable(f"engine answered {response.status}")
                answer: dict[str, Any] = await response.json()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise _NotReached(f"{type(error).__name__}: {error}") from error
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
        if not isinstance(answer, dict) or "messages" not in answer or "parse" not in answer:
            raise EngineUnavailable("engine answered something else than a turn")
        return answer
