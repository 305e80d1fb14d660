"""Sign-ups that tenants agreed to: the list, and marking one as done."""

from uuid import UUID

from aiohttp import web

from bot.conversation.rules import cleaned
from bot.handoff.models import Reason
from bot.staff import telling, words
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.forms import page_of, uuid_of
from bot.staff.guard import VISITOR, see_other
from bot.staff.referrals import LONGEST_NOTE, LONGEST_WORD, CannotFinish

HOME = f"{BASE}/referrals"


class ReferralViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return await self._page(request)

    async def finish(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        referral, note = UUID(request.match_info["id"]), cleaned(str(form.get("notitie", "")))
        for_tenant = cleaned(str(form.get("voor-huurder", "")))
        try:
            asked = await self._console.debts.sign_ups.finish(referral, request[VISITOR].staff_id, note, for_tenant)
        except CannotFinish as problem:
            status = 409 if note.strip() else 422
            return await self._page(request, str(problem), status, referral, note, for_tenant)
        await self._console.desk.handoffs.settled(asked, Reason.SIGN_UP, request[VISITOR].staff_id)
        self._console.desk.tell_news()
        return see_other(f"{HOME}?melding=aangemeld&klaar={referral}")

    async def _page(
        self,
        request: web.Request,
        problem: str | None = None,
        status: int = 200,
        about: UUID | None = None,
        typed: str = "",
        for_tenant: str = "",
    ) -> web.Response:
        done = request.query.get("toon") == "gedaan"
        page = page_of(request.query.get("blad"))
        found = await self._console.debts.sign_ups.page(done=done, page=page, staff_id=request[VISITOR].staff_id)
        return self._console.pages.response(
            "referrals.html",
            status=status,
            visitor=request[VISITOR],
            here="referrals",
            now=self._console.desk.clock(),
            found=found,
            problem=problem,
            about=about,
            typed=typed,
            for_tenant=for_tenant,
            longest=LONGEST_NOTE,
            longest_word=LONGEST_WORD,
            telling=telling,
            finished=uuid_of(request.query.get("klaar")),
            flash=words.FLASHES.get(request.query.get("melding", "")),
        )
