"""Notes that the tenant wants to be called."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.handoff.models import Reason


class RequestCallbackAction(SpeakingAction):
    action_name = "action_request_callback"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.with_handoff(message, Reason.CALLBACK)
