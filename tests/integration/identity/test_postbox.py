"""The demo's postbox: shows what would have been sent, only in the demo, and not for longer than it works."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.beginning import Beginning
from bot.database.engine import Database
from bot.program import Program
from bot.settings import Settings
from bot.simulators.postbox import PATH, DemoPostbox
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import KIM_BORN, KIM_PHONE, NO_NUMBER, NUMBER, Outgoing, Somebody, Tenants
from tests.support.wiring import SECRET, Desk, desk_on

Site = TestClient[Any, Any]


@pytest.fixture
def postbox(clock: FixedClock) -> DemoPostbox:
    return DemoPostbox(clock)


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, postbox: DemoPostbox) -> AsyncIterator[Desk]:
    async with desk_on(database, engine, clock, senders=postbox.senders()) as wired:
        yield wired


@pytest.fixture
async def site(desk: Desk, postbox: DemoPostbox) -> AsyncIterator[Site]:
    app = bootstrap.public(desk.settings, desk.services, SECRET, postbox.routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_page_shows_a_code_while_it_works_and_nothing_for_nobody(
    site: Site, desk: Desk, tenants: Tenants, clock: FixedClock
) -> None:
    conversation = await desk.services.intake.open_conversation("web", "a")
    somebody = Somebody(desk, Outgoing(), conversation)
    await somebody.claims(NO_NUMBER, KIM_BORN)
    assert 'data-test="empty"' in await (await site.get(PATH)).text()
    await somebody.claims(NUMBER, KIM_BORN)
    response = await site.get(PATH)
    page = await response.text()
    assert KIM_PHONE in page
    assert "is je code voor Woonstichting De Linde" in page
    assert response.headers["Cache-Control"] == "no-store"
    assert (await site.get(f"{PATH}/postvak.css")).status == 200
    clock.move(minutes=10)
    assert 'data-test="empty"' in await (await site.get(PATH)).text()


@pytest.mark.parametrize(
    ("more", "shown"),
    [({}, True), ({"sms": {"url": "https://sms.example.nl"}}, False), ({"corporation": "own"}, False)],
)
def test_it_is_there_only_where_the_demo_runs_without_a_real_way_out(
    tmp_path: Any, more: dict[str, Any], shown: bool
) -> None:
    if "corporation" in more:
        (tmp_path / "corporation.yml").write_text(json.dumps({}))
        more = {"corporation": tmp_path}
    settings = Settings(**more)
    program = Program(settings, print, Beginning(settings, print))
    assert (program._demo_postbox() is not None) is shown
