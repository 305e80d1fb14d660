"""Notes that the tenant wants somebody to come round."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.handoff.models import Reason


class RequestVisitAction(SpeakingAction):
    action_name = "action_request_visit"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.with_handoff(message, Reason.VISIT)
