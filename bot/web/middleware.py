"""What every public request passes: security headers, allowed origins, and errors that are never a bare 500."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeoutError

from bot.web.errors import Refusal, too_large, unavailable, unreadable

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: The other site whose page asks, where it may.
CORS_ORIGIN: web.RequestKey[str] = web.RequestKey("cors_origin", str)
CHAT_METHODS = "GET, POST, OPTIONS"
CHAT_HEADERS = "Authorization, Content-Type, Last-Event-ID"


def secured(handler: Handler) -> Handler:
    """Turn refusals into clear answers and anything unforeseen into one kind line; add the headers."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Refusal as refusal:
            response = refusal.response()
        except web.HTTPRequestEntityTooLarge:
            response = too_large().response()
        except web.HTTPException as error:
            response = in_dutch(error)
        except web.RequestPayloadError:
            # Broken off half-way, or not packed as it says it is: theirs to mend, whatever they asked for.
            response = unreadable().response()
        except ConnectionResetError:
            raise
        except (DBAPIError, SQLAlchemyTimeoutError) as error:
            log.error("the database did not answer: %s %s: %s", request.method, request.path, type(error).__name__)
            response = unavailable().response()
        except Exception:
            log.exception("a request failed: %s %s", request.method, request.path)
            line = "Er ging iets mis bij ons. Probeer het zo nog eens."
            response = Refusal(500, "internal", line).response()
        if not response.prepared:
            add_headers(response)
        return response

    return handle


LINES = {
    404: "Deze pagina is er niet.",
    405: "Dat kan hier niet.",
}


def in_dutch(error: web.HTTPException) -> web.Response:
    """A redirect as it is; a refusal with a line that people can read."""
    headers = {name: value for name, value in error.headers.items() if name in ("Location", "Allow")}
    text = "" if error.status < 400 else LINES.get(error.status, "Dit verzoek kan niet worden uitgevoerd.")
    return web.Response(status=error.status, text=text, headers=headers)


def add_headers(response: web.StreamResponse) -> None:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)


@web.middleware
async def security(request: web.Request, handler: Handler) -> web.StreamResponse:
    return await secured(handler)(request)


def chat_origins(allowed: frozenset[str]) -> Middleware:
    """Let the listed origins use the chat from their own pages; refuse other origins; same origin always may."""

    @web.middleware
    async def origins(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not request.path.startswith("/chat/") or origin is None or _same_origin(request, origin):
            return await handler(request)
        if origin not in allowed:
            return Refusal(403, "origin", "De chat mag op deze website niet worden gebruikt.").response()
        if request.method == "OPTIONS":
            response: web.StreamResponse = web.Response(status=204)
        else:
            request[CORS_ORIGIN] = origin
            # With refusals and failures made into answers: without these headers the page could not read why.
            response = await secured(handler)(request)
        if not response.prepared:
            add_cors(response, origin)
        return response

    return origins


def add_cors(response: web.StreamResponse, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Methods"] = CHAT_METHODS
    response.headers["Access-Control-Allow-Headers"] = CHAT_HEADERS
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    response.headers["Access-Control-Max-Age"] = "600"


def _same_origin(request: web.Request, origin: str) -> bool:
    return origin.split("://", 1)[-1] == request.headers.get("Host")
