"""The inbox: what waits, live."""

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.handoff.models import Reason
from bot.staff import texts
from bot.staff.console import Console
from bot.staff.forms import one_of
from bot.staff.guard import VISITOR
from bot.staff.rules import Show


class InboxViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        flash = texts.FLASHES.get(request.query.get("melding", ""))
        # Just given back by the one who looks: a wrong click is undone from here.
        just_now = request.query.get("melding") == "teruggegeven"
        regret = await self._console.desk.ownership.given_back_by(request[VISITOR].staff_id) if just_now else None
        values = await self._values(request)
        return self._console.pages.response("inbox.html", flash=flash, regret=regret, **values)

    async def rows(self, request: web.Request) -> web.StreamResponse:
        """The list alone, for a page that refreshes itself."""
        return self._console.pages.response("_inbox_list.html", fragment=True, **await self._values(request))

    async def stream(self, request: web.Request) -> web.StreamResponse:
        return await self._console.streams.follow(request, None)

    async def _values(self, request: web.Request) -> dict[str, Any]:
        visitor = request[VISITOR]
        show = one_of(Show, request.query.get("toon")) or Show.WORK
        reason = one_of(Reason, request.query.get("reden"))
        listed = await self._console.inbox.listed(show, visitor.staff_id, reason)
        reasons = [one for one in Reason if listed.reasons.get(one) or one is reason]
        query = urlencode({"toon": show.value, **({"reden": reason.value} if reason else {})})
        return {
            "visitor": visitor,
            "here": "inbox",
            "listed": listed,
            "shows": list(Show),
            "reasons": reasons,
            "query": query,
        }
