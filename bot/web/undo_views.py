"""The page behind the link that the old address gets: looking changes nothing, only the button does."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from bot.identity.contact_undo import PATH, CannotUndo, ContactUndo, UndoLinks
from bot.knowledge.services import AnswerBook
from bot.page_templates import environment

HERE = Path(__file__).resolve().parent
#: The address of this page opens something: it stays in no cache and no search engine.
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


class UndoViews:
    def __init__(self, links: UndoLinks, undo: ContactUndo, book: AnswerBook, values: Mapping[str, str]) -> None:
        self._links = links
        self._undo = undo
        self._book = book
        self._values = dict(values)
        self._page = environment(HERE / "templates").get_template("undo.html")

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH + "/{token}", self._look), web.post(PATH + "/{token}", self._do)]

    async def _look(self, request: web.Request) -> web.Response:
        try:
            change = self._links.read(request.match_info["token"])
        except CannotUndo:
            return self._shown("contact_undo_over", 404)
        if not await self._undo.is_open(change):
            return self._shown("contact_undo_over", 404)
        return self._shown("contact_undo_ask", 200, ask=True)

    async def _do(self, request: web.Request) -> web.Response:
        try:
            await self._undo.undo(self._links.read(request.match_info["token"]))
        except CannotUndo:
            return self._shown("contact_undo_over", 404)
        return self._shown("contact_undo_done", 200)

    def _shown(self, line: str, status: int, *, ask: bool = False) -> web.Response:
        """The same for a link that is over, was used, or never was."""
        text = self._book.line(line, values=self._values)
        page = self._page.render(
            corporation=self._values["corporation"], phone=self._values["phone"], text=text.split("\n\n"), ask=ask
        )
        return web.Response(text=page, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)
