"""Says that the message was not understood, with guesses and a person as buttons."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class FallbackAction(SpeakingAction):
    action_name = "action_fallback"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.fallback(message)
