"""An agreement on paper, for whoever may still read it behind a living link: the PDF, and the days for a calendar."""

import asyncio
from pathlib import Path

from aiohttp import web

from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.ground import Ground
from bot.arrangements.papers import PATH, NoPaper, Papers, may_be_read
from bot.arrangements.rules.life import CONSENTED
from bot.arrangements.rules.schedule import Term
from bot.arrangements.services import ArrangementService
from bot.arrangements.writing.ics import Dates, as_calendar
from bot.arrangements.writing.pdf import as_pdf
from bot.page_templates import environment

HERE = Path(__file__).resolve().parent
#: Nothing of it stays in a browser, a proxy or a search engine.
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


class PaperViews:
    def __init__(self, ground: Ground, agreements: ArrangementService, papers: Papers) -> None:
        self._ground = ground
        self._agreements = agreements
        self._papers = papers
        self._page = environment(HERE / "templates").get_template("papers_gone.html")

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
        """The days as they are now, also behind a link to an earlier version: nobody keeps a calendar of what was."""
        asked = await self._asked(request)
        versions = await self._agreements.versions(asked.id) if asked is not None else ()
        if not versions or not versions[-1].terms:
            return self._gone()
        ground, view = self._ground, versions[-1]
        async with ground.database.reading() as session:
            number = await ground.contract_number(session, view.contract_id)
        made = as_calendar(
            ground.texts,
            dates_of(versions),
            view.ended_at or view.proposed_at,
            values={
                "account": ground.values["account"],
                "number": number,
                "reference": view.reference,
                "phone": ground.values["phone"],
            },
            remind_days=ground.policy.guarding.remind_days_before,
        )
        name = f"afspraak-{view.reference}-{view.change}.ics"
        return self._file(made, "text/calendar", name, inline=False, charset="utf-8")

    async def _asked(self, request: web.Request) -> AgreementView | None:
        """What the link is for, as long as who it was handed to is who is there and may hear of it."""
        ground = self._ground
        try:
            paper = self._papers.read(request.match_info["token"])
            view = await self._agreements.find(paper.agreement_id)
        except (NoPaper, UnknownAgreement):
            return None
        async with ground.database.reading() as session:
            may = await may_be_read(session, paper, view.contract_id, ground.clock())
        return view if may and view.state in CONSENTED else None

    def _gone(self) -> web.Response:
        """The same for a link that is over, was changed, was somebody else's, or never was."""
        ground = self._ground
        values = {name: ground.values[name] for name in ("corporation", "phone")}
        page = self._page.render(text=ground.texts.line("papers-gone"), **values)
        return web.Response(text=page, status=404, content_type="text/html", charset="utf-8", headers=HEADERS)

    @staticmethod
    def _file(body: bytes, kind: str, name: str, *, inline: bool, charset: str | None = None) -> web.Response:
        how = "inline" if inline else "attachment"
        headers = {**HEADERS, "Content-Disposition": f'{how}; filename="{name}"'}
        return web.Response(body=body, content_type=kind, charset=charset, headers=headers)


def dates_of(versions: tuple[AgreementView, ...]) -> Dates:
    """For a calendar: the days of the last version, and all that earlier ones may have put there."""
    *earlier, last = versions
    return Dates(
        first_id=versions[0].id,
        change=last.change,
        terms=_terms(last),
        earlier=[_terms(one) for one in earlier],
        over=not last.is_live,
    )


def _terms(view: AgreementView) -> list[Term]:
    return [Term(term.number, term.due_on, term.amount_cents) for term in view.terms]
