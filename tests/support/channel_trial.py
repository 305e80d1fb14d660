"""Runs in the engine's environment: its input channel asked in every way in which it can fail.

Called by `tests.support.engine_trials`; the handler is called as Sanic would, with a request that holds what it reads.
"""

import json
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

SECRET = "right"
BODY = {"sender": "s", "channel": "web", "text": "hallo"}


class Agent:
    """Understands everything as a greeting; fails as it is told."""

    def __init__(self, ready: bool = True, failure: Exception | None = None) -> None:
        self._ready = ready
        self._failure = failure
        self.processor = self
        self.domain = None

    def is_ready(self) -> bool:
        return self._ready

    async def parse_message(self, message: Any) -> dict[str, Any]:
        if self._failure:
            raise self._failure
        return {"text": message.text, "intent": {"name": "greet", "confidence": 0.9}, "entities": []}


async def trial() -> dict[str, Any]:
    from rasa.core.lock_store import LockError

    from engine.channel import HuurkompasInput

    async def on_new_message(message: Any) -> None:
        await message.output_channel.send_text_message(message.sender_id, "Hoi")

    blueprint = HuurkompasInput.from_credentials({"secret": SECRET}).blueprint(on_new_message)
    (route,) = blueprint._future_routes
    receive: Callable[[Any], Awaitable[Any]] = route.handler

    async def ask(agent: Agent | None, body: Any = BODY, secret: str | None = SECRET) -> Any:
        headers = {} if secret is None else {"X-Huurkompas-Secret": secret}
        request = SimpleNamespace(headers=headers, json=body, app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))
        response = await receive(request)
        return [response.status, json.loads(response.body)]

    return {
        "answered": await ask(Agent()),
        "wrong secret": await ask(Agent(), secret="wrong"),
        "no secret": await ask(Agent(), secret=None),
        "no model": await ask(None),
        "a model that is not ready": await ask(Agent(ready=False)),
        "no sender": await ask(Agent(), {"text": "hallo"}),
        "no object": await ask(Agent(), ["hallo"]),
        "busy": await ask(Agent(failure=LockError("conversation s"))),
        "broken": await ask(Agent(failure=RuntimeError("mijn naam is Fatima"))),
    }
