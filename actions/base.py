"""What all actions share: they hear a message, ask a service, and speak. They hold no rules."""

from typing import Any
from uuid import UUID

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.answering import AnsweringService
from bot.dialogue.exchange import Exchange, Heard
from bot.dialogue.speech import Speech


class SpeakingAction(Action):
    """Base of the actions; the service is handed in by the wiring."""

    action_name = ""

    def __init__(self, answering: AnsweringService) -> None:
        self.answering = answering

    def name(self) -> str:
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(**(await self.answering.respond(heard(tracker), self.speak)).as_response())
        # One action a turn: then the tenant speaks. Saying so spares the engine a prediction.
        return [FollowupAction("action_listen")]

    async def speak(self, message: Exchange) -> Speech:
        """What to say to this message."""
        raise NotImplementedError


def heard(tracker: Tracker) -> Heard:
    """The latest message as the services want it; what the engine's channel put in its metadata included."""
    latest = tracker.latest_message
    metadata = latest.get("metadata") or {}
    parse = metadata.get("parse") or {}
    return Heard(
        conversation_id=UUID(metadata["conversation"]),
        message_id=metadata["message"],
        intent=(parse.get("intent") or latest.get("intent") or {}).get("name") or "nlu_fallback",
        text=latest.get("text") or "",
        entities=parse.get("entities") or latest.get("entities") or [],
        signals=parse.get("signals") or [],
        ranking=parse.get("intent_ranking") or latest.get("intent_ranking") or [],
        topics=parse.get("topics") or [],
        themes=parse.get("themes") or [],
        edited=bool(metadata.get("edited")),
    )
