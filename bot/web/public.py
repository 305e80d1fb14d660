"""The public application: the corporation's page with the chat, the chat itself, and the staff console."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.channels.web_views import WebChat
from bot.corporation import Corporation
from bot.page_templates import environment
from bot.tenancy.demo_visitor import DEMO_VISITOR
from bot.web.middleware import chat_origins, security

WIDGET = Path(__file__).resolve().parent.parent / "widget"
#: Largest body of any request; providers' webhooks may be up to 3 MB.
LARGEST_BODY = 4 * 1024 * 1024
#: The names carry no version: a browser asks each time, and is told that nothing changed.
BROWSER_KEEPS = "no-cache"


View = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Site:
    corporation: Corporation
    chat: WebChat
    staff: web.Application
    is_demo: bool
    #: The webhooks of the channels that are switched on.
    webhooks: Sequence[web.RouteDef] = ()


def public_app(site: Site) -> web.Application:
    origins = frozenset(site.corporation.allowed_origins)
    app = web.Application(middlewares=[security, chat_origins(origins)], client_max_size=LARGEST_BODY)
    app.add_routes(site.chat.routes())
    app.add_routes(site.webhooks)
    app.router.add_route("OPTIONS", "/chat/{tail:.*}", _preflight)
    app.router.add_get("/", _home(site.corporation, site.is_demo))
    app.router.add_get("/widget.js", _file(WIDGET / "static" / "widget.js"))
    app.router.add_get("/widget/{name:.+}", _static(WIDGET / "static"))
    app.router.add_get("/favicon.ico", _file(WIDGET / "static" / "icon.svg"))
    app.router.add_get("/staff", _to_staff)
    app.add_subapp("/staff/", site.staff)
    return app


async def _preflight(request: web.Request) -> web.Response:
    return web.Response(status=204)


async def _to_staff(request: web.Request) -> web.Response:
    raise web.HTTPFound("/staff/")


def _home(corporation: Corporation, is_demo: bool) -> View:
    page = (
        environment(WIDGET / "templates")
        .get_template("home.html")
        .render(
            corporation={
                "name": corporation.name,
                "phone": corporation.phone,
                "hours": corporation.hours_lines,
                "office_address": corporation.office_address,
                "pay_day": corporation.pay_day,
            },
            visitor=DEMO_VISITOR if is_demo else None,
        )
    )

    async def home(request: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-cache"})

    return home


def _file(path: Path) -> View:
    async def serve(request: web.Request) -> web.FileResponse:
        return web.FileResponse(path, headers=_embeddable())

    return serve


def _static(folder: Path) -> View:
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}

    async def serve(request: web.Request) -> web.FileResponse:
        path = files.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_embeddable())

    return serve


def _embeddable() -> dict[str, str]:
    """Scripts and styles of the chat may be loaded from the corporation's own site."""
    return {
        "Cache-Control": BROWSER_KEEPS,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
