"""What every channel must do, whichever it is; and how one assistant turn looks on each, to the letter."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.channels.contract import Button, OutboundMessage
from bot.channels.module import Kind
from bot.channels.registry import KINDS
from bot.channels.rules import bubbles
from bot.simulators.graph_checks import problem_with

SNAPSHOTS = Path(__file__).parent / "snapshots"
ID = UUID("0b8f7f6e-6f0c-4b7c-9a64-2f6c1d3a5e7b")


#: Every registered channel, and so also the next one.
CHANNELS: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
TURNS: Mapping[str, tuple[str, list[str]]] = {
    "plain": ("Ja, dat kan. Je hoeft nog niets te betalen.", []),
    "three-buttons": ("Wat wil je doen?", ["Regeling", "Later betalen", "Een mens"]),
    "five-choices": (
        "Waar gaat het over?",
        ["Een brief", "Betalen", "Hulp bij schulden", "Iemand spreken", "Iets anders"],
    ),
    "long-titles": ("Bedoel je dit?", ["Ik kan de huur deze maand niet betalen", "Ik heb een brief gekregen"]),
    "twelve-choices": ("Welke maand?", [f"Maand {n}" for n in range(1, 13)]),
    "long-text": ("Dit is een zin die je rustig kunt lezen. " * 60, ["Duidelijk", "Ik snap het niet"]),
    "very-long-text": ("Een alinea met uitleg 👨‍👩‍👧.\n\n" * 300, []),
}


def rendered(channel: str, text: str, titles: list[str]) -> list[Any]:
    can, render = CHANNELS[channel].capabilities, CHANNELS[channel].rendered
    choices = [Button(title, f"intent:choice_{n}") for n, title in enumerate(titles)]
    parts = bubbles(text, choices, can)
    return [render(OutboundMessage(ID, "31612345678", part.text, part.buttons)) for part in parts]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("turn", TURNS)
def test_one_turn_looks_as_agreed_on_each_channel(channel: str, turn: str) -> None:
    shown = json.dumps(rendered(channel, *TURNS[turn]), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    snapshot = SNAPSHOTS / f"{turn}.{channel}.json"
    if os.environ.get("HUURKOMPAS_WRITE_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(shown, encoding="utf-8")
    assert shown == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("turn", TURNS)
def test_what_whatsapp_gets_is_within_its_limits(turn: str) -> None:
    for body in rendered("whatsapp", *TURNS[turn]):
        assert problem_with(body) is None


@pytest.mark.parametrize("turn", TURNS)
def test_what_telegram_gets_is_within_its_limits(turn: str) -> None:
    for call in rendered("telegram", *TURNS[turn]):
        assert len(call["text"].encode("utf-16-le")) // 2 <= 4096
        keys = [key for row in call.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
        assert all(len(key["callback_data"].encode()) <= 64 for key in keys)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("turn", TURNS)
def test_every_choice_and_every_word_is_there_on_every_channel(channel: str, turn: str) -> None:
    text, titles = TURNS[turn]
    shown = json.dumps(rendered(channel, text, titles), ensure_ascii=False)
    assert all(title in shown for title in titles)
    can = CHANNELS[channel].capabilities
    parts = bubbles(text, [Button(title, title) for title in titles], can)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_says_what_it_can(channel: str) -> None:
    can = CHANNELS[channel].capabilities
    assert can.text_length > 0
    assert can.buttons or can.list_rows or can.text_length
    assert (can.list_rows > 0) == (can.row_title > 0)
    assert can.choice_text_length <= can.text_length


def test_every_registered_channel_has_a_name_of_its_own_and_a_picture_of_every_turn() -> None:
    assert len(CHANNELS) == len(KINDS) >= 3
    kept = {path.name for path in SNAPSHOTS.iterdir()}
    assert kept == {f"{turn}.{channel}.json" for turn in TURNS for channel in CHANNELS}
