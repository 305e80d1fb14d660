"""One conversation: reading it live, taking it, answering, and handing it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.channels.contract import Capabilities
from bot.channels.pacing import window_is_open
from bot.channels.rules import width_on
from bot.conversation.models import Owner
from bot.conversation.ownership import AlreadyTaken, InDanger, TooLate, UnknownConversation
from bot.conversation.rules import cleaned
from bot.staff import rules, texts
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import VISITOR, back_from, is_fragment, see_other
from bot.staff.notes import note_values
from bot.staff.reading import PAGE, Dossier, UnknownDossier
from bot.staff.rules import Outcome, Permission
from bot.staff.sign_in import Visitor

#: Longer is no answer any more, also where the channel would take it.
REPLY_LIMIT = 4000


@dataclass(frozen=True)
class Problem:
    """Why an action did not happen, and what was typed, so that nothing is lost."""

    message: str
    status: int
    draft: str = ""
    #: Which part of the page it belongs to: take, reply, hand_back, pass_on, note.
    about: str = "reply"


class ConversationViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return await self.with_problem(request, None)

    async def with_problem(self, request: web.Request, problem: Problem | None) -> web.Response:
        """The page, with what did not happen."""
        visitor, dossier = request[VISITOR], await self._dossier(request)
        values = self._values(request, dossier, problem) | {"back": back_from(request, "/")}
        values |= await self._notes(request, dossier, problem)
        ownership = self._console.desk.ownership
        values["can_take_back"] = await ownership.can_take_back(dossier.conversation.id, visitor.staff_id)
        if values["readable"]:
            reader = self._console.reader
            before = _number(request.query.get("voor"))
            lines = await reader.last_lines(dossier.conversation.id, before)
            values |= {
                "lines": lines,
                "older": lines[0].seq if len(lines) == PAGE else None,
                "position": lines[-1].seq if lines else 0,
                "on_their_way": await reader.on_their_way(dossier.conversation.id),
                "history": before is not None,
            }
            if request.method == "GET":
                await reader.note_reading(dossier.conversation.id, visitor.staff_id, "inbox")
        return self._console.pages.response("conversation.html", status=problem.status if problem else 200, **values)

    async def lines(self, request: web.Request) -> web.StreamResponse:
        """What is new since a position, and what changed in the lines just before it."""
        dossier = await self._dossier(request)
        values = self._values(request, dossier, None)
        if not values["readable"]:
            # It went back to the assistant while this page was open.
            return web.Response(headers={"HX-Refresh": "true"})
        reader, after = self._console.reader, _number(request.query.get("na")) or 0
        new = await reader.lines_after(dossier.conversation.id, after)
        values |= {
            "new": new,
            "changing": await reader.changing_lines(dossier.conversation.id, after),
            "position": new[-1].seq if new else after,
            "on_their_way": await reader.on_their_way(dossier.conversation.id),
            **await self._notes(request, dossier, None),
            "actions_changed": request.query.get("acties") != values["actions_key"],
            "dossier_changed": request.query.get("dossier") != values["dossier_key"],
        }
        values["notes_changed"] = request.query.get("notities") != values["notes_key"]
        return self._console.pages.response("_lines_update.html", **values)

    async def notes(self, request: web.Request, problem: Problem | None) -> web.Response:
        """The notes alone, after one was written or taken away."""
        dossier = await self._dossier(request)
        values = self._values(request, dossier, None) | await self._notes(request, dossier, problem)
        return self._console.pages.response("_notes.html", status=problem.status if problem else 200, **values)

    async def _notes(self, request: web.Request, dossier: Dossier, problem: Problem | None) -> dict[str, Any]:
        visitor: Visitor = request[VISITOR]
        # What stands at the tenancy is for who may open the tenant's file.
        person = dossier.who.person_id if visitor.may(Permission.TENANTS) else None
        found = await self._console.notes.of_conversation(dossier.conversation.id, visitor.staff_id, person)
        of_note = problem if problem is not None and problem.about == "note" else None
        said, draft = (of_note.message, of_note.draft) if of_note else (None, "")
        return note_values(found, self._console.desk.new_id(), said, draft)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        dossier = await self._dossier(request)
        return await self._console.streams.follow(request, dossier.conversation.id)

    async def take(self, request: web.Request) -> web.StreamResponse:
        visitor, conversation_id = request[VISITOR], _id(request)
        sure = (await request.post()).get("zeker") == "ja"
        before = await self._dossier(request)
        notice = self._console.desk.line("handoff_joined", name=visitor.name)
        try:
            await self._console.desk.ownership.take(conversation_id, visitor.staff_id, notice=notice, force=sure)
        except AlreadyTaken:
            name = await self._name_of(request)
            return await self.with_problem(request, Problem(texts.HAS_IT.format(name=name), 409, about="take"))
        if before.conversation.owner is Owner.PERSON and before.conversation.owner_staff_id != visitor.staff_id:
            await self._console.reader.note_reading(conversation_id, visitor.staff_id, "takeover")
        return see_other(f"{_url(conversation_id)}?genomen=ja")

    async def reply(self, request: web.Request) -> web.StreamResponse:
        visitor, conversation_id = request[VISITOR], _id(request)
        form = await request.post()
        text, reply_id = cleaned(str(form.get("tekst", ""))), _mark(str(form.get("bericht", "")))
        problem = _reply_problem(text, await self._capabilities(request))
        if problem is None:
            try:
                await self._console.desk.ownership.reply(conversation_id, visitor.staff_id, text, reply_id)
            except ValueError as error:
                raise web.HTTPBadRequest(text=texts.REPLY_MARK) from error
            except UnknownConversation as error:
                raise web.HTTPNotFound from error
            except AlreadyTaken as taken:
                who = await self._who(request, taken)
                problem = Problem(texts.REPLY_NOT_YOURS.format(who=who), 409, draft=text)
        return await self._answered(request, problem)

    async def _answered(self, request: web.Request, problem: Problem | None) -> web.StreamResponse:
        if not is_fragment(request):
            return await self.with_problem(request, problem) if problem else see_other(_url(_id(request)))
        values = self._values(request, await self._dossier(request), problem)
        response = self._console.pages.response("_actions.html", status=problem.status if problem else 200, **values)
        response.headers["HX-Trigger"] = "nieuws"
        return response

    async def hand_back(self, request: web.Request) -> web.StreamResponse:
        visitor, conversation_id, form = request[VISITOR], _id(request), await request.post()
        dossier = await self._dossier(request)
        outcome = str(form.get("uitkomst", ""))
        if outcome not in set(Outcome):
            return await self.with_problem(request, Problem(texts.HAND_BACK_OUTCOME, 422, about="hand_back"))
        if dossier.conversation.danger and form.get("veilig") != "ja":
            return await self.with_problem(request, Problem(texts.HAND_BACK_DANGER, 422, about="hand_back"))
        notice = self._console.desk.line("handoff_returned")
        try:
            await self._console.desk.ownership.hand_back(
                conversation_id, visitor.staff_id, notice=notice, outcome=outcome
            )
        except AlreadyTaken as taken:
            message = texts.HAND_BACK_NOT_YOURS.format(who=await self._who(request, taken))
            return await self.with_problem(request, Problem(message, 409, about="hand_back"))
        return see_other(f"{BASE}/?melding=teruggegeven")

    async def take_back(self, request: web.Request) -> web.StreamResponse:
        """Undo of handing back, at once: a wrong click, or a tenant who wrote just then."""
        visitor, conversation_id = request[VISITOR], _id(request)
        notice = self._console.desk.line("handoff_taken_back", name=visitor.name)
        try:
            await self._console.desk.ownership.take_back(conversation_id, visitor.staff_id, notice=notice)
        except UnknownConversation as error:
            raise web.HTTPNotFound from error
        except TooLate:
            return await self.with_problem(request, Problem(texts.TAKE_BACK_TOO_LATE, 409, about="take_back"))
        return see_other(f"{_url(conversation_id)}?genomen=ja")

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        """Back to the queue for a colleague, at the end of a shift say."""
        visitor, desk = request[VISITOR], self._console.desk
        notice = desk.line("handoff_passed_on", name=visitor.name)
        try:
            await desk.ownership.put_back(
                _id(request), visitor.staff_id, notice=notice, promised_at=desk.handoffs.promised_by()
            )
        except UnknownConversation as error:
            raise web.HTTPNotFound from error
        except InDanger:
            return await self.with_problem(request, Problem(texts.GIVING_ON_DANGER, 409, about="pass_on"))
        except AlreadyTaken as taken:
            message = texts.GIVING_ON_NOT_YOURS.format(who=await self._who(request, taken))
            return await self.with_problem(request, Problem(message, 409, about="pass_on"))
        return see_other(f"{BASE}/?melding=doorgegeven")

    async def _dossier(self, request: web.Request) -> Dossier:
        try:
            return await self._console.reader.dossier(_id(request), request[VISITOR].staff_id)
        except UnknownDossier as error:
            raise web.HTTPNotFound from error

    def _values(self, request: web.Request, dossier: Dossier, problem: Problem | None) -> dict[str, Any]:
        """What every part of the page is made of."""
        visitor: Visitor = request[VISITOR]
        now, conversation, handoff = self._console.desk.clock(), dossier.conversation, dossier.handoff
        promise = rules.promise_state(now, handoff.promised_at, handoff.taken_at) if handoff else None
        can = self._console.desk.channels[conversation.channel].capabilities
        return {
            "visitor": visitor,
            "here": "inbox",
            "now": now,
            "dossier": dossier,
            "conversation": conversation,
            "mine": conversation.owner is Owner.PERSON and conversation.owner_staff_id == visitor.staff_id,
            "readable": rules.may_read_unmasked(conversation.owner, dossier.involved),
            "promise": promise,
            "promise_text": rules.promise_words(handoff.promised_at, now) if handoff else "",
            "outcomes": list(Outcome),
            "problem": problem,
            # Who just took it begins to type at once.
            "begin": request.query.get("genomen") == "ja",
            "limit": _limit(can),
            "standard": self._console.desk.standard_answers(conversation.channel, visitor.name),
            "window_closed": not window_is_open(dossier.who.last_inbound_at, now, can.window_hours),
            "can_take_back": False,
            "reply_id": self._console.desk.new_id(),
            "see_understanding": visitor.may(Permission.SEE_UNDERSTANDING),
            "see_confidence": visitor.may(Permission.SEE_CONFIDENCE),
            "url": _url(conversation.id),
            "show_files": True,
            "actions_key": f"{conversation.owner_version}.{conversation.danger or ''}",
            "dossier_key": f"{conversation.owner_version}.{conversation.danger or ''}.{conversation.stage or ''}"
            f".{handoff.urgency if handoff else ''}.{promise or ''}.{dossier.who.name or ''}"
            f".{dossier.who.lapsed_since or ''}",
        }

    async def _capabilities(self, request: web.Request) -> Capabilities:
        return self._console.desk.channels[(await self._dossier(request)).conversation.channel].capabilities

    async def _name_of(self, request: web.Request) -> str:
        """The colleague who has it, read afresh."""
        return (await self._dossier(request)).owner_name or texts.SOMEBODY

    async def _who(self, request: web.Request, taken: AlreadyTaken) -> str:
        if taken.staff_id is None:
            return texts.NOBODY_HAS_IT
        return texts.HAS_IT.format(name=await self._name_of(request))


def _limit(can: Capabilities) -> int:
    return min(REPLY_LIMIT, can.text_length)


def _reply_problem(text: str, can: Capabilities) -> Problem | None:
    if not text:
        return Problem(texts.REPLY_EMPTY, 422)
    length, limit = width_on(can)(text), _limit(can)
    if length > limit:
        return Problem(texts.REPLY_TOO_LONG.format(length=length, limit=limit), 422, draft=text)
    return None


def _id(request: web.Request) -> UUID:
    return UUID(request.match_info["id"])


def _mark(text: str) -> UUID | None:
    """The form's own mark of this answer; none from a browser that sends something else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _url(conversation_id: UUID) -> str:
    return f"{BASE}/gesprekken/{conversation_id}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
