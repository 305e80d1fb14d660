"""Refusals of the public HTTP surface: a status, a code for programs, a line in Dutch for people."""

from collections.abc import Mapping

from aiohttp import web


class Refusal(Exception):
    """Raise to answer with a clear 4xx."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    def response(self) -> web.Response:
        body = {"error": {"code": self.code, "message": self.message}}
        return web.json_response(body, status=self.status, headers=self.headers)


def bad_json() -> Refusal:
    return Refusal(400, "bad_json", "Dit bericht kon niet worden gelezen.")


def too_large() -> Refusal:
    return Refusal(413, "too_large", "Dit bericht is te groot.")


def unreadable() -> Refusal:
    return Refusal(400, "unreadable", "Dit verzoek kan niet worden gelezen.")


def unavailable() -> Refusal:
    line = "Het lukt nu even niet. Je bericht is nog niet verstuurd. Probeer het zo opnieuw."
    return Refusal(503, "unavailable", line, {"Retry-After": "2"})


def unauthorized() -> Refusal:
    return Refusal(401, "unauthorized", "Dit gesprek is verlopen. Begin een nieuw gesprek.")


def too_fast(seconds: int) -> Refusal:
    return _wait(seconds, "too_fast", "Je stuurt heel veel berichten. Wacht even en probeer het opnieuw.")


def too_busy(seconds: int) -> Refusal:
    return _wait(seconds, "too_busy", "Het is nu even druk in de chat. Wacht even en probeer het opnieuw.")


def _wait(seconds: int, code: str, message: str) -> Refusal:
    return Refusal(429, code, message, {"Retry-After": str(seconds)})
