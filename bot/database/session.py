"""Small helpers around a session that several rooms use."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

#: Makes random ids; handed in, so that tests can have known ones.
NewId = Callable[[], UUID]
new_id: NewId = uuid4

#: PostgreSQL channel on which every change that somebody may be watching is announced.
CHANGES = "huurkompas_changes"


#: All of a transaction's announcements in one statement.
_TELL = text("SELECT pg_notify(:channel, payload) FROM unnest(CAST(:payloads AS text[])) AS payload")
_UNTOLD = "changes"


async def announce(session: AsyncSession, kind: str, conversation_id: UUID, **detail: Any) -> None:
    """Tell all processes, once this transaction commits, that something about a conversation changed."""
    session.info.setdefault(_UNTOLD, []).append(_payload(kind, conversation_id, detail))


async def announce_at_once(connection: AsyncConnection, kind: str, conversation_id: UUID, **detail: Any) -> None:
    """Tell all processes now: for what is not stored."""
    await connection.execute(_TELL, {"channel": CHANGES, "payloads": [_payload(kind, conversation_id, detail)]})


async def tell(session: AsyncSession) -> None:
    """Hand what was announced to the database; the end of every transaction calls this."""
    if untold := session.info.pop(_UNTOLD, None):
        await session.execute(_TELL, {"channel": CHANGES, "payloads": untold})


def _payload(kind: str, conversation_id: UUID, detail: Mapping[str, Any]) -> str:
    return json.dumps({"kind": kind, "conversation": str(conversation_id), **detail})
