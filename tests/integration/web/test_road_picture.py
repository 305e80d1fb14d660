"""The road as a picture: handed on to the web chat beside the words that stand for it elsewhere."""

from typing import Any

from aiohttp import web

from bot.channels.web_events import as_json
from bot.dialogue.speech import Speech
from tests.support.engine import StubEngine, turn
from tests.support.road import FIGURE, WORDS
from tests.support.wiring import Desk


async def draw(body: dict[str, Any]) -> web.StreamResponse:
    """As the engine hands on what an action said: the words and what goes with them."""
    said = Speech(WORDS, figure=FIGURE).as_response()
    return web.json_response(turn(said["text"], custom=said["json_message"]))


async def test_the_web_chat_gets_the_words_and_the_picture(desk: Desk, engine: StubEngine) -> None:
    engine.react = draw
    conversation = await desk.say("s1", "waar sta ik nu?")
    line = (await desk.transcript(conversation))[-1]
    assert FIGURE["text"] in line.text
    assert as_json(line)["figure"] == FIGURE
