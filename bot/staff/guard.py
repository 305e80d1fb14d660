"""What every request of the desk passes: who is it, may they, is it our own page that posts; and errors in Dutch."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.staff import rules, texts
from bot.staff.cookies import Cookies
from bot.staff.desk import BASE
from bot.staff.rendering import Pages
from bot.staff.rules import Permission
from bot.staff.sign_in import SignIn, Visitor
from bot.staff.way_back import WayBack, way_back

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

VISITOR: web.RequestKey[Visitor] = web.RequestKey("visitor", Visitor)

#: `same-origin` and not `no-referrer`, with which browsers hide the origin of our own forms too.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
#: No form of the desk is larger. (The application that mounts us may allow more elsewhere.)
LARGEST_FORM = 64 * 1024
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"


def is_fragment(request: web.Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def is_refresh(request: web.Request) -> bool:
    """Whether a page refreshes itself: no sign of a person at work."""
    return request.path.endswith(("/lijst", "/regels", "/stroom", "/stand"))


def from_our_page(request: web.Request) -> bool:
    return rules.same_origin(
        request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site"), request.headers.get("Host", "")
    )


def guarded(
    permission: Permission, handler: Handler, sign_in: SignIn, cookies: Cookies, *, streamed: bool = False
) -> Handler:
    """The handler for signed-in people with this permission; a POST must bring the session's token.

    A `streamed` form is too large to be read here: its handler reads the token itself, and calls `check_given_token`.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        visitor = await known_visitor(request, sign_in, cookies)
        if visitor is None:
            return to_sign_in(request, cookies)
        request[VISITOR] = visitor
        if request.method == "POST" and not streamed:
            await check_token(request, visitor)
        if not visitor.may(permission):
            raise web.HTTPForbidden
        return await handler(request)

    return handle


async def known_visitor(request: web.Request, sign_in: SignIn, cookies: Cookies) -> Visitor | None:
    secret = cookies.session_of(request)
    return await sign_in.visitor(secret, active=not is_refresh(request)) if secret else None


async def check_token(request: web.Request, visitor: Visitor) -> None:
    """Raises HTTPForbidden unless the form or the header holds the session's token."""
    given = request.headers.get(CSRF_HEADER) or str((await request.post()).get(CSRF_FIELD, ""))
    check_given_token(request, visitor, given)


def check_given_token(request: web.Request, visitor: Visitor, given: str) -> None:
    """The same, for a token that was read from the form already."""
    if not from_our_page(request) or not rules.same_secret(given, visitor.csrf_token):
        raise web.HTTPForbidden(reason="csrf")


def to_sign_in(request: web.Request, cookies: Cookies) -> web.StreamResponse:
    """Ask to sign in, and come back here afterwards. A part of a page makes the whole page go."""
    over = "&melding=verlopen" if cookies.session_of(request) else ""
    whole = request.headers.get("HX-Current-URL", "").partition(BASE)[2]
    back = f"{BASE}{whole}" if is_fragment(request) else request.path_qs
    if request.method != "GET":
        # What was typed for it stands in the page that the form is on.
        back = rules.safe_return(request.headers.get("Referer", "").partition(request.headers.get("Host", ""))[2], BASE)
    target = f"{BASE}/aanmelden?verder={quote(back)}{over}"
    if is_fragment(request):
        return web.Response(status=401, headers={"HX-Redirect": target})
    if request.path.endswith("/stroom"):
        # An event source does not follow a redirect to a page; 204 tells it to stop asking.
        return web.Response(status=204)
    return see_other(target)


def back_from(request: web.Request, home: str) -> WayBack:
    """Where the link back of this page leads; `home` is the list it belongs to."""
    return way_back(request.headers.get("Referer"), request.headers.get("Host", ""), BASE, home)


def see_other(location: str) -> web.Response:
    """After a form, or instead of a page: look there."""
    return web.Response(status=303, headers={"Location": location})


def errors_in_dutch(pages: Pages, streamed: frozenset[str] = frozenset()) -> Middleware:
    """Turns refusals and failures into a page that says what to do; adds the headers of the desk.

    Paths in `streamed` take a file, and guard its size themselves.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if (request.content_length or 0) > LARGEST_FORM and request.path not in streamed:
                raise web.HTTPRequestEntityTooLarge(LARGEST_FORM, request.content_length or 0)
            response = await handler(request)
        except ConnectionResetError:
            raise
        except web.HTTPException as error:
            if error.status < 400:
                raise
            response = _page(pages, request, error.status, error.reason)
        except Exception:
            log.exception("a page of the desk failed: %s %s", request.method, request.path)
            response = _page(pages, request, 500, "")
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return middleware


def _page(pages: Pages, request: web.Request, status: int, reason: str) -> web.Response:
    title, text = texts.ERRORS.get(status, texts.ERRORS[500 if status >= 500 else 400])
    if reason == "csrf":
        text = texts.FORM_EXPIRED
    if is_fragment(request):
        return web.Response(text=text, status=status)
    visitor = request.get(VISITOR)
    return pages.response("error.html", status=status, heading=title, text=text, visitor=visitor, here="")
