"""Link codes: staff make one for a tenant they know; who sends it from WhatsApp or Telegram is known there."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from aiohttp import web

from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import VISITOR
from bot.tenancy.linking import CODE_LIVES, CannotLink

URL = f"{BASE}/koppelcodes"
LONGEST = 60


class LinkCodeViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        query = request.query.get("zoek", "").strip()[:LONGEST]
        chosen = _uuid(request.query.get("persoon"))
        return await self._page(request, query=query, chosen=chosen)

    async def make(self, request: web.Request) -> web.StreamResponse:
        """Shows the code this once: only its hash is kept."""
        chosen = _uuid((await request.post()).get("persoon"))
        if chosen is None:
            return await self._page(request, problem="Kies eerst een huurder.")
        try:
            code = await self._console.linking.make_code(chosen, request[VISITOR].staff_id)
        except CannotLink as problem:
            return await self._page(request, problem=str(problem))
        return await self._page(request, chosen=chosen, code=code)

    async def _page(
        self, request: web.Request, *, query: str = "", chosen: UUID | None = None, code: str = "", problem: str = ""
    ) -> web.StreamResponse:
        linking = self._console.linking
        links = {
            name: address.replace("{code}", quote(code)) for name, address in self._console.desk.code_links.items()
        }
        values: dict[str, Any] = {
            "visitor": request[VISITOR],
            "here": "inbox",
            "url": URL,
            "query": query,
            "found": await linking.find(query) if query else [],
            "person": await linking.person(chosen) if chosen else None,
            "code": code,
            "links": links if code else {},
            "days": CODE_LIVES.days,
            "problem": problem,
        }
        return self._console.pages.response("link_codes.html", status=422 if problem else 200, **values)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
