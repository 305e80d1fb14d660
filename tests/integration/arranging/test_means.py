"""What somebody told of their money, to see what fits, stands nowhere afterwards."""

import json
from typing import Any

from aiohttp import web
from sqlalchemy import select, text

from bot.conversation.models import Conversation, Message
from bot.database.engine import Database
from bot.dialogue.means import MASK
from bot.dialogue.models import DialogueState
from bot.privacy.jobs import UnjudgedMeans
from tests.integration.arranging.tenant import ENTITIES, Tenant
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine

WISH = "ik wil een regeling"
EVENTS = "id serial PRIMARY KEY, sender_id text, type_name text, timestamp float, data text"
#: Every place with words or what was made of them.
PLACES = (
    "SELECT text FROM messages",
    "SELECT search::text FROM messages",
    "SELECT entities::text FROM turns",
    "SELECT known::text FROM dialogue_states",
    "SELECT notes::text FROM dialogue_states",
    "SELECT summary FROM handoffs",
    "SELECT reach::text FROM handoffs",
    "SELECT facts::text || coalesce(wanted::text, '') FROM arrangement_requests",
    "SELECT raw::text FROM channel_events",
    "SELECT data FROM engine.events",
)


async def _remembered_by_the_engine(database: Database, kim: Tenant, said: str) -> int:
    """What the engine writes down of a turn before it answers."""
    data = {"event": "user", "text": said, "parse_data": {"text": said, "entities": [{"value": "637.00"}]}}
    async with database.transaction() as session:
        await session.execute(text(f"CREATE TABLE IF NOT EXISTS engine.events ({EVENTS})"))
        sender = (await session.get_one(Conversation, kim.conversation)).engine_session
        added = text("INSERT INTO engine.events (sender_id, type_name, data) VALUES (:s, 'user', :d) RETURNING id")
        return int(await session.scalar(added, {"s": sender, "d": json.dumps(data)}) or 0)


async def test_the_amounts_are_wiped_everywhere_with_the_answer_that_they_led_to(
    kim: Tenant, database: Database, engine: StubEngine, monkeypatch
) -> None:
    monkeypatch.setitem(ENTITIES, "zo'n 637 euro", [("amount", "637.00")])
    await kim.proves(WISH)
    await kim.plans("ja", "200 euro per maand", "de 24e")
    before = await _remembered_by_the_engine(database, kim, "zo'n 637 euro")
    assert "schulden" in await kim.says("zo'n 637 euro")
    assert "Ga je akkoord" in await kim.says("nee")
    async with database.transaction() as session:
        for place in PLACES:
            assert not [found for found in await session.scalars(text(place)) if found and "637" in found], place
        said = (await session.scalars(select(Message.text).where(Message.author == "tenant"))).all()
        # A new number for its last event: no engine goes on with the copy that it has in memory.
        assert await session.scalar(text("SELECT max(id) FROM engine.events")) != before
    assert f"zo'n {MASK}" in said
    # A wish for the plan is no means: it stands.
    assert "200 euro per maand" in said
    # Only the room is left of it, until the plan is agreed or let go.
    await kim.presses("Ja, ik ga akkoord")
    async with database.transaction() as session:
        assert (await session.get_one(DialogueState, kim.conversation)).known == {}


async def test_who_went_away_in_the_middle_leaves_no_answers_either(
    kim: Tenant, database: Database, clock: FixedClock
) -> None:
    await kim.proves(WISH)
    await kim.plans("ja", "200 euro per maand", "de 24e", "600 euro")
    round_ = UnjudgedMeans(database, clock)

    async def known() -> dict[str, str]:
        async with database.transaction() as session:
            return dict((await session.get_one(DialogueState, kim.conversation)).known)

    await round_.once()
    assert (await known())["left"] == "60000"
    clock.move(hours=13)
    await round_.once()
    assert "left" not in await known()
    assert (await known())["income_day"] == "24"


async def test_they_are_wiped_also_while_the_engine_is_down(
    kim: Tenant, database: Database, engine: StubEngine, monkeypatch
) -> None:
    await kim.proves(WISH)
    await kim.plans("ja", "200 euro per maand", "de 24e")
    hears = engine.react

    async def is_down(_: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=503)

    engine.react = is_down
    await kim.says("zo'n 637 euro")
    async with database.transaction() as session:
        for place in PLACES[:-1]:
            assert not [found for found in await session.scalars(text(place)) if found and "637" in found], place
        said = (await session.scalars(select(Message.text).where(Message.author == "tenant"))).all()
    assert f"zo'n {MASK}" in said
    # The question stands, for when it can be heard again.
    engine.react = hears
    assert "schulden" in await kim.says("600 euro")
