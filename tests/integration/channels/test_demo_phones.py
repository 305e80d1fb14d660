"""The demo's two telephones: what is typed on the page goes the whole way and comes back."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot import bootstrap
from bot.channels.models import Media, MediaState
from bot.clock import system_clock
from bot.conversation.models import Author, Message
from bot.database.engine import Database
from bot.simulators.demo import PATH, DemoPhones
from bot.simulators.faults import WORDS, Fault
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


async def test_the_keys_it_makes_are_never_taken_for_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """By chance a key of any letters holds "demo", which a start refuses."""
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: "Demo-" + "a1b2c3d4e5" * 4)
    async with aiohttp.ClientSession() as http:
        phones = DemoPhones(system_clock, http)
        await phones.start()
        assert phones.whatsapp()
        assert phones.telegram()
        await phones.stop()


async def talk(site: "TestClient[Any, Any]", channel: str) -> list[dict[str, Any]]:
    state = await (await site.get(f"{PATH}/stand", params={"nummer": NUMBER})).json()
    found: list[dict[str, Any]] = state[channel]["messages"]
    return found


async def messages(site: "TestClient[Any, Any]", channel: str, count: int) -> list[dict[str, Any]]:
    """So many answers, once they have come."""
    async with asyncio.timeout(20):
        while True:
            found = [message for message in await talk(site, channel) if not message.get("mine")]
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
    # Both sides, in their order, also for a page that is loaded anew.
    sides = [(bool(message.get("mine")), message["text"]) for message in await talk(site, channel)]
    assert [mine for mine, _ in sides] == [True, False, True, False]
    assert [text for mine, text in sides if mine] == ["hallo", "(foto van een brief)"]


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_all_that_can_be_sent_beside_words_reaches_the_desk(
    site: "TestClient[Any, Any]", database: Database, channel: str
) -> None:
    wanted = {"foto": "image", "spraak": "voice", "sticker": "sticker", "plek": "location", "contact": "contact"}
    for count, what in enumerate(wanted, 1):
        body = {"nummer": NUMBER, "kanaal": channel, "soort": what}
        assert (await site.post(f"{PATH}/zeg", json=body)).status == 200
        await messages(site, channel, count)
    async with database.transaction() as session:
        lines = (
            await session.scalars(select(Message).where(Message.author == Author.TENANT).order_by(Message.seq))
        ).all()
    assert [line.subtype for line in lines] == list(wanted.values())

    async def stored() -> list[str]:
        async with database.transaction() as session:
            found = select(Media.type).where(Media.state == MediaState.STORED).order_by(Media.at)
            return list((await session.scalars(found)).all())

    async with asyncio.timeout(20):
        while await stored() != ["image/png", "audio/wav"]:
            await asyncio.sleep(0.05)


async def test_every_fault_can_be_switched_on_and_off(site: "TestClient[Any, Any]") -> None:
    page = await (await site.get(PATH)).text()
    assert set(WORDS) == set(Fault)
    for channel in ("whatsapp", "telegram"):
        for fault in Fault:
            assert f'id="{channel}-{fault}"' in page
            for on in (True, False):
                body = {"kanaal": channel, "storing": fault, "aan": on}
                assert (await site.post(f"{PATH}/storing", json=body)).status == 200
                state = await (await site.get(f"{PATH}/stand", params={"nummer": NUMBER})).json()
                assert (fault in state[channel]["faults"]) is on


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
