"""Says the last subject again in plainer words."""

from actions.base import SpeakingAction
from bot.dialogue.answering import Heard
from bot.dialogue.speech import Speech


class SaySimplerAction(SpeakingAction):
    action_name = "action_say_simpler"

    async def speak(self, message: Heard) -> Speech:
        return await self.answering.simpler(message)
