"""The demo's two telephones: what is typed on the page goes the whole way and comes back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.clock import system_clock
from bot.database.engine import Database
from bot.simulators.demo import PATH, DemoPhones
from tests.support.engine import StubEngine
from tests.support.wiring import desk_on

SECRET = b"a secret for tests that is long enough to be one"
NUMBER = "12345678"


@pytest.fixture
async def site(database: Database, engine: StubEngine) -> AsyncIterator["TestClient[Any, Any]"]:
    async with aiohttp.ClientSession() as http:
        phones = DemoPhones(system_clock, http)
        await phones.start()
        channels = {"whatsapp": phones.whatsapp(), "telegram": phones.telegram()}
        async with desk_on(database, engine, system_clock, **channels) as desk:
            app = bootstrap.public(desk.settings, desk.services, SECRET, phones.routes())
            async with TestClient(TestServer(app)) as client:
                phones.deliver_to(str(client.make_url("")).rstrip("/"))
                await desk.services.connected.start(None)
                await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
                yield client
                await phones.stop()


async def messages(site: "TestClient[Any, Any]", channel: str, count: int) -> list[dict[str, Any]]:
    async with asyncio.timeout(20):
        while True:
            state = await (await site.get(f"{PATH}/stand", params={"nummer": NUMBER})).json()
            found: list[dict[str, Any]] = state[channel]["messages"]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_a_message_from_the_page_is_answered_on_the_page(site: "TestClient[Any, Any]", channel: str) -> None:
    body = {"nummer": NUMBER, "kanaal": channel, "soort": "tekst", "tekst": "hallo"}
    assert (await site.post(f"{PATH}/zeg", json=body)).status == 200
    assert "antwoord op: hallo" in (await messages(site, channel, 1))[0]["text"]
    assert (await site.post(f"{PATH}/zeg", json=body | {"soort": "foto"})).status == 200
    assert "medewerker" in (await messages(site, channel, 2))[1]["text"]


async def test_the_page_is_there_and_holds_no_script_of_its_own(site: "TestClient[Any, Any]") -> None:
    response = await site.get(PATH)
    page = await response.text()
    assert response.status == 200
    assert "<script>" not in page
    assert "style=" not in page
    for name in ("telefoon.js", "telefoon.css"):
        assert (await site.get(f"{PATH}/{name}")).status == 200


async def test_nonsense_is_refused_in_dutch(site: "TestClient[Any, Any]") -> None:
    for body in ({}, {"nummer": NUMBER}, {"nummer": "x"}, {"nummer": NUMBER, "kanaal": "sms", "tekst": "x"}, [1]):
        assert (await site.post(f"{PATH}/zeg", json=body)).status == 422
    press = {"nummer": NUMBER, "kanaal": "whatsapp", "soort": "knop", "knop": 3}
    response = await site.post(f"{PATH}/zeg", json=press)
    assert (await response.json())["error"]["message"] == "Deze knop is er niet meer."
    fault = {"kanaal": "telegram", "storing": "twice", "aan": True}
    assert (await site.post(f"{PATH}/storing", json=fault)).status == 200
    assert (await site.post(f"{PATH}/storing", json=fault | {"storing": "brand"})).status == 422
