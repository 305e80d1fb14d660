"""The figures: how it goes, over a period to choose."""

from datetime import timedelta

from aiohttp import web

from bot.staff.console import Console
from bot.staff.figures import PERIODS
from bot.staff.guard import VISITOR

USUAL = 30


class FigureViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        asked = request.query.get("dagen", "")
        days = next((period for period in PERIODS if str(period) == asked), USUAL)
        return self._console.pages.response(
            "figures.html",
            visitor=request[VISITOR],
            here="figures",
            periods=PERIODS,
            found=await self._console.figures.of_the_last(days),
            clearing=await self._console.clearing.outlook(),
            lasted=lasted,
            now=self._console.desk.clock(),
        )


def lasted(time: timedelta) -> str:
    """`25 minuten`, `3 uur`, `2 dagen`; a length of time in round words."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 1:
        return "minder dan een minuut"
    if minutes < 90:
        return f"{minutes} minuten" if minutes > 1 else "1 minuut"
    hours = round(minutes / 60)
    return f"{hours} uur" if hours < 48 else f"{round(hours / 24)} dagen"
