"""Thousands of agreements: what jobs and lists ask of the database does not grow with what just stands there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text, update

from bot.arrangements.models import Agreement
from bot.arrangements.rules.life import State
from bot.arrangements.upkeep import AT_ONCE
from bot.database.engine import Database
from bot.staff.agreements import PAGE, AgreementLists, Filters, Show
from tests.integration.arrangements.conftest import Scene
from tests.support.agreements import seed_agreements
from tests.support.clock import FixedClock


@pytest.fixture
def scene(database: Database, clock: FixedClock) -> Scene:
    """Nobody has moved in yet."""
    clock.move(hours=-2)
    return Scene(database, clock)


@contextmanager
def questions(database: Database) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def settled(scene: Scene, count: int) -> None:
    """So many agreements, of which everything that changes today has changed and everything due was said."""
    await seed_agreements(scene.database, scene.ground, count)
    await scene.upkeep.bring_up_to_date()
    for message in await scene.due.nudges():
        await scene.due.claim(message.agreement.id, message.due.term.number, message.due.nudge)


async def asked_by(scene: Scene, count: int) -> dict[str, int]:
    """How often each job and list asks the database something, on a day like any other."""
    lists = AgreementLists(scene.database, scene.clock)
    works = {
        "to look at": scene.upkeep._to_look_at,
        "nothing changed": scene.upkeep.bring_up_to_date,
        "nothing to say": scene.due.nudges,
        **{f"list {show}": lambda show=show: lists.listed(show, Filters()) for show in Show},
    }
    found = {}
    for name, work in works.items():
        with questions(scene.database) as asked:
            await work()
        found[name] = len(asked)
    return found


async def test_what_is_asked_of_the_database_is_the_same_for_twenty_and_for_four_hundred(scene: Scene) -> None:
    await settled(scene, 20)
    few = await asked_by(scene, 20)
    async with scene.database.transaction() as session:
        await session.execute(text("TRUNCATE contracts, persons CASCADE"))
    await settled(scene, 400)
    many = await asked_by(scene, 400)
    assert {name: count for name, count in many.items() if count > few[name]} == {}
    assert max(many.values()) <= 6


async def test_a_new_day_asks_a_handful_by_the_hundred_and_not_by_each(scene: Scene) -> None:
    await settled(scene, 400)
    scene.clock.move(days=1)
    due = len(await scene.upkeep._to_look_at())
    assert due > 2 * AT_ONCE
    with questions(scene.database) as asked:
        changed = await scene.upkeep.bring_up_to_date()
    begun = sum("agreement_looks" in one for one in asked)
    by_hundred = -(-due // AT_ONCE)
    assert begun == by_hundred + 1
    # What does change is held one by one; the rest is read together.
    assert len(asked) <= 6 * by_hundred + 20 * changed + 5


async def test_reading_together_changes_what_looking_one_by_one_changes(scene: Scene) -> None:
    await seed_agreements(scene.database, scene.ground, 60)
    scene.clock.move(days=9)
    expected = set()
    for agreement_id, _, _ in await scene.upkeep._to_look_at():
        kept = await scene.agreements.find(agreement_id)
        life_before = (kept.state, kept.terms)
        would = await scene.upkeep._would_change([agreement_id])
        changed = await scene.upkeep.look_at(agreement_id)
        assert bool(would) == changed, (life_before, (await scene.agreements.find(agreement_id)).state)
        expected |= {agreement_id} if changed else set()
    assert expected
    assert await scene.upkeep.bring_up_to_date() == 0


async def test_three_thousand_are_guarded_and_listed_in_time(scene: Scene) -> None:
    """Generous limits: this machine may be busy. What ten thousand took stands in docs/operations.md."""
    await seed_agreements(scene.database, scene.ground, 3_000)
    took: dict[str, float] = {}
    lists = AgreementLists(scene.database, scene.clock)
    works: dict[str, Any] = {
        "first day": scene.upkeep.bring_up_to_date,
        "again": scene.upkeep.bring_up_to_date,
        "nudges": scene.due.nudges,
        **{f"list {show}": lambda show=show: lists.listed(show, Filters()) for show in Show},
    }
    for name, work in works.items():
        began = time.perf_counter()
        await work()
        took[name] = time.perf_counter() - began
    print({name: round(seconds, 2) for name, seconds in took.items()})
    assert took.pop("first day") < 36
    assert took.pop("nudges") < 18
    assert {name: seconds for name, seconds in took.items() if seconds > 1} == {}


async def test_the_lists_find_what_they_need_by_an_index(scene: Scene) -> None:
    await seed_agreements(scene.database, scene.ground, 3_000)
    async with scene.database.transaction() as session:
        few = update(Agreement).where(Agreement.reference.like("%00001")).values(task="x", task_since=scene.clock())
        await session.execute(few)
        await session.execute(text("ANALYZE agreements"))
        for question, index in (
            ("SELECT id FROM agreements WHERE task_since IS NOT NULL ORDER BY task_since", "agreements_tasks"),
            (f"SELECT id FROM agreements WHERE state = '{State.AWAITING_APPROVAL}'", "agreements_state"),
            ("SELECT id FROM tenant_news WHERE told_at IS NULL ORDER BY left_at", "tenant_news_waiting"),
        ):
            plan = "\n".join((await session.scalars(text(f"EXPLAIN {question}"))).all())
            assert index in plan, plan
    listed = await AgreementLists(scene.database, scene.clock).listed(Show.DUE, Filters())
    assert len(listed.rows) == PAGE
