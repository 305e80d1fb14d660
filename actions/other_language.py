"""Answers a message in another language with two lines in that language."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class OtherLanguageAction(SpeakingAction):
    action_name = "action_other_language"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.other_language(message)
