"""Writing a note for colleagues, and taking one's own away: on a conversation, and on a tenant's page."""

from uuid import UUID

from aiohttp import web

from bot.conversation.rules import cleaned
from bot.staff import rules, texts
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.forms import uuid_of
from bot.staff.guard import VISITOR, is_fragment, see_other
from bot.staff.notes import LONGEST
from bot.staff.reading import UnknownDossier
from bot.staff.views.conversation import ConversationViews, Problem
from bot.staff.views.tenants import HOME, TenantViews, Trouble

AT = "#notities-kop"


class ConversationNoteViews:
    def __init__(self, console: Console, pages: ConversationViews) -> None:
        self._console = console
        self._pages = pages

    async def write(self, request: web.Request) -> web.StreamResponse:
        conversation, form = await self._readable(request), await request.post()
        text, note = cleaned(str(form.get("notitie", ""))), uuid_of(str(form.get("kenmerk", "")))
        problem = note_problem(text)
        if problem is None:
            mark = note or self._console.desk.new_id()
            await self._console.notes.write(mark, request[VISITOR].staff_id, text, conversation=conversation)
        return await self._answered(request, Problem(problem, 422, text, "note") if problem else None)

    async def remove(self, request: web.Request) -> web.StreamResponse:
        conversation, note = await self._readable(request), UUID(request.match_info["part"])
        await self._console.notes.remove(note, request[VISITOR].staff_id, conversation=conversation)
        return await self._answered(request, None)

    async def _answered(self, request: web.Request, problem: Problem | None) -> web.StreamResponse:
        if is_fragment(request):
            return await self._pages.notes(request, problem)
        if problem:
            return await self._pages.with_problem(request, problem)
        return see_other(f"{BASE}/gesprekken/{request.match_info['id']}{AT}")

    async def _readable(self, request: web.Request) -> UUID:
        """The conversation, if this visitor may read it: who may not read it has nothing to note at it either."""
        conversation = UUID(request.match_info["id"])
        try:
            dossier = await self._console.reader.dossier(conversation, request[VISITOR].staff_id)
        except UnknownDossier as error:
            raise web.HTTPNotFound from error
        if not rules.may_read_unmasked(dossier.conversation.owner, dossier.involved):
            raise web.HTTPForbidden
        return conversation


class TenantNoteViews:
    def __init__(self, console: Console, pages: TenantViews) -> None:
        self._console = console
        self._pages = pages

    async def write(self, request: web.Request) -> web.StreamResponse:
        contract, form = UUID(request.match_info["id"]), await request.post()
        text, note = cleaned(str(form.get("notitie", ""))), uuid_of(str(form.get("kenmerk", "")))
        desk = self._console.desk
        if await self._console.debts.tenancy.overview(contract, desk.ground.today) is None:
            raise web.HTTPNotFound
        if (problem := note_problem(text)) is not None:
            return await self._pages.shown(request, Trouble(problem, 422, "note", {"notitie": text}))
        await self._console.notes.write(note or desk.new_id(), request[VISITOR].staff_id, text, contract=contract)
        return see_other(f"{HOME}/{contract}?melding=notitie{AT}")

    async def remove(self, request: web.Request) -> web.StreamResponse:
        contract, note = UUID(request.match_info["id"]), UUID(request.match_info["part"])
        await self._console.notes.remove(note, request[VISITOR].staff_id, contract=contract)
        return see_other(f"{HOME}/{contract}?melding=notitie-weg{AT}")


def note_problem(text: str) -> str | None:
    if not text:
        return texts.NOTE_EMPTY
    return texts.NOTE_TOO_LONG.format(length=len(text), limit=LONGEST) if len(text) > LONGEST else None
