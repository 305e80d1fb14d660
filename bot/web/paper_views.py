"""An agreement on paper, for whoever holds a living link to it: the PDF, and the days for a calendar."""

import asyncio

from aiohttp import web
from sqlalchemy import select

from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.ground import Ground
from bot.arrangements.papers import PATH, NoPaper, Papers
from bot.arrangements.rules.life import CONSENTED, OPEN
from bot.arrangements.rules.schedule import Term
from bot.arrangements.services import ArrangementService
from bot.arrangements.writing.ics import as_calendar
from bot.arrangements.writing.pdf import as_pdf
from bot.conversation.models import Conversation

#: Nothing of it stays in a browser, a proxy or a search engine.
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


class PaperViews:
    def __init__(self, ground: Ground, agreements: ArrangementService, papers: Papers) -> None:
        self._ground = ground
        self._agreements = agreements
        self._papers = papers

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(PATH + "/{token}/afspraak.pdf", self._pdf),
            web.get(PATH + "/{token}/afspraak.ics", self._ics),
        ]

    async def _pdf(self, request: web.Request) -> web.Response:
        view = await self._asked(request)
        if view is None:
            return self._gone()
        made = await asyncio.to_thread(as_pdf, view.document, view.proposed_at)
        return self._file(made, "application/pdf", f"afspraak-{view.reference}-{view.change}.pdf", inline=True)

    async def _ics(self, request: web.Request) -> web.Response:
        view = await self._asked(request)
        if view is None or not view.terms:
            return self._gone()
        ground = self._ground
        async with ground.database.reading() as session:
            number = await ground.contract_number(session, view.contract_id)
        replaced = []
        if view.replaces_id is not None:
            earlier = await self._agreements.find(view.replaces_id)
            replaced = [(earlier.id, _terms(earlier))]
        made = as_calendar(
            ground.texts,
            view.id,
            _terms(view),
            view.proposed_at,
            values={
                "account": ground.values["account"],
                "number": number,
                "reference": view.reference,
                "phone": ground.values["phone"],
            },
            remind_days=ground.policy.guarding.remind_days_before,
            replaced=replaced,
        )
        name = f"afspraak-{view.reference}-{view.change}.ics"
        return self._file(made, "text/calendar", name, inline=False, charset="utf-8")

    async def _asked(self, request: web.Request) -> AgreementView | None:
        """What the link is for, as long as the conversation that it was given in is still there."""
        try:
            paper = self._papers.read(request.match_info["token"])
            view = await self._agreements.find(paper.agreement_id)
        except (NoPaper, UnknownAgreement):
            return None
        async with self._ground.database.reading() as session:
            there = await session.scalar(select(Conversation.id).where(Conversation.id == paper.conversation_id))
        return view if there is not None and view.state in CONSENTED | OPEN else None

    def _gone(self) -> web.Response:
        """The same for a link that is over, was changed, or never was."""
        text = self._ground.texts.line("papers-gone")
        return web.Response(text=text, status=404, content_type="text/plain", charset="utf-8", headers=HEADERS)

    @staticmethod
    def _file(body: bytes, kind: str, name: str, *, inline: bool, charset: str | None = None) -> web.Response:
        how = "inline" if inline else "attachment"
        headers = {**HEADERS, "Content-Disposition": f'{how}; filename="{name}"'}
        return web.Response(body=body, content_type=kind, charset=charset, headers=headers)


def _terms(view: AgreementView) -> list[Term]:
    return [Term(term.number, term.due_on, term.amount_cents) for term in view.terms]
