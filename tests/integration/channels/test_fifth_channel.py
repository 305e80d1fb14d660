"""A fifth channel is one module and a line in the registry: all the rest of the house takes it as it is."""

from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.channels import registry
from bot.channels.contract import Button, OutboundMessage
from bot.channels.rules import bubbles
from bot.database.engine import Database
from tests.integration.channels.conftest import SECRET
from tests.support import fifth_channel
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine, turn
from tests.support.wiring import desk_on


async def offers(body: dict[str, Any]) -> web.StreamResponse:
    if body["intent"]:
        return web.json_response(turn(f"gekozen: {body['intent']}"))
    buttons = [{"title": title, "payload": f"intent:choice_{n}"} for n, title in enumerate(("Ja", "Nee"))]
    return web.json_response(turn("Kies maar.", buttons=buttons))


async def test_what_it_brings_is_kept_once_answered_and_its_numbers_are_understood(
    database: Database, engine: StubEngine, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "KINDS", (*registry.KINDS, fifth_channel.KIND))
    engine.react = offers
    async with desk_on(database, engine, clock) as desk:
        hall = desk.services.connected.modules[fifth_channel.NAME]
        assert isinstance(hall, fifth_channel.Hall)
        async with TestClient(TestServer(bootstrap.public(desk.settings, desk.services, SECRET))) as site:
            for number, keys in enumerate(("hallo", "hallo", "2")):
                told = {"id": f"press-{max(number, 1)}", "display": "hal-3", "keys": keys}
                assert (await site.post(fifth_channel.PATH, json=told)).status == 200
                conversation = await desk.services.intake.open_conversation(fifth_channel.NAME, "hal-3")
                await desk.services.turns.handle(conversation)
                clock.move(seconds=5)
            assert (await site.post(fifth_channel.PATH, json=["onzin"])).status == 200
    first, second = hall.channel.shown
    assert "1. Ja" in first
    assert "2. Nee" in first
    assert "gekozen: choice_1" in second


@pytest.mark.parametrize("text", ["Kort.", "Een zin die je rustig kunt lezen. " * 30])
def test_its_turns_pass_the_same_conformance(text: str) -> None:
    can = fifth_channel.KIND.capabilities
    choices = [Button(f"Keuze {n}", f"intent:choice_{n}") for n in range(4)]
    parts = bubbles(text, choices, can)
    shown = [fifth_channel.KIND.rendered(_message(part.text, part.buttons))["text"] for part in parts]
    assert all(len(one) <= can.text_length for one in shown)
    assert all(f"{n}. Keuze {n - 1}" in shown[-1] for n in range(1, 5))
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())


def _message(text: str, buttons: tuple[Button, ...]) -> OutboundMessage:
    return OutboundMessage(UUID(int=1), "hal-3", text, buttons)
