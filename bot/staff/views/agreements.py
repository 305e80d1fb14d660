"""Proposals and agreements: the lists, one of them, and what a collector decides about it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from aiohttp import web

from bot.arrangements.approving import NoLongerAllowed
from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.countering import OtherPlan
from bot.arrangements.desk import ReasonNeeded
from bot.arrangements.models import Actor
from bot.arrangements.proposing import Answer
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.life import BY_HAND, EndReason, NotNow, State
from bot.arrangements.rules.schedule import usual_income_day
from bot.arrangements.writing.pdf import as_pdf
from bot.conversation.rules import cleaned
from bot.handoff.models import Reason
from bot.staff import telling, words
from bot.staff.agreements import Act, Filters, Show
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.forms import Unreadable, one_of, page_of, plan_of
from bot.staff.guard import VISITOR, back_from, see_other
from bot.staff.rendering import moment
from bot.tenancy.models import Stage

HOME = f"{BASE}/agreements"
LONGEST_SEARCH = 60
LONGEST_REASON = 500


@dataclass(frozen=True)
class Problem:
    """Why an act did not happen, at which form, and what was typed, so that nothing is lost."""

    message: str
    status: int
    about: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    #: The policy's refusal of a plan, with the nearest that can be had.
    answer: Answer | None = None


class AgreementViews:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._debts = console.debts

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._console.pages.response("agreements.html", fragment=False, **await self._list(request))

    async def rows(self, request: web.Request) -> web.StreamResponse:
        """The list alone, for a page that refreshes itself."""
        return self._console.pages.response("_agreement_list.html", fragment=True, **await self._list(request))

    async def _list(self, request: web.Request) -> dict[str, Any]:
        query = request.query
        show = one_of(Show, query.get("toon")) or Show.WAITING
        chosen = {
            "soort": query.get("soort", ""),
            "fase": query.get("fase", ""),
            "zoek": cleaned(query.get("zoek", "")),
        }
        filters = Filters(one_of(Kind, chosen["soort"]), one_of(Stage, chosen["fase"]), chosen["zoek"][:LONGEST_SEARCH])
        listed = await self._debts.lists.listed(show, filters, page_of(query.get("blad")))
        kept = {key: value for key, value in chosen.items() if value}
        return {
            "visitor": request[VISITOR],
            "here": "agreements",
            "now": self._console.desk.clock(),
            "listed": listed,
            "shows": list(Show),
            "chosen": chosen,
            "kept": urlencode(kept),
            "query": urlencode({"toon": show.value, **kept, "blad": listed.page}),
            "kinds": list(Kind),
            "stages": list(Stage),
        }

    async def one(self, request: web.Request) -> web.StreamResponse:
        return await self._one(request, None)

    async def paper(self, request: web.Request) -> web.StreamResponse:
        """The same PDF that the tenant gets, to print or to send along; kept nowhere on the way."""
        view = await self._view(request)
        await self._debts.finder.note_reading(view.contract_id, request[VISITOR].staff_id, "agreement")
        made = await asyncio.to_thread(as_pdf, view.document, view.proposed_at)
        name = f'inline; filename="afspraak-{view.reference}-{view.change}.pdf"'
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": name}
        return web.Response(body=made, content_type="application/pdf", headers=headers)

    async def _one(self, request: web.Request, problem: Problem | None) -> web.Response:
        view, visitor, now = await self._view(request), request[VISITOR], self._console.desk.clock()
        if request.method == "GET":
            await self._debts.finder.note_reading(view.contract_id, visitor.staff_id, "agreement")
        policy, today = self._console.desk.ground.policy, self._console.desk.ground.today
        days = [term.due_on for term in view.terms]
        return self._console.pages.response(
            "agreement.html",
            status=problem.status if problem else 200,
            visitor=visitor,
            here="agreements",
            back=back_from(request, "/agreements"),
            now=now,
            today=today,
            view=view,
            overview=await self._debts.tenancy.overview(view.contract_id, today),
            acts=await self._debts.lists.acts(view.id),
            end_note=await self._debts.lists.end_note(view.id),
            heard=await self._debts.news.of_agreement(view.id),
            looks=[telling.reason_words(look, policy) for look in view.looks],
            problem=problem,
            typed=problem.typed if problem else {},
            flash=words.FLASHES.get(request.query.get("melding", "")),
            end_reasons=[reason for reason in EndReason if reason in BY_HAND],
            url=f"{HOME}/{view.id}",
            arrangement=policy.arrangement,
            deferral=policy.deferral,
            income_day=usual_income_day(policy.arrangement.due, days) if policy.arrangement else None,
            may_counter=view.state is State.AWAITING_APPROVAL
            and view.kind is not Kind.PAY_DATE
            and view.replaces_id is None,
        )

    async def approve(self, request: web.Request) -> web.StreamResponse:
        staff = request[VISITOR].staff_id

        async def act(typed: Mapping[str, str]) -> None:
            await self._debts.collector.approve(_id(request), staff)
            await self._settled(_id(request), staff)

        return await self._act(request, "approve", "goedgekeurd", act)

    async def decline(self, request: web.Request) -> web.StreamResponse:
        staff = request[VISITOR].staff_id

        async def act(typed: Mapping[str, str]) -> None:
            await self._debts.collector.decline(_id(request), staff, typed["reden"])
            await self._settled(_id(request), staff)

        return await self._act(request, "decline", "afgewezen", act)

    async def end(self, request: web.Request) -> web.StreamResponse:
        staff = request[VISITOR].staff_id

        async def act(typed: Mapping[str, str]) -> None:
            reason = one_of(EndReason, typed.get("waarom"))
            if reason is None or reason not in BY_HAND:
                raise Unreadable(words.CHOOSE_REASON)
            await self._debts.collector.end(_id(request), staff, reason, typed["reden"])

        return await self._act(request, "end", "gestopt", act)

    async def break_off(self, request: web.Request) -> web.StreamResponse:
        staff = request[VISITOR].staff_id

        async def act(typed: Mapping[str, str]) -> None:
            await self._debts.collector.break_off(_id(request), staff, typed["reden"])

        return await self._act(request, "break", "gestopt", act)

    async def counter(self, request: web.Request) -> web.StreamResponse:
        """Another plan in its place; a refusal by the policy comes back to the form."""
        staff, made = request[VISITOR].staff_id, list[Answer]()

        async def act(typed: Mapping[str, str]) -> None:
            asked = plan_of(typed)
            plan = OtherPlan(asked.wish, asked.until, asked.income_day)
            made.append(await self._debts.counter.counter(_id(request), staff, typed["reden"], plan))

        response = await self._act(request, "counter", "gewijzigd", act)
        if not made:
            return response
        if made[0].outcome is Outcome.REFUSED or made[0].agreement is None:
            why = made[0].why.says if made[0].why else words.CHANGED_MEANWHILE
            return await self._one(request, Problem(why, 422, "counter", await _typed(request), made[0]))
        await self._settled(_id(request), staff)
        return see_other(f"{HOME}/{made[0].agreement.id}?melding=gewijzigd")

    async def _settled(self, agreement_id: UUID, staff: UUID) -> None:
        """Decided: nobody has to look at the conversation for it any more."""
        asked = await self._debts.lists.asked_in(agreement_id)
        if asked is not None:
            await self._console.desk.handoffs.settled(asked, Reason.PROPOSAL, staff)

    async def done(self, request: web.Request) -> web.StreamResponse:
        staff = request[VISITOR].staff_id

        async def act(typed: Mapping[str, str]) -> None:
            await self._debts.collector.done(_id(request), staff)

        return await self._act(request, "done", "gedaan", act)

    async def _act(
        self, request: web.Request, about: str, flash: str, act: Callable[[Mapping[str, str]], Awaitable[None]]
    ) -> web.StreamResponse:
        """One act, in one transaction of its own; of two colleagues at once, who comes second reads who was first."""
        typed = await _typed(request)
        try:
            await act(typed)
        except UnknownAgreement as error:
            raise web.HTTPNotFound from error
        except Unreadable as error:
            return await self._one(request, Problem(str(error), 422, about, typed))
        except ReasonNeeded:
            needed = words.REASON_NEEDED if about in ("decline", "counter") else words.NOTE_NEEDED
            return await self._one(request, Problem(needed, 422, about, typed))
        except NoLongerAllowed as error:
            return await self._one(request, Problem(f"{words.NO_LONGER_ALLOWED} {error}", 409, about, typed))
        except NotNow:
            return await self._one(request, Problem(await self._who_was_first(request, about), 409, about, typed))
        self._console.desk.tell_news()
        return see_other(f"{HOME}/{_id(request)}?melding={flash}")

    async def _who_was_first(self, request: web.Request, about: str) -> str:
        view = await self._view(request)
        if about == "break" and view.is_live:
            return words.NOT_ENOUGH_MISSED
        if about == "approve" and view.state is State.AWAITING_APPROVAL:
            return words.FIRST_DAY_PASSED
        acts = await self._debts.lists.acts(view.id)
        return was_first(acts, self._console.desk.clock())

    async def _view(self, request: web.Request) -> AgreementView:
        try:
            return await self._debts.agreements.find(_id(request))
        except UnknownAgreement as error:
            raise web.HTTPNotFound from error


def was_first(acts: Sequence[Act], now: datetime) -> str:
    """`Joris keurde dit al goed, 10.32 uur.`; who it was, for who came second."""
    last = acts[-1] if acts else None
    if last is None:
        return words.CHANGED_MEANWHILE
    if last.actor is not Actor.STAFF or last.kind not in words.DID:
        return f"{words.CHANGED_MEANWHILE} ({words.EVENTS.get(last.kind, last.kind)})"
    did = words.DID[last.kind].format(name=last.staff_name or "Een collega")
    return f"{did}, {moment(last.at, now)}."


async def _typed(request: web.Request) -> dict[str, str]:
    form = await request.post()
    typed = {
        key: cleaned(value)[:LONGEST_REASON] for key, value in form.items() if isinstance(value, str) and key != "csrf"
    }
    return {"reden": "", **typed}


def _id(request: web.Request) -> UUID:
    return UUID(request.match_info["id"])
