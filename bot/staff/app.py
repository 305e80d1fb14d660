"""The desk's application, mounted at /staff: sign-in, the inbox, conversations, and the overview."""

from aiohttp import web

from bot.staff.console import Console, console_for
from bot.staff.desk import Desk
from bot.staff.guard import errors_in_dutch, guarded
from bot.staff.passwords import Passwords
from bot.staff.routes import account_routes, debt_routes
from bot.staff.rules import Permission
from bot.staff.views.conversation import ConversationViews
from bot.staff.views.figures import FigureViews
from bot.staff.views.files import FileViews
from bot.staff.views.importing import HOME, ImportViews
from bot.staff.views.inbox import InboxViews
from bot.staff.views.link_codes import LinkCodeViews
from bot.staff.views.linking import LinkingViews
from bot.staff.views.notes import ConversationNoteViews
from bot.staff.views.overview import OverviewViews
from bot.staff.views.sign_in import SignInViews

__all__ = ["Desk", "staff_app"]

ID = "{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}"

MEDIA, PART = ID.replace("{id:", "{media:"), ID.replace("{id:", "{part:")


def staff_app(desk: Desk, passwords: Passwords | None = None) -> web.Application:
    """The application to mount at /staff/."""
    console = console_for(desk, passwords)
    imports = ImportViews(console)
    app = web.Application(middlewares=[errors_in_dutch(console.pages, frozenset({HOME}))])
    app.router.add_get("/static/{name:.+}", console.static.serve)
    app.add_routes(SignInViews(console).routes())
    app.add_routes(_for_work(console))
    app.add_routes(_for_review(console))
    app.add_routes(_for_import(console, imports))
    app.add_routes(debt_routes(console))
    app.add_routes(account_routes(console))
    app.on_shutdown.append(console.streams.close)
    app.on_shutdown.append(imports.close)
    return app


def _for_work(console: Console) -> list[web.RouteDef]:
    inbox, conversation = InboxViews(console), ConversationViews(console)
    files, linking, codes = FileViews(console), LinkingViews(console), LinkCodeViews(console)
    notes = ConversationNoteViews(console, conversation)
    pages = {
        "/lijst": inbox.rows,
        "/stroom": inbox.stream,
        f"/gesprekken/{ID}": conversation.page,
        f"/gesprekken/{ID}/regels": conversation.lines,
        f"/gesprekken/{ID}/stroom": conversation.stream,
        f"/gesprekken/{ID}/bijlage/{MEDIA}": files.serve,
        f"/gesprekken/{ID}/koppeling": linking.page,
        "/koppelcodes": codes.page,
    }
    acts = {
        f"/gesprekken/{ID}/neem": conversation.take,
        f"/gesprekken/{ID}/antwoord": conversation.reply,
        f"/gesprekken/{ID}/geef-terug": conversation.hand_back,
        f"/gesprekken/{ID}/haal-terug": conversation.take_back,
        f"/gesprekken/{ID}/doorgeven": conversation.pass_on,
        f"/gesprekken/{ID}/notitie": notes.write,
        f"/gesprekken/{ID}/notitie/{PART}/weg": notes.remove,
        f"/gesprekken/{ID}/koppeling": linking.link,
        f"/gesprekken/{ID}/koppeling/terug": linking.undo,
        "/koppelcodes": codes.make,
    }
    work = Permission.WORK
    return [
        web.get("/", guarded(work, inbox.page, console.sign_in, console.cookies)),
        *(web.get(path, guarded(work, view, console.sign_in, console.cookies)) for path, view in pages.items()),
        *(web.post(path, guarded(work, view, console.sign_in, console.cookies)) for path, view in acts.items()),
    ]


def _for_review(console: Console) -> list[web.RouteDef]:
    overview = OverviewViews(console)
    pages = {
        "/overzicht": overview.page,
        f"/overzicht/{ID}": overview.conversation,
        "/cijfers": FigureViews(console).page,
    }
    review = Permission.REVIEW
    return [web.get(path, guarded(review, view, console.sign_in, console.cookies)) for path, view in pages.items()]


def _for_import(console: Console, imports: ImportViews) -> list[web.RouteDef]:
    pages = {
        "/import": imports.page,
        f"/import/{ID}": imports.run,
        f"/import/{ID}/stand": imports.state,
        "/import/vragen": imports.questions,
    }
    acts = {
        f"/import/{ID}/verwerk": imports.apply,
        f"/import/{ID}/weg": imports.discard,
        "/import/vragen": imports.answer,
    }
    shared = (console.sign_in, console.cookies)
    return [
        *(web.get(path, guarded(Permission.IMPORT, view, *shared)) for path, view in pages.items()),
        *(web.post(path, guarded(Permission.IMPORT, view, *shared)) for path, view in acts.items()),
        web.post("/import", guarded(Permission.IMPORT, imports.upload, *shared, streamed=True)),
    ]
