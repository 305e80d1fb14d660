"""Small helpers around a session that several rooms use, and what a transaction leaves behind as it commits."""

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
_TELL = text("SELECT count(pg_notify(:channel, payload)) FROM unnest(CAST(:payloads AS text[])) AS payload")
#: The same with its jobs, by the function that the queue's library documents for SQL.
_TELL_AND_QUEUE = text("""
    SELECT
        (SELECT count(pg_notify(:channel, payload)) FROM unnest(CAST(:payloads AS text[])) AS payload),
        procrastinate_defer_jobs_v1(array_agg(
            ROW(queue, task, 0, lock, NULL, CAST(args AS jsonb), NULL)::procrastinate_job_to_defer_v1))
    FROM unnest(CAST(:queues AS text[]), CAST(:tasks AS text[]), CAST(:locks AS text[]), CAST(:args AS text[]))
        AS job(queue, task, lock, args)
""")
_CHANGES = "changes"
_JOBS = "jobs"


async def announce(session: AsyncSession, kind: str, conversation_id: UUID, **detail: Any) -> None:
    """Tell all processes, once this transaction commits, that something about a conversation changed."""
    session.info.setdefault(_CHANGES, []).append(_payload(kind, conversation_id, detail))


async def announce_at_once(connection: AsyncConnection, kind: str, conversation_id: UUID, **detail: Any) -> None:
    """Tell all processes now: for what is not stored."""
    await connection.execute(_TELL, {"channel": CHANGES, "payloads": [_payload(kind, conversation_id, detail)]})


def leave_job(session: AsyncSession, queue: str, task: str, lock: str, args: Mapping[str, str]) -> None:
    """Queue a job, in this transaction: stored and queued, or neither. Jobs with the same lock run one by one."""
    session.info.setdefault(_JOBS, []).append((queue, task, lock, json.dumps(args)))


async def part(session: AsyncSession) -> None:
    """Hand what was announced and queued to the database; the end of every transaction calls this."""
    changes, jobs = session.info.pop(_CHANGES, []), session.info.pop(_JOBS, [])
    if jobs:
        queues, tasks, locks, args = (list(column) for column in zip(*jobs, strict=True))
        told = {"channel": CHANGES, "payloads": changes}
        await session.execute(_TELL_AND_QUEUE, {**told, "queues": queues, "tasks": tasks, "locks": locks, "args": args})
    elif changes:
        await session.execute(_TELL, {"channel": CHANGES, "payloads": changes})


def _payload(kind: str, conversation_id: UUID, detail: Mapping[str, Any]) -> str:
    return json.dumps({"kind": kind, "conversation": str(conversation_id), **detail})
