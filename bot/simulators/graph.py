"""A stand-in for WhatsApp's Graph API: checks what we send as strictly as the real one, and reports back."""

import asyncio
import hashlib
import hmac
import itertools
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.simulators.delivery import Delivery
from bot.simulators.faults import Fault, Faults
from bot.simulators.graph_checks import problem_with
from bot.simulators.graph_phones import TYPING_SECONDS, Phone, SentMessage
from bot.simulators.graph_templates import template_options, template_problem, template_text
from bot.simulators.rates import PerPerson, PerSecond

WINDOW = timedelta(hours=24)
#: One message in six seconds to one person, 45 of them at once; 80 a second from one number.
EACH, BURST, PER_SECOND = timedelta(seconds=6), 45, 80
#: Longer than anybody waits for an answer.
SLOW_SECONDS = 20.0

#: Told of every call that would send something, before any fault: the recipient, and the sender's own reference.
Watch = Callable[[str, str], None]


class GraphSimulator:
    def __init__(
        self,
        *,
        clock: Clock,
        number: str,
        token: str,
        app_secret: str,
        version: str = "v25.0",
        seed: int = 0,
        first_id: int = 1,
        approved: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.clock = clock
        self.number = number
        #: Templates that this account may send: name → text with {{1}} …, and the title of its button, if any.
        self.approved = dict(approved or {})
        self.faults = Faults()
        self.phones: dict[str, Phone] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        self.calls: list[Mapping[str, Any]] = []
        self.delivery: Delivery | None = None
        self.pairs = PerPerson(BURST, EACH)
        self.throughput = PerSecond(PER_SECOND)
        self.slow_seconds = SLOW_SECONDS
        self.watch: Watch | None = None
        #: So many addresses of files have expired before they are used.
        self.expired_addresses = 0
        #: Codes with which the next messages fail after they were taken.
        self.fails_with: list[int] = []
        self._token = token
        self._secret = app_secret.encode()
        self._version = version
        self._seed = seed
        self._ids = itertools.count(first_id)
        #: Who wrote a message; a read receipt and "typing…" name only the message.
        self._writers: dict[str, str] = {}

    def app(self) -> web.Application:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_post(f"/{self._version}/{{number}}/messages", self._messages)
        app.router.add_get(f"/{self._version}/{{media}}", self._media)
        app.router.add_get("/files/{media}", self._file)
        return app

    def deliver_to(self, http: aiohttp.ClientSession, url: str) -> None:
        self.delivery = Delivery(http, url, self._signature, self.faults, self._seed)

    def phone(self, number: str) -> Phone:
        return self.phones.setdefault(number, Phone(number))

    # ── what a person does ────────────────────────────────────────────────────────────────────────

    def say(self, number: str, kind: str = "text", **content: Any) -> "asyncio.Task[None]":
        """The person sends a message; returns its delivery."""
        return self.post_messages([self.message(number, kind, **content)])

    def message(self, number: str, kind: str, **content: Any) -> dict[str, Any]:
        phone = self.phone(number)
        phone.last_word = self.clock()
        sender = {"from_user_id": phone.user_id} if phone.user_id else {}
        seconds = str(int(self.clock().timestamp()))
        message_id = f"wamid.in{next(self._ids):08d}"
        self._writers[message_id] = number
        return {
            "from": number,
            **sender,
            "id": message_id,
            "timestamp": seconds,
            "type": kind,
        } | content

    def post_messages(self, messages: list[dict[str, Any]]) -> "asyncio.Task[None]":
        contacts = [{"profile": {"name": "Huurder"}, "wa_id": m["from"]} for m in messages]
        return self._post({"contacts": contacts, "messages": messages})

    def press(self, number: str, place: int) -> "asyncio.Task[None]":
        """Press a button, or choose a row, under the last message that has them."""
        found = (self.options(sent.body) for sent in reversed(self.phone(number).received))
        key, title, kind = next(options for options in found if options)[place]
        if kind == "button":
            return self.say(number, "button", button={"payload": key, "text": title})
        reply = {"type": kind, kind: {"id": key, "title": title}}
        return self.say(number, "interactive", interactive=reply)

    def decide(self, template: str, event: str) -> "asyncio.Task[None]":
        """WhatsApp tells what became of a template of the account: APPROVED, PAUSED, REJECTED …"""
        told = {"event": event, "message_template_name": template, "message_template_language": "nl", "reason": "NONE"}
        return self._post(told, "message_template_status_update")

    def add_file(self, content: bytes, kind: str) -> dict[str, Any]:
        media = f"{next(self._ids) + 500_000}"
        self.files[media] = (content, kind)
        return {"id": media, "mime_type": kind, "sha256": hashlib.sha256(content).hexdigest()}

    # ── what the API answers ──────────────────────────────────────────────────────────────────────

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        to = str(body.get("to") or body.get("recipient") or "")
        if self.watch is not None and to:
            self.watch(to, str(body.get("biz_opaque_callback_data", "")))
        refusal = self._refused(request) or self._too_fast(to)
        if refusal is not None:
            return refusal
        self.calls.append(body)
        if body.get("status") == "read":
            self._read(body)
            return web.json_response({"success": True})
        problem = problem_with(body) or template_problem(body, self.approved)
        if problem is None and body.get("type") == "template" and self.faults.happens(Fault.TEMPLATE_PAUSED):
            problem = (132015, "Template is paused due to low quality")
        if problem is not None:
            return error(400, problem[0], problem[1])
        return await self._accept(request, body)

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("Authorization") != f"Bearer {self._token}" or self.faults.happens(Fault.BAD_TOKEN):
            return error(401, 190, "Invalid OAuth access token")
        if request.match_info["number"] != self.number:
            return error(400, 100, "Unsupported post request")
        if self.faults.happens(Fault.TOO_FAST):
            return error(400, 131056, "(Business Account, Consumer Account) pair rate limit hit")
        return error(500, 131000, "Something went wrong") if self.faults.happens(Fault.SERVER_ERROR) else None

    def _too_fast(self, to: str) -> web.Response | None:
        """Reading and typing are not counted, only what is sent to somebody."""
        if not to:
            return None
        if not self.throughput.take():
            return error(429, 130429, "(Business Account) rate limit hit")
        if not self.pairs.take(to, self.clock()):
            return error(400, 131056, "(Business Account, Consumer Account) pair rate limit hit")
        return None

    async def _accept(self, request: web.Request, body: Mapping[str, Any]) -> web.StreamResponse:
        to = str(body.get("to") or body.get("recipient"))
        phone = next((p for p in self.phones.values() if to in (p.number, p.user_id)), None)
        sent = SentMessage(f"wamid.out{next(self._ids):08d}", to, body, str(body.get("biz_opaque_callback_data", "")))
        if phone is None or phone.blocks or self.faults.happens(Fault.BLOCKED):
            self._fail(sent, 131026, "Message undeliverable")
        elif body.get("type") != "template" and self._closed(phone):
            self._fail(sent, 131047, "Re-engagement message")
        elif self.fails_with:
            self._fail(sent, self.fails_with.pop(0), "Message failed to send")
        else:
            phone.typing_until = 0.0
            phone.received.append(sent)
            for state in ("sent", "delivered"):
                self._report(sent, state)
        if self.faults.happens(Fault.HANG_UP_AFTER):
            assert request.transport is not None
            request.transport.close()
        if self.faults.happens(Fault.SLOW):
            await asyncio.sleep(self.slow_seconds)
        return web.json_response(
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": to, "wa_id": phone.number if phone else to, **_scoped(phone)}],
                "messages": [{"id": sent.id}],
            }
        )

    def text(self, body: Mapping[str, Any]) -> str:
        """What the phone shows; of a template the approved words, filled in."""
        return template_text(body, self.approved) if body.get("type") == "template" else text_in(body)

    def options(self, body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        return template_options(body, self.approved) if body.get("type") == "template" else options_of(body)

    def _closed(self, phone: Phone) -> bool:
        if self.faults.happens(Fault.WINDOW_CLOSED):
            return True
        return phone.last_word is None or self.clock() - phone.last_word > WINDOW

    def _read(self, body: Mapping[str, Any]) -> None:
        phone = self.phones.get(self._writers.get(str(body.get("message_id")), ""))
        if phone is not None and "typing_indicator" in body:
            phone.typing_until = time.monotonic() + TYPING_SECONDS

    def _fail(self, sent: SentMessage, code: int, title: str) -> None:
        failed = self._report(sent, "failed", code, title)
        if failed is not None and self.faults.happens(Fault.SENT_AFTER_FAILED):
            self._report(sent, "sent", after=failed)

    def _report(
        self,
        sent: SentMessage,
        state: str,
        code: int | None = None,
        title: str = "",
        after: "asyncio.Task[None] | None" = None,
    ) -> "asyncio.Task[None] | None":
        told: dict[str, Any] = {
            "id": sent.id,
            "status": state,
            "timestamp": str(int(self.clock().timestamp())),
            "recipient_id": sent.to,
            "biz_opaque_callback_data": sent.reference,
        }
        if code is not None:
            told["errors"] = [{"code": code, "title": title, "error_data": {"details": title}}]
        else:
            category = "utility" if sent.body.get("type") == "template" else "service"
            told["pricing"] = {"billable": True, "pricing_model": "PMP", "category": category, "type": "regular"}
        return self._post({"statuses": [told]}, after=after) if self.delivery is not None else None

    async def _media(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self._token}":
            return error(401, 190, "Invalid OAuth access token")
        media = request.match_info["media"]
        if media not in self.files:
            return error(400, 100, "Unsupported get request")
        content, kind = self.files[media]
        url = str(request.url.origin().with_path(f"/files/{media}"))
        return web.json_response({"id": media, "url": url, "mime_type": kind, "file_size": len(content)})

    async def _file(self, request: web.Request) -> web.Response:
        if self.expired_addresses:
            self.expired_addresses -= 1
            return web.Response(status=404)
        if (
            request.headers.get("Authorization") != f"Bearer {self._token}"
            or request.match_info["media"] not in self.files
        ):
            return web.Response(status=404)
        content, kind = self.files[request.match_info["media"]]
        return web.Response(body=content, content_type=kind)

    # ── webhooks ──────────────────────────────────────────────────────────────────────────────────

    def _post(
        self, value: Mapping[str, Any], field: str = "messages", after: "asyncio.Task[None] | None" = None
    ) -> "asyncio.Task[None]":
        assert self.delivery is not None
        head = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "31880000", "phone_number_id": self.number},
        }
        change = {"field": field, "value": {**(head if field == "messages" else {}), **value}}
        entry = {"id": "1", "time": int(self.clock().timestamp()), "changes": [change]}
        return self.delivery.post({"object": "whatsapp_business_account", "entry": [entry]}, after)

    def _signature(self, raw: bytes) -> Mapping[str, str]:
        return {"X-Hub-Signature-256": "sha256=" + hmac.new(self._secret, raw, hashlib.sha256).hexdigest()}


def _scoped(phone: Phone | None) -> dict[str, str]:
    return {"user_id": phone.user_id} if phone is not None and phone.user_id else {}


def error(status: int, code: int, message: str) -> web.Response:
    body = {"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "Sim"}}
    return web.json_response(body, status=status)


def options_of(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Key, title and kind of reply of every choice under a message."""
    interactive = body.get("interactive") or {}
    action = interactive.get("action") or {}
    buttons = [(b["reply"]["id"], b["reply"]["title"], "button_reply") for b in action.get("buttons", ())]
    rows = [(r["id"], r["title"], "list_reply") for s in action.get("sections", ()) for r in s.get("rows", ())]
    return buttons + rows


def text_in(body: Mapping[str, Any]) -> str:
    interactive = body.get("interactive") or {}
    return str((body.get("text") or {}).get("body") or (interactive.get("body") or {}).get("text") or "")
