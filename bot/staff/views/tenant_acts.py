"""What staff do on a tenant's page: propose a plan, set and clear a marker, write down and end an authorisation,
put back contact data that were changed in the chat."""

from uuid import UUID

from aiohttp import web

from bot.arrangements.book import UnknownAgreement
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor
from bot.arrangements.proposing import Answer
from bot.arrangements.reading import UnknownContract
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.life import NotNow
from bot.conversation.rules import cleaned
from bot.identity.authorising import CannotAuthorise, ProofSeen
from bot.identity.contact_undo import CannotUndo
from bot.identity.delegates import NewDelegate
from bot.staff import words
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.forms import PlanAsked, Unreadable, day_of, one_of, plan_of, uuid_of
from bot.staff.guard import VISITOR, see_other
from bot.staff.views.tenants import HOME, TenantViews, Trouble
from bot.tenancy.marking import CannotMark
from bot.tenancy.models import MarkerKind

LONGEST = 500


class TenantActs:
    def __init__(self, console: Console, pages: TenantViews) -> None:
        self._debts = console.debts
        self._tell_news = console.desk.tell_news
        self._pages = pages

    async def propose(self, request: web.Request) -> web.StreamResponse:
        """A plan within the policy, which the tenant accepts in the chat; of what runs already, another division."""
        typed = await _typed(request)
        try:
            answer = await self._proposed(_id(request), plan_of(typed), request[VISITOR].staff_id, typed)
        except Unreadable as problem:
            return await self._pages.shown(request, Trouble(str(problem), 422, f"propose-{typed.get('soort')}", typed))
        except UnknownContract as error:
            raise web.HTTPNotFound from error
        except (NotNow, UnknownAgreement):
            return await self._pages.shown(request, Trouble(words.CHANGED_MEANWHILE, 409, "propose", typed))
        if answer.outcome is Outcome.REFUSED or answer.agreement is None:
            why = answer.why.says if answer.why else words.CHANGED_MEANWHILE
            trouble = Trouble(why, 422, f"propose-{typed.get('soort')}", typed, answer)
            return await self._pages.shown(request, trouble)
        self._tell_news()
        return see_other(f"{BASE}/agreements/{answer.agreement.id}?melding=voorgesteld")

    async def _proposed(self, contract: UUID, asked: PlanAsked, staff: UUID, typed: dict[str, str]) -> Answer:
        where = await self._debts.files.conversation_of(contract)
        asker = Asker(Actor.STAFF, where, staff)
        told = Told(income_day=asked.income_day)
        running = uuid_of(typed.get("loopt"))
        if running is not None and asked.kind is Kind.ARRANGEMENT:
            own = {one.id for one in await self._debts.agreements.of_contract(contract)}
            if running not in own:
                raise UnknownAgreement(str(running))
            return await self._debts.changes.respread(running, asked.wish, told, asker)
        proposals = self._debts.proposals
        if asked.until is not None:
            return await proposals.propose_deferral(contract, asked.until, told, asker)
        if asked.pay_day is not None:
            return await proposals.propose_pay_date(contract, asked.pay_day, told, asker)
        return await proposals.propose_arrangement(contract, asked.wish, told, asker)

    async def mark(self, request: web.Request) -> web.StreamResponse:
        typed = await _typed(request)
        kind = one_of(MarkerKind, typed.get("soort"))
        if kind is None:
            return await self._pages.shown(request, Trouble("Kies eerst wat er geldt.", 422, "mark", typed))
        try:
            await self._debts.marking.set(_id(request), kind, typed.get("notitie", ""), request[VISITOR].staff_id)
        except CannotMark as problem:
            return await self._pages.shown(request, Trouble(str(problem), 409, "mark", typed))
        return self._done(request, "bijzonderheid", "bijzonderheden")

    async def clear(self, request: web.Request) -> web.StreamResponse:
        typed, part = await _typed(request), UUID(request.match_info["part"])
        try:
            await self._debts.marking.clear(_id(request), part, typed.get("notitie", ""), request[VISITOR].staff_id)
        except CannotMark as problem:
            status = 409 if typed.get("notitie", "").strip() else 422
            return await self._pages.shown(request, Trouble(str(problem), status, f"clear-{part}", typed))
        return self._done(request, "bijzonderheid-weg", "bijzonderheden")

    async def authorise(self, request: web.Request) -> web.StreamResponse:
        typed = await _typed(request)
        try:
            await self._authorised(_id(request), typed, request[VISITOR].staff_id)
        except (Unreadable, CannotAuthorise) as problem:
            return await self._pages.shown(request, Trouble(str(problem), 422, "authorise", typed))
        return self._done(request, "gemachtigd", "machtigingen")

    async def _authorised(self, contract: UUID, typed: dict[str, str], staff: UUID) -> None:
        tenant, proof = uuid_of(typed.get("voor")), one_of(ProofSeen, typed.get("bewijs"))
        if tenant is None:
            raise Unreadable("Kies voor welke huurder de machtiging is.")
        if proof is None:
            raise Unreadable("Kies welk bewijs je hebt gezien.")
        delegate = NewDelegate(
            initials=typed.get("voorletters", "")[:20],
            prefix=typed.get("tussenvoegsel", "").lower()[:20],
            surname=typed.get("achternaam", "")[:80],
            born_on=day_of(typed.get("geboren", "")),
            phone=typed.get("telefoon", "")[:30],
            email=typed.get("mail", "")[:120].lower(),
        )
        until = day_of(typed.get("einde", ""))
        await self._debts.delegates.record(contract, tenant, delegate, proof, until, staff, typed.get("notitie", ""))

    async def end_authorisation(self, request: web.Request) -> web.StreamResponse:
        try:
            part = UUID(request.match_info["part"])
            await self._debts.delegates.end(_id(request), part, request[VISITOR].staff_id)
        except CannotAuthorise as problem:
            return await self._pages.shown(request, Trouble(str(problem), 409, "authorise"))
        return self._done(request, "machtiging-gestopt", "machtigingen")

    async def undo_contact(self, request: web.Request) -> web.StreamResponse:
        """Put back a telephone number or e-mail address that was changed in the chat."""
        part, staff = UUID(request.match_info["part"]), request[VISITOR].staff_id
        try:
            await self._debts.contact_undo.undo(part, staff_id=staff, contract_id=_id(request))
        except CannotUndo as problem:
            return await self._pages.shown(request, Trouble(str(problem), 409, "contact"))
        return self._done(request, "contact-terug", "contract")

    @staticmethod
    def _done(request: web.Request, flash: str, where: str) -> web.Response:
        return see_other(f"{HOME}/{_id(request)}?melding={flash}#{where}")


async def _typed(request: web.Request) -> dict[str, str]:
    form = await request.post()
    return {key: cleaned(value)[:LONGEST] for key, value in form.items() if isinstance(value, str) and key != "csrf"}


def _id(request: web.Request) -> UUID:
    return UUID(request.match_info["id"])
