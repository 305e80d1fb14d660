"""Linking a conversation's address to a tenant by hand: look, see what would change, do it, and undo it."""

from typing import Any
from uuid import UUID

from aiohttp import web

from bot.staff import rules, texts
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import VISITOR, see_other
from bot.staff.reading import Dossier, UnknownDossier
from bot.tenancy.linking import CannotLink, PersonSummary

LONGEST = 60


class LinkingViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return await self._page(request, None)

    async def link(self, request: web.Request) -> web.StreamResponse:
        dossier, form = await self._dossier(request), await request.post()
        conversation, person = dossier.conversation, _uuid(form.get("persoon"))
        if person is None:
            return await self._page(request, "Kies eerst een huurder.")
        try:
            await self._console.linking.link_by_hand(
                conversation.channel,
                conversation.address,
                person,
                request[VISITOR].staff_id,
                seen_before=_uuid(form.get("eerder")),
            )
        except CannotLink as problem:
            return await self._page(request, str(problem))
        return see_other(f"{self._url(dossier)}?melding=gekoppeld")

    async def undo(self, request: web.Request) -> web.StreamResponse:
        dossier, change = await self._dossier(request), _uuid((await request.post()).get("wijziging"))
        last = await self._last(dossier)
        if change is None or last is None or last.id != change:
            return await self._page(request, "Dit kan niet meer ongedaan worden gemaakt: er is daarna iets veranderd.")
        try:
            await self._console.linking.undo(change, request[VISITOR].staff_id)
        except CannotLink as problem:
            return await self._page(request, str(problem))
        return see_other(f"{self._url(dossier)}?melding=koppeling-terug")

    async def _page(self, request: web.Request, problem: str | None) -> web.Response:
        dossier, linking = await self._dossier(request), self._console.linking
        conversation, query = dossier.conversation, request.query.get("zoek", "")[:LONGEST]
        chosen, preview = _uuid(request.query.get("persoon")), None
        if chosen is not None:
            try:
                preview = await linking.preview(conversation.channel, conversation.address, chosen)
            except CannotLink as error:
                problem = str(error)
        last = await self._last(dossier)
        values: dict[str, Any] = {
            "visitor": request[VISITOR],
            "here": "inbox",
            "url": self._url(dossier),
            "back": f"{BASE}/gesprekken/{conversation.id}",
            "conversation": conversation,
            "query": query,
            "now_linked": await linking.person_at(conversation.channel, conversation.address),
            "found": await linking.find(query) if query else [],
            "hints": await self._hints(dossier),
            "preview": preview,
            "last": last if last and last.undone_at is None and last.how != "undo" else None,
            "problem": problem,
            "flash": None if problem else texts.FLASHES.get(request.query.get("melding", "")),
            "codes_url": f"{BASE}/koppelcodes",
            "now": self._console.desk.clock(),
        }
        return self._console.pages.response("linking.html", status=422 if problem else 200, **values)

    async def _hints(self, dossier: Dossier) -> list[PersonSummary]:
        """People in the file with this phone number: something to ask about, no proof."""
        number = dossier.who.writes_from
        return await self._console.linking.candidates(number) if number is not None else []

    async def _last(self, dossier: Dossier) -> Any:
        conversation = dossier.conversation
        return await self._console.linking.last_change(conversation.channel, conversation.address)

    async def _dossier(self, request: web.Request) -> Dossier:
        """Only who may read the conversation may say whose it is."""
        try:
            dossier = await self._console.reader.dossier(UUID(request.match_info["id"]), request[VISITOR].staff_id)
        except UnknownDossier as error:
            raise web.HTTPNotFound from error
        if not rules.may_read_unmasked(dossier.conversation.owner, dossier.involved):
            raise web.HTTPForbidden
        return dossier

    @staticmethod
    def _url(dossier: Dossier) -> str:
        return f"{BASE}/gesprekken/{dossier.conversation.id}/koppeling"


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
