"""Who works here: accounts for an admin, and everybody's own password."""

import logging
from uuid import UUID

from aiohttp import web

from bot.conversation.rules import cleaned
from bot.staff import texts
from bot.staff.accounts import AccountError
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.forms import one_of
from bot.staff.guard import VISITOR, see_other
from bot.staff.models import Role, Staff
from bot.staff.sign_in import SignInRefused, TooManyAttempts, WeakPassword

log = logging.getLogger(__name__)

HOME = f"{BASE}/accounts"
LONGEST = 120


class AccountViews:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._accounts = console.accounts

    async def page(self, request: web.Request) -> web.StreamResponse:
        return await self._list(request)

    async def add(self, request: web.Request) -> web.StreamResponse:
        """Shows the password this once: only its hash is kept."""
        form = await request.post()
        typed = {key: cleaned(str(form.get(key, "")))[:LONGEST] for key in ("naam", "email", "rol")}
        role = one_of(Role, typed["rol"])
        if role is None:
            return await self._list(request, typed=typed, problem=texts.CHOOSE_ROLE)
        try:
            made, password = await self._accounts.add(typed["email"], typed["naam"], role)
        except AccountError as error:
            return await self._list(request, typed=typed, problem=str(error))
        self._note(request, "made", made)
        return await self._one(request, made, password=password)

    async def one(self, request: web.Request) -> web.StreamResponse:
        return await self._one(request, await self._asked(request))

    async def close(self, request: web.Request) -> web.StreamResponse:
        staff = await self._asked(request)
        if staff.id == request[VISITOR].staff_id:
            return await self._one(request, staff, problem=texts.NOT_YOURSELF)
        await self._accounts.close(staff.email)
        self._note(request, "closed", staff)
        return see_other(f"{HOME}/{staff.id}?melding=gesloten")

    async def reopen(self, request: web.Request) -> web.StreamResponse:
        staff = await self._asked(request)
        await self._accounts.reopen(staff.email)
        self._note(request, "reopened", staff)
        return see_other(f"{HOME}/{staff.id}?melding=geopend")

    async def role(self, request: web.Request) -> web.StreamResponse:
        staff, role = await self._asked(request), one_of(Role, (await request.post()).get("rol"))
        if role is None:
            return await self._one(request, staff, problem=texts.CHOOSE_ROLE)
        if staff.id == request[VISITOR].staff_id:
            return await self._one(request, staff, problem=texts.NOT_YOURSELF)
        await self._accounts.set_role(staff.email, role)
        self._note(request, f"role {role}", staff)
        return see_other(f"{HOME}/{staff.id}?melding=rol")

    async def renew(self, request: web.Request) -> web.StreamResponse:
        """Another password, made up here and shown this once."""
        staff = await self._asked(request)
        if staff.id == request[VISITOR].staff_id:
            # It would sign this very browser out; there is a page for one's own.
            return see_other(f"{BASE}/wachtwoord")
        staff, password = await self._accounts.renew_password(staff.email)
        self._note(request, "password", staff)
        return await self._one(request, staff, password=password)

    async def _list(
        self, request: web.Request, *, typed: dict[str, str] | None = None, problem: str = ""
    ) -> web.Response:
        return self._console.pages.response(
            "accounts.html",
            status=422 if problem else 200,
            visitor=request[VISITOR],
            here="accounts",
            people=await self._accounts.with_work(),
            roles=list(Role),
            typed=typed or {},
            problem=problem,
            longest=LONGEST,
            now=self._console.desk.clock(),
        )

    async def _one(
        self, request: web.Request, staff: Staff, *, password: str | None = None, problem: str = ""
    ) -> web.Response:
        [(staff, in_hand, seen)] = [row for row in await self._accounts.with_work() if row[0].id == staff.id]
        return self._console.pages.response(
            "account.html",
            status=422 if problem else 200,
            visitor=request[VISITOR],
            here="accounts",
            staff=staff,
            in_hand=in_hand,
            seen=seen,
            roles=list(Role),
            password=password,
            problem=problem,
            flash=texts.FLASHES.get(request.query.get("melding", "")),
            url=f"{HOME}/{staff.id}",
            now=self._console.desk.clock(),
        )

    async def _asked(self, request: web.Request) -> Staff:
        try:
            return await self._accounts.find(UUID(request.match_info["id"]))
        except AccountError as error:
            raise web.HTTPNotFound from error

    def _note(self, request: web.Request, what: str, staff: Staff) -> None:
        """Who did what to whose account stands in the program's log, which keeps warnings and worse."""
        log.warning("account %s: %s, by %s", staff.id, what, request[VISITOR].staff_id)


class PasswordViews:
    """Everybody's own password."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._page(request)

    async def change(self, request: web.Request) -> web.StreamResponse:
        form, visitor, console = await request.post(), request[VISITOR], self._console
        current, fresh, again = (str(form.get(key, "")) for key in ("nu", "nieuw", "nogmaals"))
        if fresh != again:
            return self._page(request, texts.NEW_ONES_DIFFER)
        try:
            await console.sign_in.change_password(visitor, current, fresh, console.desk.address_of(request))
        except WeakPassword as weak:
            return self._page(request, texts.PASSWORD_PROBLEMS[weak.problem])
        except SignInRefused:
            return self._page(request, texts.OLD_ONE_WRONG)
        except TooManyAttempts:
            return self._page(request, texts.TOO_MANY_ATTEMPTS, 429)
        return see_other(f"{BASE}/wachtwoord?melding=wachtwoord")

    def _page(self, request: web.Request, problem: str = "", status: int = 422) -> web.Response:
        return self._console.pages.response(
            "password.html",
            status=status if problem else 200,
            visitor=request[VISITOR],
            here="password",
            problem=problem,
            flash=texts.FLASHES.get(request.query.get("melding", "")),
        )
