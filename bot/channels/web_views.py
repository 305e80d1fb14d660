"""The web chat's HTTP surface: sessions, messages, history, and the way to its events."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.channels.contract import InboundMessage
from bot.channels.web import NAME
from bot.channels.web_events import STREAM_HEADERS, EventStream, as_json
from bot.clock import Clock
from bot.conversation.changes import Changes
from bot.conversation.intake import Intake
from bot.conversation.models import Conversation, Kind, Owner
from bot.conversation.rules import cleaned
from bot.conversation.transcript import Line, Transcript, offered
from bot.database.engine import Database
from bot.database.session import NewId
from bot.dialogue.speech import Payload
from bot.settings import ChatLimits
from bot.staff.models import Staff
from bot.web.errors import Refusal, bad_json, too_large, unauthorized
from bot.web.limits import Limiter
from bot.web.middleware import CORS_ORIGIN, add_cors, add_headers
from bot.web.tokens import ChatSession, Tokens

HISTORY = 200
#: The place of who looked when nothing had been said yet.
BEGINNING = "0"
PAYLOAD_LENGTH = 1000
TITLE_LENGTH = 200


@dataclass(frozen=True)
class WebChat:
    """What the chat's views work with."""

    database: Database
    clock: Clock
    new_id: NewId
    intake: Intake
    transcript: Transcript
    changes: Changes
    tokens: Tokens
    limiter: Limiter
    limits: ChatLimits

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/chat/sessions", self.open_session),
            web.post("/chat/messages", self.post_message),
            web.get("/chat/messages", self.history),
            web.get("/chat/events", self.events),
        ]

    async def open_session(self, request: web.Request) -> web.Response:
        self.limiter.new_session(request)
        await read_json(request, self.limits.body_size, optional=True)
        session_id = self.new_id()
        conversation_id = await self.intake.open_conversation(NAME, str(session_id))
        token, session = self.tokens.issue(session_id, conversation_id)
        body = {
            "token": token,
            "conversation": str(conversation_id),
            "expires_at": session.expires_at.isoformat(),
        }
        return web.json_response(body, status=201)

    async def post_message(self, request: web.Request) -> web.Response:
        session = self.session(request)
        self.limiter.message(request, str(session.id))
        body = await read_json(request, self.limits.body_size)
        inbound = replace(await self._inbound(session, body), origin=self.limiter.address(request))
        receipt = await self.intake.receive(inbound)
        if receipt.duplicate and not await self._is_ours(session, receipt.message_id):
            raise Refusal(409, "id_taken", "Dit bericht kon niet worden bewaard. Probeer het opnieuw.")
        return web.json_response({"id": str(receipt.message_id)}, status=202)

    async def history(self, request: web.Request) -> web.Response:
        """A page: the newest lines, those `after` a message, or those `before` one; `earlier`: more comes before."""
        session = self.session(request)
        self.limiter.reading(request, str(session.id))
        if before := request.query.get("before"):
            return web.json_response(await self._earlier(session, before))
        after = await self._position(session, request.query.get("after"))
        if after is None:
            page = _page(await self.transcript.last_lines(session.conversation_id, HISTORY + 1))
        else:
            lines = await self.transcript.lines(session.conversation_id, after, HISTORY)
            page = {"messages": [as_json(line) for line in lines]}
        messages = page["messages"]
        cursor = messages[-1]["id"] if messages else request.query.get("after", "")
        return web.json_response({**page, "cursor": cursor, "owner": await self._owner(session)})

    async def _earlier(self, session: ChatSession, before: str) -> dict[str, Any]:
        """Raises Refusal 422 for what is no message of this conversation."""
        place = await self.transcript.position_of(session.conversation_id, _uuid(before))
        if place is None:
            raise Refusal(422, "bad_id", "Deze berichten zijn er niet meer.")
        return _page(await self.transcript.lines_before(session.conversation_id, place, HISTORY + 1))

    async def events(self, request: web.Request) -> web.StreamResponse:
        session = self.session(request)
        self.limiter.reading(request, str(session.id))
        after = await self._position(session, request.headers.get("Last-Event-ID") or request.query.get("after"))
        response = web.StreamResponse(headers=STREAM_HEADERS)
        add_headers(response)
        if CORS_ORIGIN in request:
            add_cors(response, request[CORS_ORIGIN])
        await response.prepare(request)
        begin = after if after is not None else await self._end(session)
        owner = partial(self._owner, session)
        await EventStream(self.changes, self.transcript, owner, session.conversation_id, response, begin).run()
        return response

    def session(self, request: web.Request) -> ChatSession:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise unauthorized()
        return self.tokens.read(token.strip())

    async def _inbound(self, session: ChatSession, body: Mapping[str, Any]) -> InboundMessage:
        message_id = _uuid(body.get("id"))
        text, payload = body.get("text", ""), body.get("payload")
        if not isinstance(text, str) or not isinstance(payload, str | None):
            raise bad_json()
        text = cleaned(text)
        if payload is not None:
            await self._check_payload(session, payload)
            text = text[:TITLE_LENGTH]
        elif not text:
            raise Refusal(422, "empty", "Je bericht is leeg. Typ eerst wat je wilt vragen.")
        elif len(text) > self.limits.text_length:
            limit = f"{self.limits.text_length:,}".replace(",", ".")
            raise Refusal(413, "too_long", f"Je bericht is te lang. Er passen {limit} tekens in. Stuur het in delen.")
        return InboundMessage(
            channel=NAME,
            address=str(session.id),
            provider_id=f"{session.id.hex}:{message_id.hex}",
            kind=Kind.BUTTON if payload is not None else Kind.TEXT,
            text=text,
            payload=payload,
            at=self.clock(),
            id=message_id,
        )

    async def _check_payload(self, session: ChatSession, payload: str) -> None:
        """Only what this conversation was offered can be pressed."""
        stale = Refusal(422, "unknown_button", "Deze knop werkt niet meer. Typ wat je wilt vragen.")
        if len(payload) > PAYLOAD_LENGTH or "\x00" in payload:
            raise stale
        try:
            Payload.decode(payload)
        except ValueError as error:
            raise stale from error
        async with self.database.transaction() as database_session:
            if not await offered(database_session, session.conversation_id, payload):
                raise stale

    async def _is_ours(self, session: ChatSession, message_id: UUID) -> bool:
        return await self.transcript.position_of(session.conversation_id, message_id) is not None

    async def _position(self, session: ChatSession, after: str | None) -> int | None:
        """The place behind which to read on; None for "from the beginning that we show"."""
        if after == BEGINNING:
            return 0
        if not after:
            return None
        try:
            return await self.transcript.position_of(session.conversation_id, UUID(after))
        except ValueError:
            return None

    async def _end(self, session: ChatSession) -> int:
        lines = await self.transcript.last_lines(session.conversation_id, 1)
        return lines[-1].seq if lines else 0

    async def _owner(self, session: ChatSession) -> dict[str, str]:
        async with self.database.transaction() as database_session:
            conversation = await database_session.get_one(Conversation, session.conversation_id)
            told = {"owner": str(conversation.owner)}
            if conversation.owner is Owner.PERSON and conversation.owner_staff_id is not None:
                staff = await database_session.get(Staff, conversation.owner_staff_id)
                if staff is not None:
                    told["name"] = staff.name
            return told


def _page(lines: Sequence[Line]) -> dict[str, Any]:
    """The last lines of these, and whether one more came before them."""
    return {"messages": [as_json(line) for line in lines[-HISTORY:]], "earlier": len(lines) > HISTORY}


async def read_json(request: web.Request, size: int, *, optional: bool = False) -> Mapping[str, Any]:
    """The body as a JSON object. Refuses what is too large, no JSON, or no object."""
    if (request.content_length or 0) > size:
        raise too_large()
    raw = await request.content.read(size + 1)
    while len(raw) <= size and (more := await request.content.read(size + 1)):
        raw += more
    if len(raw) > size:
        raise too_large()
    if not raw.strip() and optional:
        return {}
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise bad_json() from error
    if not isinstance(body, dict):
        raise bad_json()
    return body


def _uuid(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else _no_uuid()
    except ValueError:
        return _no_uuid()


def _no_uuid() -> UUID:
    raise Refusal(422, "bad_id", "Dit bericht heeft geen geldig kenmerk.")
