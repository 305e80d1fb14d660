"""The engine's own input channel. Unlike Rasa's REST channel it checks a secret, tells failures by their status,
carries the real channel's name and the message id, and answers with what was understood next to what was said.
"""

import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.lock_store import LockError
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.text import guarded, unguarded

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Huurkompas-Secret"
#: Signals that come before whatever else a message says.
DANGERS = frozenset({"suicide", "violence", "homeless_now", "no_food", "child_at_risk", "medical_risk"})
#: Intents that are a danger even where no separate signal was raised.
DANGER_INTENTS = frozenset({"crisis_suicide", "crisis_violence", "crisis_homeless_now"})
#: What the dialogue hears instead; the record keeps what was really understood.
DANGER_INTENT = "danger"
RANKING_KEPT = 10


class Output(CollectingOutputChannel):
    """Collects what the actions say, under the name of the channel that the tenant really uses."""

    def __init__(self, channel: Text) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> Text:  # type: ignore[override]
        return self._channel


class HuurkompasInput(InputChannel):
    """`POST /webhooks/huurkompas/messages`: one turn in, one turn out."""

    @classmethod
    def name(cls) -> Text:
        return "huurkompas"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        secret = (credentials or {}).get("secret")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(str(secret))

    def __init__(self, secret: Text) -> None:
        self._secret = secret.encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        channel = Blueprint("huurkompas_channel", __name__)

        @channel.route("/messages", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "").encode()
            if not hmac.compare_digest(given, self._secret):
                return json({"error": "wrong secret"}, status=401)
            agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return json({"error": "no model is loaded"}, status=503)
            body = request.json
            if not isinstance(body, dict) or not body.get("sender"):
                return json({"error": "a sender is needed"}, status=400)
            try:
                return json(await _turn(agent, on_new_message, body))
            except LockError:
                return json({"error": "the conversation is busy"}, status=503)
            except Exception as error:  # the caller must learn of any failure; the text may hold personal data
                log.error("a turn failed: %s", type(error).__name__)
                log.debug("a turn failed", exc_info=True)
                return json({"error": type(error).__name__}, status=500)

        return channel


async def _turn(
    agent: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]], body: Dict[Text, Any]
) -> Dict[Text, Any]:
    channel = str(body.get("channel") or "web")
    output = Output(channel)
    message = UserMessage(
        text=guarded(str(body.get("text") or "")),
        output_channel=output,
        sender_id=str(body["sender"]),
        input_channel=channel,
        message_id=body.get("message_id"),
        metadata=dict(body.get("metadata") or {}),
    )
    if body.get("intent"):
        parse = _pressed(str(body["intent"]), body.get("entities") or {})
    else:
        parse = await agent.processor.parse_message(message)
        message.text = unguarded(message.text)
    understood = _understood(parse)
    message.metadata["parse"] = understood
    in_danger = bool(message.metadata.pop("in_danger", False))
    # What was understood travels in the metadata; the dialogue itself needs no more than this.
    message.parse_data = {
        "text": message.text,
        "intent": _heard_by_dialogue(understood, in_danger),
        "entities": understood["entities"],
    }
    await on_new_message(message)
    return {
        "parse": understood,
        "messages": [_said(item) for item in output.messages],
        "active_form": await _active_form(agent, message.sender_id),
    }


def _pressed(intent: Text, entities: Dict[Text, Any]) -> Dict[Text, Any]:
    """What a pressed button means; nothing to guess."""
    return {
        "text": "",
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "signals": [],
        "topics": [intent],
        "themes": [],
    }


def _understood(parse: Dict[Text, Any]) -> Dict[Text, Any]:
    intent = parse.get("intent") or {}
    return {
        "intent": {"name": intent.get("name"), "confidence": intent.get("confidence") or 0.0},
        "intent_ranking": list(parse.get("intent_ranking") or [])[:RANKING_KEPT],
        "entities": list(parse.get("entities") or []),
        "signals": list(parse.get("signals") or []),
        "topics": list(parse.get("topics") or []),
        "themes": list(parse.get("themes") or []),
    }


def _heard_by_dialogue(understood: Dict[Text, Any], in_danger: bool) -> Dict[Text, Any]:
    """Danger comes before everything, whatever form or subject the conversation is in.

    `in_danger` says that a danger which a person must clear still stands.
    """
    intent: Dict[Text, Any] = understood["intent"]
    seen = {signal.get("name") for signal in understood["signals"]}
    if in_danger or seen & DANGERS or intent["name"] in DANGER_INTENTS:
        return {"name": DANGER_INTENT, "confidence": 1.0}
    return intent


def _said(item: Dict[Text, Any]) -> Dict[Text, Any]:
    return {"text": item.get("text"), "buttons": item.get("buttons") or [], "custom": item.get("custom")}


async def _active_form(agent: Any, sender: Text) -> Optional[Text]:
    """The form that waits for an answer. Asks the tracker store only when the project has forms at all."""
    forms: List[Text] = agent.domain.form_names if agent.domain else []
    if not forms:
        return None
    tracker = await agent.tracker_store.retrieve(sender)
    return tracker.active_loop_name if tracker is not None else None
