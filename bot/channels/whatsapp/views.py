"""WhatsApp's webhook: the handshake, the signature over the raw bytes, and 200 once everything is stored."""

import hashlib
import hmac
from collections.abc import Sequence

from aiohttp import web

from bot.channels.courtesy import Courtesy
from bot.channels.elements import Element
from bot.channels.reception import Reception
from bot.channels.webhook import parsed, read_raw
from bot.channels.whatsapp.parsing import elements, noted
from bot.clock import Clock
from bot.web.errors import Refusal

PATH = "/webhooks/whatsapp"
LARGEST = 4 * 1024 * 1024
PREFIX = "sha256="


class WhatsAppWebhook:
    def __init__(
        self,
        reception: Reception,
        courtesy: Courtesy,
        clock: Clock,
        *,
        number: str,
        app_secrets: Sequence[bytes],
        verify_token: str,
    ) -> None:
        self._reception = reception
        self._courtesy = courtesy
        self._clock = clock
        self._number = number
        self._secrets = tuple(app_secrets)
        self._verify_token = verify_token.encode()

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.verify), web.post(PATH, self.receive)]

    async def verify(self, request: web.Request) -> web.Response:
        """Exactly the challenge for who knows the token."""
        query = request.query
        token = query.get("hub.verify_token", "").encode("utf-8", "surrogatepass")
        challenge = query.get("hub.challenge", "")
        right = hmac.compare_digest(token, self._verify_token)
        if query.get("hub.mode") != "subscribe" or not right or not challenge.isascii() or len(challenge) > 200:
            raise Refusal(403, "forbidden", "Deze aanroep is niet van WhatsApp.")
        return web.Response(text=challenge, content_type="text/plain")

    async def receive(self, request: web.Request) -> web.Response:
        raw = await read_raw(request, LARGEST)
        if not signed(raw, request.headers.get("X-Hub-Signature-256"), self._secrets):
            raise Refusal(401, "bad_signature", "De handtekening klopt niet.")
        taken = await self._reception.take_in(self._elements(raw))
        self._courtesy.after(taken)
        return web.Response(text="OK")

    def _elements(self, raw: bytes) -> list[Element]:
        body = parsed(raw)
        if body is None:
            return [noted("quarantine", raw.decode("utf-8", "replace")[:10_000], "geen JSON")]
        return elements(body, self._number, self._clock())


def signed(raw: bytes, header: str | None, secrets: Sequence[bytes]) -> bool:
    """Whether the header holds the HMAC of exactly these bytes under one of the secrets; compared in constant time."""
    if not header or not header.startswith(PREFIX):
        return False
    given = header.removeprefix(PREFIX).lower().encode("utf-8", "surrogatepass")
    # Every secret is tried, so that the time does not tell which one matched.
    right = [hmac.compare_digest(hmac.new(s, raw, hashlib.sha256).hexdigest().encode(), given) for s in secrets]
    return any(right)
