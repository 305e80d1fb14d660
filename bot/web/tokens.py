"""The chat's session token: signed, expiring, good for one conversation only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from bot.clock import Clock
from bot.web.errors import unauthorized

PURPOSE = "huurkompas.chat.session"
LONGEST = 600


@dataclass(frozen=True)
class ChatSession:
    """`id` is the address of the web conversation."""

    id: UUID
    conversation_id: UUID
    expires_at: datetime


class Tokens:
    def __init__(self, secret: bytes, clock: Clock, lifetime: timedelta) -> None:
        self._serializer = URLSafeSerializer(secret, salt=PURPOSE)
        self._clock = clock
        self._lifetime = lifetime

    def issue(self, session_id: UUID, conversation_id: UUID) -> tuple[str, ChatSession]:
        expires = self._clock() + self._lifetime
        body = {"s": session_id.hex, "c": conversation_id.hex, "e": int(expires.timestamp())}
        return str(self._serializer.dumps(body)), ChatSession(session_id, conversation_id, expires)

    def read(self, token: str) -> ChatSession:
        """Raises Refusal 401 for anything that is not a valid, living token of ours."""
        if len(token) > LONGEST:
            raise unauthorized()
        try:
            body = self._serializer.loads(token)
            expires = datetime.fromtimestamp(body["e"], self._clock().tzinfo)
            session = ChatSession(UUID(body["s"]), UUID(body["c"]), expires)
        except (BadSignature, KeyError, TypeError, ValueError) as error:
            raise unauthorized() from error
        if session.expires_at <= self._clock():
            raise unauthorized()
        return session
