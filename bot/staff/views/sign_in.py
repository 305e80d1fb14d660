"""Signing in and out."""

from aiohttp import web

from bot.conversation.rules import cleaned
from bot.staff import rules, texts
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import CSRF_FIELD, check_token, from_our_page, known_visitor, see_other
from bot.staff.sign_in import SignInRefused, TooManyAttempts


class SignInViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/aanmelden", self.page),
            web.post("/aanmelden", self.sign_in),
            web.post("/afmelden", self.sign_out),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        back = rules.safe_return(request.query.get("verder"), BASE)
        if await known_visitor(request, self._console.sign_in, self._console.cookies):
            return see_other(back)
        return self._form(request, back, flash=texts.FLASHES.get(request.query.get("melding", "")))

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        console, form = self._console, await request.post()
        email, password = cleaned(str(form.get("email", ""))), str(form.get("password", ""))
        back = rules.safe_return(str(form.get("verder", "")), BASE)
        token = str(form.get(CSRF_FIELD, ""))
        if not from_our_page(request) or not console.cookies.form_token_fits(request, token):
            return self._form(request, back, email=email, error=texts.FORM_EXPIRED, status=403)
        old, address = console.cookies.session_of(request), console.desk.address_of(request)
        try:
            secret = await console.sign_in.sign_in(email, password, address, old)
        except SignInRefused:
            return self._form(request, back, email=email, error=texts.SIGN_IN_FAILED, status=401)
        except TooManyAttempts:
            return self._form(request, back, email=email, error=texts.TOO_MANY_ATTEMPTS, status=429)
        response = see_other(back)
        console.cookies.set_session(response, secret)
        return response

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        console = self._console
        visitor = await known_visitor(request, console.sign_in, console.cookies)
        if visitor is not None:
            await check_token(request, visitor)
            await console.sign_in.sign_out(visitor.session_id)
        response = see_other(f"{BASE}/aanmelden?melding=afgemeld")
        console.cookies.clear_session(response)
        return response

    def _form(
        self,
        request: web.Request,
        back: str,
        *,
        email: str = "",
        error: str | None = None,
        flash: str | None = None,
        status: int = 200,
    ) -> web.Response:
        response = web.Response(status=status, content_type="text/html")
        token = self._console.cookies.form_token(request, response)
        response.text = self._console.pages.text(
            "sign_in.html", csrf=token, back=back, email=email, error=error, flash=flash, visitor=None, here=""
        )
        return response
