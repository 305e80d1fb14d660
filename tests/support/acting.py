"""The stand-in engine with the real actions behind it: what it understood is given, what is answered is the bot's."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.dialogue.answering import AnsweringService
from bot.dialogue.exchange import Heard


class Acting:
    """Hears a text as the intent it is given for it, else as `inform`; a button as what it says."""

    def __init__(
        self,
        answering: AnsweringService,
        intents: Mapping[str, str],
        signals: Mapping[str, str],
        entities: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        sureness: float = 0.9,
    ) -> None:
        self._answering = answering
        self._intents = intents
        self._signals = signals
        #: What stands in a text, by the text: name and value.
        self._entities = entities or {}
        self._sureness = sureness

    async def __call__(self, body: dict[str, Any]) -> web.StreamResponse:
        text = body["text"] or ""
        intent = body["intent"] or self._intents.get(text, "inform")
        signals = [{"name": self._signals[text], "confidence": self._sureness}] if text in self._signals else []
        heard = Heard(
            conversation_id=UUID(body["metadata"]["conversation"]),
            message_id=body["metadata"]["message"],
            intent=intent,
            text=text,
            entities=[
                {"entity": name, "value": value}
                for name, value in (*body["entities"].items(), *self._entities.get(text, ()))
            ],
            signals=signals,
            topics=[intent],
            edited=bool(body["metadata"].get("edited")),
        )
        danger = body["metadata"].get("in_danger") or any(s["name"] in ("suicide", "violence") for s in signals)
        say = self._answering.danger if danger else self._answering.answer
        said = (await self._answering.respond(heard, say)).as_response()
        parse = {
            "intent": {"name": intent, "confidence": 1.0},
            "intent_ranking": [],
            "entities": list(heard.entities),
            "signals": signals,
            "topics": [intent],
        }
        message = {"text": said["text"], "buttons": said["buttons"], "custom": said["json_message"]}
        return web.json_response({"parse": parse, "messages": [message], "active_form": None})
