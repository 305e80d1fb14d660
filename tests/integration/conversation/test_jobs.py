"""The job queue under crashes and company: nothing is forgotten, and a conversation is never worked on twice."""

import asyncio
from collections import defaultdict
from typing import Any

import procrastinate
import pytest
from aiohttp import web
from sqlalchemy import select, text

from bot.conversation.models import Author, Message
from bot.database.engine import Database
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine, turn
from tests.support.wiring import Desk, desk_on

WAIT = 20.0


async def all_handled(database: Database) -> None:
    async with asyncio.timeout(WAIT):
        while await _waiting(database):
            await asyncio.sleep(0.05)


async def _waiting(database: Database) -> bool:
    statement = select(Message.id).where(Message.author == Author.TENANT, Message.handled_at.is_(None)).limit(1)
    async with database.transaction() as session:
        return await session.scalar(statement) is not None


async def test_the_message_and_its_job_are_stored_together_or_not_at_all(desk: Desk) -> None:
    await desk.say("a", "hallo", work=False)
    async with desk.services.database.transaction() as session:
        jobs = await session.scalar(text("SELECT count(*) FROM procrastinate_jobs"))
    assert jobs == 1


async def test_a_message_without_a_job_is_found_by_the_sweep(desk: Desk) -> None:
    await desk.say("a", "hallo", work=False)
    async with desk.services.database.transaction() as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
    await all_handled(desk.services.database)


async def test_a_job_whose_worker_died_is_done_by_another(desk: Desk) -> None:
    await desk.say("a", "hallo", work=False)
    async with desk.services.database.transaction() as session:
        worker = await session.scalar(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        )
        await session.execute(
            text("UPDATE procrastinate_jobs SET status = 'doing', attempts = 1, worker_id = :worker"),
            {"worker": worker},
        )
    await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
    await all_handled(desk.services.database)
    assert len(desk.engine.calls) == 1


async def test_a_job_that_could_not_be_written_off_does_not_hold_its_conversation(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("HEARTBEAT_SECONDS", 0.2), ("DEAD_AFTER_SECONDS", 1.5), ("SWEEP_SECONDS", 0.2)):
        monkeypatch.setattr(f"bot.jobs.{name}", seconds)
    written = procrastinate.PsycopgConnector.execute_query_async
    failures: list[int] = []

    async def fails_once(self: Any, query: str, **arguments: Any) -> None:
        if "job_id" in arguments and "status" in arguments and not failures:
            failures.append(arguments["job_id"])
            raise procrastinate.exceptions.ConnectorException
        await written(self, query, **arguments)

    monkeypatch.setattr(procrastinate.PsycopgConnector, "execute_query_async", fails_once)
    await desk.say("a", "hallo", work=False)
    await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
    async with asyncio.timeout(WAIT):
        while not failures:
            await asyncio.sleep(0.05)
    await desk.say("a", "ben je er nog?", work=False)
    await all_handled(desk.services.database)
    assert len(desk.engine.calls) == 2


async def test_two_bots_share_the_work_and_each_conversation_keeps_its_order(
    database: Database, engine: StubEngine, clock: FixedClock
) -> None:
    busy: dict[str, int] = defaultdict(int)
    overlapped: list[str] = []

    async def watchful(body: dict[str, Any]) -> web.StreamResponse:
        conversation = body["metadata"]["conversation"]
        busy[conversation] += 1
        if busy[conversation] > 1:
            overlapped.append(conversation)
        await asyncio.sleep(0.01)
        busy[conversation] -= 1
        return web.json_response(turn(f"op {body['text']}"))

    engine.react = watchful
    async with desk_on(database, engine, clock) as one, desk_on(database, engine, clock) as two:
        for bot in (one, two):
            await bot.services.jobs.start(bot.services.turns, bot.services.outbox)
        conversations = {}
        for number in range(6):
            for tenant in range(10):
                bot = one if (tenant + number) % 2 else two
                conversations[tenant] = await bot.say(f"t{tenant}", f"bericht {number}", work=False)
        await all_handled(database)
        assert overlapped == []
        for conversation in conversations.values():
            lines = await one.transcript(conversation)
            mine = [line.text for line in lines if line.author is Author.TENANT]
            answered = " ".join(line.text for line in lines if line.author is Author.ASSISTANT)
            assert mine == [f"bericht {n}" for n in range(6)]
            places = [answered.index(f"bericht {n}") for n in range(6)]
            assert places == sorted(places)


async def test_stopping_while_the_worker_still_connects_leaves_nothing_running(desk: Desk) -> None:
    """A pool that was left half open once kept a program from ending: its tasks do not heed being cancelled."""
    jobs = desk.services.jobs
    for steps in range(0, 60, 6):
        await jobs.start(desk.services.turns, desk.services.outbox)
        for _ in range(steps):
            await asyncio.sleep(0)
        await jobs.stop()
        assert [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("pool-")] == []
        await jobs.open()
