"""The internal application, on loopback: the engine's action calls, health, readiness, and metrics."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.dialogue.client import SECRET_HEADER

log = logging.getLogger(__name__)

#: The engine sends all events of its session along.
LARGEST_CALL = 8 * 1024 * 1024

#: Says what is wrong, or nothing when all is well.
Check = Callable[[], Awaitable[str | None]]


def internal_app(
    executor: ActionExecutor, token: str, checks: dict[str, Check], registry: CollectorRegistry
) -> web.Application:
    app = web.Application(client_max_size=LARGEST_CALL)
    app.router.add_post("/actions/webhook", _actions(executor, token.encode()))
    app.router.add_get("/healthz", _healthy)
    app.router.add_get("/readyz", _ready(checks))
    app.router.add_get("/metrics", _metrics(registry))
    return app


def _actions(executor: ActionExecutor, secret: bytes) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def run(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret):
            return web.json_response({"error": "wrong secret"}, status=401)
        call: dict[str, Any] = await request.json()
        name = call.get("next_action")
        # Left out by the engine, which our actions need not; rasa_sdk wants one all the same.
        call.setdefault("domain", {})
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            return web.json_response({"error": str(rejection), "action_name": rejection.action_name}, status=400)
        except ActionNotFoundException as missing:
            return web.json_response({"error": str(missing), "action_name": missing.action_name}, status=404)
        except Exception:
            log.exception("action %s failed", name)
            return web.json_response({"error": "the action failed", "action_name": name}, status=500)
        return web.json_response(result.model_dump() if result else {"events": [], "responses": []})

    return run


async def _healthy(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _ready(checks: dict[str, Check]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def ready(request: web.Request) -> web.Response:
        problems = {name: problem for name, check in checks.items() if (problem := await check())}
        status = 503 if problems else 200
        return web.json_response(
            {"status": "ready" if not problems else "not ready", "problems": problems}, status=status
        )

    return ready


def _metrics(registry: CollectorRegistry) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return metrics
