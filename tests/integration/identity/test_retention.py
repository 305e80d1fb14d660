"""The access log is kept as long as the corporation chose, and not a day longer."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, text

from bot.corporation import Retention as Chosen
from bot.corporation import load_corporation
from bot.database.engine import Database
from bot.identity import retention
from bot.identity.models import IdentityCode, IdentityEvent, IdentityInput
from bot.identity.retention import Retention
from bot.settings import PROJECT
from tests.support.clock import FixedClock
from tests.support.tenants import KIM_BORN, NUMBER, Opened, Outgoing, Somebody, Tenants
from tests.support.wiring import Desk

YEAR = timedelta(days=365)


def event(at: datetime, conversation: UUID | None = None) -> IdentityEvent:
    return IdentityEvent(id=uuid4(), at=at, kind="read", outcome="balance", channel="web", conversation_id=conversation)


async def count(database: Database, table: type) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_what_is_old_enough_goes_and_the_rest_stays(database: Database, clock: FixedClock) -> None:
    now = clock()
    async with database.transaction() as session:
        session.add_all([event(now - YEAR - timedelta(seconds=1)), event(now - YEAR), event(now)])
    work = Retention(database, clock, YEAR)
    assert await work.once() == 1
    assert await work.once() == 0
    assert await count(database, IdentityEvent) == 2
    clock.move(days=365)
    assert await work.once() == 1


async def test_many_go_bite_by_bite(database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BITE", 3)
    async with database.transaction() as session:
        session.add_all([event(clock() - YEAR - timedelta(days=n + 1)) for n in range(7)])
    assert await Retention(database, clock, YEAR).once() == 7
    assert await count(database, IdentityEvent) == 0


async def test_codes_and_what_was_typed_go_long_before(
    database: Database, clock: FixedClock, desk: Desk, opened: Opened
) -> None:
    conversation = await opened()
    at = {"created_at": clock(), "expires_at": clock() + timedelta(minutes=10)}
    async with database.transaction() as session:
        session.add(IdentityCode(id=uuid4(), conversation_id=conversation, code_hash="x", tries=0, **at))
        taken = {"message_id": uuid4(), "place": 0, "conversation_id": conversation}
        session.add(IdentityInput(kind="number", value="1", origin_key="", at=clock(), **taken))
    work = desk.services.retention
    assert await work.once() == 0
    clock.move(minutes=11)
    assert await work.once() == 1
    assert (await count(database, IdentityInput), await count(database, IdentityCode)) == (0, 1)
    clock.move(days=3)
    assert await work.once() == 1
    assert await count(database, IdentityCode) == 0


async def test_tries_that_still_count_are_never_among_it(
    database: Database, clock: FixedClock, desk: Desk, outgoing: Outgoing, tenants: Tenants, opened: Opened
) -> None:
    kim = Somebody(desk, outgoing, await opened())
    await kim.identity.begin(kim.conversation, anew=True)
    await kim.identity.give_number(kim.conversation, NUMBER)
    await kim.identity.give_birth_date(kim.conversation, KIM_BORN.replace(year=1900))
    before = await count(database, IdentityEvent)
    assert before
    clock.move(days=1)
    assert await Retention(database, clock, Chosen(identity_events_days=7).identity_events).once() == 0
    assert await count(database, IdentityEvent) == before


@pytest.mark.parametrize("days", [0, 6, 4000])
def test_a_time_that_cannot_be_is_refused(days: int) -> None:
    with pytest.raises(ValidationError):
        Chosen(identity_events_days=days)


def test_the_corporation_chooses() -> None:
    assert load_corporation(PROJECT / "content" / "demo").retention.identity_events == YEAR


async def test_it_is_found_by_an_index(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await session.scalars(
            text("EXPLAIN SELECT id FROM identity_events WHERE at < now() - interval '1 year' ORDER BY at LIMIT 5000")
        )
        assert "identity_events_at" in "\n".join(plan.all())
