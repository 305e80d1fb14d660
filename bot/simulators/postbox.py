"""The demo's postbox: the codes that would have gone out by SMS and e-mail, on a page instead. Kept in memory only."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.clock import Clock, in_amsterdam
from bot.identity.rules import CODE_LIVES, Way
from bot.identity.sending import CodeMessage, CodeSender
from bot.page_templates import environment

HERE = Path(__file__).resolve().parent
PATH = "/demo/postvak"
KEPT = 20
WORDS = {Way.SMS: "sms", Way.EMAIL: "e-mail"}


@dataclass(frozen=True)
class Posted:
    at: datetime
    message: CodeMessage


class DemoPostbox:
    """Only made where the demo corporation runs without a real way out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._posted: deque[Posted] = deque(maxlen=KEPT)

    def senders(self) -> dict[Way, CodeSender]:
        return dict.fromkeys(Way, self)

    async def send(self, message: CodeMessage) -> None:
        self._posted.appendleft(Posted(self._clock(), message))

    def posted(self) -> Sequence[Posted]:
        """What would still be worth reading, newest first."""
        now = self._clock()
        return [posted for posted in self._posted if now - posted.at < CODE_LIVES]

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self._page), web.get(f"{PATH}/postvak.css", self._style)]

    async def _page(self, request: web.Request) -> web.Response:
        letters = [
            {
                "way": WORDS[posted.message.way],
                "to": posted.message.to,
                "subject": posted.message.subject if posted.message.way is Way.EMAIL else "",
                "text": posted.message.text,
                "time": in_amsterdam(posted.at).strftime("%H.%M"),
                "iso": posted.at.isoformat(),
            }
            for posted in self.posted()
        ]
        page = environment(HERE / "templates").get_template("postvak.html").render(path=PATH, letters=letters)
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def _style(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(HERE / "static" / "postvak.css", headers={"Cache-Control": "no-cache"})
