"""Answers danger with its fixed, reviewed reply and puts the conversation at the top of the queue."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class DangerAction(SpeakingAction):
    action_name = "action_danger"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.danger(message)
