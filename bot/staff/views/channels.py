"""How the channels are: what an admin must look at, with what to do; seen once, gone from the top of every page."""

from uuid import UUID

from aiohttp import web

from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import VISITOR, see_other

HOME = f"{BASE}/kanalen"


class ChannelViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._console.pages.response(
            "channels.html",
            visitor=request[VISITOR],
            here="channels",
            board=await self._console.notices.board(),
            url=HOME,
            now=self._console.desk.clock(),
        )

    async def try_now(self, request: web.Request) -> web.StreamResponse:
        """What stood still may have been lifted meanwhile: the page tells how it is."""
        await self._console.notices.try_now(request.match_info["halt"])
        return see_other(HOME)

    async def saw(self, request: web.Request) -> web.StreamResponse:
        if not await self._console.notices.saw(UUID(request.match_info["id"]), request[VISITOR].staff_id):
            raise web.HTTPNotFound
        return see_other(HOME)
