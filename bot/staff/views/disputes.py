"""Disputes at the desk: the list of what waits, and closing one with what was found, which the tenant is told."""

from uuid import UUID

from aiohttp import web

from bot.arrangements.disputes import FINDINGS, DisputeOutcome, FindingNeeded
from bot.conversation.rules import cleaned
from bot.staff import words
from bot.staff.console import Console
from bot.staff.disputes import OPENED
from bot.staff.forms import one_of, page_of
from bot.staff.guard import VISITOR, see_other
from bot.staff.rendering import moment
from bot.staff.views.tenants import HOME, TenantViews, Trouble

LONGEST = 500


class DisputeViews:
    def __init__(self, console: Console, pages: TenantViews) -> None:
        self._console = console
        self._debts = console.debts
        self._pages = pages

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._console.pages.response(
            "disputes.html",
            visitor=request[VISITOR],
            here="disputes",
            now=self._console.desk.clock(),
            found=await self._debts.dispute_lists.waiting(page_of(request.query.get("blad"))),
            opened=OPENED,
        )

    async def close(self, request: web.Request) -> web.StreamResponse:
        """With an outcome and a reason. Of two colleagues at once, who comes second reads who was first."""
        contract, part = UUID(request.match_info["id"]), UUID(request.match_info["part"])
        form = await request.post()
        typed = {key: cleaned(str(form.get(key, "")))[:LONGEST] for key in ("uitkomst", "reden")}
        dispute = await self._debts.dispute_lists.of(part)
        if dispute is None or dispute.contract_id != contract:
            raise web.HTTPNotFound
        outcome = one_of(DisputeOutcome, typed["uitkomst"])
        if outcome is None or outcome not in FINDINGS:
            return await self._again(request, part, words.CHOOSE_OUTCOME, 422, typed)
        try:
            closed = await self._debts.disputes.close(part, request[VISITOR].staff_id, typed["reden"], outcome)
        except FindingNeeded:
            return await self._again(request, part, words.REASON_NEEDED, 422, typed)
        if not closed:
            return await self._again(request, part, await self._who_was_first(part), 409, typed)
        self._console.desk.tell_news()
        return see_other(f"{HOME}/{contract}?melding=nagekeken#bezwaren")

    async def _again(
        self, request: web.Request, part: UUID, problem: str, status: int, typed: dict[str, str]
    ) -> web.StreamResponse:
        return await self._pages.shown(request, Trouble(problem, status, f"dispute-{part}", typed))

    async def _who_was_first(self, dispute_id: UUID) -> str:
        found = await self._debts.dispute_lists.of(dispute_id)
        if found is None or found.closed_at is None:
            return words.CHANGED_MEANWHILE
        if found.outcome is DisputeOutcome.WITHDRAWN:
            return f"De huurder heeft dit zelf ingetrokken, {moment(found.closed_at, self._console.desk.clock())}."
        return (
            f"{found.closed_by or 'Een collega'} keek dit al na, {moment(found.closed_at, self._console.desk.clock())}."
        )
