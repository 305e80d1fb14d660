"""What of the content a person has to look over, as a page to read."""

from aiohttp import web

from bot.guidance.texts import all_facts
from bot.knowledge.reviewing import AHEAD, Standing, review
from bot.staff.console import Console
from bot.staff.guard import VISITOR


class ContentViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        desk = self._console.desk
        today = desk.ground.today
        found = review(desk.book.knowledge, today, all_facts(desk.guidance))
        return self._console.pages.response(
            "content.html",
            visitor=request[VISITOR],
            here="content",
            today=today,
            found=found,
            standings=list(Standing),
            ahead=AHEAD.days,
        )
