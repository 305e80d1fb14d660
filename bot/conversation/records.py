"""Writing a turn down and its messages off, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Double, Integer, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.waiting import Waiting
from bot.database.engine import Database
from bot.dialogue.client import Parse

#: Marks messages as handled by a turn, if there is one. `ours` are those nobody had handled yet, `texts` their words at
#: that moment; `more`: others wait.
_MARK = """
    marked AS (
        UPDATE messages SET handled_at = :now, turn_id = :turn
        WHERE id = ANY(:ids) AND handled_at IS NULL RETURNING id, text
    )
    SELECT COALESCE((SELECT array_agg(id) FROM marked), '{}') AS ours,
        COALESCE((SELECT array_agg(text) FROM marked), '{}') AS texts, EXISTS (
        SELECT FROM messages WHERE conversation_id = :conversation AND author = 'tenant' AND handled_at IS NULL
        AND id <> ALL(:ids)) AS more
"""
_RECORD = """
    WITH recorded AS (
        INSERT INTO turns (
            id, conversation_id, at, intent, confidence, ranking, entities, signals, topics, outcome, took_ms)
        VALUES (
            :turn, :conversation, :now, :intent, :confidence, :ranking, :entities, :signals, :topics, :outcome,
            :took_ms)
    ),
"""
_MARKED = (
    bindparam("conversation", type_=Uuid),
    bindparam("turn", type_=Uuid),
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("now", type_=DateTime(timezone=True)),
)
_HANDLED_BY_PERSON = (
    text(f"WITH {_MARK}").bindparams(*_MARKED).columns(ours=ARRAY(Uuid), texts=ARRAY(Text), more=Boolean)
)
_HANDLED_BY_TURN = (
    text(_RECORD + _MARK)
    .bindparams(
        *_MARKED,
        *(bindparam(name, type_=JSONB) for name in ("ranking", "entities", "signals", "topics")),
        *(bindparam(name, type_=Text) for name in ("intent", "outcome")),
        bindparam("confidence", type_=Double),
        bindparam("took_ms", type_=Integer),
    )
    .columns(ours=ARRAY(Uuid), texts=ARRAY(Text), more=Boolean)
)

_FAILED = (
    text("UPDATE messages SET attempts = attempts + 1 WHERE id = ANY(:ids) AND handled_at IS NULL RETURNING attempts")
    .bindparams(bindparam("ids", type_=ARRAY(Uuid)))
    .columns(attempts=Integer)
)


@dataclass(frozen=True)
class Recorded:
    """A turn that was written down; `superseded`: it was not, another worker's stands, or its words were changed."""

    id: UUID
    more: bool
    superseded: bool


async def record_turn(
    session: AsyncSession,
    waiting: Waiting,
    turn_id: UUID,
    now: datetime,
    parse: Parse | None,
    outcome: str,
    took_ms: int,
) -> Recorded:
    """The turn that answers what waited. The caller holds the lock on the conversation's row.

    Superseded, and rolled back: another worker answered meanwhile (ours was thought dead) and its answer stands, or the
    tenant changed the words while they were being understood, and they must be understood anew.
    """
    values = {
        **_marking(waiting, turn_id, now),
        "intent": parse.intent if parse else None,
        "confidence": parse.confidence if parse else None,
        "ranking": parse.ranking if parse else [],
        "entities": parse.entities if parse else [],
        "signals": parse.signals if parse else [],
        "topics": parse.topics if parse else [],
        "outcome": outcome,
        "took_ms": took_ms,
    }
    handled = (await session.execute(_HANDLED_BY_TURN, values)).one()
    said = dict(zip(handled.ours, handled.texts, strict=True))
    changed = any(message.id in said and said[message.id] != message.text for message in waiting.messages)
    superseded = changed or waiting.messages[0].id not in said
    if superseded:
        await session.rollback()
    return Recorded(turn_id, bool(handled.more), superseded)


async def leave_to_person(session: AsyncSession, waiting: Waiting, now: datetime) -> bool:
    """Mark as handled what a person reads. True when more waits."""
    return bool((await session.execute(_HANDLED_BY_PERSON, _marking(waiting, None, now))).one().more)


async def note_failure(database: Database, waiting: Waiting) -> int:
    """How often answering this has failed now; 0 where it was handled meanwhile."""
    async with database.transaction() as session:
        tries = (await session.scalars(_FAILED, {"ids": [message.id for message in waiting.messages]})).all()
    return max(tries, default=0)


def _marking(waiting: Waiting, turn_id: UUID | None, now: datetime) -> dict[str, Any]:
    ids = [message.id for message in waiting.messages]
    return {"conversation": waiting.conversation_id, "ids": ids, "now": now, "turn": turn_id}
