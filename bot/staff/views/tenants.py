"""Looking up tenants, and one page about each: what is owed, what was agreed, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.arrangements.proposing import Answer
from bot.arrangements.rules.eligibility import Kind
from bot.identity.authorising import ProofSeen
from bot.staff import telling, words
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.disputes import OPENED
from bot.staff.forms import page_of, uuid_of
from bot.staff.guard import VISITOR, back_from, see_other
from bot.staff.notes import note_values
from bot.staff.seeking import LONGEST
from bot.tenancy.models import MarkerKind

HOME = f"{BASE}/tenants"


@dataclass(frozen=True)
class Trouble:
    """Why something did not happen, at which part of the page, and what was typed there."""

    message: str
    status: int
    about: str
    typed: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None


class TenantViews:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._debts = console.debts

    async def search(self, request: web.Request) -> web.StreamResponse:
        """The empty form; or, from a conversation, the contracts of who is proven to be there."""
        person = uuid_of(request.query.get("persoon"))
        if person is None:
            return self._searched(request, "", None, None)
        found = await self._debts.finder.of_person(person, request[VISITOR].staff_id)
        if len(found) == 1:
            return see_other(f"{HOME}/{found[0].contract_id}")
        return self._searched(request, "", None, found)

    async def look_up(self, request: web.Request) -> web.StreamResponse:
        """Sent as a form, so that names and telephone numbers stand in no address and in no log of a proxy."""
        form = await request.post()
        text = str(form.get("zoek", ""))[:LONGEST].strip()
        found = await self._debts.finder.find(text, page_of(str(form.get("blad", ""))), request[VISITOR].staff_id)
        return self._searched(request, text, found, found.rows if found else None)

    def _searched(self, request: web.Request, text: str, found: Any, rows: Any) -> web.Response:
        return self._console.pages.response(
            "tenants.html",
            visitor=request[VISITOR],
            here="tenants",
            text=text,
            found=found,
            rows=rows,
            too_little=bool(text) and found is None,
            longest=LONGEST,
        )

    async def one(self, request: web.Request) -> web.StreamResponse:
        return await self.shown(request, None)

    async def shown(self, request: web.Request, trouble: Trouble | None) -> web.Response:
        """The page; with the trouble of an act that did not happen."""
        desk, visitor = self._console.desk, request[VISITOR]
        contract, today = UUID(request.match_info["id"]), desk.ground.today
        overview = await self._debts.tenancy.overview(contract, today)
        if overview is None:
            raise web.HTTPNotFound
        if request.method == "GET":
            await self._debts.finder.note_reading(contract, visitor.staff_id, "page")
        agreements = await self._debts.agreements.of_contract(contract)
        policy = desk.ground.policy
        notes = await self._console.notes.of_contract(contract, visitor.staff_id)
        values: dict[str, Any] = {
            "visitor": visitor,
            "here": "tenants",
            "back": back_from(request, "/tenants"),
            "now": desk.clock(),
            "today": today,
            "url": f"{HOME}/{contract}",
            "contract_id": contract,
            "overview": overview,
            "lines": telling.balance_lines(overview),
            "people": await self._debts.files.people(contract),
            "contact_changes": await self._debts.files.contact_changes(contract),
            "ledger": await self._debts.files.ledger(contract, page_of(request.query.get("grootboek"))),
            "timeline": await self._debts.timelines.page(contract, page_of(request.query.get("tijdlijn"))),
            "live": [one for one in agreements if one.is_live],
            "on_the_table": [one for one in agreements if one.is_open],
            "earlier": [one for one in agreements if not one.is_live and not one.is_open],
            "markers": await self._debts.marking.of(contract),
            "marker_kinds": list(MarkerKind),
            "authorisations": await self._debts.delegates.of(contract),
            "proofs": list(ProofSeen),
            "readers": await self._debts.finder.readers(contract, visitor.staff_id),
            "arrangement": policy.arrangement,
            "deferral": policy.deferral,
            "pay_days": policy.pay_date.days if policy.pay_date else (),
            **note_values(notes, desk.new_id(), *_refused_note(trouble)),
            "disputes": await self._debts.dispute_lists.of_contract(contract),
            "dispute_opened": OPENED,
            "Kind": Kind,
            "flash": words.FLASHES.get(request.query.get("melding", "")),
            "trouble": trouble,
            "typed": trouble.typed if trouble else {},
        }
        return self._console.pages.response("tenant.html", status=trouble.status if trouble else 200, **values)


def _refused_note(trouble: Trouble | None) -> tuple[str | None, str]:
    """Why a note was refused, and what was typed."""
    if trouble is None or trouble.about != "note":
        return None, ""
    return trouble.message, trouble.typed.get("notitie", "")
