"""What of the content a person has to look over, as a page to read."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.guidance.models import Referral
from bot.guidance.texts import all_facts
from bot.knowledge.models import Volatility
from bot.knowledge.reviewing import AHEAD, Narrowed, Standing, review
from bot.staff.console import Console
from bot.staff.forms import one_of
from bot.staff.guard import VISITOR

VOLATILITIES: tuple[Volatility, ...] = ("volatile", "yearly", "stable")


def _chosen(query: Mapping[str, str], rooms: Mapping[str, int]) -> Narrowed:
    """What the address asks for; what it does not know counts as nothing chosen."""
    room, volatility = query.get("onderwerp", ""), query.get("verandert", "")
    return Narrowed(
        standing=one_of(Standing, query.get("stand")),
        room=room if room in rooms else None,
        volatility=next((v for v in VOLATILITIES if v == volatility), None),
        used=query.get("gebruikt") == "ja",
    )


def kept(chosen: Narrowed) -> str:
    """The filters beside the tab, for the addresses of the tabs."""
    values = {"onderwerp": chosen.room, "verandert": chosen.volatility, "gebruikt": "ja" if chosen.used else None}
    return urlencode({key: value for key, value in values.items() if value})


def due_places(referrals: Iterable[Referral], today: date) -> list[Referral]:
    """Help in municipalities that somebody must look up again, or call: the oldest first."""
    due = [r for r in referrals if r.next_review is not None and r.next_review <= today + AHEAD]
    return sorted(due, key=lambda r: (r.next_review or today, r.name))


class ContentViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        desk = self._console.desk
        today = desk.ground.today
        found = review(desk.book.knowledge, today, all_facts(desk.guidance))
        chosen = _chosen(request.query, found.rooms)
        return self._console.pages.response(
            "content.html",
            visitor=request[VISITOR],
            here="content",
            today=today,
            found=found,
            shown=found.narrowed(chosen),
            chosen=chosen,
            kept=kept(chosen),
            standings=list(Standing),
            volatilities=VOLATILITIES,
            places=due_places(desk.guidance.referrals, today),
            ahead=AHEAD.days,
        )
