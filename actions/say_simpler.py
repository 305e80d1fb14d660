"""Says the last subject again in plainer words."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class SaySimplerAction(SpeakingAction):
    action_name = "action_say_simpler"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.simpler(message)
