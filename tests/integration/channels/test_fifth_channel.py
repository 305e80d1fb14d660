"""A fifth channel is one module, named in the settings: all the rest of the house takes it as it is."""

from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.channels.contract import Button, OutboundMessage
from bot.channels.rules import bubbles
from bot.database.engine import Database
from bot.settings import SettingsError, load_settings
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


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("HUURKOMPAS_MORE_CHANNELS", fifth_channel.MODULE)
    return monkeypatch


async def test_what_it_brings_is_kept_once_answered_and_its_numbers_are_understood(
    database: Database, engine: StubEngine, clock: FixedClock, named: pytest.MonkeyPatch
) -> None:
    key = "Hal-sleutel-voor-proef-9"
    named.setenv("HUURKOMPAS_HALL__KEY", key)
    settings = load_settings()
    engine.react = offers
    async with desk_on(database, engine, clock, **settings.model_dump(include={"more_channels", "hall"})) as desk:
        hall = desk.services.connected.modules[fifth_channel.NAME]
        assert isinstance(hall, fifth_channel.Hall)
        assert "whatsapp" not in desk.services.connected.modules
        headers = {fifth_channel.KEY_HEADER: key}
        async with TestClient(TestServer(bootstrap.public(desk.settings, desk.services, SECRET))) as site:
            for number, keys in enumerate(("hallo", "hallo", "2")):
                told = {"id": f"press-{max(number, 1)}", "display": "hal-3", "keys": keys}
                assert (await site.post(fifth_channel.PATH, json=told, headers=headers)).status == 200
                conversation = await desk.services.intake.open_conversation(fifth_channel.NAME, "hal-3")
                await desk.services.turns.handle(conversation)
                clock.move(seconds=5)
            assert (await site.post(fifth_channel.PATH, json=["onzin"], headers=headers)).status == 200
            assert (await site.post(fifth_channel.PATH, json={"id": "x"})).status == 401
    first, second = hall.channel.shown
    assert "1. Ja" in first
    assert "2. Nee" in first
    assert "gekozen: choice_1" in second


@pytest.mark.usefixtures("named")
def test_with_nothing_filled_in_it_is_off() -> None:
    assert load_settings().sections == {}


@pytest.mark.parametrize(
    ("key", "says"),
    [("kort", "HUURKOMPAS_HALL__KEY is te kort"), ("voorbeeld-van-een-sleutel", "HUURKOMPAS_HALL__KEY is")],
)
def test_its_secrets_are_held_to_the_same_rules(named: pytest.MonkeyPatch, key: str, says: str) -> None:
    named.setenv("HUURKOMPAS_HALL__KEY", key)
    with pytest.raises(SettingsError, match=says):
        load_settings()


def test_the_demo_does_not_start_with_it_on_a_real_provider(named: pytest.MonkeyPatch) -> None:
    named.setenv("HUURKOMPAS_HALL__KEY", "Hal-sleutel-voor-proef-9")
    named.setenv("HUURKOMPAS_HALL__DISPLAY", "https://hal.example.nl")
    with pytest.raises(SettingsError, match="HUURKOMPAS_CORPORATION ontbreekt"):
        load_settings()
    named.delenv("HUURKOMPAS_HALL__KEY")
    with pytest.raises(SettingsError, match="HUURKOMPAS_HALL__KEY ontbreekt; Hall staat aan"):
        load_settings()


@pytest.mark.parametrize(
    "module", ["er.is.geen", "json", "bot.channels.whatsapp.assembly", f"{fifth_channel.MODULE}," * 2]
)
def test_a_module_without_a_channel_of_its_own_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setenv("HUURKOMPAS_MORE_CHANNELS", module)
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_MORE_CHANNELS: {module.split(',')[0]}: "):
        load_settings()


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
