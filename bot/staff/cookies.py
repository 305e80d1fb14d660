"""The two cookies of the desk: the session's secret, and what ties a sign-in form to a browser."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from aiohttp import web

from bot.staff.desk import BASE


@dataclass(frozen=True)
class Cookies:
    secure: bool
    secret: bytes

    @property
    def session_name(self) -> str:
        return self._name("huurkompas_staff")

    @property
    def form_name(self) -> str:
        return self._name("huurkompas_form")

    def session_of(self, request: web.Request) -> str | None:
        return request.cookies.get(self.session_name) or None

    def set_session(self, response: web.StreamResponse, secret: str) -> None:
        """Lax, not Strict: a link to a conversation from a colleague's message must open while signed in.

        Every change asks a token besides, and no page changes anything on GET.
        """
        self._set(response, self.session_name, secret, "Lax")

    def clear_session(self, response: web.StreamResponse) -> None:
        response.del_cookie(self.session_name, path=self._path, secure=self.secure, httponly=True, samesite="Lax")

    def form_token(self, request: web.Request, response: web.StreamResponse) -> str:
        """The token of a sign-in form: signed, and tied to a cookie that is set here when it is missing."""
        nonce = request.cookies.get(self.form_name)
        if not nonce:
            nonce = secrets.token_urlsafe(24)
            self._set(response, self.form_name, nonce, "Strict")
        return self._signed(nonce)

    def form_token_fits(self, request: web.Request, given: str) -> bool:
        nonce = request.cookies.get(self.form_name)
        return bool(nonce) and hmac.compare_digest(given.encode(), self._signed(nonce or "").encode())

    def _signed(self, nonce: str) -> str:
        return hmac.new(self.secret, b"staff sign-in form:" + nonce.encode(), hashlib.sha256).hexdigest()

    def _set(self, response: web.StreamResponse, name: str, value: str, same_site: str) -> None:
        # No Max-Age: the browser forgets it when it is closed.
        response.set_cookie(name, value, path=self._path, secure=self.secure, httponly=True, samesite=same_site)

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name

    @property
    def _path(self) -> str:
        # The __Host- prefix asks for the root.
        return "/" if self.secure else f"{BASE}/"
